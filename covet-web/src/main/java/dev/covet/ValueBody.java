package dev.covet;

/** A body that is made from a value when it is sent. */
abstract sealed class ValueBody extends ProducedBody permits JsonBody, JsonArrayBody {
  static ValueBody of(Object value, ResultType declared) {
    Elements elements = Elements.of(value);
    return elements == null
        ? new JsonBody(value, declared.type())
        : JsonArrayBody.of(elements.all(), elements.source(), declared);
  }

  /** The same value, written as its type is declared. */
  abstract ValueBody writtenAs(ResultType declared);
}
