package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
  private final Origins origins =
      Origins.of(
          List.of(
              "https://App.example",
              "http://localhost:3000",
              "https://port.example:443",
              "https://*.shop.example",
              "https://*.dev.example:8443",
              "chrome-extension://abcdef",
              "http://[::1]:80"));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://app.example",
        "http://localhost:3000",
        "https://port.example",
        "https://a.shop.example",
        "https://a.b-c_d.shop.example",
        "https://a.dev.example:8443",
        "chrome-extension://abcdef",
        "http://[::1]",
      })
  void theyHoldWhatWasNamed(String origin) {
    assertThat(origins.contain(origin)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "https://app.example.evil.example",
        "https://evilapp.example",
        "http://app.example",
        "https://app.example:8443",
        "https://app.example/",
        "http://localhost",
        "http://localhost:3001",
        "https://shop.example",
        "https://.shop.example",
        "https://evilshop.example",
        "http://a.shop.example",
        "https://a.shop.example:8443",
        "https://evil.example/.shop.example",
        "https://user@a.shop.example",
        "https://evil.example:1.shop.example",
        "https://evil.example#.shop.example",
        "https://A.shop.example",
        "https://a.dev.example",
      })
  void theyHoldNothingThatOnlyLooksLikeIt(String origin) {
    assertThat(origins.contain(origin)).isFalse();
  }

  @Test
  void aStarHoldsEveryOrigin() {
    Origins any = Origins.of(List.of("*"));
    assertThat(any.any()).isTrue();
    assertThat(any.contain("https://anybody.example")).isTrue();
    assertThat(Origins.of(List.of()).isEmpty()).isTrue();
    assertThat(any.isEmpty()).isFalse();
    assertThat(origins.isEmpty()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "null ! which is the origin of anybody's sandboxed pages",
        "app.example ! which is no origin like https://app.example",
        "https://app.example/ ! which is no origin",
        "https://app.example/path ! which is no origin",
        "https:// ! which is no origin",
        "https://a b ! which is no origin",
        "https://*app.example ! which is no origin",
        "https://a.*.example ! which is no origin",
        "https://app.example:x ! which is no origin",
        "*.app.example ! which is no origin",
        "https://*.com ! which are the sites of everybody below com",
      })
  void aMistakeIsTold(String text, String why) {
    assertThatThrownBy(() -> Origins.of(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }
}
