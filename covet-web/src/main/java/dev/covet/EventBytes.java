package dev.covet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/** Events as they go over the wire (WHATWG HTML, section 9.2.6). */
final class EventBytes {
  private EventBytes() {}

  /**
   * An event, with the empty line that ends it.
   *
   * @param declared the type of its data, {@code Object} if nothing is known
   * @throws IOException never
   */
  static byte[] of(Event<?> event, Type declared) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(128);
    if (event.id() != null) {
      line(out, "id: ", event.id());
    }
    if (event.event() != null) {
      line(out, "event: ", event.event());
    }
    if (event.retry() != null) {
      line(out, "retry: ", Long.toString(event.retry().toMillis()));
    }
    Object data = event.data();
    if (data != null) {
      lines(out, "data: ", encoded(data, declared));
    }
    out.write('\n');
    return out.toByteArray();
  }

  /** A comment, which clients pass over. */
  static byte[] comment(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length() + 8);
    lines(out, ": ", text.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
    return out.toByteArray();
  }

  private static byte[] encoded(Object data, Type declared) throws IOException {
    if (data instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    Json.codec().write(data, declared, json);
    return json.toByteArray();
  }

  private static void line(ByteArrayOutputStream out, String field, String value) {
    out.writeBytes(field.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(value.getBytes(StandardCharsets.UTF_8));
    out.write('\n');
  }

  /** Each line under the field's name: a break in the text can begin no field of its own. */
  private static void lines(ByteArrayOutputStream out, String field, byte[] text) {
    byte[] name = field.getBytes(StandardCharsets.US_ASCII);
    int from = 0;
    for (int i = 0; i <= text.length; i++) {
      if (i < text.length && text[i] != '\n' && text[i] != '\r') {
        continue;
      }
      out.writeBytes(name);
      out.write(text, from, i - from);
      out.write('\n');
      if (i + 1 < text.length && text[i] == '\r' && text[i + 1] == '\n') {
        i++;
      }
      from = i + 1;
    }
  }
}
