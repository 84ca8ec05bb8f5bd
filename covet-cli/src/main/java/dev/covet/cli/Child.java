package dev.covet.cli;

/** An application's process, from the supervisor's side. */
interface Child {
  /** Ends it: in good order if it can within a few seconds. Returns when it has ended. */
  void stop();
}
