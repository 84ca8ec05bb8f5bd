package dev.covet.bridge;

import dev.covet.Response;
import dev.covet.ResponseBody;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A body that is run into memory and counts how often it was closed. */
final class CountingBody implements ResponseBody {
  private final AtomicInteger closed = new AtomicInteger();

  Response<?> response() {
    return Requests.response(this);
  }

  int closed() {
    return closed.get();
  }

  @Override
  public Kind kind() {
    return Kind.BUFFERED;
  }

  @Override
  public long length() {
    return -1;
  }

  @Override
  public byte[] bytes() {
    throw new IllegalStateException("there are none");
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write("body".getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    closed.incrementAndGet();
  }
}
