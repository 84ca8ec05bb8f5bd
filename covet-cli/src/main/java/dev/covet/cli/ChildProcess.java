package dev.covet.cli;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A JVM with an application, and the supervisor's end of the line to it. The line is a socket of
 * the file system, so that the process keeps the terminal for itself.
 */
final class ChildProcess implements Child {
  private static final Duration POLL = Duration.ofMillis(5);

  private final int start;
  private final Process process;
  private final Duration patience;
  private final Consumer<ChildEvent> events;

  private ChildProcess(int start, Process process, Duration patience, Consumer<ChildEvent> events) {
    this.start = start;
    this.patience = patience;
    this.process = process;
    this.events = events;
  }

  /**
   * Starts one.
   *
   * @param start its number
   * @param line where it shall call; a path that is free, and short
   * @param builder the command
   * @param patience how long its end may take before it is forced
   * @param events hears of it, on a thread of its own; the end of the process comes last
   */
  static ChildProcess start(
      int start, Path line, ProcessBuilder builder, Duration patience, Consumer<ChildEvent> events)
      throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(line));
      server.configureBlocking(false);
      ChildProcess child = new ChildProcess(start, builder.start(), patience, events);
      Thread.ofPlatform()
          .daemon()
          .name("covet-dev-child-" + start)
          .start(() -> child.listen(server, line));
      return child;
    } catch (IOException e) {
      server.close();
      throw e;
    }
  }

  private void listen(ServerSocketChannel server, Path line) {
    try (server) {
      SocketChannel called = awaitCall(server);
      if (called != null) {
        try (DataInputStream in = new DataInputStream(Channels.newInputStream(called))) {
          for (; ; ) {
            ChildEvent.Kind kind = ChildEvent.Kind.valueOf(in.readUTF());
            events.accept(new ChildEvent(start, kind, in.readUTF()));
          }
        }
      }
    } catch (IOException e) {
      // mostly the end of the line: the process ends, or is about to
    } finally {
      ended(line);
    }
  }

  /** The process may call and end between two looks: what it has said is still there then. */
  private @Nullable SocketChannel awaitCall(ServerSocketChannel server) throws IOException {
    for (boolean alive = true; alive; ) {
      alive = process.isAlive();
      SocketChannel called = server.accept();
      if (called != null) {
        return called;
      }
      pause();
    }
    return null;
  }

  private static void pause() {
    try {
      Thread.sleep(POLL);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ended(Path line) {
    try {
      int code = process.waitFor();
      Files.deleteIfExists(line);
      events.accept(new ChildEvent(start, ChildEvent.Kind.ENDED, Integer.toString(code)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      // a socket left behind in the supervisor's own folder
    }
  }

  @Override
  public void stop() {
    process.destroy();
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /**
   * {@return a command that ignores the terminal's Ctrl-C} It reaches every process of the terminal
   * at once, and only the supervisor shall decide how applications end. A program can not give that
   * to another one, but a shell can.
   *
   * @param command the command
   */
  static List<String> deaf(List<String> command) {
    return Stream.concat(
            Stream.of("/bin/sh", "-c", "trap '' INT; exec \"$@\"", "sh"), command.stream())
        .toList();
  }
}
