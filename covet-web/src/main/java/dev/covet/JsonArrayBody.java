package dev.covet;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.util.Iterator;

/** The elements of an iterator as one JSON array, sent one by one. */
final class JsonArrayBody extends ValueBody {
  private final Iterator<?> elements;
  private final AutoCloseable source;
  private final Type declared;

  private JsonArrayBody(Iterator<?> elements, AutoCloseable source, Type declared) {
    this.elements = elements;
    this.source = source;
    this.declared = declared;
  }

  static JsonArrayBody of(Iterator<?> elements, AutoCloseable source, ResultType declared) {
    return new JsonArrayBody(elements, source, declared.content().type());
  }

  @Override
  ValueBody writtenAs(ResultType other) {
    return of(elements, source, other);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    JsonCodec codec = Json.codec();
    out.write('[');
    boolean first = true;
    while (elements.hasNext()) {
      Object element = elements.next();
      if (!first) {
        out.write(',');
      }
      first = false;
      if (element == null) {
        out.write(new byte[] {'n', 'u', 'l', 'l'});
      } else {
        codec.write(element, declared, out);
      }
    }
    out.write(']');
  }

  @Override
  public void close() {
    close(source);
  }
}
