package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CspTest {
  private static final String FIELD = "Content-Security-Policy";

  private final Covet app = Covet.create(Config.defaults());

  private Response<?> get(String path) {
    return Exchange.serve(app, FakeIncoming.get(path));
  }

  @Test
  void thePolicyStandsOnEveryAnswer() {
    app.use(Csp.strict());
    app.get("/", request -> Response.html("<p>"));
    String policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; object-src 'none';"
            + " base-uri 'none'; form-action 'self'; frame-ancestors 'self'";
    assertThat(get("/").headers().all(FIELD)).containsExactly(policy);
    assertThat(get("/nothing").headers().first(FIELD)).isEqualTo(policy);
    assertThat(Csp.strict()).hasToString(policy);
  }

  @Test
  void aNonceThatWasAskedForStandsInThePolicyOfThatAnswer() {
    app.use(
        Csp.none().with("script-src", Csp.NONCE, "'strict-dynamic'").with("style-src", Csp.NONCE));
    app.get("/with", request -> Csp.nonce(request) + " " + Csp.nonce(request));
    app.get("/without", request -> "");
    Set<String> nonces = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      Response<?> response = get("/with");
      String[] both = Exchange.text(response).split(" ");
      assertThat(both[0]).isEqualTo(both[1]).matches("[A-Za-z0-9_-]{22}");
      assertThat(response.headers().first(FIELD))
          .isEqualTo(
              "script-src 'nonce-%1$s' 'strict-dynamic'; style-src 'nonce-%1$s'"
                  .formatted(both[0]));
      nonces.add(both[0]);
    }
    assertThat(nonces).hasSize(20);
    assertThat(get("/without").headers().first(FIELD))
        .isEqualTo("script-src 'strict-dynamic'; style-src 'none'");
  }

  @Test
  void thePolicyNearestToTheRouteCounts() {
    app.use(Csp.strict());
    app.group(
        "/docs",
        docs -> {
          docs.use(Csp.none().with("img-src", "*").with("upgrade-insecure-requests"));
          docs.get("/", request -> "");
          docs.get("/own", request -> Response.text("").header(FIELD, "sandbox"));
        });
    assertThat(get("/docs/").headers().all(FIELD))
        .containsExactly("img-src *; upgrade-insecure-requests");
    assertThat(get("/docs/own").headers().all(FIELD)).containsExactly("sandbox");
  }

  @Test
  void aCachedPageKeepsItsPolicy() {
    app.use(Csp.strict());
    app.get("/", request -> Response.text(Csp.nonce(request)).etag("1"));
    Response<?> fresh = get("/");
    Response<?> cached = Exchange.serve(app, FakeIncoming.get("/").with("If-None-Match", "\"1\""));
    assertThat(fresh.headers().contains(FIELD)).isTrue();
    assertThat(cached.status().code()).isEqualTo(304);
    assertThat(cached.headers().contains(FIELD)).isFalse();
  }

  @Test
  void aPolicyCanBeTriedOut() {
    app.use(
        Csp.strict()
            .without("default-src")
            .without("script-src")
            .without("style-src")
            .reportOnly());
    app.use(Csp.none());
    app.get("/", request -> "");
    assertThat(get("/").headers().first(FIELD + "-Report-Only")).startsWith("object-src 'none'; ");
    assertThat(get("/").headers().contains(FIELD)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "img src ! x ! is not the name of a directive",
        "Img-Src ! x ! is not the name of a directive",
        "img-src; x ! x ! is not the name of a directive",
        "img-src ! a; script-src * ! must be one word",
        "img-src ! a,b ! must be one word",
        "img-src ! a b ! must be one word",
        "img-src ! `` ! must be one word",
        "img-src ! \u00e4 ! must be one word",
        "script-src ! self ! write \"'self'\" for the keyword",
        "script-src ! unsafe-inline ! write \"'unsafe-inline'\" for the keyword",
        "script-src ! nonce-abc ! for the keyword",
        "script-src ! sha256-abc ! for the keyword",
      })
  void aMistakeIsTold(String directive, String source, String why) {
    assertThatThrownBy(() -> Csp.none().with(directive, source))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  @Test
  void nothingStandsBesideNone() {
    assertThatThrownBy(() -> Csp.none().with("img-src", Csp.SELF, Csp.NONE))
        .hasMessageContaining("img-src: 'none' stands alone");
  }
}
