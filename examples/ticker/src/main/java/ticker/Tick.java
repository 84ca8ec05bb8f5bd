package ticker;

/**
 * What a share costs at some time. The same number is the same tick, in every process.
 *
 * @param n its number
 * @param cents the price
 */
record Tick(long n, long cents) {
  static Tick of(long n) {
    return new Tick(n, Math.round(10_000 + 2_000 * Math.sin(n / 10.0)));
  }
}
