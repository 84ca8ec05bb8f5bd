package dev.covet;

import java.io.OutputStream;
import java.util.Iterator;

/** The elements of an iterator as one JSON array, sent one by one. */
final class JsonArrayBody {
  private JsonArrayBody() {}

  static ResponseBody of(Iterator<?> elements, AutoCloseable source) {
    return StreamBody.of(out -> write(elements, out), source);
  }

  private static void write(Iterator<?> elements, OutputStream out) throws Exception {
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
        codec.write(element, out);
      }
    }
    out.write(']');
  }
}
