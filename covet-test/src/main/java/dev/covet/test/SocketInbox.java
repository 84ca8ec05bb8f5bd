package dev.covet.test;

import dev.covet.Message;
import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a server sends over a WebSocket, kept until it is asked for. The JDK calls, one at a time.
 */
final class SocketInbox implements WebSocket.Listener {
  private static final int ABNORMAL = 1006;

  /**
   * The end of a WebSocket.
   *
   * @param code of its close, 1006 without one
   * @param reason what is said with it
   */
  record End(int code, String reason) {
    @Override
    public String toString() {
      return "closed with " + code + (reason.isEmpty() ? "" : " '" + reason + "'");
    }
  }

  /** Messages, then the end, which stays. */
  private final BlockingQueue<Object> queue = new LinkedBlockingQueue<>();

  private final CompletableFuture<End> end = new CompletableFuture<>();
  private final StringBuilder text = new StringBuilder();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    text.append(data);
    if (last) {
      queue.add(Message.of(text.toString()));
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    byte[] piece = new byte[data.remaining()];
    data.get(piece);
    bytes.writeBytes(piece);
    if (last) {
      queue.add(Message.of(bytes.toByteArray()));
      bytes.reset();
    }
    from.request(1);
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    ended(new End(code, reason));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    ended(new End(ABNORMAL, String.valueOf(failure)));
  }

  private void ended(End told) {
    if (end.complete(told)) {
      queue.add(told);
    }
  }

  /** The end, when it comes. */
  CompletableFuture<End> end() {
    return end;
  }

  /** The next message, the end, or null if neither comes in time. */
  @Nullable Object next(Duration timeout) {
    try {
      Object next = queue.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
      if (next instanceof End) {
        queue.add(next);
      }
      return next;
    } catch (InterruptedException e) {
      throw Waiting.interrupted(e);
    }
  }
}
