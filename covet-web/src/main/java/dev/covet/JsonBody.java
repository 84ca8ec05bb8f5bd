package dev.covet;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Type;

/**
 * One value as JSON, written into memory first so that its length is known and a failure is still a
 * 500.
 */
final class JsonBody extends ValueBody {
  private final Object value;
  private final Type declared;

  JsonBody(Object value, Type declared) {
    this.value = value;
    this.declared = declared;
  }

  @Override
  ValueBody writtenAs(ResultType other) {
    return new JsonBody(value, other.type());
  }

  Object value() {
    return value;
  }

  @Override
  public Kind kind() {
    return Kind.BUFFERED;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    Json.codec().write(value, declared, out);
  }
}
