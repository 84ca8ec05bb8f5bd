package dev.covet;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads numbers with units: {@code 30s}, {@code 500ms}, {@code 1MiB}, {@code 100_000}. */
final class ConfigUnits {
  private static final Pattern NUMBER = Pattern.compile("(\\d+(?:_\\d+)*)\\s*([a-zA-Z]*)");
  private static final Map<String, Long> NANOS =
      Map.of(
          "ns",
          1L,
          "us",
          1_000L,
          "ms",
          1_000_000L,
          "s",
          1_000_000_000L,
          "",
          1_000_000_000L,
          "m",
          60_000_000_000L,
          "h",
          3_600_000_000_000L,
          "d",
          86_400_000_000_000L);
  private static final Map<String, Long> BYTES =
      Map.of(
          "",
          1L,
          "b",
          1L,
          "kib",
          1L << 10,
          "mib",
          1L << 20,
          "gib",
          1L << 30,
          "kb",
          1_000L,
          "mb",
          1_000_000L,
          "gb",
          1_000_000_000L);

  private ConfigUnits() {}

  static Duration duration(String text) {
    return Duration.ofNanos(
        read(text, NANOS, "a time like 30s, 500ms or 2m; a bare number is seconds"));
  }

  static long bytes(String text) {
    return read(text, BYTES, "a size like 1MiB, 64KiB or 4096; a bare number is bytes");
  }

  static long count(String text) {
    return read(text, Map.of("", 1L), "a whole number like 100 or 100_000");
  }

  private static long read(String text, Map<String, Long> units, String form) {
    Matcher number = NUMBER.matcher(text.strip());
    Long unit = number.matches() ? units.get(number.group(2).toLowerCase(Locale.ROOT)) : null;
    if (unit == null) {
      throw new IllegalArgumentException("must be " + form);
    }
    try {
      return Math.multiplyExact(Long.parseLong(number.group(1).replace("_", "")), unit);
    } catch (ArithmeticException | NumberFormatException e) {
      throw new IllegalArgumentException("is too large", e);
    }
  }

  static String show(Duration time) {
    long millis = time.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }

  static String showBytes(long bytes) {
    if (bytes >= 1 << 20 && bytes % (1 << 20) == 0) {
      return (bytes >> 20) + "MiB";
    }
    return bytes >= 1 << 10 && bytes % (1 << 10) == 0
        ? (bytes >> 10) + "KiB"
        : Long.toString(bytes);
  }
}
