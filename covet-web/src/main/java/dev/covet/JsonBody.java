package dev.covet;

import java.io.IOException;
import java.io.OutputStream;

/**
 * One value as JSON, written into memory first so that its length is known and a failure is still a
 * 500.
 */
final class JsonBody extends ProducedBody {
  private final Object value;

  JsonBody(Object value) {
    this.value = value;
  }

  @Override
  public Kind kind() {
    return Kind.BUFFERED;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    Json.codec().write(value, out);
  }
}
