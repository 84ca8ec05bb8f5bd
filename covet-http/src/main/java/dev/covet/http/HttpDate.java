package dev.covet.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Optional;

/**
 * Dates of HTTP fields (RFC 9110, section 5.6.7): written as IMF-fixdate, read in all three forms.
 */
public final class HttpDate {
  private static final DateTimeFormatter FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);
  private static final DateTimeFormatter ASCTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US);

  private HttpDate() {}

  /**
   * Writes a time.
   *
   * @param time the time; fractions of a second are dropped
   * @return for example {@code Sun, 06 Nov 1994 08:49:37 GMT}
   */
  public static String format(Instant time) {
    return FIXDATE.format(time.atOffset(ZoneOffset.UTC));
  }

  /**
   * Reads a date.
   *
   * @param text IMF-fixdate, or one of the obsolete RFC 850 and asctime forms
   * @return the time, or empty if the text is no date: a recipient then ignores the field
   */
  public static Optional<Instant> parse(String text) {
    try {
      if (text.length() > 3 && text.charAt(3) == ',') {
        return Optional.of(LocalDateTime.parse(text, FIXDATE).toInstant(ZoneOffset.UTC));
      }
      if (text.indexOf(',') > 0) {
        return Optional.of(rfc850(text));
      }
      return Optional.of(LocalDateTime.parse(text, ASCTIME).toInstant(ZoneOffset.UTC));
    } catch (DateTimeException malformed) {
      return Optional.empty();
    }
  }

  /** A two-digit year that seems to be more than 50 years ahead is in the past century. */
  private static Instant rfc850(String text) {
    DateTimeFormatter format =
        new DateTimeFormatterBuilder()
            .appendPattern("EEEE, dd-MMM-")
            .appendValueReduced(ChronoField.YEAR, 2, 2, Year.now(ZoneOffset.UTC).getValue() - 49)
            .appendPattern(" HH:mm:ss 'GMT'")
            .toFormatter(Locale.US)
            .withZone(ZoneOffset.UTC);
    return ZonedDateTime.parse(text, format).toInstant();
  }
}
