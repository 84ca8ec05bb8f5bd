package dev.covet.engine.handover;

import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Tells systemd how the service is, {@code sd_notify(3)}. Safe for any thread. */
public final class ServiceManager {
  private static final System.Logger LOG = System.getLogger("dev.covet.engine");

  private final @Nullable String address;

  /**
   * Tells nobody if there is nobody.
   *
   * @param address value of {@code NOTIFY_SOCKET}, a path or {@code @} and an abstract name
   */
  public ServiceManager(@Nullable String address) {
    this.address = address == null || address.isEmpty() ? null : address;
  }

  /**
   * Tells a state; what fails is logged.
   *
   * @param state like {@code READY=1}
   */
  public void tell(String state) {
    if (address == null) {
      return;
    }
    try {
      send(address, state);
    } catch (IOException | LinkageError e) {
      LOG.log(Level.WARNING, "the service manager was not told " + state + ": " + e.getMessage());
    }
  }

  private static void send(String address, String state) throws IOException {
    byte[] name = address.getBytes(StandardCharsets.UTF_8);
    if (name[0] == '@') {
      name[0] = 0;
    }
    byte[] text = state.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes = ByteBuffer.allocateDirect(text.length).put(text).flip();
    Socket socket = Socket.newSocketDomainDgram();
    try {
      if (socket.sendToDomainSocket(bytes, 0, text.length, name) != text.length) {
        throw new IOException("its queue is full");
      }
    } finally {
      socket.close();
    }
  }
}
