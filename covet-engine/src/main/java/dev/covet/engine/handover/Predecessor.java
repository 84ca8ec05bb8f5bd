package dev.covet.engine.handover;

import dev.covet.engine.GivenSockets;
import dev.covet.http.ListenAddress;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The server that runs before this one. It goes on until it is {@linkplain #replace told} that this
 * one serves, and for ever if {@link #close} comes first. On the starting thread.
 */
public final class Predecessor implements AutoCloseable {
  private final SocketChannel channel;
  private final Control control;
  private final GivenSockets sockets;

  private Predecessor(SocketChannel channel, Control control, GivenSockets sockets) {
    this.channel = channel;
    this.control = control;
    this.sockets = sockets;
  }

  /**
   * Asks for its sockets.
   *
   * @param path of its control socket
   * @return it, or null if nobody answers there
   * @throws IOException with one line for people if it answers wrongly
   */
  public static @Nullable Predecessor find(Path path) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException e) {
      channel.close();
      return null;
    }
    try {
      return greet(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw new IOException("the server at " + path + " does not hand over: " + e.getMessage(), e);
    }
  }

  private static Predecessor greet(SocketChannel channel) throws IOException {
    Control control = new Control(channel);
    String greeting = control.hear();
    if (!greeting.equals(Control.GREETING)) {
      throw new IOException("it says '" + greeting + "'");
    }
    List<ListenAddress> addresses = new ArrayList<>();
    for (String line = control.hear(); !line.isEmpty(); line = control.hear()) {
      addresses.add(ListenAddress.parse(line));
    }
    GivenSockets sockets = new GivenSockets();
    for (ListenAddress address : addresses) {
      sockets.add(control.take(), address);
    }
    return new Predecessor(channel, control, sockets);
  }

  /** {@return what it has given} */
  public GivenSockets sockets() {
    return sockets;
  }

  /**
   * This server serves: the other one stops. Sockets that nobody has taken are closed.
   *
   * @throws IOException if it is gone or does not agree
   */
  public void replace() throws IOException {
    try (this) {
      control.say(Control.SERVING);
      String answer = control.hear();
      if (!answer.equals(Control.YOURS)) {
        throw new IOException("it says '" + answer + "'");
      }
    } catch (IOException e) {
      throw new IOException("the server before has not handed over: " + e.getMessage(), e);
    }
  }

  /** Leaves it alone. */
  @Override
  public void close() {
    sockets.close();
    try {
      channel.close();
    } catch (IOException e) {
      // It is gone.
    }
  }
}
