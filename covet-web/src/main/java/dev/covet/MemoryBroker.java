package dev.covet;

import java.util.function.Consumer;

/** Keeps nothing and shares nothing: the room numbers its messages itself. */
final class MemoryBroker implements Broker {
  @Override
  public Feed open(String room, int history, Consumer<RoomMessage> receiver) {
    return new Feed() {
      @Override
      public void publish(RoomMessage message) {
        receiver.accept(message);
      }

      @Override
      public void close() {
        // There is nothing to let go.
      }
    };
  }
}
