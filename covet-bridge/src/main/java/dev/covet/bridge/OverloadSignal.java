package dev.covet.bridge;

/** One thing that there may be too little of. Asked by the watchdog alone. */
interface OverloadSignal {
  /** One word, for metrics. */
  String reason();

  /**
   * Whether load is to be shed.
   *
   * @param now the time
   */
  boolean look(long now);

  /** What is short, for people. */
  String told();
}
