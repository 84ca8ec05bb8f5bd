package dev.covet.engine.websocket;

import dev.covet.http.WebSocketDeflate;
import dev.covet.http.WebSocketTerms;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages of a client's bytes (RFC 6455, sections 5 and 8.1). What is read before a failure
 * has been told; after one, and after a close frame, nothing more is. Event loop only; holds a
 * buffer only while a message is under way.
 */
final class MessageReader {
  /** Told of what has come, in order, on the loop. */
  interface Receiver {
    void text(String message);

    /** The array is the receiver's own. */
    void binary(byte[] message);

    void ping(byte[] payload);

    void pong(byte[] payload);

    /** The last call; {@link CloseCode#NONE} if the frame has no code. */
    void closed(int code, String reason);
  }

  private static final byte[] NOTHING = {};
  private static final int FIRST = 512;

  private final Receiver receiver;
  private final int mostFrame;
  private final int mostMessage;
  private final FrameHead head;
  private final @Nullable Inflating inflating;
  private final Utf8Validator utf8 = new Utf8Validator();

  // the frame under way
  private boolean inPayload;
  private long length;
  private long taken;
  private int key;

  // the message under way
  private boolean inMessage;
  private boolean isText;
  private boolean isCompressed;
  private byte[] message = NOTHING;
  private int size;

  private byte[] control = NOTHING;
  private boolean closed;

  /**
   * A reader.
   *
   * @param mostFrame largest payload of a frame in bytes
   * @param mostMessage largest message in bytes, as it was before it was compressed
   * @param inflating undoes compression, or null if there is none
   */
  MessageReader(Receiver receiver, int mostFrame, int mostMessage, @Nullable Inflating inflating) {
    this.receiver = receiver;
    this.inflating = inflating;
    this.head = new FrameHead(inflating != null);
    this.mostFrame = mostFrame;
    this.mostMessage = mostMessage;
  }

  static MessageReader of(Receiver receiver, WebSocketTerms terms) {
    WebSocketDeflate deflate = terms.deflate();
    return new MessageReader(
        receiver,
        terms.limits().frame(),
        terms.limits().message(),
        deflate == null ? null : new Inflating(deflate.clientTakeover()));
  }

  /** Frees what it holds. */
  void close() {
    if (inflating != null) {
      inflating.close();
    }
  }

  /**
   * Takes the next bytes, and changes them.
   *
   * @throws ProtocolFailure if the client broke a rule; the reader is of no use any more
   */
  void read(byte[] source, int offset, int count) throws ProtocolFailure {
    int end = offset + count;
    int at = offset;
    while (at < end && !closed) {
      if (inPayload) {
        int part = (int) Math.min(length - taken, end - at);
        Masking.apply(source, at, part, key, taken);
        payload(source, at, part);
        at += part;
      } else {
        at = head.take(source, at, end);
        if (head.isWhole()) {
          begin();
        }
      }
      if (inPayload && taken == length) {
        finish();
      }
    }
  }

  /** Whether the client may end here: not in the midst of a frame. */
  boolean isBetweenFrames() {
    return !inPayload && head.isEmpty();
  }

  private void begin() throws ProtocolFailure {
    length = head.length();
    key = head.key();
    taken = 0;
    inPayload = true;
    if (Opcode.isControl(head.opcode())) {
      control = length == 0 ? NOTHING : new byte[(int) length];
      return;
    }
    boolean continues = head.opcode() == Opcode.CONTINUATION;
    if (continues != inMessage) {
      throw new ProtocolFailure(
          CloseCode.PROTOCOL_ERROR,
          continues ? "there is no message to continue" : "the message before has not ended");
    }
    if (length > mostFrame) {
      throw new ProtocolFailure(CloseCode.TOO_BIG, "the frame is larger than " + mostFrame);
    }
    if (!continues) {
      inMessage = true;
      isText = head.opcode() == Opcode.TEXT;
      isCompressed = head.isCompressed();
    }
    if (!isCompressed && size + length > mostMessage) {
      throw tooBig();
    }
  }

  private void payload(byte[] source, int at, int part) throws ProtocolFailure {
    if (Opcode.isControl(head.opcode())) {
      System.arraycopy(source, at, control, (int) taken, part);
    } else if (isCompressed && inflating != null) {
      inflating.take(source, at, part, this::inflated);
    } else {
      data(source, at, part, length - taken);
    }
    taken += part;
  }

  private void inflated(byte[] bytes, int count) throws ProtocolFailure {
    if (size + count > mostMessage) {
      throw tooBig();
    }
    data(bytes, 0, count, count);
  }

  private void data(byte[] source, int at, int part, long rest) throws ProtocolFailure {
    if (isText && !utf8.take(source, at, part)) {
      throw notText();
    }
    append(source, at, part, rest);
  }

  private ProtocolFailure tooBig() {
    return new ProtocolFailure(CloseCode.TOO_BIG, "the message is larger than " + mostMessage);
  }

  /**
   * Grows by what has come, not by what was announced, and so that a message of many small frames
   * is not copied for each of them.
   */
  private void append(byte[] source, int at, int part, long rest) {
    if (message.length - size < part) {
      long doubled = Math.max(FIRST, 2L * message.length);
      boolean known = head.isLast() && !isCompressed;
      long wanted = known ? Math.min(doubled, size + rest) : doubled;
      message = Arrays.copyOf(message, (int) Math.min(Math.max(size + part, wanted), mostMessage));
    }
    System.arraycopy(source, at, message, size, part);
    size += part;
  }

  private void finish() throws ProtocolFailure {
    int opcode = head.opcode();
    boolean last = head.isLast();
    inPayload = false;
    head.reset();
    switch (opcode) {
      case Opcode.PING -> receiver.ping(control);
      case Opcode.PONG -> receiver.pong(control);
      case Opcode.CLOSE -> close(control);
      default -> {
        if (last) {
          deliver();
        }
      }
    }
    control = NOTHING;
  }

  private void deliver() throws ProtocolFailure {
    if (isCompressed && inflating != null) {
      inflating.end(this::inflated);
    }
    if (isText && !utf8.isWhole()) {
      throw notText();
    }
    byte[] whole = message;
    int count = size;
    inMessage = false;
    message = NOTHING;
    size = 0;
    if (isText) {
      receiver.text(new String(whole, 0, count, StandardCharsets.UTF_8));
    } else {
      receiver.binary(whole.length == count ? whole : Arrays.copyOf(whole, count));
    }
  }

  private void close(byte[] payload) throws ProtocolFailure {
    closed = true;
    if (payload.length == 0) {
      receiver.closed(CloseCode.NONE, "");
      return;
    }
    int code = payload.length < 2 ? 0 : (payload[0] & 0xff) << Byte.SIZE | payload[1] & 0xff;
    if (!CloseCode.maySend(code)) {
      throw new ProtocolFailure(CloseCode.PROTOCOL_ERROR, "the close code is malformed");
    }
    utf8.reset();
    if (!utf8.take(payload, 2, payload.length - 2) || !utf8.isWhole()) {
      throw notText();
    }
    receiver.closed(code, new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8));
  }

  private static ProtocolFailure notText() {
    return new ProtocolFailure(CloseCode.NOT_CONSISTENT, "the text is not UTF-8");
  }
}
