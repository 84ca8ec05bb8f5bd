package dev.covet;

import java.io.OutputStream;

/** A body that keeps something taken until it is closed. */
final class HoldingBody implements ResponseBody {
  private final ResponseBody body;
  private final Runnable release;

  HoldingBody(ResponseBody body, Runnable release) {
    this.body = body;
    this.release = release;
  }

  @Override
  public Kind kind() {
    return body.kind();
  }

  @Override
  public long length() {
    return body.length();
  }

  @Override
  public byte[] bytes() {
    return body.bytes();
  }

  @Override
  public void writeTo(OutputStream out) throws Exception {
    body.writeTo(out);
  }

  @Override
  public void close() {
    try {
      body.close();
    } finally {
      release.run();
    }
  }
}
