package dev.covet.engine;

/** How the engine talks to sockets. */
public enum Transport {
  /** The best that works here: io_uring, else epoll, else NIO. */
  AUTO,
  /** Linux io_uring. */
  IO_URING,
  /** Linux epoll. */
  EPOLL,
  /** The JDK's selectors; works everywhere. */
  NIO
}
