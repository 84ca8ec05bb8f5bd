package dev.covet.checks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One plain connection to a server on this machine, used by one thread at a time. */
final class Connection implements AutoCloseable {
  private static final String END = "\r\n\r\n";

  private final Socket socket;
  private final InputStream in;

  Connection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), 1024);
  }

  /** Sends a request and reads its answer, head and body. */
  String get(String path) throws IOException {
    request(path);
    return read();
  }

  void request(String path) throws IOException {
    send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /**
   * One answer with a length, head and body.
   *
   * @throws EOFException if the connection ends, in whatever way, before its first byte
   * @throws IOException if it ends later
   */
  String read() throws IOException {
    ByteArrayOutputStream got = new ByteArrayOutputStream();
    try {
      return read(got);
    } catch (EOFException | SocketException e) {
      if (got.size() == 0) {
        throw e instanceof EOFException eof ? eof : new EOFException(e.getMessage());
      }
      throw new IOException("cut off after " + got.toString(StandardCharsets.ISO_8859_1), e);
    }
  }

  private String read(ByteArrayOutputStream got) throws IOException {
    for (int matched = 0; matched < END.length(); ) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      got.write(next);
      matched = next == END.charAt(matched) ? matched + 1 : next == '\r' ? 1 : 0;
    }
    String head = got.toString(StandardCharsets.ISO_8859_1);
    int at = head.toLowerCase(Locale.ROOT).indexOf("content-length: ");
    int length = at < 0 ? 0 : Integer.parseInt(head.substring(at + 16, head.indexOf('\r', at)));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException();
    }
    return head + new String(body, StandardCharsets.ISO_8859_1);
  }

  /** Reads that many bytes, whatever they are. */
  void skip(int bytes) throws IOException {
    in.skipNBytes(bytes);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
