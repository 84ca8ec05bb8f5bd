package dev.covet;

import java.io.OutputStream;

/** A value as the application itself writes it, into memory first so that a failure is a 500. */
final class EncodedBody extends ProducedBody {
  private final Object value;
  private final Codecs.Writer writer;

  EncodedBody(Object value, Codecs.Writer writer) {
    this.value = value;
    this.writer = writer;
  }

  @Override
  public Kind kind() {
    return Kind.BUFFERED;
  }

  @Override
  public void writeTo(OutputStream out) throws Exception {
    writer.write(value, out);
  }
}
