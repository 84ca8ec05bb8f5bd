package dev.covet.engine;

import dev.covet.http.ListenAddress;
import io.netty.channel.unix.FileDescriptor;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Listening sockets that another process has opened and given to this one. Each is taken once, by
 * the engine that listens at its address; what nobody takes is closed. Safe for any thread.
 */
public final class GivenSockets {
  private static final int SOL_SOCKET = 1;
  private static final int SO_TYPE = 3;
  private static final int SO_ACCEPTCONN = 30;
  private static final int SO_DOMAIN = 39;
  private static final int SOCK_STREAM = 1;
  private static final int AF_UNIX = 1;

  private final List<Given> sockets = new ArrayList<>();

  /**
   * One of them.
   *
   * @param descriptor its number
   * @param address where it listens
   */
  public record Given(int descriptor, ListenAddress address) {}

  /** None yet. */
  public GivenSockets() {}

  /**
   * Adds one.
   *
   * @param descriptor its number
   * @param address where it listens, in the words of this engine's configuration
   */
  public synchronized void add(int descriptor, ListenAddress address) {
    sockets.add(new Given(descriptor, address));
  }

  /**
   * Adds one whose address the system tells.
   *
   * @param descriptor its number; a native transport has been found to work
   * @throws IOException with one line for people if it is no listening stream socket
   */
  public void add(int descriptor) throws IOException {
    Socket socket = new Socket(descriptor);
    try {
      if (socket.getIntOpt(SOL_SOCKET, SO_TYPE) != SOCK_STREAM
          || socket.getIntOpt(SOL_SOCKET, SO_ACCEPTCONN) == 0) {
        throw new IOException("it is no listening stream socket");
      }
      if (socket.getIntOpt(SOL_SOCKET, SO_DOMAIN) == AF_UNIX) {
        add(descriptor, new ListenAddress.Unix(Path.of(socket.localDomainSocketAddress().path())));
      } else {
        InetSocketAddress address = socket.localAddress();
        add(
            descriptor,
            new ListenAddress.Tcp(address.getAddress().getHostAddress(), address.getPort()));
      }
    } catch (IOException | RuntimeException e) {
      throw new IOException(
          "descriptor " + descriptor + " can not be served: " + e.getMessage(), e);
    }
  }

  /** {@return where they listen} */
  public synchronized List<ListenAddress> addresses() {
    return sockets.stream().map(Given::address).distinct().toList();
  }

  /** Takes those of an address out; port 0 is any port. */
  synchronized List<Given> take(ListenAddress wanted) {
    List<Given> taken = new ArrayList<>();
    for (Iterator<Given> each = sockets.iterator(); each.hasNext(); ) {
      Given given = each.next();
      boolean same =
          given.address.equals(wanted)
              || wanted instanceof ListenAddress.Tcp(String host, int port)
                  && port == 0
                  && given.address instanceof ListenAddress.Tcp(String its, int _)
                  && host.equals(its)
                  && (taken.isEmpty() || taken.getFirst().address.equals(given.address));
      if (same) {
        taken.add(given);
        each.remove();
      }
    }
    return taken;
  }

  /** Closes what nobody has taken. */
  public synchronized void close() {
    for (Given given : sockets) {
      try {
        new FileDescriptor(given.descriptor).close();
      } catch (IOException e) {
        // It is no descriptor any more.
      }
    }
    sockets.clear();
  }
}
