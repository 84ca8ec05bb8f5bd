package dev.covet.jackson;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Types in words for people who have never seen Java. */
final class Expected {
  private static final Set<Class<?>> WHOLE =
      Set.of(
          byte.class,
          short.class,
          int.class,
          long.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          BigInteger.class,
          OptionalInt.class,
          OptionalLong.class,
          Year.class,
          Month.class);
  private static final Set<Class<?>> NUMBERS =
      Set.of(
          float.class,
          double.class,
          Float.class,
          Double.class,
          BigDecimal.class,
          Number.class,
          OptionalDouble.class);
  private static final Map<Class<?>, String> TEXTS =
      Map.ofEntries(
          Map.entry(UUID.class, "a UUID"),
          Map.entry(URI.class, "a URI"),
          Map.entry(LocalDate.class, "a date like 2026-11-24"),
          Map.entry(LocalTime.class, "a time like 13:45:00"),
          Map.entry(LocalDateTime.class, "a date and time like 2026-11-24T13:45:00"),
          Map.entry(OffsetDateTime.class, "a date and time like 2026-11-24T13:45:00+01:00"),
          Map.entry(ZonedDateTime.class, "a date and time like 2026-11-24T13:45:00+01:00"),
          Map.entry(OffsetTime.class, "a time like 13:45:00+01:00"),
          Map.entry(Instant.class, "an instant like 2026-11-24T12:45:00Z"),
          Map.entry(Duration.class, "a duration like PT30S"),
          Map.entry(Period.class, "a period like P1M2D"),
          Map.entry(byte[].class, "a text in Base64"),
          Map.entry(char[].class, "a text"));

  private Expected() {}

  /** What must stand in the text for a type. */
  static String inWords(@Nullable Class<?> type) {
    if (type == null) {
      return "something else";
    }
    if (WHOLE.contains(type)) {
      return "a whole number";
    }
    if (NUMBERS.contains(type)) {
      return "a number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (CharSequence.class.isAssignableFrom(type) || type == char.class) {
      return "a text";
    }
    if (type.isEnum()) {
      return "one of "
          + Arrays.stream(type.getEnumConstants())
              .map(Object::toString)
              .collect(Collectors.joining(", "));
    }
    String text = TEXTS.get(type);
    if (text != null) {
      return text;
    }
    if (type.isArray() || Collection.class.isAssignableFrom(type)) {
      return "an array";
    }
    boolean known = type.getName().startsWith("java.") && !Map.class.isAssignableFrom(type);
    return known ? "of another form" : "an object";
  }
}
