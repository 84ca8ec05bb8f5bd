package dev.covet;

import java.io.IOException;

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

  /** Closes what a body was made from; a failure is only logged, the answer is out. */
  static void close(AutoCloseable source) {
    try {
      source.close();
    } catch (IOException e) {
      Log.WEB.log(System.Logger.Level.DEBUG, "closing the source of a body failed", e);
    } catch (Exception e) {
      Log.WEB.log(System.Logger.Level.WARNING, "closing the source of a body failed", e);
    }
  }
}
