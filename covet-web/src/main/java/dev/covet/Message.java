package dev.covet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A whole message of a {@link WebSocket}. Immutable, as long as nobody changes its bytes. */
public final class Message {
  private final @Nullable String text;
  private final byte @Nullable [] bytes;

  private Message(@Nullable String text, byte @Nullable [] bytes) {
    this.text = text;
    this.bytes = bytes;
  }

  /**
   * {@return a text}
   *
   * @param text the text
   */
  public static Message of(String text) {
    return new Message(text, null);
  }

  /**
   * {@return a binary message}
   *
   * @param bytes not copied
   */
  public static Message of(byte[] bytes) {
    return new Message(null, bytes);
  }

  /** {@return whether it is a text} */
  public boolean isText() {
    return text != null;
  }

  /**
   * {@return the text}
   *
   * @throws IllegalStateException if it is a binary message
   */
  public String text() {
    if (text == null) {
      throw new IllegalStateException("the message is binary");
    }
    return text;
  }

  /** {@return the bytes; those of a text in UTF-8} */
  public byte[] bytes() {
    byte[] own = bytes;
    return own == null ? text().getBytes(StandardCharsets.UTF_8) : own;
  }

  /**
   * {@return the message as a value read from JSON}
   *
   * @param type its class
   * @param <T> its type
   * @throws HttpException if it is no JSON, or of another type
   */
  @SuppressWarnings("unchecked") // the codec makes what it is asked for
  public <T> T json(Class<T> type) {
    try {
      return (T) Json.codec().read(new ByteArrayInputStream(bytes()), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    byte[] own = bytes;
    return own == null ? String.valueOf(text) : own.length + " bytes";
  }
}
