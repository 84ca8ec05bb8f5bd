package dev.covet;

import java.util.Iterator;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a sequence gives one by one.
 *
 * @param all its elements
 * @param source to be closed in any case
 */
record Elements(Iterator<?> all, AutoCloseable source) {
  /** The elements of a value that is sent element by element, or null if it is not. */
  static @Nullable Elements of(Object value) {
    return switch (value) {
      case Stream<?> stream -> of(stream);
      case Iterator<?> iterator -> of(iterator);
      case Flow.Publisher<?> publisher -> of(publisher);
      default -> null;
    };
  }

  static Elements of(Stream<?> stream) {
    return new Elements(stream.iterator(), stream);
  }

  static Elements of(Iterator<?> iterator) {
    return new Elements(iterator, closing(iterator));
  }

  static Elements of(Flow.Publisher<?> publisher) {
    PublisherIterator elements = PublisherIterator.of(publisher);
    return new Elements(elements, elements);
  }

  private static AutoCloseable closing(Iterator<?> iterator) {
    return iterator instanceof AutoCloseable closeable ? closeable : () -> {};
  }
}
