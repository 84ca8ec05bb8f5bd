package dev.covet;

import dev.covet.spi.PushSocket;
import java.util.function.Consumer;

/** A WebSocket in a room, from its joining to its leaving or the end of the connection. */
final class SocketMember implements Membership {
  private final PushSocket socket;
  private final Consumer<SocketMember> exit;
  private volatile boolean left;

  /** Whether the lane counts it; the room's turn only. */
  boolean counted;

  SocketMember(PushSocket socket, Consumer<SocketMember> exit) {
    this.socket = socket;
    this.exit = exit;
  }

  PushSocket socket() {
    return socket;
  }

  /** On the loop. */
  boolean tell(RoomMessage message) {
    return !left && socket.push(message.frame(), message.key());
  }

  @Override
  public void close() {
    left = true;
    socket.detach(this);
    exit.accept(this);
  }
}
