package dev.covet.cli;

import dev.covet.ResponseBody;
import java.io.OutputStream;
import java.util.Arrays;

/** A body with some bytes after its end. */
final class TaggedBody implements ResponseBody {
  private final ResponseBody body;
  private final byte[] tag;

  TaggedBody(ResponseBody body, byte[] tag) {
    this.body = body;
    this.tag = tag;
  }

  @Override
  public Kind kind() {
    return body.kind();
  }

  @Override
  public long length() {
    return body.length() < 0 ? -1 : body.length() + tag.length;
  }

  @Override
  public byte[] bytes() {
    byte[] bytes = body.bytes();
    byte[] all = Arrays.copyOf(bytes, bytes.length + tag.length);
    System.arraycopy(tag, 0, all, bytes.length, tag.length);
    return all;
  }

  @Override
  public void writeTo(OutputStream out) throws Exception {
    body.writeTo(out);
    out.write(tag);
  }

  @Override
  public void close() {
    body.close();
  }
}
