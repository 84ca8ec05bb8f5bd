package dev.covet.bridge;

import java.time.Duration;

/**
 * The threads beside the event loops, made before any loop is bound to a CPU.
 *
 * @param starter starts further threads
 * @param carriers for routes on probation
 * @param after for the work after the answers
 */
record Threads(UnpinnedThread starter, Carriers carriers, AfterTasks after) {
  /** Beyond it continuations on probation go to the JDK's default scheduler. */
  private static final int MOST_CARRIERS = 64;

  private static final Duration CARRIER_IDLE = Duration.ofSeconds(30);

  /** Requests with work outstanding after their answer; beyond it answers wait. */
  private static final int MOST_AFTER = 1024;

  Threads() {
    this(new UnpinnedThread());
  }

  private Threads(UnpinnedThread starter) {
    this(
        starter,
        new Carriers(MOST_CARRIERS, CARRIER_IDLE, starter),
        new AfterTasks(MOST_AFTER, starter));
  }

  /**
   * Lets all of them end; what handlers of a stopped server still do goes on with the JDK's default
   * scheduler.
   */
  void close() {
    carriers.close();
    starter.close();
  }
}
