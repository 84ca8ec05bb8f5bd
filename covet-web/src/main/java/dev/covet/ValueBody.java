package dev.covet;

import java.util.Iterator;
import java.util.concurrent.Flow;
import java.util.stream.Stream;

/** A body that is made from a value when it is sent. */
abstract sealed class ValueBody extends ProducedBody permits JsonBody, JsonArrayBody {
  static ValueBody of(Object value, ResultType declared) {
    return switch (value) {
      case Stream<?> stream -> JsonArrayBody.of(stream.iterator(), stream, declared);
      case Iterator<?> iterator -> JsonArrayBody.of(iterator, closing(iterator), declared);
      case Flow.Publisher<?> publisher -> {
        PublisherIterator elements = PublisherIterator.of(publisher);
        yield JsonArrayBody.of(elements, elements, declared);
      }
      default -> new JsonBody(value, declared.type());
    };
  }

  private static AutoCloseable closing(Iterator<?> iterator) {
    return iterator instanceof AutoCloseable closeable ? closeable : () -> {};
  }

  /** The same value, written as its type is declared. */
  abstract ValueBody writtenAs(ResultType declared);
}
