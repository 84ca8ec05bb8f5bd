package dev.covet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadersTest {
  private final Headers three = Headers.of("A", "1", "b", "2", "a", "3");

  @Test
  void namesCompareWithoutCaseAndKeepTheirOrder() {
    assertThat(three.size()).isEqualTo(3);
    assertThat(three.first("a")).isEqualTo("1");
    assertThat(three.first("B")).isEqualTo("2");
    assertThat(three.first("c")).isNull();
    assertThat(three.all("a")).containsExactly("1", "3");
    assertThat(three.all("c")).isEmpty();
    assertThat(three.contains("B")).isTrue();
    assertThat(three.contains("bb")).isFalse();
    assertThat(three.name(2)).isEqualTo("a");
    assertThat(three.value(2)).isEqualTo("3");
  }

  @Test
  void aChangeLeavesTheOldFieldsAlone() {
    Headers changed = three.with("B", "x").add("d", "4").without("A");
    assertThat(changed).isEqualTo(Headers.of("B", "x", "d", "4"));
    assertThat(three).isEqualTo(Headers.of("A", "1", "b", "2", "a", "3"));
  }

  @Test
  void withReplacesAllFieldsOfTheNameAtThePlaceOfTheFirst() {
    assertThat(three.with("a", "x")).isEqualTo(Headers.of("a", "x", "b", "2"));
    assertThat(three.with("b", "x")).isEqualTo(Headers.of("A", "1", "b", "x", "a", "3"));
    assertThat(three.with("c", "x").value(3)).isEqualTo("x");
  }

  @Test
  void withoutAnUnknownNameIsTheSameAndWithoutTheLastIsEmpty() {
    assertThat(three.without("c")).isSameAs(three);
    assertThat(three.without("a").without("B")).isSameAs(Headers.empty());
    assertThat(Headers.empty().isEmpty()).isTrue();
    assertThat(three.isEmpty()).isFalse();
  }

  @Test
  void allOfOthersComeAfterThese() {
    assertThat(three.addAll(Headers.of("a", "4")))
        .isEqualTo(Headers.of("A", "1", "b", "2", "a", "3", "a", "4"));
    assertThat(three.addAll(Headers.empty())).isSameAs(three);
    assertThat(Headers.empty().addAll(three)).isSameAs(three);
  }

  @Test
  void theArrayOfTheCallerIsCopied() {
    String[] fields = {"a", "1"};
    Headers headers = Headers.of(fields);
    fields[1] = "evil\r\n";
    assertThat(headers.first("a")).isEqualTo("1");
  }

  @Test
  void aMissingValueIsRefusedByName() {
    assertThatThrownBy(() -> Headers.of("a", "1", "lonely"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a value is missing for header 'lonely'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " a", "a b", "a:", "a\r\nb", "\u00e9", "a\u0000"})
  void aNameIsAToken(String name) {
    assertThatThrownBy(() -> Headers.of(name, "1")).hasMessageContaining("not a header name");
    assertThatThrownBy(() -> three.with(name, "1")).hasMessageContaining("not a header name");
    assertThatThrownBy(() -> three.add(name, "1")).hasMessageContaining("not a header name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1\r\nSet-Cookie: a", "1\n", "1\r", "1\u0000", "1\u007f", "1\u0100"})
  void aValueCanNotSplitTheMessage(String value) {
    String place = "header 'x' may not hold the character U+%04X at index 1";
    String message = place.formatted((int) value.charAt(1));
    assertThatThrownBy(() -> Headers.of("x", value)).hasMessage(message);
    assertThatThrownBy(() -> three.with("x", value)).hasMessage(message);
    assertThatThrownBy(() -> three.add("x", value)).hasMessage(message);
  }

  @Test
  void tabAndLatin1AreAllowed() {
    assertThat(Headers.of("x", "a\tb \u00ff").first("X")).isEqualTo("a\tb \u00ff");
  }

  @Test
  void receivedFieldsAreNotChecked() {
    assertThat(Headers.received("x", "\u0001").first("x")).isEqualTo("\u0001");
    assertThat(Headers.received()).isSameAs(Headers.empty());
    assertThat(Headers.of()).isSameAs(Headers.empty());
  }

  @Test
  void forEachAndTextShowEveryFieldInOrder() {
    List<String> seen = new ArrayList<>();
    three.forEach((name, value) -> seen.add(name + value));
    assertThat(seen).containsExactly("A1", "b2", "a3");
    assertThat(three).hasToString("A: 1\nb: 2\na: 3\n");
  }

  @Test
  void equalityRespectsOrderAndValues() {
    assertThat(Headers.of("a", "1")).isEqualTo(Headers.of("a", "1"));
    assertThat(Headers.of("a", "1")).hasSameHashCodeAs(Headers.of("a", "1"));
    assertThat(Headers.of("a", "1")).isNotEqualTo(Headers.of("a", "2")).isNotEqualTo("a: 1");
    assertThat(Headers.of("a", "1", "b", "2")).isNotEqualTo(Headers.of("b", "2", "a", "1"));
  }
}
