package dev.covet.checks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A client that sends a byte now and then, or hardly reads. */
final class SlowClient implements AutoCloseable {
  private final SocketChannel channel;
  private final StringBuilder answer = new StringBuilder();
  private final ByteBuffer buffer = ByteBuffer.allocate(1024);
  private boolean ended;

  SlowClient(int port, String start) throws IOException {
    channel = SocketChannel.open();
    channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
    channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    channel.write(ByteBuffer.wrap(start.getBytes(StandardCharsets.ISO_8859_1)));
    channel.configureBlocking(false);
  }

  /** Sends a byte and reads what there is, until the server has ended the connection. */
  void drip() throws IOException {
    read();
    if (!ended) {
      try {
        channel.write(ByteBuffer.wrap(new byte[] {'x'}));
      } catch (IOException e) {
        read(); // what came before the connection broke
        ended = true;
      }
    }
  }

  /** Reads a single byte. */
  void sip() throws IOException {
    channel.read(ByteBuffer.allocate(1));
  }

  /** Everything that is left; at most so many bytes. */
  long drain(long most) throws IOException {
    channel.configureBlocking(true);
    ByteBuffer large = ByteBuffer.allocate(64 << 10);
    long sum = 0;
    try {
      for (int n = 0; n >= 0 && sum < most; n = channel.read(large.clear())) {
        sum += n;
      }
    } catch (IOException e) {
      return sum; // a reset ends it as well
    }
    return sum;
  }

  private void read() {
    try {
      int n = channel.read(buffer.clear());
      while (n > 0) {
        answer.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
        n = channel.read(buffer.clear());
      }
      ended |= n < 0;
    } catch (IOException e) {
      ended = true;
    }
  }

  boolean ended() {
    return ended;
  }

  String answer() {
    return answer.toString();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
