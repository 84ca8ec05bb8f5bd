package dev.covet.engine.handover;

import io.netty.channel.unix.Socket;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The conversation of a server and its successor over a Unix-domain socket. The server says {@code
 * covet 1}, a line with the address of each socket, an empty line, and sends the sockets
 * (SCM_RIGHTS, each with a byte). The successor says {@code serving} when it does; the server
 * answers {@code yours} and stops. Blocking.
 */
final class Control {
  static final String GREETING = "covet 1";
  static final String SERVING = "serving";
  static final String YOURS = "yours";
  private static final int LONGEST = 512;

  private final SocketChannel channel;

  Control(SocketChannel channel) {
    this.channel = channel;
  }

  void say(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** Reads byte by byte: what follows may carry a socket. */
  String hear() throws IOException {
    byte[] line = new byte[LONGEST];
    ByteBuffer one = ByteBuffer.allocate(1);
    for (int length = 0; length < LONGEST; length++) {
      one.clear();
      if (channel.read(one) < 0) {
        throw new EOFException("the other side has gone");
      }
      if (one.get(0) == '\n') {
        return new String(line, 0, length, StandardCharsets.UTF_8);
      }
      line[length] = one.get(0);
    }
    throw new IOException("the other side does not speak as a Covet server does");
  }

  void give(int descriptor) throws IOException {
    if (socket().sendFd(descriptor) < 0) {
      throw new IOException("a socket could not be sent");
    }
  }

  int take() throws IOException {
    int descriptor = socket().recvFd();
    if (descriptor <= 0) {
      throw new EOFException("a socket did not come");
    }
    return descriptor;
  }

  private Socket socket() throws IOException {
    try {
      return new Socket(
          (int) Class.forName("sun.nio.ch.SelChImpl").getMethod("getFDVal").invoke(channel));
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IOException("handing over needs the launcher's flags (--add-opens)", e);
    }
  }

  /** The fault that keeps this process from handing over, if there is one. */
  static @Nullable String fault() {
    try (SocketChannel probe = SocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
      new Control(probe).socket();
      return null;
    } catch (IOException e) {
      return e.getMessage();
    }
  }
}
