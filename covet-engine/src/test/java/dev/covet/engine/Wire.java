package dev.covet.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client's socket for raw bytes. */
final class Wire implements AutoCloseable {
  final Socket socket = new Socket();

  Wire(Engine engine) throws IOException {
    socket.connect(new InetSocketAddress("127.0.0.1", engine.address().getPort()));
    socket.setSoTimeout(10_000);
  }

  Wire send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /** Everything up to the end of the connection. */
  String rest() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  /** Up to and with this text. */
  String until(String end) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (!bytes.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
      int b = socket.getInputStream().read();
      if (b < 0) {
        throw new IOException("ended after: " + bytes.toString(StandardCharsets.ISO_8859_1));
      }
      bytes.write(b);
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
