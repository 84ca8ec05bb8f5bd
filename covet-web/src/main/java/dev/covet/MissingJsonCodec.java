package dev.covet;

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Type;

/** Stands in when no codec is on the class path: an application without JSON needs none. */
final class MissingJsonCodec implements JsonCodec {
  private static final String ADVICE =
      "no JsonCodec on the class path: depend on dev.covet:covet, which brings one";

  @Override
  public void write(Object value, Type declared, OutputStream out) {
    throw new IllegalStateException(
        "can not write " + value.getClass().getName() + " as JSON: " + ADVICE);
  }

  @Override
  public Object read(InputStream in, Type type) {
    throw new IllegalStateException("can not read " + type.getTypeName() + " from JSON: " + ADVICE);
  }
}
