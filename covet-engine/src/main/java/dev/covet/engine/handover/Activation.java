package dev.covet.engine.handover;

import dev.covet.engine.GivenSockets;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Listening sockets that systemd has opened, {@code sd_listen_fds(3)}. */
public final class Activation {
  private static final int FIRST = 3;

  private Activation() {}

  /**
   * {@return whether there are any}
   *
   * @param environment of the process
   * @param pid of the process
   */
  public static boolean given(Map<String, String> environment, long pid) {
    return String.valueOf(pid).equals(environment.get("LISTEN_PID"));
  }

  /**
   * Finds them. The transport has been found before, which loads what asks the sockets.
   *
   * @param environment of the process
   * @param pid of the process: they are for it alone, not for what inherits the environment
   * @return the sockets, or null if there are none
   * @throws IOException with one line for people if they can not be served
   */
  public static @Nullable GivenSockets find(Map<String, String> environment, long pid)
      throws IOException {
    if (!given(environment, pid)) {
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
    GivenSockets sockets = new GivenSockets();
    for (int i = 0; i < count; i++) {
      sockets.add(FIRST + i);
    }
    return sockets;
  }
}
