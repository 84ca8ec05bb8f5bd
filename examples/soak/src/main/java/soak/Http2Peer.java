package soak;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A client of HTTP/2 that is just clever enough: frames by hand, answers by their first byte. */
final class Http2Peer implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;

  private static final int LARGE = 1 << 30;
  private static final int STATUS_200 = 0x88;

  private final Peer peer;
  private int next = 1;

  /** A frame as it came. */
  record Frame(int type, int flags, int stream, byte[] payload) {
    boolean ends() {
      return (type == DATA || type == HEADERS) && (flags & 1) != 0;
    }
  }

  Http2Peer(Peer peer) throws IOException {
    this.peer = peer;
    peer.send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    // SETTINGS_INITIAL_WINDOW_SIZE and the window of the connection: nothing waits for us
    frame(SETTINGS, 0, 0, new byte[] {0, 4, 0x40, 0, 0, 0});
    frame(WINDOW_UPDATE, 0, 0, new byte[] {0x3f, 0, 0, 0});
  }

  static Http2Peer of(Peer peer) throws IOException {
    try {
      return new Http2Peer(peer);
    } catch (IOException e) {
      peer.close();
      throw e;
    }
  }

  Peer peer() {
    return peer;
  }

  void frame(int type, int flags, int stream, byte... payload) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(9 + payload.length);
    out.write(payload.length >> 16);
    out.write(payload.length >> 8);
    out.write(payload.length);
    out.write(type);
    out.write(flags);
    for (int shift = 24; shift >= 0; shift -= 8) {
      out.write(stream >> shift);
    }
    out.writeBytes(payload);
    peer.send(out.toByteArray());
  }

  /** Opens a stream with a GET. */
  int get(String path) throws IOException {
    return open(0x82, path, true);
  }

  /** Opens a stream with a POST whose body comes. */
  int post(String path) throws IOException {
    return open(0x83, path, false);
  }

  private int open(int method, String path, boolean ends) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.write(method);
    block.write(0x86);
    literal(block, 0x04, path);
    literal(block, 0x01, "localhost");
    int stream = next;
    next += 2;
    frame(HEADERS, ends ? 5 : 4, stream, block.toByteArray());
    return stream;
  }

  private static void literal(ByteArrayOutputStream block, int name, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
    block.write(name);
    block.write(bytes.length);
    block.writeBytes(bytes);
  }

  void reset(int stream) throws IOException {
    frame(RST_STREAM, 0, stream, (byte) 0, (byte) 0, (byte) 0, (byte) 8);
  }

  Frame read() throws IOException {
    byte[] head = peer.read(9);
    int length = (head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | head[2] & 0xff;
    int stream =
        (head[5] & 0x7f) << 24 | (head[6] & 0xff) << 16 | (head[7] & 0xff) << 8 | head[8] & 0xff;
    return new Frame(head[3], head[4] & 0xff, stream, peer.read(length));
  }

  /** Reads until so many streams have ended well, and gives the bytes of their bodies. */
  long ok(int streams) throws IOException {
    long bytes = 0;
    for (int left = streams; left > 0; ) {
      Frame frame = read();
      switch (frame.type) {
        case SETTINGS -> {
          if (frame.flags == 0) {
            frame(SETTINGS, 1, 0);
          }
        }
        case PING -> {
          if (frame.flags == 0) {
            frame(PING, 1, 0, frame.payload);
          }
        }
        case DATA -> bytes += frame.payload.length;
        case HEADERS -> {
          if ((frame.payload[0] & 0xff) != STATUS_200) {
            throw new IllegalStateException("no 200 but " + (frame.payload[0] & 0xff));
          }
        }
        case GOAWAY, RST_STREAM ->
            throw new IllegalStateException("frame " + frame.type + " instead of an answer");
        default -> {}
      }
      left -= frame.ends() ? 1 : 0;
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    peer.close();
  }
}
