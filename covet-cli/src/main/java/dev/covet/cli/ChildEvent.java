package dev.covet.cli;

/**
 * Something that an application's process has done.
 *
 * @param start which start it was, from 1
 * @param kind what it has done
 * @param text the address that it listens on, why it failed, or its exit code
 */
record ChildEvent(int start, Kind kind, String text) {
  enum Kind {
    /** It listens. */
    READY,
    /** It threw before it listened. */
    FAILED,
    /** Its process has ended. */
    ENDED
  }
}
