package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.http.Headers;
import org.junit.jupiter.api.Test;

class SecurityHeadersTest {
  private static Config config(String... settings) {
    Config.Builder config = Config.builder();
    for (int i = 0; i < settings.length; i += 2) {
      config.set(settings[i], settings[i + 1]);
    }
    return config.build();
  }

  @Test
  void theDefaultsAreThoseThatBreakNothing() {
    assertThat(config().defaultHeaders())
        .isEqualTo(Headers.of("X-Content-Type-Options", "nosniff"));
    assertThat(config().pageHeaders())
        .isEqualTo(
            Headers.of(
                "X-Frame-Options",
                "SAMEORIGIN",
                "Referrer-Policy",
                "strict-origin-when-cross-origin",
                "Cross-Origin-Opener-Policy",
                "same-origin-allow-popups"));
  }

  @Test
  void theyCanBeSwitchedOffAndStrictTransportIsBesideThem() {
    String[] tls = {"tls-cert", "a.pem", "tls-hsts", "1h"};
    assertThat(config(tls).defaultHeaders())
        .isEqualTo(
            Headers.of(
                "X-Content-Type-Options", "nosniff", "Strict-Transport-Security", "max-age=3600"));
    Config off = config("security-headers", "off", "tls-cert", "a.pem", "tls-hsts", "1h");
    assertThat(off.defaultHeaders())
        .isEqualTo(Headers.of("Strict-Transport-Security", "max-age=3600"));
    assertThat(off.pageHeaders().isEmpty()).isTrue();
    assertThat(config("security-headers", "off").defaultHeaders().isEmpty()).isTrue();
  }

  @Test
  void theStrictOnesStandOnEveryAnswerUnlessItHasItsOwn() {
    Covet app = Covet.create(Config.defaults());
    app.use(SecurityHeaders.strict());
    app.get("/", request -> Response.text("x").header("x-frame-options", "SAMEORIGIN"));
    app.get(
        "/fails",
        request -> {
          throw new IllegalStateException("bug");
        });

    Headers own = Exchange.serve(app, FakeIncoming.get("/")).headers();
    assertThat(own.all("X-Frame-Options")).containsExactly("SAMEORIGIN");
    for (String path : new String[] {"/", "/nothing", "/fails", "/%00"}) {
      Headers headers = Exchange.serve(app, FakeIncoming.get(path)).headers();
      assertThat(headers.first("Referrer-Policy")).as(path).isEqualTo("no-referrer");
      assertThat(headers.first("Cross-Origin-Resource-Policy")).as(path).isEqualTo("same-origin");
    }
    assertThat(Exchange.serve(app, FakeIncoming.of("POST", "/")).headers().first("Referrer-Policy"))
        .isEqualTo("no-referrer");
  }

  @Test
  void fieldsAreChangedByName() {
    SecurityHeaders some =
        SecurityHeaders.none().with("X-A", "1").with("X-B", "2").with("x-a", "3").without("X-B");
    Covet app = Covet.create(Config.defaults());
    app.use(some);
    app.get("/", request -> Response.of(204));
    assertThat(Exchange.serve(app, FakeIncoming.get("/")).headers())
        .isEqualTo(Headers.of("x-a", "3"));
    assertThatThrownBy(() -> some.with("X-A", "a\r\nb"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** So that the engine finds its ready-made bytes again. */
  @Test
  void equalAnswersGetOneInstanceOfFields() {
    Covet app = Covet.create(Config.defaults());
    app.use(SecurityHeaders.strict());
    app.get("/", request -> "text");
    AssembledApplication assembled = app.assemble();
    Headers first = Exchange.serve(assembled, FakeIncoming.get("/")).headers();
    assertThat(Exchange.serve(assembled, FakeIncoming.get("/")).headers()).isSameAs(first);
  }
}
