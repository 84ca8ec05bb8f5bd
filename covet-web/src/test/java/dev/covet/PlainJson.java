package dev.covet;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;

/**
 * A stand-in for a JSON library: writes the text of a value in angle brackets, reads text as text.
 */
public final class PlainJson implements JsonCodec {
  @Override
  public void write(Object value, OutputStream out) throws IOException {
    out.write(("<" + value + ">").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public Object read(InputStream in, Type type) throws IOException {
    String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    if (text.startsWith("!")) {
      throw Failure.MALFORMED_JSON.because("no JSON");
    }
    return text + " as " + type.getTypeName();
  }
}
