package dev.covet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A connection on which both sides send messages (RFC 6455). Any thread may send; one at a time may
 * receive.
 *
 * <p>{@code send} waits while too many bytes wait for the client, unless the WebSocket was accepted
 * with a policy for slow clients ({@link WebSocketUpgrade#slowConsumer}): then it never waits.
 */
public interface WebSocket {
  /**
   * {@return the next message, or null when the WebSocket is closed} Waits for it. What has come
   * and is not taken yet is bounded: then nothing more is read from the client.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   * @throws IllegalStateException if a {@link WebSocketListener} takes the messages
   */
  @Nullable Message receive() throws InterruptedException;

  /** {@return the messages up to the end of the WebSocket, for a loop} An interrupt ends them. */
  default Iterable<Message> messages() {
    return () ->
        new Iterator<>() {
          private @Nullable Message next;

          @Override
          public boolean hasNext() {
            try {
              next = next == null ? receive() : next;
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            return next != null;
          }

          @Override
          public Message next() {
            Message taken = hasNext() ? next : null;
            next = null;
            if (taken == null) {
              throw new NoSuchElementException("the WebSocket is closed");
            }
            return taken;
          }
        };
  }

  /**
   * Sends a text.
   *
   * @param text the text
   * @throws IOException if the WebSocket is closed, or the thread was interrupted
   */
  void send(String text) throws IOException;

  /**
   * Sends bytes.
   *
   * @param bytes not to be changed afterwards
   * @throws IOException if the WebSocket is closed, or the thread was interrupted
   */
  void send(byte[] bytes) throws IOException;

  /**
   * Sends a value as JSON text.
   *
   * @param value the value
   * @throws IOException if the WebSocket is closed, or the thread was interrupted
   */
  default void sendJson(Object value) throws IOException {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    Json.codec().write(value, value.getClass(), json);
    send(json.toString(StandardCharsets.UTF_8));
  }

  /**
   * Sends a message that a later one about the same may stand for, where the policy is {@link
   * SlowConsumer#COALESCE}; else the key means nothing.
   *
   * @param message the message
   * @param key what it is about
   * @throws IOException if the WebSocket is closed, or the thread was interrupted
   */
  void send(Message message, Object key) throws IOException;

  /**
   * Closes it, after what is being sent. Does not wait for the client.
   *
   * @param code 1000 for a normal end, 3000 to 4999 for the application's own reasons
   * @param reason for the client, at most 123 bytes in UTF-8
   * @throws IllegalArgumentException if the code must not be sent
   */
  void close(int code, String reason);

  /** Closes it with 1000. */
  default void close() {
    close(1000, "");
  }

  /**
   * Leaves work for a stop of the server, for a last message: run once, on some virtual thread,
   * before the client is told by a close with 1001; at once if the stop has begun, not at all if
   * the WebSocket ends before. The stop waits for it, but for no more than half of {@code
   * drain-timeout}.
   *
   * @param hook the work
   */
  void onDrain(Runnable hook);

  /** {@return the subprotocol that was agreed, or empty} */
  String subprotocol();

  /** {@return why it ended, as a code of RFC 6455, section 7.4; 0 while it is open} */
  int closeCode();

  /** {@return what the client said beside that, perhaps empty} */
  String closeReason();
}
