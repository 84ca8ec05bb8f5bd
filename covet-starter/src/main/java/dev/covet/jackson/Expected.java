package dev.covet.jackson;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
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
          BigInteger.class);
  private static final Set<Class<?>> NUMBERS =
      Set.of(float.class, double.class, Float.class, Double.class, BigDecimal.class, Number.class);
  private static final Map<Class<?>, String> TEXTS =
      Map.of(
          UUID.class, "a UUID",
          LocalDate.class, "a date like 2026-11-24",
          LocalTime.class, "a time like 13:45:00",
          LocalDateTime.class, "a date and time like 2026-11-24T13:45:00",
          OffsetDateTime.class, "a date and time like 2026-11-24T13:45:00+01:00",
          Instant.class, "an instant like 2026-11-24T12:45:00Z",
          Duration.class, "a duration like PT30S");

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
    if (type.isArray() || Collection.class.isAssignableFrom(type)) {
      return "an array";
    }
    String text = TEXTS.get(type);
    if (text != null) {
      return text;
    }
    boolean known = type.getName().startsWith("java.") && !Map.class.isAssignableFrom(type);
    return known ? "of another form" : "an object";
  }
}
