package soak;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One connection of a client, read a byte at a time where that is simplest. One thread. */
final class Peer implements AutoCloseable {
  /** Longer than any limit of the server: who waits for so long was forgotten. */
  static final int TIMEOUT_MILLIS = 30_000;

  private final Socket socket;
  private final Socket plain;
  private final InputStream in;

  private Peer(Socket socket, Socket plain) throws IOException {
    this.socket = socket;
    this.plain = plain;
    this.in = new java.io.BufferedInputStream(socket.getInputStream());
  }

  static Peer plain(int port) throws IOException {
    Socket socket = connect(port, 64 << 10);
    return new Peer(socket, socket);
  }

  /** With a small window, so that an answer gets stuck soon. */
  static Peer narrow(int port) throws IOException {
    Socket socket = connect(port, 4 << 10);
    return new Peer(socket, socket);
  }

  static Peer tls(int port, String protocol) throws IOException {
    Socket socket = connect(port, 64 << 10);
    try {
      return new Peer(TrustingTls.over(socket, protocol), socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static Socket connect(int port, int window) throws IOException {
    Socket socket = new Socket();
    socket.setReceiveBufferSize(window);
    socket.setSoTimeout(TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
    return socket;
  }

  void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  void send(byte... bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  InputStream in() {
    return in;
  }

  int read() throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new EOFException("the server has closed the connection");
    }
    return next;
  }

  byte[] read(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("the server has closed the connection");
    }
    return bytes;
  }

  /** A GET in the same words each time. */
  void get(String path) throws IOException {
    send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  /** A head up to its empty line. */
  String head() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || head.indexOf("\r\n\r\n", head.length() - 4) < 0) {
      head.append((char) read());
    }
    return head.toString().toLowerCase(Locale.ROOT);
  }

  /** Reads one answer whole, which must be a 200, and gives its body. */
  byte[] ok() throws IOException {
    String head = head();
    if (!head.startsWith("http/1.1 200 ")) {
      throw new IllegalStateException("no 200: " + head.lines().findFirst().orElse(""));
    }
    return body(head);
  }

  private byte[] body(String head) throws IOException {
    int at = head.indexOf("\r\ncontent-length: ");
    if (at >= 0) {
      return read(Integer.parseInt(head.substring(at + 18, head.indexOf('\r', at + 2))));
    }
    java.io.ByteArrayOutputStream body = new java.io.ByteArrayOutputStream();
    for (int size = chunkSize(); ; size = chunkSize()) {
      body.write(read(size));
      read(2);
      if (size == 0) {
        return body.toByteArray();
      }
    }
  }

  private int chunkSize() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = read(); next != '\n'; next = read()) {
      line.append((char) next);
    }
    return Integer.parseInt(line.toString().strip(), 16);
  }

  /** Reads until the server ends the connection, in whatever way. */
  void awaitEnd() throws IOException {
    byte[] block = new byte[16 << 10];
    try {
      while (in.read(block) >= 0) {
        // what it still says
      }
    } catch (java.net.SocketTimeoutException forgotten) {
      throw new IllegalStateException("the server does not end the connection", forgotten);
    } catch (IOException reset) {
      return;
    }
  }

  /** Ends the connection without a word: the peer gets a reset. */
  void vanish() throws IOException {
    plain.setSoLinger(true, 0);
    plain.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
