package dev.covet.engine.handover;

import dev.covet.engine.GivenSockets;
import dev.covet.engine.Transport;
import dev.covet.engine.transport.TransportProbe;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Listening sockets that systemd has opened, {@code sd_listen_fds(3)}. */
public final class Activation {
  private static final int FIRST = 3;

  private Activation() {}

  /**
   * Finds them.
   *
   * @param environment of the process
   * @param pid of the process: they are for it alone, not for what inherits the environment
   * @param transport the configured one
   * @return the sockets, or null if there are none
   * @throws IOException with one line for people if they can not be served
   */
  public static @Nullable GivenSockets find(
      Map<String, String> environment, long pid, Transport transport) throws IOException {
    if (!String.valueOf(pid).equals(environment.get("LISTEN_PID"))) {
      return null;
    }
    int count;
    try {
      count = Integer.parseInt(environment.getOrDefault("LISTEN_FDS", "0"));
    } catch (NumberFormatException e) {
      throw new IOException("LISTEN_FDS is no number", e);
    }
    if (count <= 0) {
      return null;
    }
    if (TransportProbe.choose(transport).transport() == Transport.NIO) {
      throw new IOException(
          "systemd has opened sockets, and the transport nio can not take them over; epoll and"
              + " io_uring can");
    }
    GivenSockets sockets = new GivenSockets();
    for (int i = 0; i < count; i++) {
      sockets.add(FIRST + i);
    }
    return sockets;
  }
}
