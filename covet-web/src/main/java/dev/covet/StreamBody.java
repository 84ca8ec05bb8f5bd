package dev.covet;

import java.io.InputStream;
import java.io.OutputStream;

/** A body that is sent while it is produced. */
final class StreamBody extends ProducedBody {
  private final BodyWriter writer;
  private final AutoCloseable source;

  private StreamBody(BodyWriter writer, AutoCloseable source) {
    this.writer = writer;
    this.source = source;
  }

  static StreamBody of(BodyWriter writer) {
    return new StreamBody(writer, () -> {});
  }

  static StreamBody of(InputStream in) {
    return new StreamBody(in::transferTo, in);
  }

  @Override
  public void writeTo(OutputStream out) throws Exception {
    writer.write(out);
  }

  @Override
  public void close() {
    close(source);
  }
}
