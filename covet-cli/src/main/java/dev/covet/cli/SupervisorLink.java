package dev.covet.cli;

import java.io.DataOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The application's end of the line to its supervisor. Nothing comes in: the end of the line is the
 * end of the supervisor. Safe for any thread.
 */
final class SupervisorLink {
  private static volatile @Nullable SupervisorLink current;

  /** What {@code writeUTF} takes, at three bytes for a character. */
  private static final int LONGEST = 21_000;

  private final SocketChannel line;
  private final DataOutputStream out;

  private final int port;

  private SupervisorLink(SocketChannel line, int port) {
    this.line = line;
    this.port = port;
    out = new DataOutputStream(Channels.newOutputStream(line));
  }

  /** {@return this process' line, or null if no supervisor has started it} */
  static @Nullable SupervisorLink current() {
    return current;
  }

  /**
   * Calls the supervisor; from now on this process has a line.
   *
   * @param address the socket of this process
   * @param port that nobody but the supervisor listens on, 0 if it does not know one
   * @param orphaned what to do when the supervisor has gone
   */
  static SupervisorLink open(Path address, int port, Runnable orphaned) throws IOException {
    SocketChannel line = SocketChannel.open(StandardProtocolFamily.UNIX);
    line.connect(UnixDomainSocketAddress.of(address));
    SupervisorLink link = new SupervisorLink(line, port);
    current = link;
    Thread.ofPlatform()
        .daemon()
        .name("covet-dev-line")
        .start(
            () -> {
              link.awaitEnd();
              orphaned.run();
            });
    return link;
  }

  /**
   * {@return the port that the supervisor keeps for this application, 0 if it does not know one}
   */
  int port() {
    return port;
  }

  private void awaitEnd() {
    try {
      while (line.read(ByteBuffer.allocate(16)) >= 0) {
        // nothing is said in this direction
      }
    } catch (IOException e) {
      // as good as its end
    }
  }

  /** Says where the application listens. */
  void ready(URI at) {
    say(ChildEvent.Kind.READY, at.toString());
  }

  /** Says why the application does not start. */
  void failed(String trace) {
    say(ChildEvent.Kind.FAILED, trace);
  }

  private synchronized void say(ChildEvent.Kind kind, String text) {
    try {
      out.writeUTF(kind.name());
      out.writeUTF(text.substring(0, Math.min(text.length(), LONGEST)));
    } catch (IOException e) {
      // The supervisor has gone; the reader of this line sees to what follows.
    }
  }

  /** Hangs up; for tests, since a process ends its line by its own end. */
  void close() throws IOException {
    current = null;
    line.close();
  }
}
