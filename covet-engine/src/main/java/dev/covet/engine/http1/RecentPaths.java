package dev.covet.engine.http1;

import java.util.Arrays;

/**
 * Paths that the requests of one loop asked for: one that comes again is the String that it was
 * before, with the hash that the router needs already known. Most applications are asked for few
 * paths most of the time.
 *
 * <p>It is a table with one place for each hash. A path takes its place only when it comes twice in
 * a row there, so that paths which never come again cost a hash and no more. It holds at most 128
 * paths of 64 bytes. Event loop only.
 */
final class RecentPaths {
  /** Bytes; a longer path is made anew each time. */
  static final int LONGEST = 64;

  private static final int PLACES = 128;
  private static final int PLACE_SHIFT = Long.SIZE - Integer.numberOfTrailingZeros(PLACES);

  /** 2^64 divided by the golden ratio: spreads what differs in few bits over the highest ones. */
  private static final long SPREAD = 0x9e3779b97f4a7c15L;

  private final byte[][] bytes = new byte[PLACES][];
  private final String[] texts = new String[PLACES];

  /** Of the path that was not found in its place the last time. */
  private final long[] missed = new long[PLACES];

  /** The text of these bytes, a character up to U+00FF each. */
  String get(byte[] source, int from, int to) {
    if (to - from > LONGEST) {
      return Bytes.text(source, from, to);
    }
    long hash = hash(source, from, to);
    int place = (int) (hash >>> PLACE_SHIFT);
    byte[] known = bytes[place];
    if (known != null && Arrays.equals(known, 0, known.length, source, from, to)) {
      return texts[place];
    }
    String text = Bytes.text(source, from, to);
    if (missed[place] == hash) {
      bytes[place] = Arrays.copyOfRange(source, from, to);
      texts[place] = text;
    }
    missed[place] = hash;
    return text;
  }

  private static long hash(byte[] source, int from, int to) {
    long hash = to - from;
    int at = from;
    for (; at + Long.BYTES <= to; at += Long.BYTES) {
      hash = (hash ^ Bytes.eight(source, at)) * SPREAD;
      hash ^= hash >>> 32;
    }
    for (; at < to; at++) {
      hash = hash * 31 + source[at];
    }
    return hash * SPREAD;
  }
}
