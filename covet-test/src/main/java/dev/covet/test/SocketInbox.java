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
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a server sends over a WebSocket, kept until it is asked for, within limits. The JDK calls,
 * one at a time; any thread may ask.
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

  private final int mostMessages;
  private final int mostSize;

  /** The client's own end, because the test does not take what comes. */
  private final End overflow;

  /** Messages, then the end, which stays. */
  private final BlockingQueue<Object> queue = new LinkedBlockingQueue<>();

  private final CompletableFuture<End> end = new CompletableFuture<>();
  private final AtomicInteger size = new AtomicInteger();
  private volatile boolean overflown;
  private final StringBuilder text = new StringBuilder();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /**
   * Nothing has come.
   *
   * @param mostMessages most that wait
   * @param mostSize most characters and bytes that wait, those of a message that is not whole too
   */
  SocketInbox(int mostMessages, int mostSize) {
    this.mostMessages = mostMessages;
    this.mostSize = mostSize;
    this.overflow =
        new End(
            ABNORMAL,
            "more than "
                + mostMessages
                + " messages, or "
                + mostSize
                + " characters and bytes, came and were not received");
  }

  @Override
  public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    if (hasRoom(from, data.length())) {
      text.append(data);
      if (last) {
        queue.add(Message.of(text.toString()));
        text.setLength(0);
      }
      from.request(1);
    }
    return null;
  }

  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    byte[] piece = new byte[data.remaining()];
    data.get(piece);
    if (hasRoom(from, piece.length)) {
      bytes.writeBytes(piece);
      if (last) {
        queue.add(Message.of(bytes.toByteArray()));
        bytes.reset();
      }
      from.request(1);
    }
    return null;
  }

  /** Counts a piece; if it is one too many, nothing more is wanted. */
  private boolean hasRoom(WebSocket from, int more) {
    if (queue.size() < mostMessages && size.addAndGet(more) <= mostSize) {
      return true;
    }
    // First, so that whoever hears of it can send nothing any more.
    overflown = true;
    from.abort();
    ended(overflow);
    return false;
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    ended(new End(code, reason));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    if (overflown) {
      return;
    }
    ended(new End(ABNORMAL, String.valueOf(failure)));
  }

  private void ended(End told) {
    if (end.complete(told)) {
      queue.add(told);
    }
  }

  /** Whether it was ended here, because too much waited. */
  boolean isOverflow(End end) {
    return end.equals(overflow);
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
      } else if (next instanceof Message message) {
        size.addAndGet(message.isText() ? -message.text().length() : -message.bytes().length);
      }
      return next;
    } catch (InterruptedException e) {
      throw Waiting.interrupted(e);
    }
  }
}
