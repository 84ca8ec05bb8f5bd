package dev.covet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes values as {@code <value>} and reads the text and the type that it was asked for. */
public final class FakeCodec implements JsonCodec {
  @Override
  public void write(Object value, OutputStream out) throws IOException {
    if (value instanceof Thread) {
      throw new IllegalStateException("a thread is no JSON");
    }
    out.write(("<" + value + ">").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Object read(InputStream in, Type type) throws IOException {
    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    if (text.equals("broken")) {
      throw new IOException("the codec could not read");
    }
    return type == String.class ? text : List.of(text, type.getTypeName());
  }
}
