package dev.covet;

/** That somebody hears a room; to be closed when nobody listens any more. Safe for any thread. */
public interface Membership extends AutoCloseable {
  /** Leaves the room. When it returns, nothing more is offered. Idempotent. */
  @Override
  void close();
}
