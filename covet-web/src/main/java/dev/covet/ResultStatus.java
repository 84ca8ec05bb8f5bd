package dev.covet;

import dev.covet.http.Status;
import java.lang.reflect.AnnotatedElement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads {@link dev.covet.Status @Status}. */
final class ResultStatus {
  /** Each class is looked at once. */
  private static final ClassValue<Optional<Status>> OF_CLASS =
      new ClassValue<>() {
        @Override
        protected Optional<Status> computeValue(Class<?> type) {
          return Optional.ofNullable(read(type));
        }
      };

  private ResultStatus() {}

  /** The status of a class's objects, or null if it has none. */
  static @Nullable Status of(Class<?> type) {
    return OF_CLASS.get(type).orElse(null);
  }

  /**
   * The status that stands at a method or class, or null if there is none.
   *
   * @throws IllegalArgumentException if it is not the status of an answer
   */
  static @Nullable Status read(AnnotatedElement element) {
    dev.covet.Status given = element.getAnnotation(dev.covet.Status.class);
    if (given == null) {
      return null;
    }
    if (given.value() < 200 || given.value() > 599) {
      throw new IllegalArgumentException(
          "@Status(" + given.value() + ") is not the status of an answer");
    }
    return Status.of(given.value());
  }
}
