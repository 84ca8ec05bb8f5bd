package dev.covet.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.http.Cookie.SameSite;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CookieTest {
  @Test
  void theDefaultsAreSafe() {
    assertThat(Cookie.of("a", "1")).hasToString("a=1; Path=/; HttpOnly; SameSite=Lax");
  }

  @Test
  void everyPropertyIsWritten() {
    Cookie cookie =
        Cookie.of("a", "1")
            .path("/x")
            .domain("example.org")
            .maxAge(Duration.ofMinutes(2).plusMillis(900))
            .secure(true)
            .httpOnly(false)
            .sameSite(SameSite.NONE)
            .partitioned(true);
    assertThat(cookie)
        .hasToString(
            "a=1; Path=/x; Domain=example.org; Max-Age=120; Secure; SameSite=None; Partitioned");
    assertThat(new Cookie("a", "", null, null, null, false, false, SameSite.STRICT, false))
        .hasToString("a=; SameSite=Strict");
  }

  @Test
  void anExpiredCookieHasNoAgeAndKeepsThePromiseOfItsPrefix() {
    assertThat(Cookie.expired("a")).hasToString("a=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax");
    assertThat(Cookie.expired("__Host-a").secure()).isTrue();
    assertThat(Cookie.expired("__secure-a").secure()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a=b", "a;b", "\u00e4", "a\r\n"})
  void aNameIsAToken(String name) {
    assertThatThrownBy(() -> Cookie.of(name, "1")).hasMessageContaining("not a cookie name");
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "\"", ",", ";", "\\", "\r", "\n", "\u0000", "\u007f", "\u00e4"})
  void aForbiddenCharacterOfAValueIsNamed(String bad) {
    assertThatThrownBy(() -> Cookie.of("a", "x" + bad))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "cookie 'a' may not hold the character U+%04X at index 1; encode the value first"
                .formatted((int) bad.charAt(0)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a;b", "/a b", "/a\r\n", "/\u00e4", "/\u007f"})
  void aForbiddenCharacterOfPathOrDomainIsRefused(String bad) {
    Cookie cookie = Cookie.of("a", "1");
    assertThatThrownBy(() -> cookie.path(bad)).hasMessageContaining("the path of cookie 'a'");
    assertThatThrownBy(() -> cookie.domain(bad)).hasMessageContaining("the domain of cookie 'a'");
  }

  @Test
  void aPathBeginsWithASlashAndAnAgeIsNotNegative() {
    Cookie cookie = Cookie.of("a", "1");
    assertThatThrownBy(() -> cookie.path("x")).hasMessageContaining("must begin with /");
    assertThatThrownBy(() -> cookie.maxAge(Duration.ofSeconds(-1)))
        .hasMessageContaining("must not be negative");
  }

  @Test
  void nameAndValueHaveAtMost4096Bytes() {
    assertThatCode(() -> Cookie.of("a", "x".repeat(4095))).doesNotThrowAnyException();
    assertThatThrownBy(() -> Cookie.of("a", "x".repeat(4096)))
        .hasMessage("cookie 'a' is longer than 4096 bytes");
  }

  @Test
  void whatDemandsTlsMustBeSecure() {
    Cookie plain = Cookie.of("a", "1");
    assertThatThrownBy(() -> Cookie.of("__Secure-a", "1")).hasMessageContaining("must be secure");
    assertThatThrownBy(() -> Cookie.of("__HOST-a", "1")).hasMessageContaining("must be secure");
    assertThatThrownBy(() -> plain.sameSite(SameSite.NONE)).hasMessageContaining("must be secure");
    assertThatThrownBy(() -> plain.partitioned(true)).hasMessageContaining("must be secure");
  }

  @Test
  void aHostCookieHasThePathSlashAndNoDomain() {
    Cookie host = Cookie.expired("__Host-a");
    assertThatThrownBy(() -> host.domain("example.org")).hasMessageContaining("no domain");
    assertThatThrownBy(() -> host.path("/x")).hasMessageContaining("must have the path /");
    Cookie secure = Cookie.expired("__Secure-a");
    assertThat(secure.domain("example.org").path("/x").path()).isEqualTo("/x");
  }
}
