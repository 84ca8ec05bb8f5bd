package dev.covet;

/** That somebody hears a room; to be closed when nobody listens any more. Safe for any thread. */
public interface Membership extends AutoCloseable {
  /**
   * Leaves the room. What is being offered at this moment still comes, nothing else. Idempotent.
   */
  @Override
  void close();
}
