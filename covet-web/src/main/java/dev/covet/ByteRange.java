package dev.covet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A part of a body (RFC 9110, section 14.1.2).
 *
 * @param first its first byte
 * @param count its bytes, at least 1
 */
record ByteRange(long first, long count) {
  /** More cost more than they are worth. */
  private static final int MOST = 16;

  private static final int DIGITS = 18;

  /**
   * Reads a Range field.
   *
   * @param field its value
   * @param length of the whole body
   * @return the ranges that lie in the body, empty if none does; null if the field is to be passed
   *     over: another unit, malformed, or asking for more than the whole
   */
  static @Nullable List<ByteRange> parse(String field, long length) {
    String text = field.strip();
    if (!text.toLowerCase(Locale.ROOT).startsWith("bytes=")) {
      return null;
    }
    List<ByteRange> ranges = new ArrayList<>();
    String[] specs = text.substring("bytes=".length()).split(",", -1);
    long sum = 0;
    int count = 0;
    for (String part : specs) {
      String spec = part.strip();
      if (spec.isEmpty()) {
        continue; // an empty element of a list means nothing (section 5.6.1)
      }
      if (++count > MOST || !isSpec(spec)) {
        return null;
      }
      ByteRange range = range(spec, length);
      if (range != null) {
        ranges.add(range);
        sum += range.count;
      }
    }
    return count == 0 || ranges.size() > 1 && sum > length ? null : ranges;
  }

  private static boolean isSpec(String spec) {
    int dash = spec.indexOf('-');
    boolean digits = spec.chars().filter(c -> c != '-').allMatch(c -> c >= '0' && c <= '9');
    if (dash < 0 || dash != spec.lastIndexOf('-') || spec.length() == 1 || !digits) {
      return false;
    }
    String first = spec.substring(0, dash);
    String last = spec.substring(dash + 1);
    return first.isEmpty() || last.isEmpty() || number(first) <= number(last);
  }

  /** A range within the body, or null if it lies outside. */
  private static @Nullable ByteRange range(String spec, long length) {
    int dash = spec.indexOf('-');
    if (dash == 0) {
      long suffix = Math.min(number(spec.substring(1)), length);
      return suffix == 0 ? null : new ByteRange(length - suffix, suffix);
    }
    long first = number(spec.substring(0, dash));
    if (first >= length) {
      return null;
    }
    String last = spec.substring(dash + 1);
    long end = last.isEmpty() ? length - 1 : Math.min(number(last), length - 1);
    return new ByteRange(first, end - first + 1);
  }

  private static long number(String digits) {
    int start = 0;
    while (start < digits.length() - 1 && digits.charAt(start) == '0') {
      start++;
    }
    return digits.length() - start > DIGITS
        ? Long.MAX_VALUE
        : Long.parseLong(digits.substring(start));
  }

  /** The value of Content-Range. */
  String contentRange(long length) {
    return "bytes " + first + "-" + (first + count - 1) + "/" + length;
  }
}
