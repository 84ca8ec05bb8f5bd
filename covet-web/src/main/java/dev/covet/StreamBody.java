package dev.covet;

import java.io.IOException;
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

  /** A body with something to close when it was sent or given up. */
  static StreamBody of(BodyWriter writer, AutoCloseable source) {
    return new StreamBody(writer, source);
  }

  @Override
  public void writeTo(OutputStream out) throws Exception {
    writer.write(out);
  }

  @Override
  public void close() {
    try {
      source.close();
    } catch (IOException e) {
      Log.WEB.log(System.Logger.Level.DEBUG, "closing the source of a body failed", e);
    } catch (Exception e) {
      Log.WEB.log(System.Logger.Level.WARNING, "closing the source of a body failed", e);
    }
  }
}
