package dev.covet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTest {
  private final Problem problem = Problem.of(Status.NOT_FOUND, "no <user> 7");

  @Test
  void jsonHasTheMembersOfRfc9457InOrder() {
    assertThat(problem.toJson())
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                + "\"detail\":\"no \\u003cuser> 7\"}");
    assertThat(Problem.of(Status.CONFLICT, null).toJson())
        .isEqualTo("{\"type\":\"about:blank\",\"title\":\"Conflict\",\"status\":409}");
  }

  @Test
  void extensionsHoldEveryShapeOfJson() {
    Problem extended =
        Problem.of(Status.CONFLICT, null)
            .with("s", "\"\\\n\u007f\u00e9\ud83d\ude00")
            .with("n", new BigDecimal("1.50"))
            .with("b", true)
            .with("none", null)
            .with("list", List.of(1, List.of(), "x"))
            .with("map", Map.of("k", Map.of()))
            .with("other", Status.OK);
    assertThat(extended.toJson())
        .endsWith(
            "\"status\":409,\"s\":\"\\\"\\\\\\u000a\\u007f\u00e9\\ud83d\\ude00\",\"n\":1.50,"
                + "\"b\":true,\"none\":null,\"list\":[1,[],\"x\"],\"map\":{\"k\":{}},"
                + "\"other\":\"200 OK\"}");
  }

  @Test
  void severalMembersOfAMapAreSeparated() {
    StringBuilder json = new StringBuilder();
    JsonText.value(json, new TreeMap<>(Map.of("a", 1, "b", 2)));
    assertThat(json).hasToString("{\"a\":1,\"b\":2}");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void aNumberThatJsonHasNotIsAText(double number) {
    assertThat(problem.with("x", number).toJson()).endsWith(",\"x\":\"" + number + "\"}");
    assertThat(problem.with("x", (float) number).toJson()).endsWith(",\"x\":\"" + number + "\"}");
  }

  @Test
  void withLeavesTheOldProblemAloneAndItsMapIsUnmodifiable() {
    Problem more = problem.with("a", 1).with("a", 2);
    assertThat(problem.extensions()).isEmpty();
    assertThat(more.extensions()).isEqualTo(Map.of("a", 2));
    assertThatThrownBy(() -> more.extensions().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void htmlEscapesEverythingThatComesFromOutside() {
    String html =
        Problem.of(new Status(599, "<t>"), "<d>")
            .with("<n>", "<v>")
            .with("trace", "a\n<b>")
            .with("list", List.of("'"))
            .toHtml();
    assertThat(html)
        .contains("<title>599 &lt;t&gt;</title>")
        .contains("<h1>599 &lt;t&gt;</h1>\n<p>&lt;d&gt;</p>")
        .contains("<dl>\n<dt>&lt;n&gt;</dt><dd>&lt;v&gt;</dd>\n")
        .contains("<dd><pre>a\n&lt;b&gt;</pre></dd>")
        .contains("<dd>[&quot;&#39;&quot;]</dd>")
        .doesNotContain("<t>", "<d>", "<n>", "<v>", "<b>", "<script");
  }

  @Test
  void htmlWithoutDetailAndExtensionsHasNoEmptyElements() {
    assertThat(Problem.of(Status.CONFLICT, null).toHtml())
        .contains("<h1>409 Conflict</h1>\n</body>")
        .doesNotContain("<p>", "<dl>");
  }

  @Test
  void htmlTextEscapesTheFiveCharactersAndNothingElse() {
    assertThat(HtmlText.escape("a&b<c>d\"e'f\u00e9/"))
        .isEqualTo("a&amp;b&lt;c&gt;d&quot;e&#39;f\u00e9/");
  }
}
