package dev.covet.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalTargetTest {
  /** What browsers may take for another site, a script, or two header fields. */
  static String[] openRedirects() {
    return new String[] {
      "",
      "home",
      "?a=b",
      "#a",
      "//evil.example",
      "///evil.example",
      "//evil.example/%2f..",
      "/\\evil.example",
      "\\/evil.example",
      "\\\\evil.example",
      "/a\\..\\evil",
      "https://evil.example",
      "https:evil.example",
      "https:/evil.example",
      "HTTPS://evil.example",
      "http://localhost/",
      "javascript:alert(1)",
      "data:text/html,x",
      "mailto:a@b.example",
      "/\t/evil.example",
      "/\n/evil.example",
      "/\r/evil.example",
      "\t//evil.example",
      " //evil.example",
      "\u0000//evil.example",
      "/\u0000/evil.example",
      "/\u007f/evil.example",
      "/ok\r\nSet-Cookie: a=b",
      "/a b",
      "/\u00a0/evil.example",
      "/\uff0fevil.example",
      "\u2215\u2215evil.example",
      "/\u3002evil.example",
      ".//evil.example",
      "@evil.example",
      ":80/evil",
    };
  }

  @ParameterizedTest
  @MethodSource("openRedirects")
  void openRedirectsAreRefused(String target) {
    assertThat(LocalTarget.of(target, "/welcome")).isEqualTo("/welcome");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/orders",
        "/orders?page=2&sort=-date",
        "/orders/%2F%2Fevil.example",
        "/a//b",
        "/at?next=https://other.example/",
        "/a:b@c",
        "/caf%C3%A9#top"
      })
  void pathsOfThisSiteAreTaken(String target) {
    assertThat(LocalTarget.of(target, "/welcome")).isEqualTo(target);
  }

  @Test
  void longOnesAreRefused() {
    assertThat(Response.isLocalPath("/" + "a".repeat(2047))).isTrue();
    assertThat(Response.isLocalPath("/" + "a".repeat(2048))).isFalse();
  }
}
