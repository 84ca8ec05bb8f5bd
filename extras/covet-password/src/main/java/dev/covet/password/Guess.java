package dev.covet.password;

/**
 * One password that is being checked, and has taken its place among those that may be. Whoever
 * begins it ends it, once.
 */
interface Guess {
  /** What became of it. */
  enum Outcome {
    RIGHT,
    WRONG,
    /** It was never compared, and is not counted. */
    UNCHECKED
  }

  /** One that is known to be right and takes no place. */
  Guess PROVEN = outcome -> {};

  /** Ends it. */
  void end(Outcome outcome);
}
