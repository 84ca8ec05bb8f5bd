package dev.covet;

/** A body that has no bytes before it is produced. */
abstract class ProducedBody implements ResponseBody {
  @Override
  public Kind kind() {
    return Kind.STREAMED;
  }

  @Override
  public long length() {
    return -1;
  }

  @Override
  public final byte[] bytes() {
    throw new IllegalStateException("the body is produced while it is sent");
  }
}
