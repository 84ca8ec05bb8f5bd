package soak;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A client of WebSocket over HTTP/1.1. */
final class WebSocketPeer implements AutoCloseable {
  private final Peer peer;

  WebSocketPeer(Peer peer) throws IOException {
    this.peer = peer;
    peer.send(
        "GET /echo HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    String head = peer.head();
    if (!head.startsWith("http/1.1 101 ")) {
      throw new IllegalStateException("no 101: " + head.lines().findFirst().orElse(""));
    }
  }

  Peer peer() {
    return peer;
  }

  /** A masked frame of up to 64 KiB; a mask of zeros leaves the bytes as they are. */
  static byte[] frame(int opcode, byte... payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0x80 | opcode);
    if (payload.length < 126) {
      out.write(0x80 | payload.length);
    } else {
      out.write(0x80 | 126);
      out.write(payload.length >> 8);
      out.write(payload.length);
    }
    out.writeBytes(new byte[4]);
    out.writeBytes(payload);
    return out.toByteArray();
  }

  /** Sends a text and reads it back. */
  void echo(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    peer.send(frame(1, bytes));
    peer.read();
    int length = peer.read() & 0x7f;
    if (length == 126) {
      length = peer.read() << 8 | peer.read();
    }
    byte[] back = peer.read(length);
    if (!new String(back, StandardCharsets.US_ASCII).equals(text)) {
      throw new IllegalStateException("another text came back");
    }
  }

  /** The closing handshake. */
  void end() throws IOException {
    peer.send(frame(8, (byte) 3, (byte) 0xe8));
    if ((peer.read() & 0x0f) != 8) {
      throw new IllegalStateException("no close frame");
    }
    peer.awaitEnd();
  }

  @Override
  public void close() throws IOException {
    peer.close();
  }
}
