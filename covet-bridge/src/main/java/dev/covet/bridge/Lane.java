package dev.covet.bridge;

/** Where the virtual thread of a request is carried. */
enum Lane {
  /** By the event loop of its connection. */
  LOOP,
  /** By spare platform threads, until its route has shown that it does not hold its carrier. */
  PROBATION,
  /** By the JDK's default scheduler. */
  OFFLOAD
}
