package dev.covet.test;

import dev.covet.http.Headers;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;

/**
 * A connection that sends any bytes, however wrong, and reads answers of HTTP/1.1 strictly:
 * whatever is not well-formed fails. Waits at most 10 s for a byte. Not safe for several threads.
 */
public final class RawConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 10_000;

  /** The connection itself; what is sent goes through {@link #bytes}, which TLS may wrap. */
  private final Socket socket = new Socket();

  private final Socket bytes;
  private final InputStream in;

  /**
   * Connects to a port of this machine, in clear text.
   *
   * @param port the port
   * @throws IOException if nobody listens
   */
  public RawConnection(int port) throws IOException {
    this(port, false);
  }

  /**
   * Connects to a port of this machine.
   *
   * @param port the port
   * @param tls whether by TLS; the certificate of the server is not checked
   * @throws IOException if nobody listens or the handshake fails
   */
  public RawConnection(int port, boolean tls) throws IOException {
    this(port, tls, new byte[0]);
  }

  /**
   * Connects to a port of this machine and sends something before everything else.
   *
   * @param port the port
   * @param tls whether by TLS; the certificate of the server is not checked
   * @param first sent in clear text, before a handshake
   * @throws IOException if nobody listens or the handshake fails
   */
  public RawConnection(int port, boolean tls, byte[] first) throws IOException {
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.getOutputStream().write(first);
    bytes = tls ? AnyCertificate.over(socket) : socket;
    in = new BufferedInputStream(bytes.getInputStream());
  }

  /**
   * Sends a text, each character as one byte.
   *
   * @param text up to U+00FF
   * @return this
   * @throws IOException if the connection is gone
   */
  public RawConnection send(String text) throws IOException {
    bytes.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /**
   * {@return the certificate that the server has shown}
   *
   * @throws IOException if the connection is not by TLS
   */
  public X509Certificate certificate() throws IOException {
    if (!(bytes instanceof SSLSocket tls)) {
      throw new IOException("a connection in clear text");
    }
    return (X509Certificate) tls.getSession().getPeerCertificates()[0];
  }

  /**
   * Ends the sending side of the socket: a FIN, with TLS too.
   *
   * @return this
   * @throws IOException if the connection is gone
   */
  public RawConnection shutdownOutput() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /**
   * {@return the next answer with its body}
   *
   * @throws IOException if the connection ends before, or the answer is not well-formed
   */
  public TestResponse read() throws IOException {
    return read(true);
  }

  /**
   * {@return the next answer to a HEAD request}
   *
   * @throws IOException if the connection ends before, or the answer is not well-formed
   */
  public TestResponse readHead() throws IOException {
    return read(false);
  }

  private TestResponse read(boolean body) throws IOException {
    String line = line();
    if (!line.matches("HTTP/1\\.1 \\d\\d\\d .*")) {
      throw new IOException("not a status line: " + line);
    }
    int status = Integer.parseInt(line.substring(9, 12));
    Headers headers = fields();
    boolean none = !body || status < 200 || status == 204 || status == 304;
    String length = headers.first("content-length");
    if (none) {
      return new TestResponse(status, headers, new byte[0], Headers.empty());
    }
    if ("chunked".equals(headers.first("transfer-encoding"))) {
      if (length != null) {
        throw new IOException("both Content-Length and Transfer-Encoding");
      }
      byte[] bytes = chunks();
      return new TestResponse(status, headers, bytes, fields());
    }
    byte[] bytes = length == null ? in.readAllBytes() : exactly(Integer.parseInt(length));
    return new TestResponse(status, headers, bytes, Headers.empty());
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line(), 16);
      if (size == 0) {
        return all.toByteArray();
      }
      all.writeBytes(exactly(size));
      if (!line().isEmpty()) {
        throw new IOException("no line end after a chunk");
      }
    }
  }

  private byte[] exactly(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException("ended after " + bytes.length + " of " + count + " bytes");
    }
    return bytes;
  }

  private Headers fields() throws IOException {
    List<String> fields = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("not a field: " + line);
      }
      fields.add(line.substring(0, colon));
      fields.add(line.substring(colon + 1).strip());
    }
    return Headers.of(fields.toArray(new String[0]));
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("ended after: " + line.toString(StandardCharsets.ISO_8859_1));
      }
      line.write(b);
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    if (!text.endsWith("\r") || text.indexOf('\r') < text.length() - 1) {
      throw new IOException("a line does not end with CRLF: " + text);
    }
    return text.substring(0, text.length() - 1);
  }

  /**
   * {@return everything up to the end of the connection, each byte as one character}
   *
   * @throws IOException if the connection is reset instead of ended
   */
  public String rest() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /**
   * Reads up to the end of a text, framing of the body included.
   *
   * @param text what to wait for
   * @return what came, each byte as one character
   * @throws IOException if the connection ends before
   */
  public String until(String text) throws IOException {
    StringBuilder seen = new StringBuilder();
    while (seen.indexOf(text, Math.max(0, seen.length() - text.length())) < 0) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("the connection ended after:\n" + seen);
      }
      seen.append((char) b);
    }
    return seen.toString();
  }

  /** Closes the connection. */
  @Override
  public void close() throws IOException {
    try (socket) {
      bytes.close();
    }
  }
}
