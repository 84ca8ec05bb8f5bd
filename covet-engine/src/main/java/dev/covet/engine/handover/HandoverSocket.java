package dev.covet.engine.handover;

import dev.covet.engine.Engine;
import dev.covet.engine.GivenSockets;
import dev.covet.engine.transport.SocketFile;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a running server waits for its successor: a Unix-domain socket that only its owner can
 * connect to. A successor that goes away before it serves has changed nothing. Safe for any thread.
 */
public final class HandoverSocket implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger("dev.covet.engine");

  private final ServerSocketChannel door;
  private final SocketFile file;
  private final List<Engine> engines;
  private final Runnable retired;
  private boolean over;

  private HandoverSocket(
      ServerSocketChannel door, SocketFile file, List<Engine> engines, Runnable retired) {
    this.door = door;
    this.file = file;
    this.engines = engines;
    this.retired = retired;
  }

  /**
   * Waits from now on.
   *
   * @param path of the socket
   * @param engines whose listening sockets are handed over
   * @param retired runs once, on a thread of its own, when a successor serves
   * @return the socket
   * @throws IOException with one line for people
   */
  public static HandoverSocket open(Path path, List<Engine> engines, Runnable retired)
      throws IOException {
    String fault = Control.fault();
    if (fault != null) {
      throw new IOException(fault);
    }
    for (Engine engine : engines) {
      engine.sockets(); // the transport can
    }
    ServerSocketChannel door = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      SocketFile file =
          SocketFile.make(path, 0600, made -> door.bind(UnixDomainSocketAddress.of(made)));
      HandoverSocket socket = new HandoverSocket(door, file, engines, retired);
      Thread.ofPlatform().daemon().name("covet-handover").start(socket::accept);
      return socket;
    } catch (IOException e) {
      door.close();
      throw new IOException("can not listen on " + path + ": " + e.getMessage(), e);
    }
  }

  private void accept() {
    while (door.isOpen()) {
      try {
        SocketChannel successor = door.accept();
        Thread.ofPlatform().daemon().name("covet-successor").start(() -> serve(successor));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(SocketChannel successor) {
    try (successor) {
      Control control = new Control(successor);
      List<GivenSockets.Given> sockets = new ArrayList<>();
      for (Engine engine : engines) {
        sockets.addAll(engine.sockets());
      }
      control.say(Control.GREETING);
      for (GivenSockets.Given socket : sockets) {
        control.say(socket.address().toString());
      }
      control.say("");
      for (GivenSockets.Given socket : sockets) {
        control.give(socket.descriptor());
      }
      if (control.hear().equals(Control.SERVING)) {
        hand(control);
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a successor has not started; this server goes on: " + e.getMessage());
    }
  }

  /** To the first that serves. */
  private synchronized void hand(Control control) throws IOException {
    if (over) {
      return;
    }
    over = true;
    engines.forEach(engine -> engine.shared(true));
    // The successor opens a socket of the same name next.
    close();
    Thread.ofPlatform().name("covet-retiring").start(retired);
    control.say(Control.YOURS);
  }

  @Override
  public void close() {
    file.remove();
    try {
      door.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the control socket did not close", e);
    }
  }
}
