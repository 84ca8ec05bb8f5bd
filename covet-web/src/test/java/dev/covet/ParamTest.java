package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.covet.http.Status;
import java.lang.annotation.RetentionPolicy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
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
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class ParamTest {
  private static final Param ABSENT =
      new Param(ParamSource.QUERY, "n", List.of(), TextConversion.BUILT_IN);

  private static Param query(String... values) {
    return new Param(ParamSource.QUERY, "n", List.of(values), TextConversion.BUILT_IN);
  }

  static Stream<Arguments> conversions() {
    return Stream.of(
        Arguments.of("text", String.class, "text"),
        Arguments.of("-7", int.class, -7),
        Arguments.of("2147483647", Integer.class, 2147483647),
        Arguments.of("-9223372036854775808", long.class, Long.MIN_VALUE),
        Arguments.of("5", Long.class, 5L),
        Arguments.of("32767", short.class, (short) 32767),
        Arguments.of("-128", byte.class, (byte) -128),
        Arguments.of("123456789012345678901", BigInteger.class, big("123456789012345678901")),
        Arguments.of("1.5e3", double.class, 1500.0),
        Arguments.of("-0.25", float.class, -0.25f),
        Arguments.of("10.50", BigDecimal.class, new BigDecimal("10.50")),
        Arguments.of("true", boolean.class, true),
        Arguments.of("false", Boolean.class, false),
        Arguments.of(
            "123e4567-E89b-12d3-a456-426614174000",
            UUID.class,
            UUID.fromString("123e4567-e89b-12d3-a456-426614174000")),
        Arguments.of("https://a.example/b", URI.class, URI.create("https://a.example/b")),
        Arguments.of("2026-11-23", LocalDate.class, LocalDate.of(2026, 11, 23)),
        Arguments.of("13:30:00", LocalTime.class, LocalTime.of(13, 30)),
        Arguments.of(
            "2026-11-23T13:30:00", LocalDateTime.class, LocalDateTime.of(2026, 11, 23, 13, 30)),
        Arguments.of(
            "2026-11-23T13:30:00+01:00",
            OffsetDateTime.class,
            OffsetDateTime.parse("2026-11-23T13:30:00+01:00")),
        Arguments.of("2026-11-23T13:30:00Z", Instant.class, Instant.parse("2026-11-23T13:30:00Z")),
        Arguments.of("PT30S", Duration.class, Duration.ofSeconds(30)),
        Arguments.of("13:30:00+01:00", OffsetTime.class, OffsetTime.parse("13:30:00+01:00")),
        Arguments.of(
            "2026-11-23T13:30:00+01:00[Europe/Berlin]",
            ZonedDateTime.class,
            ZonedDateTime.parse("2026-11-23T13:30:00+01:00[Europe/Berlin]")),
        Arguments.of("2026", Year.class, Year.of(2026)),
        Arguments.of("2026-11", YearMonth.class, YearMonth.of(2026, 11)),
        Arguments.of("--11-23", MonthDay.class, MonthDay.of(11, 23)),
        Arguments.of("P1M2D", Period.class, Period.of(0, 1, 2)),
        Arguments.of("Europe/Berlin", ZoneId.class, ZoneId.of("Europe/Berlin")),
        Arguments.of("+01:00", ZoneOffset.class, ZoneOffset.ofHours(1)),
        Arguments.of("x", char.class, 'x'),
        Arguments.of("ä", Character.class, 'ä'),
        Arguments.of("class", RetentionPolicy.class, RetentionPolicy.CLASS),
        Arguments.of("RunTime", RetentionPolicy.class, RetentionPolicy.RUNTIME));
  }

  private static BigInteger big(String digits) {
    return new BigInteger(digits);
  }

  @ParameterizedTest
  @MethodSource("conversions")
  void textBecomesAValue(String text, Class<?> type, Object value) {
    assertThat((Object) query(text).as(type)).isEqualTo(value);
    assertThat((Object) query(text).optional(type).orElseThrow()).isEqualTo(value);
    assertThat((Object) query(text, text).list(type)).isEqualTo(List.of(value, value));
  }

  static final List<Arguments> MALFORMED =
      List.of(
          Arguments.of("", int.class, "a whole number"),
          Arguments.of("+1", int.class, "a whole number"),
          Arguments.of("2147483648", int.class, "a whole number"),
          Arguments.of("0x10", int.class, "a whole number"),
          Arguments.of("1_000", long.class, "a whole number"),
          Arguments.of(" 1", long.class, "a whole number"),
          Arguments.of("\u0661", int.class, "a whole number"),
          Arguments.of("40000", short.class, "a whole number"),
          Arguments.of("128", byte.class, "a whole number"),
          Arguments.of("1.0", BigInteger.class, "a whole number"),
          Arguments.of("9".repeat(401), BigInteger.class, "a whole number"),
          Arguments.of("NaN", double.class, "a number"),
          Arguments.of("Infinity", double.class, "a number"),
          Arguments.of("1e999", double.class, "a number"),
          Arguments.of("1e39", float.class, "a number"),
          Arguments.of("1d", double.class, "a number"),
          Arguments.of("1e401", BigDecimal.class, "a number"),
          Arguments.of("1e-401", BigDecimal.class, "a number"),
          Arguments.of("1e2147483649", BigDecimal.class, "a number"),
          Arguments.of("True", boolean.class, "true or false"),
          Arguments.of("1-1-1-1-1", UUID.class, "a UUID"),
          Arguments.of("123e4567ae89b-12d3-a456-426614174000", UUID.class, "a UUID"),
          Arguments.of("000000001-0001-0001-0001-00000000001", UUID.class, "a UUID"),
          Arguments.of("+23e4567-e89b-12d3-a456-426614174000", UUID.class, "a UUID"),
          Arguments.of("g23e4567-e89b-12d3-a456-426614174000", UUID.class, "a UUID"),
          Arguments.of("a b", URI.class, "a URI"),
          Arguments.of("2026-02-30", LocalDate.class, "a date (2026-11-23)"),
          Arguments.of("25:00", LocalTime.class, "a time (13:30:00)"),
          Arguments.of("2026-01-01", LocalDateTime.class, "a date and time"),
          Arguments.of("2026-11-23T13:30:00", OffsetDateTime.class, "with offset"),
          Arguments.of("now", Instant.class, "a time in UTC"),
          Arguments.of("", char.class, "one character"),
          Arguments.of("ab", Character.class, "one character"),
          Arguments.of("Europe/Atlantis", ZoneId.class, "a time zone (Europe/Berlin)"),
          Arguments.of("2026-13", YearMonth.class, "a month (2026-11)"),
          Arguments.of("11-23", MonthDay.class, "a day of the year (--11-23)"),
          Arguments.of("P99999999999M", Period.class, "a period (P1M2D)"),
          Arguments.of("+25:00", ZoneOffset.class, "an offset (+01:00)"),
          Arguments.of("30s", Duration.class, "a duration (PT30S)"),
          Arguments.of("P9999999999999999999D", Duration.class, "a duration (PT30S)"),
          Arguments.of("never", RetentionPolicy.class, "one of source, class, runtime"));

  @ParameterizedTest
  @FieldSource("MALFORMED")
  void malformedTextIs422AndTellsWhatIsExpected(String text, Class<?> type, String expected) {
    assertThatThrownBy(() -> query(text).as(type))
        .asInstanceOf(type(HttpException.class))
        .satisfies(
            e -> {
              assertThat(e.status()).isEqualTo(Status.UNPROCESSABLE_CONTENT);
              assertThat(e.getMessage()).contains("'n' must be", expected);
            });
  }

  @Test
  void aTypeWithoutConversionIsAMistakeOfTheCaller() {
    assertThatThrownBy(() -> query("x").as(Thread.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.Thread");
  }

  @Test
  void aLongValueIsQuotedInPart() {
    assertThatThrownBy(() -> query("y".repeat(61)).asInt())
        .hasMessageContaining("not '" + "y".repeat(60) + "\u2026'");
    assertThatThrownBy(() -> query("y".repeat(60)).asInt())
        .hasMessageContaining("not '" + "y".repeat(60) + "'");
  }

  @Test
  void shortFormsReadTheFirstValue() {
    assertThat(query("1", "2").asInt()).isEqualTo(1);
    assertThat(query("1").asLong()).isEqualTo(1L);
    assertThat(query("1.5").asDouble()).isEqualTo(1.5);
    assertThat(query("true").asBoolean()).isTrue();
    assertThat(query("a", "b").asString()).isEqualTo("a");
    assertThat(query("a", "b").list()).containsExactly("a", "b");
    assertThat(query("a").optional()).contains("a");
    assertThat(query("").isPresent()).isTrue();
    assertThat(query("a", "b")).hasToString("n=[a, b]");
    assertThat(query("a").name()).isEqualTo("n");
  }

  @Test
  void defaultsHoldOnlyIfAbsent() {
    assertThat(ABSENT.isPresent()).isFalse();
    assertThat(ABSENT.or("d")).isEqualTo("d");
    assertThat(ABSENT.or(1)).isEqualTo(1);
    assertThat(ABSENT.or(2L)).isEqualTo(2L);
    assertThat(ABSENT.or(1.5)).isEqualTo(1.5);
    assertThat(ABSENT.or(true)).isTrue();
    assertThat(ABSENT.optional()).isEmpty();
    assertThat(ABSENT.optional(int.class)).isEmpty();
    assertThat(ABSENT.list(int.class)).isEmpty();
    assertThat(query("x").or("d")).isEqualTo("x");
    assertThat(query("7").or(1)).isEqualTo(7);
    assertThat(query("7").or(1L)).isEqualTo(7L);
    assertThat(query("7").or(1.5)).isEqualTo(7.0);
    assertThat(query("false").or(true)).isFalse();
    assertThatThrownBy(() -> query("x").or(1)).isInstanceOf(HttpException.class);
  }

  @ParameterizedTest
  @CsvSource({"QUERY, 422", "HEADER, 422", "COOKIE, 422", "FORM, 422", "PATH, 404"})
  void aMissingOrMalformedOneNamesItsSource(ParamSource source, int status) {
    Param missing = new Param(source, "n", List.of(), TextConversion.BUILT_IN);
    Param malformed = new Param(source, "n", List.of("x"), TextConversion.BUILT_IN);

    for (Param param : List.of(missing, malformed)) {
      assertThatThrownBy(param::asInt)
          .asInstanceOf(type(HttpException.class))
          .satisfies(
              e -> {
                assertThat(e.status().code()).isEqualTo(status);
                assertThat(e.getMessage()).startsWith(source.words() + " 'n' ");
                assertThat(e.problem().toJson())
                    .contains(
                        "\"parameter\":\"n\",\"in\":\"" + source.in() + "\"",
                        param == missing ? "\"code\":\"missing\"" : "\"code\":\"type\"");
              });
    }
    assertThatThrownBy(missing::asString).hasMessageContaining("is missing");
  }

  @ParameterizedTest
  @CsvSource({"QUERY, true", "FORM, true", "PATH, true", "HEADER, false", "COOKIE, false"})
  void whatHeadersAndCookiesHoldIsNotRepeated(ParamSource source, boolean shown) {
    Param malformed = new Param(source, "n", List.of("hunter2"), TextConversion.BUILT_IN);

    assertThatThrownBy(malformed::asInt)
        .hasMessageContaining("must be a whole number")
        .asInstanceOf(type(HttpException.class))
        .satisfies(e -> assertThat(e.problem().toJson().contains("hunter2")).isEqualTo(shown));
  }
}
