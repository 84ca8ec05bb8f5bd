package dev.covet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Writes values as {@code <value as their declared type>} and reads the text and the type that it
 * was asked for, or a record of one text. {@code malformed} is no JSON, {@code wrong} is of another
 * type.
 */
public final class FakeCodec implements JsonCodec {
  @Override
  public void write(Object value, Type declared, OutputStream out) throws IOException {
    if (value instanceof Thread) {
      throw new IllegalStateException("a thread is no JSON");
    }
    String as = declared == Object.class ? "" : " as " + declared.getTypeName();
    out.write(("<" + value + as + ">").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Object read(InputStream in, Type type) throws IOException {
    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    if (text.equals("broken")) {
      throw new IOException("the codec could not read");
    }
    switch (text) {
      case "malformed" -> throw new HttpException(400, "malformed JSON");
      case "wrong" ->
          throw new HttpException(422, "/a must be a number")
              .with(
                  "errors",
                  List.of(Map.of("pointer", "/a", "message", "must be a number", "code", "type")));
      default -> {}
    }
    if (type instanceof Class<?> record && record.isRecord()) {
      return made(record, text);
    }
    return type == String.class ? text : List.of(text, type.getTypeName());
  }

  private static Object made(Class<?> record, String text) {
    try {
      Constructor<?> constructor = record.getDeclaredConstructor(String.class);
      constructor.setAccessible(true);
      return constructor.newInstance(text);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
