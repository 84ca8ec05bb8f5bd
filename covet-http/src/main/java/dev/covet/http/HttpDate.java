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
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Dates of HTTP fields (RFC 9110, section 5.6.7): written as IMF-fixdate, read in all three forms.
 *
 * <p>Their names are the protocol's, not a language's, and are written down here: the JDK's locale
 * data is loaded at its first use under locks, on which an event loop could wait for a thread that
 * only this loop can continue.
 */
public final class HttpDate {
  private static final Map<Long, String> DAYS =
      numbered("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");
  private static final Map<Long, String> SHORT_DAYS =
      numbered("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun");
  private static final Map<Long, String> MONTHS =
      numbered("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec");

  private static final DateTimeFormatter FIXDATE =
      new DateTimeFormatterBuilder()
          .appendText(ChronoField.DAY_OF_WEEK, SHORT_DAYS)
          .appendPattern(", dd ")
          .appendText(ChronoField.MONTH_OF_YEAR, MONTHS)
          .appendPattern(" yyyy HH:mm:ss 'GMT'")
          .toFormatter(Locale.ROOT);
  private static final DateTimeFormatter ASCTIME =
      new DateTimeFormatterBuilder()
          .appendText(ChronoField.DAY_OF_WEEK, SHORT_DAYS)
          .appendLiteral(' ')
          .appendText(ChronoField.MONTH_OF_YEAR, MONTHS)
          .appendPattern(" ppd HH:mm:ss yyyy")
          .toFormatter(Locale.ROOT);

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
            .appendText(ChronoField.DAY_OF_WEEK, DAYS)
            .appendPattern(", dd-")
            .appendText(ChronoField.MONTH_OF_YEAR, MONTHS)
            .appendLiteral('-')
            .appendValueReduced(ChronoField.YEAR, 2, 2, Year.now(ZoneOffset.UTC).getValue() - 49)
            .appendPattern(" HH:mm:ss 'GMT'")
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    return ZonedDateTime.parse(text, format).toInstant();
  }

  /** The names with their numbers, from 1 on. */
  private static Map<Long, String> numbered(String... names) {
    return LongStream.rangeClosed(1, names.length)
        .boxed()
        .collect(Collectors.toMap(number -> number, number -> names[number.intValue() - 1]));
  }
}
