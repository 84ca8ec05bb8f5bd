package dev.covet.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "*",
        "%2fa",
        "/a%00",
        "/a%00.txt",
        "/a%2fb",
        "/a%2Fb",
        "/a%5cb",
        "/a%5Cb",
        "/a\\b",
        "/a\u0000",
        "/.",
        "/..",
        "/./a",
        "/../a",
        "/a/..",
        "/a/.",
        "/a/../b",
        "/a/./b",
        "/%2e",
        "/%2e%2e",
        "/%2E%2E/a",
        "/.%2e/a",
        "/%2e./a",
        "/..;/a",
        "/..;x=1/a",
        "/.;/a",
        "/a/..;",
        "/%2e%2e;/a",
        "/..%3b/a",
        "/%2e%2e%3B/a"
      })
  void whatCouldNameAnotherPlaceIsRefused(String raw) {
    assertThat(RequestPath.decode(raw)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%", "/%4", "/%zz", "/%4g", "/%g4", "/a%", "/a%2", "/%%41", "/%+1", "/%u0041", "/%-1"
      })
  void aMalformedEscapeIsRefused(String raw) {
    assertThat(RequestPath.decode(raw)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%c0%ae",
        "/%c0%af",
        "/%e0%80%af",
        "/%f0%80%80%af",
        "/%c0%80",
        "/%80",
        "/%c3",
        "/%c3x",
        "/%ed%a0%80",
        "/%f4%90%80%80",
        "/%ff",
        "/%fe%ff"
      })
  void overlongAndInvalidUtf8IsRefused(String raw) {
    assertThat(RequestPath.decode(raw)).isNull();
  }

  @Test
  void aCharacterThatNoRequestTargetHoldsIsRefusedBesideAnEscape() {
    assertThat(RequestPath.decode("/\u00e4%41")).isNull();
    assertThat(RequestPath.decode("/\uff14%41")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/%41|/A",
        "/%c3%a4%E2%82%AC%f0%9f%98%80|/\u00e4\u20ac\ud83d\ude00",
        "/a%20b|/a b",
        "/a%2520|/a%20",
        "/%252e%252e/a|/%2e%2e/a",
        "/a+b%2Bc|/a+b+c",
        "/%2ea|/.a",
        "/a;b%3bc|/a;b;c",
        "/%3f%23|/?#"
      })
  void escapesAreDecodedOnce(String raw, String decoded) {
    assertThat(RequestPath.decode(raw)).isEqualTo(decoded);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "//", "/a/", "/...", "/.../a", "/.a", "/a.", "/a..", "/..a", "/;.."})
  void aHarmlessPathIsItself(String raw) {
    assertThat(RequestPath.decode(raw)).isSameAs(raw);
  }
}
