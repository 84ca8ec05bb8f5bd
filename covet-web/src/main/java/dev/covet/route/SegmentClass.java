package dev.covet.route;

/**
 * What a segment of a path looks like. The classes are disjoint, so one class decides which
 * parameters take the segment.
 */
enum SegmentClass {
  /** Nothing between two slashes, or after the last. */
  EMPTY,
  /** A number that fits an int. */
  INT,
  /** A number that fits a long but no int. */
  LONG,
  /** A UUID. */
  UUID,
  /** Anything else. */
  OTHER;

  private static final int UUID_LENGTH = 36;

  /** The class of {@code path[from, to)}; allocates nothing. */
  static SegmentClass of(String path, int from, int to) {
    int length = to - from;
    if (length == 0) {
      return EMPTY;
    }
    char first = path.charAt(from);
    if (length <= 20 && (first == '-' || first >= '0' && first <= '9')) {
      SegmentClass number = number(path, from, to);
      if (number != OTHER) {
        return number;
      }
    }
    return length == UUID_LENGTH && isUuid(path, from) ? UUID : OTHER;
  }

  private static SegmentClass number(String path, int from, int to) {
    boolean negative = path.charAt(from) == '-';
    int start = negative ? from + 1 : from;
    if (start == to || path.charAt(start) == '0' && (to - start > 1 || negative)) {
      return OTHER;
    }
    long value = 0; // negative, because the negative range is the larger one
    for (int i = start; i < to; i++) {
      int digit = path.charAt(i) - '0';
      if (digit < 0 || digit > 9 || value < Long.MIN_VALUE / 10) {
        return OTHER;
      }
      value = value * 10 - digit;
      if (value > 0) {
        return OTHER;
      }
    }
    if (!negative && value == Long.MIN_VALUE) {
      return OTHER;
    }
    long signed = negative ? value : -value;
    return signed == (int) signed ? INT : LONG;
  }

  private static boolean isUuid(String path, int from) {
    for (int i = 0; i < UUID_LENGTH; i++) {
      char c = path.charAt(from + i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? c != '-' : Character.digit(c, 16) < 0 || c > 'f') {
        return false;
      }
    }
    return true;
  }
}
