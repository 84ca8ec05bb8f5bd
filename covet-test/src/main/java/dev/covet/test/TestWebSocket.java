package dev.covet.test;

import dev.covet.Message;
import dev.covet.Response;
import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The client's end of a WebSocket ({@link TestClient#webSocket}). What the server sends is kept
 * until it is asked for: at most 10,000 messages, 64 Mi of characters and bytes; with more the
 * connection is cut, and what is asked then fails. Its pings are answered. Everything blocks, at
 * most for the timeout of the handshake. Not safe for several threads.
 */
public final class TestWebSocket implements AutoCloseable {
  private static final int NORMAL = 1000;
  private static final int MOST_MESSAGES = 10_000;
  private static final int MOST_SIZE = 64 << 20;

  private final String path;
  private final Duration timeout;
  private final SocketInbox inbox = new SocketInbox(MOST_MESSAGES, MOST_SIZE);
  private @Nullable WebSocket socket;

  TestWebSocket(String path, Duration timeout) {
    this.path = path;
    this.timeout = timeout;
  }

  WebSocket.Listener listener() {
    return inbox;
  }

  void opened(WebSocket open) {
    socket = open;
  }

  private WebSocket socket() {
    WebSocket open = socket;
    if (open == null) {
      throw new IllegalStateException("the WebSocket is not open");
    }
    return open;
  }

  /** {@return the subprotocol that was agreed, or empty if there is none} */
  public String subprotocol() {
    return socket().getSubprotocol();
  }

  /**
   * Sends a text.
   *
   * @param text the message
   * @return this
   * @throws AssertionError if the WebSocket is closed
   */
  public TestWebSocket send(String text) {
    return sent(socket().sendText(text, true));
  }

  /**
   * Sends a binary message.
   *
   * @param bytes the message
   * @return this
   * @throws AssertionError if the WebSocket is closed
   */
  public TestWebSocket send(byte[] bytes) {
    return sent(socket().sendBinary(ByteBuffer.wrap(bytes), true));
  }

  /**
   * Sends a value as JSON text.
   *
   * @param value any value, written as handlers' results are
   * @return this
   * @throws AssertionError if the WebSocket is closed, or the value can not be written
   */
  public TestWebSocket sendJson(Object value) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    try {
      Response.json(value).body().writeTo(json);
    } catch (Exception e) {
      throw new AssertionError("no JSON of " + value.getClass().getName(), e);
    }
    return send(json.toString(StandardCharsets.UTF_8));
  }

  private TestWebSocket sent(CompletableFuture<WebSocket> sending) {
    try {
      Waiting.get(sending, timeout);
      return this;
    } catch (ExecutionException e) {
      SocketInbox.End end = inbox.end().getNow(null);
      String why = end == null ? "" : ": it is " + end;
      throw new AssertionError(path + ": the WebSocket takes nothing more" + why, e.getCause());
    }
  }

  /**
   * {@return the next message of the server} {@code receive().text()}, {@code .bytes()} and {@code
   * .json(type)} have what is in it.
   *
   * @throws AssertionError if none comes in time, or the WebSocket is closed, perhaps because too
   *     many were not received
   */
  public Message receive() {
    Object next = inbox.next(timeout);
    if (next instanceof Message message) {
      return message;
    }
    String what = next == null ? "nothing came within " + timeout : "it was " + next;
    throw new AssertionError(path + ": a message was expected, but " + what);
  }

  /**
   * {@return the code with which the server has closed it: waits until it does} 1005 if it says
   * none, 1006 if the connection has broken. Messages that have not been received do not matter.
   *
   * @throws AssertionError if it stays open, or too many messages were not received
   */
  public int closeCode() {
    return end().code();
  }

  /**
   * {@return what the server has said when it closed it, or empty}
   *
   * @throws AssertionError as {@link #closeCode}
   */
  public String closeReason() {
    return end().reason();
  }

  private SocketInbox.End end() {
    SocketInbox.End end;
    try {
      end = Waiting.get(inbox.end(), timeout);
    } catch (AssertionError | ExecutionException e) {
      String what = "the server has not closed the WebSocket within " + timeout;
      throw new AssertionError(path + ": " + what, e);
    }
    if (inbox.isOverflow(end)) {
      throw new AssertionError(path + ": " + end.reason());
    }
    return end;
  }

  /**
   * Closes it, and waits for the answer of the server, which {@link #closeCode} has then.
   *
   * @param code 1000, or 3000 to 4999
   * @param reason for the server, at most 123 bytes in UTF-8
   * @throws AssertionError if the server does not answer, or the code must not be sent
   */
  public void close(int code, String reason) {
    sent(socket().sendClose(code, reason));
    end();
  }

  /** Closes it with 1000, and lets go of the connection whatever the server answers. */
  @Override
  public void close() {
    WebSocket open = socket;
    if (open == null) {
      return;
    }
    try {
      if (!open.isOutputClosed()) {
        Waiting.get(open.sendClose(NORMAL, ""), timeout);
        end();
      }
    } catch (ExecutionException e) {
      // The server was faster.
    } finally {
      open.abort();
    }
  }
}
