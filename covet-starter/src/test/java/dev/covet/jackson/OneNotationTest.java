package dev.covet.jackson;

import static dev.covet.jackson.Reading.mistakes;
import static dev.covet.jackson.Reading.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonFormat;
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
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each simple type is read from the one notation in which it is written. */
class OneNotationTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "java.util.UUID           | 'c8e52a0a-9a3c-4d33-9b3e-0d6d1a2f7f55' |"
            + " 'AAAAAAAAAAAAAAAAAAAAAA=='",
        "java.net.URI             | '/a?b'                      | 7",
        "java.time.LocalDate      | '2026-11-24'                | '2026-11-24T00:00:00Z'",
        "java.time.LocalDate      | '2026-11-24'                | [2026,11,24]",
        "java.time.LocalDate      | '2026-11-24'                | 20000",
        "java.time.LocalTime      | '10:30:00'                  | '2026-11-24T10:30:00'",
        "java.time.LocalDateTime  | '2026-11-24T10:30:00'       | '2026-11-24T10:30:00Z'",
        "java.time.Instant        | '2026-11-24T10:30:00Z'      | '12'",
        "java.time.Instant        | '2026-11-24T10:30:00Z'      | 1.5",
        "java.time.OffsetDateTime | '2026-11-24T10:30:00+01:00' | 12",
        "java.time.ZonedDateTime  | '2026-11-24T10:30:00+01:00' | '12'",
        "java.time.OffsetTime     | '10:30:00+01:00'            | []",
        "java.time.Duration       | 'PT1.5S'                    | 1.5",
        "java.time.Period         | 'P1M'                       | 1",
        "java.time.Year           | 2026                        | '2026'",
        "java.time.Month          | 5                           | 'MAY'",
        "java.util.Locale         | 'de-DE'                     | 7",
        "java.util.OptionalInt    | 7                           | ' '",
        "java.lang.Double         | 1.5                         | 'NaN'",
        "java.math.BigDecimal     | 1E+400                      | '1'",
      })
  void othersAreRefused(Class<?> type, String good, String bad) throws Exception {
    assertThat(read(good, type)).isInstanceOf(type);
    assertThat(mistakes(bad, type)).singleElement().asString().startsWith("type  must be ");
  }

  @Test
  void bytesAndCharactersAreTexts() throws Exception {
    assertThat((byte[]) read("'AQI='", byte[].class)).containsExactly(1, 2);
    assertThat((char[]) read("'ab'", char[].class)).containsExactly('a', 'b');
    assertThat(mistakes("[1,2]", byte[].class)).hasSize(1);
    assertThat(mistakes("[1,2]", char[].class)).hasSize(1);
    assertThat(mistakes("'secret!'", byte[].class)).hasSize(1);
  }

  record Numbers(double a, Float b, BigDecimal c, OptionalDouble d) {}

  @Test
  void numbersWithoutAValueAreOutOfRange() throws Exception {
    assertThat(mistakes("{'a':1e400,'b':1e40,'c':1e401,'d':null}", Numbers.class))
        .containsExactly(
            "range /a is out of the range of a number",
            "range /b is out of the range of a number",
            "range /c is out of the range of a number");
    assertThat(mistakes("{'a':'NaN','b':'-Infinity','c':'1','d':'x'}", Numbers.class))
        .containsExactly(
            "type /a must be a number",
            "type /b must be a number",
            "type /c must be a number",
            "type /d must be a number");
    assertThat(mistakes("1e999999999", BigDecimal.class))
        .containsExactly("range  is out of the range of a number");
    assertThat(read("{'a':1,'b':2,'c':3.50}", Numbers.class))
        .isEqualTo(new Numbers(1, 2f, new BigDecimal("3.50"), OptionalDouble.empty()));
  }

  record Whole(int a, Long b, short c, byte d, BigInteger e, long f) {}

  @Test
  void wholeNumbersCountByTheirValue() throws Exception {
    Whole whole = new Whole(1, 20L, (short) 300, (byte) -4, BigInteger.TEN.pow(20), Long.MIN_VALUE);
    String written = "'b':20.00,'c':3e2,'d':-4.0,'e':1E20,'f':-9.223372036854775808e18}";
    assertThat(read("{'a':1.0," + written, Whole.class)).isEqualTo(whole);
    assertThat(mistakes("{'a':1.5," + written, Whole.class))
        .containsExactly("type /a must be a whole number");
    assertThat(
            mistakes("{'a':3e9,'b':1e19,'c':1e5,'d':1e3,'e':1e401,'f':1e999999999}", Whole.class))
        .hasSize(6)
        .allSatisfy(m -> assertThat(m).startsWith("range /").endsWith("of a whole number"));
  }

  record German(
      @JsonFormat(pattern = "dd.MM.yyyy") LocalDate day,
      @JsonFormat(shape = JsonFormat.Shape.NUMBER) Instant at) {}

  @Test
  void aFormatThatIsDeclaredCountsMore() throws Exception {
    assertThat(read("{'day':'24.11.2026','at':7}", German.class))
        .isEqualTo(new German(LocalDate.of(2026, 11, 24), Instant.ofEpochSecond(7)));
  }

  record Times(
      UUID id,
      URI uri,
      LocalDate a,
      LocalTime b,
      LocalDateTime c,
      OffsetDateTime d,
      OffsetTime e,
      ZonedDateTime f,
      Duration g,
      Period h,
      Year i,
      Month j,
      Locale k,
      OptionalInt l) {}

  @Test
  void membersAreReadTheSameWay() {
    assertThat(
            mistakes(
                "{'id':1,'uri':1,'a':1,'b':1,'c':1,'d':1,'e':1,'f':1,'g':1,'h':1,'i':'1','j':'1','k':1,'l':'1'}",
                Times.class))
        .hasSize(14)
        .allSatisfy(mistake -> assertThat(mistake).startsWith("type /"));
  }
}
