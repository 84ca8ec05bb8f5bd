package dev.covet.test;

import dev.covet.http.Headers;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A connection that sends any frames of HTTP/2 (RFC 9113), however wrong, and reads the server's.
 * Fields are sent as literals that nobody indexes. Waits at most 10 s for a frame. Not safe for
 * several threads.
 */
public final class Http2Connection implements AutoCloseable {
  /** The client's half of the preface before its SETTINGS (RFC 9113, section 3.4). */
  public static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  /** Frame type DATA. */
  public static final int DATA = 0;

  /** Frame type HEADERS. */
  public static final int HEADERS = 1;

  /** Frame type RST_STREAM. */
  public static final int RST_STREAM = 3;

  /** Frame type SETTINGS. */
  public static final int SETTINGS = 4;

  /** Frame type PING. */
  public static final int PING = 6;

  /** Frame type GOAWAY. */
  public static final int GOAWAY = 7;

  /** Frame type WINDOW_UPDATE. */
  public static final int WINDOW_UPDATE = 8;

  /** Frame type CONTINUATION. */
  public static final int CONTINUATION = 9;

  private static final int PATIENCE_MILLIS = 10_000;
  private static final int END_STREAM = 1;
  private static final int END_HEADERS = 4;
  private static final int MOST = 16_384;

  private final Socket socket = new Socket();
  private final Socket bytes;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();
  private int next = 1;

  /**
   * A frame.
   *
   * @param type the type
   * @param flags the flags
   * @param stream the stream, 0 for the connection
   * @param payload what it holds
   */
  public record Frame(int type, int flags, int stream, byte[] payload) {
    /** {@return whether the stream ends with it} */
    public boolean endsStream() {
      return (type == DATA || type == HEADERS) && (flags & END_STREAM) != 0;
    }

    /** {@return the error code of RST_STREAM or GOAWAY} */
    public int errorCode() {
      return number(type == GOAWAY ? 4 : 0);
    }

    /** {@return the last stream of GOAWAY} */
    public int lastStream() {
      return number(0);
    }

    private int number(int at) {
      return payload[at] << 24
          | (payload[at + 1] & 0xff) << 16
          | (payload[at + 2] & 0xff) << 8
          | payload[at + 3] & 0xff;
    }

    /** {@return type, stream and size, for people} */
    @Override
    public String toString() {
      String code = type == RST_STREAM || type == GOAWAY ? " error " + errorCode() : "";
      return "frame " + type + " on " + stream + ", " + payload.length + " bytes" + code;
    }
  }

  /**
   * Connects to a port of this machine, without a preface.
   *
   * @param port the port
   * @param tls whether by TLS, offering {@code h2}; the server's certificate is not checked
   * @throws IOException if nobody listens or the handshake fails
   */
  public Http2Connection(int port, boolean tls) throws IOException {
    this(port, tls, new byte[0]);
  }

  /**
   * Connects to a port of this machine, without a preface, and sends something before everything
   * else.
   *
   * @param port the port
   * @param tls whether by TLS, offering {@code h2}; the server's certificate is not checked
   * @param first sent in clear text, before a handshake
   * @throws IOException if nobody listens or the handshake fails
   */
  public Http2Connection(int port, boolean tls, byte[] first) throws IOException {
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.getOutputStream().write(first);
    bytes = tls ? AnyCertificate.over(socket, "h2") : socket;
    in = new DataInputStream(new BufferedInputStream(bytes.getInputStream()));
    out = new DataOutputStream(new BufferedOutputStream(bytes.getOutputStream(), 1 << 16));
  }

  /**
   * Connects and sends the preface with its settings.
   *
   * @param port the port
   * @param tls whether by TLS
   * @param settings pairs of identifier and value
   * @return the connection
   * @throws IOException if it can not connect
   */
  public static Http2Connection open(int port, boolean tls, int... settings) throws IOException {
    Http2Connection connection = new Http2Connection(port, tls);
    connection.raw(PREFACE.getBytes(StandardCharsets.ISO_8859_1)).settings(settings);
    return connection;
  }

  /** {@return the next stream number for a client} */
  public int stream() {
    int stream = next;
    next += 2;
    return stream;
  }

  /**
   * Sends bytes as they are.
   *
   * @param source the bytes
   * @return this
   * @throws IOException if the connection is gone
   */
  public Http2Connection raw(byte[] source) throws IOException {
    out.write(source);
    out.flush();
    return this;
  }

  /**
   * Sends one frame.
   *
   * @param type the type
   * @param flags the flags
   * @param stream the stream
   * @param payload what it holds
   * @return this
   * @throws IOException if the connection is gone
   */
  public Http2Connection frame(int type, int flags, int stream, byte... payload)
      throws IOException {
    buffer(type, flags, stream, payload);
    out.flush();
    return this;
  }

  /**
   * Writes one frame into a buffer; {@link #flush} or the next other call sends it.
   *
   * @param type the type
   * @param flags the flags
   * @param stream the stream
   * @param payload what it holds
   * @throws IOException if the connection is gone
   */
  public void buffer(int type, int flags, int stream, byte... payload) throws IOException {
    out.writeByte(payload.length >> 16);
    out.writeShort(payload.length);
    out.writeByte(type);
    out.writeByte(flags);
    out.writeInt(stream);
    out.write(payload);
  }

  /**
   * Sends what was buffered.
   *
   * @return this
   * @throws IOException if the connection is gone
   */
  public Http2Connection flush() throws IOException {
    out.flush();
    return this;
  }

  /**
   * Sends SETTINGS.
   *
   * @param pairs pairs of identifier and value
   * @return this
   * @throws IOException if the connection is gone
   */
  public Http2Connection settings(int... pairs) throws IOException {
    byte[] payload = new byte[pairs.length * 3];
    for (int i = 0; i < pairs.length; i += 2) {
      payload[i * 3] = (byte) (pairs[i] >>> 8);
      payload[i * 3 + 1] = (byte) pairs[i];
      System.arraycopy(four(pairs[i + 1]), 0, payload, i * 3 + 2, 4);
    }
    return frame(SETTINGS, 0, 0, payload);
  }

  /**
   * Sends a header block in one frame.
   *
   * @param stream the stream
   * @param end whether the stream ends with it
   * @param fields names and values, pseudo-headers too
   * @return this
   * @throws IOException if the connection is gone
   */
  public Http2Connection headers(int stream, boolean end, String... fields) throws IOException {
    return frame(HEADERS, END_HEADERS | (end ? END_STREAM : 0), stream, block(fields));
  }

  /**
   * Sends the head of a request.
   *
   * @param stream the stream
   * @param end whether there is no body
   * @param method the method
   * @param target path and query
   * @param fields names and values of further fields
   * @return this
   * @throws IOException if the connection is gone
   */
  public Http2Connection request(
      int stream, boolean end, String method, String target, String... fields) throws IOException {
    List<String> all = new ArrayList<>();
    all.addAll(List.of(":method", method, ":scheme", bytes == socket ? "http" : "https"));
    all.addAll(List.of(":authority", "a", ":path", target));
    all.addAll(List.of(fields));
    return headers(stream, end, all.toArray(new String[0]));
  }

  /**
   * Sends a GET request on the next stream.
   *
   * @param target path and query
   * @return the stream
   * @throws IOException if the connection is gone
   */
  public int get(String target) throws IOException {
    int stream = stream();
    request(stream, true, "GET", target);
    return stream;
  }

  /**
   * Sends body bytes, cut into frames.
   *
   * @param stream the stream
   * @param end whether the stream ends with them
   * @param body the bytes; the windows are the caller's care
   * @return this
   * @throws IOException if the connection is gone
   */
  public Http2Connection data(int stream, boolean end, byte[] body) throws IOException {
    int at = 0;
    do {
      int count = Math.min(MOST, body.length - at);
      byte[] part = java.util.Arrays.copyOfRange(body, at, at + count);
      at += count;
      buffer(DATA, end && at == body.length ? END_STREAM : 0, stream, part);
    } while (at < body.length);
    return flush();
  }

  /**
   * Sends RST_STREAM.
   *
   * @param stream the stream
   * @param code the error code
   * @return this
   * @throws IOException if the connection is gone
   */
  public Http2Connection reset(int stream, int code) throws IOException {
    return frame(RST_STREAM, 0, stream, four(code));
  }

  /**
   * Sends WINDOW_UPDATE.
   *
   * @param stream the stream, 0 for the connection
   * @param increment the increment
   * @return this
   * @throws IOException if the connection is gone
   */
  public Http2Connection windowUpdate(int stream, int increment) throws IOException {
    return frame(WINDOW_UPDATE, 0, stream, four(increment));
  }

  /**
   * {@return fields as literals (RFC 7541, section 6.2.2)}
   *
   * @param fields names and values; a byte for each character
   */
  public static byte[] block(String... fields) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (int i = 0; i < fields.length; i += 2) {
      block.write(0);
      text(block, fields[i]);
      text(block, fields[i + 1]);
    }
    return block.toByteArray();
  }

  private static void text(ByteArrayOutputStream block, String text) {
    int length = text.length();
    if (length < 127) {
      block.write(length);
    } else {
      block.write(127);
      int rest = length - 127;
      for (; rest >= 128; rest >>>= 7) {
        block.write(rest & 127 | 128);
      }
      block.write(rest);
    }
    block.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** {@return four bytes, the highest first} */
  private static byte[] four(int value) {
    return new byte[] {
      (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value
    };
  }

  /**
   * {@return the next frame of the server, or null at the end of the connection}
   *
   * @throws IOException if the connection is reset, or nothing comes
   */
  public @Nullable Frame read() throws IOException {
    int first = in.read();
    if (first < 0) {
      return null;
    }
    int length = first << 16 | in.readUnsignedShort();
    int type = in.readUnsignedByte();
    int flags = in.readUnsignedByte();
    int stream = in.readInt();
    byte[] payload = in.readNBytes(length);
    if (payload.length < length) {
      throw new EOFException("ended in a frame");
    }
    return new Frame(type, flags, stream, payload);
  }

  /**
   * Reads on until a frame of a type comes; answers SETTINGS and PING meanwhile.
   *
   * @param type the type
   * @return the frame
   * @throws IOException if the connection ends before
   */
  public Frame await(int type) throws IOException {
    for (Frame frame = read(); frame != null; frame = read()) {
      if (frame.type == type) {
        return frame;
      }
      answer(frame);
    }
    throw new EOFException("the connection ended without frame " + type);
  }

  private void answer(Frame frame) throws IOException {
    if (frame.type == SETTINGS && frame.flags == 0) {
      frame(SETTINGS, 1, 0);
    } else if (frame.type == PING && frame.flags == 0) {
      frame(PING, 1, 0, frame.payload);
    } else if (frame.type == HEADERS) {
      fields(frame.payload);
    }
  }

  /**
   * Reads the answer on a stream; takes it as fast as it comes, and drops what comes on others.
   *
   * @param stream the stream
   * @return the answer
   * @throws IOException if the stream is reset, or the connection ends before
   */
  public TestResponse response(int stream) throws IOException {
    return responses(List.of(stream)).getFirst();
  }

  /**
   * Reads the answers on several streams, in whatever order they come.
   *
   * @param streams the streams
   * @return the answers in the order of the streams
   * @throws IOException if one of the streams is reset, or the connection ends before
   */
  public List<TestResponse> responses(List<Integer> streams) throws IOException {
    Answer[] answers = new Answer[streams.size()];
    java.util.Arrays.setAll(answers, i -> new Answer());
    int open = answers.length;
    while (open > 0) {
      Frame frame = read();
      if (frame == null) {
        throw new EOFException("the connection ended before the answer");
      }
      int index = streams.indexOf(frame.stream);
      if (frame.type == GOAWAY && frame.errorCode() != 0) {
        throw new IOException(frame.toString());
      }
      if (index < 0) {
        answer(frame);
        continue;
      }
      if (take(frame, answers[index])) {
        open--;
      }
    }
    List<TestResponse> responses = new ArrayList<>();
    for (Answer answer : answers) {
      responses.add(answer.response());
    }
    return responses;
  }

  private boolean take(Frame frame, Answer answer) throws IOException {
    switch (frame.type) {
      case RST_STREAM -> throw new IOException(frame.toString());
      case HEADERS -> {
        if ((frame.flags & END_HEADERS) == 0) {
          throw new IOException("a header block in several frames");
        }
        answer.headers(fields(frame.payload));
      }
      case DATA -> {
        answer.body.writeBytes(frame.payload);
        if (frame.payload.length > 0) {
          windowUpdate(0, frame.payload.length);
          if (!frame.endsStream()) {
            windowUpdate(frame.stream, frame.payload.length);
          }
        }
      }
      default -> {
        // WINDOW_UPDATE and the like
      }
    }
    return frame.endsStream();
  }

  /**
   * {@return the fields of a header block; blocks must be decoded in the order in which they came}
   *
   * @param block the block
   * @throws IOException if its compression is broken
   */
  public Headers fields(byte[] block) throws IOException {
    try {
      List<String> pairs = new ArrayList<>();
      for (var field : decoder.decodeHeaders(1, Unpooled.wrappedBuffer(block))) {
        pairs.add(field.getKey().toString());
        pairs.add(field.getValue().toString());
      }
      return Headers.received(pairs.toArray(new String[0]));
    } catch (Http2Exception e) {
      throw new IOException(e);
    }
  }

  /**
   * Reads up to the end of the connection.
   *
   * @return the last GOAWAY with an error, or null if there was none
   * @throws IOException if the connection does not end
   */
  public @Nullable Frame end() throws IOException {
    Frame last = null;
    for (Frame frame = read(); frame != null; frame = read()) {
      if (frame.type == GOAWAY && frame.errorCode() != 0) {
        last = frame;
      }
    }
    return last;
  }

  /**
   * Ends the sending side of the socket: a FIN, with TLS too.
   *
   * @return this
   * @throws IOException if the connection is gone
   */
  public Http2Connection shutdownOutput() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Closes the connection. */
  @Override
  public void close() throws IOException {
    try (socket) {
      bytes.close();
    }
  }

  /** One answer as it comes in. */
  private static final class Answer {
    final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private @Nullable Headers head;
    private Headers trailers = Headers.empty();

    void headers(Headers fields) throws IOException {
      String status = fields.first(":status");
      if (head == null) {
        if (status == null) {
          throw new IOException("no :status");
        }
        if (!status.startsWith("1")) {
          head = fields;
        }
      } else if (status == null) {
        trailers = fields;
      } else {
        throw new IOException("a second head");
      }
      for (int i = 0; i < fields.size(); i++) {
        if (!fields.name(i).equals(fields.name(i).toLowerCase(Locale.ROOT))) {
          throw new IOException("a name in upper case: " + fields.name(i));
        }
      }
    }

    TestResponse response() throws IOException {
      Headers fields = head;
      if (fields == null) {
        throw new IOException("no head");
      }
      int status = Integer.parseInt(String.valueOf(fields.first(":status")));
      String length = fields.first("content-length");
      byte[] bytes = body.toByteArray();
      if (length != null && bytes.length > 0 && Integer.parseInt(length) != bytes.length) {
        throw new IOException("Content-Length " + length + ", and " + bytes.length + " bytes");
      }
      return new TestResponse(status, fields.without(":status"), bytes, trailers);
    }
  }
}
