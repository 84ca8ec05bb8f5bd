package dev.covet.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptTest {
  private static double quality(String field, String type) {
    return Accept.parse(List.of(field)).quality(MediaType.parse(type));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text/html|text/html|1",
        "text/html|text/plain|0",
        "text/*;q=0.3, text/html;q=0.7, */*;q=0.1|text/html|0.7",
        "text/*;q=0.3, text/html;q=0.7, */*;q=0.1|text/plain|0.3",
        "text/*;q=0.3, text/html;q=0.7, */*;q=0.1|image/png|0.1",
        "*/*, text/html;q=0|text/html|0",
        "text/html; Q=0.5|text/html|0.5"
      })
  void theMostSpecificRangeCounts(String field, String type, double quality) {
    assertThat(quality(field, type)).isEqualTo(quality);
  }

  @Test
  void withoutAnyRangeEverythingIsWelcome() {
    assertThat(Accept.parse(List.of()).quality(MediaType.JSON)).isEqualTo(1);
    assertThat(quality("", "a/b")).isEqualTo(1);
    assertThat(quality("nonsense", "a/b")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"2", "-1", "x", "NaN", "''"})
  void aMalformedRangeSpoilsOnlyItself(String q) {
    String field = "text/html;q=\"" + q + "\", bad, image/png;q=0.5";
    assertThat(quality(field, "text/html")).isZero();
    assertThat(quality(field, "image/png")).isEqualTo(0.5);
  }

  @Test
  void severalFieldsAreOneList() {
    Accept accept = Accept.parse(List.of("text/html;q=0.5", "image/png"));
    assertThat(accept.quality(MediaType.HTML)).isEqualTo(0.5);
    assertThat(accept.quality(MediaType.parse("image/png"))).isEqualTo(1);
  }

  @Test
  void rangesAfterTheSixtyFourthDoNotCount() {
    List<String> many = Collections.nCopies(63, "a/b");
    String start = String.join(",", many);
    assertThat(quality(start + ",text/html", "text/html")).isEqualTo(1);
    assertThat(quality(start + ",a/b,text/html", "text/html")).isZero();
  }

  @Test
  void aTypeIsPreferredByQualityAndThenByBeingNamed() {
    Accept accept = Accept.parse(List.of("text/html, application/json;q=0.5, */*"));
    MediaType png = MediaType.parse("image/png");
    assertThat(accept.prefers(MediaType.HTML, MediaType.JSON)).isTrue();
    assertThat(accept.prefers(MediaType.JSON, MediaType.HTML)).isFalse();
    assertThat(accept.prefers(MediaType.HTML, png)).isTrue();
    assertThat(accept.prefers(png, MediaType.HTML)).isFalse();
    assertThat(accept.prefers(png, MediaType.BYTES)).isFalse();
    assertThat(Accept.parse(List.of("a/b;q=0")).prefers(MediaType.parse("a/b"), png)).isFalse();
  }
}
