package dev.covet;

import java.io.OutputStream;

/** A body that is compressed while it is sent. */
final class CodedBody extends ProducedBody {
  private final ResponseBody body;
  private final ContentCoding coding;

  CodedBody(ResponseBody body, ContentCoding coding) {
    this.body = body;
    this.coding = coding;
  }

  @Override
  public void writeTo(OutputStream out) throws Exception {
    try (EncodingStream encoding = coding.encode(out)) {
      if (body.kind() == Kind.BYTES) {
        encoding.write(body.bytes());
      } else {
        body.writeTo(encoding.unclosed());
      }
      encoding.finish(); // not after a failure: what was cut must not look whole
    }
  }

  @Override
  public void close() {
    body.close();
  }
}
