package dev.covet.engine.http1;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** The {@code Date} field (RFC 9110, section 5.6.7, IMF-fixdate). */
final class Http1Date {
  private static final DateTimeFormatter FORMAT =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private Http1Date() {}

  /** The line with its end. */
  static byte[] line(long epochSecond) {
    return ("Date: " + FORMAT.format(Instant.ofEpochSecond(epochSecond)) + "\r\n")
        .getBytes(StandardCharsets.ISO_8859_1);
  }
}
