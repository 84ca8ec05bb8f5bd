package dev.covet.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/a",
        "/a/",
        "/{a}",
        "/{a:int}/{b:long}/{c:uuid}/{d}/{e...}",
        "/{user-id}",
        "/a b/\u00e4"
      })
  void thePatternIsWrittenAsItWasGiven(String text) {
    assertThat(PathPattern.parse(text)).hasToString(text).isEqualTo(PathPattern.parse(text));
    assertThat(PathPattern.parse(text)).hasSameHashCodeAs(PathPattern.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "a|must begin with /",
        "\"\"|must begin with /",
        "/a//b|an empty segment can not be matched",
        "/{a...}/b|{a...} must be the last segment",
        "/{a}/{a}|the name 'a' stands twice",
        "/{a}/{a...}|the name 'a' stands twice",
        "/x{a}|a parameter must be a whole segment, not a part of 'x{a}'",
        "/{a}x|a parameter must be a whole segment, not a part of '{a}x'",
        "/{a|a parameter must be a whole segment, not a part of '{a'",
        "/{}|'' is not a name for a parameter",
        "/{...}|'' is not a name for a parameter",
        "/{:int}|'' is not a name for a parameter",
        "/{a b}|'a b' is not a name for a parameter",
        "/{a:int...}|'a:int' is not a name for a parameter",
        "/{a:short}|unknown type 'short': use int, long or uuid",
        "/{a:}|unknown type '': use int, long or uuid",
        "/a%20b|write 'a%20b' without percent-encoding",
        "/..|no request can have the segment '..'",
        "/./a|no request can have the segment '.'",
        "/..;a|no request can have the segment '..;a'",
        "/a\\b|no request can have the segment 'a\\b'",
        "/a?b|no request can have the segment 'a?b'",
        "/a#b|no request can have the segment 'a#b'"
      })
  void aWrongPatternIsRefusedWithTheReason(String text, String reason) {
    assertThatThrownBy(() -> PathPattern.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("path pattern '" + text + "': " + reason);
  }

  @Test
  void valuesAreCutOutOfThePath() {
    PathPattern pattern = PathPattern.parse("/u/{id:int}/{name}/{rest...}");
    String path = "/u/17/x y/a/b/";
    assertThat(pattern.names()).containsExactly("id", "name", "rest");
    assertThat(pattern.value(path, "id")).isEqualTo("17");
    assertThat(pattern.value(path, "name")).isEqualTo("x y");
    assertThat(pattern.value(path, "rest")).isEqualTo("a/b/");
    assertThat(pattern.value("/u/17/x/", "rest")).isEmpty();
    assertThat(PathPattern.parse("/{last}").value("/z", "last")).isEqualTo("z");
    assertThatThrownBy(() -> pattern.value(path, "u"))
        .hasMessage(
            "the pattern /u/{id:int}/{name}/{rest...} has no parameter 'u', only [id, name, rest]");
  }

  @ParameterizedTest
  @CsvSource({"/a,/b,/a/b", "/,/b,/b", "/a/,/b,/a/b", "/a,/,/a/", "/{x},/{y...},/{x}/{y...}"})
  void aPatternBelowAnotherFollowsIt(String above, String below, String both) {
    assertThat(PathPattern.parse(above).resolve(PathPattern.parse(below))).hasToString(both);
  }

  @Test
  void aNameMayNotStandInBothPatterns() {
    PathPattern pattern = PathPattern.parse("/{x}");
    assertThatThrownBy(() -> pattern.resolve(pattern)).hasMessageContaining("stands twice");
  }

  @ParameterizedTest
  @CsvSource({
    "/a/{x},/a/{y},true",
    "/a/{x},/b/{x},false",
    "/{x:int},/{x},false",
    "/a,/a/,false",
    "/{x...},/{y...},true"
  })
  void theShapeIgnoresOnlyNames(String one, String other, boolean same) {
    assertThat(PathPattern.parse(one).sameShape(PathPattern.parse(other))).isEqualTo(same);
  }

  @Test
  void aPatternIsNotEqualToOneWithOtherNamesOrToAText() {
    PathPattern pattern = PathPattern.parse("/{x}");
    assertThat(pattern).isNotEqualTo(PathPattern.parse("/{y}")).isNotEqualTo("/{x}");
    assertThat(pattern.isLiteral()).isFalse();
    assertThat(PathPattern.parse("/x").isLiteral()).isTrue();
  }

  @Test
  void aPathIsBuiltFromValuesAndDecodesBackToThem() {
    PathPattern pattern = PathPattern.parse("/a b/{id:uuid}/{x}/{n:int}/{rest...}");
    UUID id = UUID.fromString("123e4567-e89b-12d3-a456-426614174000");
    String path = pattern.expand(List.of(id, "50% \u20ac?#[\"", -5, "x/\u00e4 y/"));
    assertThat(path).isEqualTo("/a%20b/" + id + "/50%25%20%E2%82%AC%3F%23%5B%22/-5/x/%C3%A4%20y/");
    String decoded = RequestPath.decode(path);
    assertThat(pattern.value(decoded, "x")).isEqualTo("50% \u20ac?#[\"");
    assertThat(pattern.value(decoded, "rest")).isEqualTo("x/\u00e4 y/");
    assertThat(PathPattern.parse("/{x}").expand(List.of("aZ09-._~!$&'()*+,;=:@")))
        .isEqualTo("/aZ09-._~!$&'()*+,;=:@");
  }

  @ParameterizedTest
  @CsvSource({
    "{x},''",
    "{x},a/b",
    "{x},.",
    "{x},..",
    "{x},..;",
    "{x},a\\b",
    "{x:int},x",
    "{x:int},3000000000",
    "{x:long},1.5",
    "{x:uuid},1",
    "{x...},a/../b",
    "{x...},.."
  })
  void aValueThatDoesNotFitIsRefused(String segment, String value) {
    assertThatThrownBy(() -> PathPattern.parse("/" + segment).expand(List.of(value)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the value '%s' does not fit %s of /%s".formatted(value, segment, segment));
  }

  @Test
  void theNumberOfValuesMustBeThatOfTheParameters() {
    PathPattern pattern = PathPattern.parse("/{x}");
    assertThatThrownBy(() -> pattern.expand(List.of()))
        .hasMessage("the pattern /{x} takes 1 values, not 0");
    assertThatThrownBy(() -> pattern.expand(List.of(1, 2)))
        .hasMessage("the pattern /{x} takes 1 values, not 2");
  }

  @Test
  void anUnpairedSurrogateIsNotReplacedByAQuestionMark() {
    assertThatThrownBy(() -> PathPattern.parse("/{x}").expand(List.of("a\ud800")))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
