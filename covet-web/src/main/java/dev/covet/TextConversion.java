package dev.covet;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes values from the text of parameters. Stricter than the JDK's parsers: no plus signs, no
 * digits but ASCII's, no hexadecimal or infinite numbers, and nothing so long that parsing it would
 * take time.
 */
final class TextConversion {
  /** What a text is not; the message completes "must be …". */
  static final class Malformed extends Exception {
    private static final long serialVersionUID = 1;

    Malformed(String expected) {
      super(expected, null, false, false);
    }
  }

  /** Makes values of one class. */
  @FunctionalInterface
  interface Reader {
    Object read(String text) throws Malformed;
  }

  /**
   * A conversion.
   *
   * @param expected completes "must be …"
   * @param parse throws IllegalArgumentException or DateTimeException for what is malformed
   */
  record Conversion(String expected, Function<String, Object> parse) implements Reader {
    @Override
    public Object read(String text) throws Malformed {
      try {
        return parse.apply(text);
      } catch (IllegalArgumentException | DateTimeException e) {
        throw new Malformed(expected);
      }
    }
  }

  /** Parsing a decimal number takes time that grows with the square of its digits. */
  private static final int MOST_DIGITS = 400;

  private static final String WHOLE = "a whole number";
  private static final Map<Class<?>, Conversion> CONVERSIONS =
      Map.ofEntries(
          Map.entry(String.class, new Conversion("text", text -> text)),
          Map.entry(Integer.class, new Conversion(WHOLE, t -> Integer.valueOf(whole(t)))),
          Map.entry(Long.class, new Conversion(WHOLE, t -> Long.valueOf(whole(t)))),
          Map.entry(Short.class, new Conversion(WHOLE, t -> Short.valueOf(whole(t)))),
          Map.entry(Byte.class, new Conversion(WHOLE, t -> Byte.valueOf(whole(t)))),
          Map.entry(BigInteger.class, new Conversion(WHOLE, t -> new BigInteger(whole(t)))),
          Map.entry(Double.class, new Conversion("a number", TextConversion::finite)),
          Map.entry(Float.class, new Conversion("a number", TextConversion::finiteFloat)),
          Map.entry(BigDecimal.class, new Conversion("a number", t -> decimal(t))),
          Map.entry(Boolean.class, new Conversion("true or false", TextConversion::bool)),
          Map.entry(Character.class, new Conversion("one character", TextConversion::character)),
          Map.entry(UUID.class, new Conversion("a UUID", TextConversion::uuid)),
          Map.entry(URI.class, new Conversion("a URI", URI::create)),
          Map.entry(LocalDate.class, new Conversion("a date (2026-11-23)", LocalDate::parse)),
          Map.entry(LocalTime.class, new Conversion("a time (13:30:00)", LocalTime::parse)),
          Map.entry(
              LocalDateTime.class,
              new Conversion("a date and time (2026-11-23T13:30:00)", LocalDateTime::parse)),
          Map.entry(
              OffsetDateTime.class,
              new Conversion(
                  "a date and time with offset (2026-11-23T13:30:00+01:00)",
                  OffsetDateTime::parse)),
          Map.entry(
              Instant.class,
              new Conversion("a time in UTC (2026-11-23T13:30:00Z)", Instant::parse)),
          Map.entry(
              OffsetTime.class,
              new Conversion("a time with offset (13:30:00+01:00)", OffsetTime::parse)),
          Map.entry(
              ZonedDateTime.class,
              new Conversion(
                  "a date and time with zone (2026-11-23T13:30:00+01:00[Europe/Berlin])",
                  ZonedDateTime::parse)),
          Map.entry(Year.class, new Conversion("a year (2026)", Year::parse)),
          Map.entry(YearMonth.class, new Conversion("a month (2026-11)", YearMonth::parse)),
          Map.entry(MonthDay.class, new Conversion("a day of the year (--11-23)", MonthDay::parse)),
          Map.entry(Period.class, new Conversion("a period (P1M2D)", Period::parse)),
          Map.entry(ZoneId.class, new Conversion("a time zone (Europe/Berlin)", ZoneId::of)),
          Map.entry(ZoneOffset.class, new Conversion("an offset (+01:00)", ZoneOffset::of)),
          Map.entry(Duration.class, new Conversion("a duration (PT30S)", Duration::parse)));

  private static final Map<Class<?>, Class<?>> WRAPPERS =
      Map.of(
          int.class, Integer.class,
          long.class, Long.class,
          short.class, Short.class,
          byte.class, Byte.class,
          double.class, Double.class,
          float.class, Float.class,
          boolean.class, Boolean.class,
          char.class, Character.class);

  /** What comes with the framework. */
  static final TextConversion BUILT_IN = new TextConversion(Map.of());

  /** What the application has added; counts before what is built in. */
  private final Map<Class<?>, Conversion> own;

  private TextConversion(Map<Class<?>, Conversion> own) {
    this.own = own;
  }

  /** These, and the ones of an application, which count more. */
  TextConversion with(Map<Class<?>, Conversion> more) {
    if (more.isEmpty()) {
      return this;
    }
    Map<Class<?>, Conversion> both = new HashMap<>(own);
    both.putAll(more);
    return new TextConversion(Map.copyOf(both));
  }

  @SuppressWarnings("unchecked") // each conversion makes the class under which it stands
  <T> T convert(String text, Class<T> type) throws Malformed {
    return (T) reader(type).read(text);
  }

  /** Whether the application says how texts become this. */
  boolean isOwn(Class<?> type) {
    return own.containsKey(boxed(type));
  }

  /** How texts of the application's own type must be; null for types that are built in. */
  @Nullable String notation(Class<?> type) {
    Conversion added = own.get(boxed(type));
    return added == null ? null : added.expected();
  }

  boolean supports(Class<?> type) {
    return isOwn(type) || type.isEnum() || CONVERSIONS.containsKey(boxed(type));
  }

  /**
   * The conversion to a class.
   *
   * @throws IllegalArgumentException if there is none
   */
  Reader reader(Class<?> type) {
    Conversion added = own.get(boxed(type));
    if (added != null) {
      return added;
    }
    if (type.isEnum()) {
      Object[] constants = type.getEnumConstants();
      return text -> constant(text, constants);
    }
    Conversion conversion = CONVERSIONS.get(boxed(type));
    if (conversion == null) {
      throw new IllegalArgumentException("no conversion from text to " + type.getName());
    }
    return conversion;
  }

  /** The class of what is held by a variable of this type. */
  static Class<?> boxed(Class<?> type) {
    return WRAPPERS.getOrDefault(type, type);
  }

  private static Object constant(String text, Object[] constants) throws Malformed {
    for (Object constant : constants) {
      if (((Enum<?>) constant).name().equalsIgnoreCase(text)) {
        return constant;
      }
    }
    throw new Malformed(
        Arrays.stream(constants)
            .map(c -> ((Enum<?>) c).name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", ", "one of ", "")));
  }

  private static String whole(String text) {
    return plain(text, "-");
  }

  private static BigDecimal decimal(String text) {
    BigDecimal value = new BigDecimal(plain(text, "-+.eE"));
    if (Math.abs((long) value.scale()) > MOST_DIGITS) {
      throw new IllegalArgumentException("writing it out would take megabytes");
    }
    return value;
  }

  private static Double finite(String text) {
    Double value = Double.valueOf(plain(text, "-+.eE"));
    if (value.isInfinite()) {
      throw new IllegalArgumentException("too large");
    }
    return value;
  }

  private static Float finiteFloat(String text) {
    Float value = finite(text).floatValue();
    if (value.isInfinite()) {
      throw new IllegalArgumentException("too large");
    }
    return value;
  }

  /**
   * The text itself if it holds ASCII digits and the given characters only, and no plus sign at its
   * start.
   */
  private static String plain(String text, String others) {
    boolean good = text.length() <= MOST_DIGITS && !text.startsWith("+");
    for (int i = 0; good && i < text.length(); i++) {
      char c = text.charAt(i);
      good = c >= '0' && c <= '9' || others.indexOf(c) >= 0;
    }
    if (!good) {
      throw new IllegalArgumentException("not a number");
    }
    return text;
  }

  private static Character character(String text) {
    if (text.length() != 1) {
      throw new IllegalArgumentException("none or several");
    }
    return text.charAt(0);
  }

  private static Boolean bool(String text) {
    return switch (text) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither");
    };
  }

  /** The JDK also takes groups of other lengths, and cuts them. */
  private static UUID uuid(String text) {
    boolean good = text.length() == 36;
    for (int i = 0; good && i < 36; i++) {
      char c = text.charAt(i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      good = dash ? c == '-' : HexFormat.isHexDigit(c);
    }
    if (!good) {
      throw new IllegalArgumentException("not 8-4-4-4-12 hexadecimal digits");
    }
    return UUID.fromString(text);
  }
}
