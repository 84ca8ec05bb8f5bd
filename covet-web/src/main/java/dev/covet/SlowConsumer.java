package dev.covet;

/** What happens to a subscriber that has as many unsent messages as it may have. */
public enum SlowConsumer {
  /** It misses the oldest of them. */
  DROP_OLDEST,
  /**
   * Of messages with the same key only the last is kept, even before the limit is reached; at the
   * limit it misses the oldest.
   */
  COALESCE,
  /** Its stream ends; it can come back and resume, as long as the room's history goes back. */
  DISCONNECT
}
