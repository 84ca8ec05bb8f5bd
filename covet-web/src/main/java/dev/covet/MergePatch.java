package dev.covet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/**
 * A change of a value as a client describes it (RFC 7396, {@code application/merge-patch+json}):
 * members that are there replace those of the value, {@code null} removes them, the rest stays.
 *
 * <p>As component of an input or parameter of a controller it is the body. Another media type is
 * answered with 415 and {@code Accept-Patch}. Immutable.
 *
 * @param <T> what is changed; its JSON can be read as it is written
 */
public final class MergePatch<T> {
  private final Object changes;
  private final Type type;
  private final @Nullable Check check;

  MergePatch(Object changes, Type type, @Nullable Check check) {
    this.changes = changes;
    this.type = type;
    this.check = check;
  }

  /**
   * {@return the value as the client wants it} It is read as strictly as a body, and checked if it
   * has constraints and the patch belongs to an input.
   *
   * @param current the value as it is; not changed
   * @throws HttpException 422 if the result is not valid; {@code errors} names each place in it
   * @throws IllegalStateException if what is written of the current value can not be read
   */
  public T apply(T current) {
    try {
      byte[] before = written(current, type);
      Object merged = JsonMerge.merge(tree(before), changes);
      @SuppressWarnings("unchecked") // the codec makes what it is asked for
      T after = (T) read(merged, before);
      check(after);
      return after;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // in memory, so a codec's own
    }
  }

  private static byte[] written(Object value, Type type) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Json.codec().write(value, type, out);
    return out.toByteArray();
  }

  private @Nullable Object tree(byte[] before) throws IOException {
    try {
      return Json.codec().readTree(new ByteArrayInputStream(before));
    } catch (HttpException e) {
      throw unreadable(e);
    }
  }

  /** Before the client is blamed, the current value must be good itself. */
  private Object read(Object merged, byte[] before) throws IOException {
    byte[] after = written(merged, Object.class);
    try {
      return Json.codec().read(new ByteArrayInputStream(after), type);
    } catch (HttpException refused) {
      try {
        Json.codec().read(new ByteArrayInputStream(before), type);
      } catch (HttpException e) {
        throw unreadable(e);
      }
      throw refused;
    }
  }

  private IllegalStateException unreadable(HttpException e) {
    return new IllegalStateException(
        "the JSON of a " + type.getTypeName() + " can not be read again: " + e.getMessage(), e);
  }

  private void check(T after) {
    if (check != null) {
      Rejections rejections = new Rejections();
      check.run(after, rejections);
      if (!rejections.isEmpty()) {
        throw rejections.toException();
      }
    }
  }

  /** {@return what it changes, without the values, for people} */
  @Override
  public String toString() {
    return "patch of " + type.getTypeName();
  }
}
