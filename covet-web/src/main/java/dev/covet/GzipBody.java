package dev.covet;

import java.io.OutputStream;

/** A body that is compressed while it is sent. */
final class GzipBody extends ProducedBody {
  private final ResponseBody body;

  GzipBody(ResponseBody body) {
    this.body = body;
  }

  @Override
  public void writeTo(OutputStream out) throws Exception {
    try (GzipStream gzip = new GzipStream(out)) {
      if (body.kind() == Kind.BYTES) {
        gzip.write(body.bytes());
      } else {
        body.writeTo(gzip.unclosed());
      }
      gzip.finish(); // not after a failure: what was cut must not look whole
    }
  }

  @Override
  public void close() {
    body.close();
  }
}
