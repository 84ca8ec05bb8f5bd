package dev.covet.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {
  private static final Instant EXAMPLE = Instant.parse("1994-11-06T08:49:37Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994"
      })
  void allThreeFormsAreRead(String text) {
    assertThat(HttpDate.parse(text)).contains(EXAMPLE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "Sun",
        "Sun,",
        "Mon, 06 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 CET",
        "Sun, 6 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 25:49:37 GMT",
        "1994-11-06T08:49:37Z",
        "Sunday, 06-Nov-94 08:49:37",
        "Sun Nov 31 08:49:37 1994",
        "Sun, 06 nov 1994 08:49:37 GMT x"
      })
  void whatIsNoDateIsEmpty(String text) {
    assertThat(HttpDate.parse(text)).isEmpty();
  }

  @Test
  void aDateIsWrittenInTheFixedFormWithoutFractions() {
    assertThat(HttpDate.format(EXAMPLE.plusNanos(999_999_999)))
        .isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
    assertThat(HttpDate.parse(HttpDate.format(EXAMPLE))).contains(EXAMPLE);
  }

  @Test
  void twoDigitsOfAYearMeanAtMostFiftyYearsAhead() {
    int year = Year.now(ZoneOffset.UTC).getValue();
    DateTimeFormatter obsolete =
        DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.US);
    for (int expected : new int[] {year - 49, year, year + 49}) {
      Instant time = Instant.parse(expected + "-06-15T12:00:00Z");
      String text = obsolete.format(time.atOffset(ZoneOffset.UTC));
      assertThat(HttpDate.parse(text)).as(text).contains(time);
    }
  }
}
