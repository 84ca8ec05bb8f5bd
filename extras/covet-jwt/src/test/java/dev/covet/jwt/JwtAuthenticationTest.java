package dev.covet.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.Access;
import dev.covet.AuditEvent;
import dev.covet.AuthenticationException;
import dev.covet.Covet;
import dev.covet.test.TestClient;
import dev.covet.test.TestResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtAuthenticationTest {
  private static final JwtIssuer ISSUER = JwtIssuer.create("https://id.test", JwtAlgorithm.ES256);
  private static final JwtAuthentication JWT =
      JwtAuthentication.of(ISSUER.keys(), "https://id.test", "orders");

  private final List<AuditEvent> events = new CopyOnWriteArrayList<>();

  private TestClient client(JwtAuthentication jwt) {
    Covet app = Covet.create();
    app.audit(events::add);
    app.authenticate(jwt);
    app.get("/who", req -> req.principal(JwtPrincipal.class).name());
    app.get("/orders", req -> "yours").require(Access.scopes("orders:read"));
    app.get("/open", req -> "open").anonymous();
    return TestClient.of(app);
  }

  private static String bearer(JwtToken token) {
    return "Bearer " + token.sign();
  }

  @Test
  void aTokenTellsWhoSendsTheRequest() {
    try (TestClient client = client(JWT)) {
      String token = bearer(ISSUER.token("ann", "orders"));
      TestResponse answer = client.get("/who").header("Authorization", token).send();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo("ann");
      assertThat(events)
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.kind()).isEqualTo(AuditEvent.Kind.AUTHENTICATED);
                assertThat(event.scheme()).isEqualTo("jwt");
              });
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bearer ", "BEARER ", "Bearer  "})
  void theSchemeMayBeWrittenOtherwise(String scheme) {
    try (TestClient client = client(JWT)) {
      String token = scheme + ISSUER.token("ann", "orders").sign();
      assertThat(client.get("/who").header("Authorization", token).send().status()).isEqualTo(200);
    }
  }

  @Test
  void withoutOneItIsAskedFor() {
    try (TestClient client = client(JWT)) {
      TestResponse answer = client.get("/who").send();
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer");
      assertThat(client.get("/who").header("Authorization", "Basic YTpi").send().status())
          .isEqualTo(401);
      assertThat(client.get("/who").header("Authorization", "Bearerx y").send().status())
          .isEqualTo(401);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "Bearer ", "Bearer x", "Bearer a.b.c", "Bearer a b"})
  void whatIsNoTokenIsRefusedOnOpenRoutesToo(String shown) {
    try (TestClient client = client(JWT)) {
      for (String path : List.of("/who", "/open")) {
        TestResponse answer = client.get(path).header("Authorization", shown).send();
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate"))
            .isEqualTo("Bearer error=\"invalid_token\", error_description=\"The token is wrong.\"");
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
      }
      assertThat(client.get("/open").send().status()).isEqualTo(200);
    }
  }

  @Test
  void twoTokensAreRefused() {
    try (TestClient client = client(JWT)) {
      String token = bearer(ISSUER.token("ann", "orders"));
      TestResponse answer =
          client
              .get("/who")
              .header("Authorization", token)
              .header("Authorization", "Basic YTpi")
              .send();
      assertThat(answer.status()).isEqualTo(401);
    }
  }

  @Test
  void tokensInTheUrlAreNotRead() {
    try (TestClient client = client(JWT)) {
      String token = ISSUER.token("ann", "orders").sign();
      assertThat(client.get("/who?access_token=" + token).send().status()).isEqualTo(401);
    }
  }

  @Test
  void scopesDecide() {
    try (TestClient client = client(JWT)) {
      JwtToken with = ISSUER.token("ann", "orders").scopes("orders:read", "x");
      assertThat(client.get("/orders").header("Authorization", bearer(with)).send().status())
          .isEqualTo(200);
      TestResponse refused =
          client
              .get("/orders")
              .header("Authorization", bearer(ISSUER.token("ann", "orders").scopes("x")))
              .send();
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.header("WWW-Authenticate"))
          .isEqualTo("Bearer error=\"insufficient_scope\", scope=\"orders:read\"");
    }
  }

  @Test
  void anExpiredOneIsToldSo() {
    JwtIssuer before = ISSUER.clock(() -> Instant.now().minusSeconds(3600));
    try (TestClient client = client(JWT)) {
      TestResponse answer =
          client.get("/who").header("Authorization", bearer(before.token("ann", "orders"))).send();
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.text()).contains("The token has expired.");
      assertThat(events)
          .singleElement()
          .satisfies(
              event -> {
                assertThat(event.kind()).isEqualTo(AuditEvent.Kind.REFUSED);
                assertThat(event.principal()).isEqualTo("ann");
                assertThat(event.reason()).isEqualTo("expired");
              });
    }
  }

  @Test
  void clocksMayDifferALittle() throws Exception {
    Instant made = Instant.ofEpochSecond(1_800_000_000);
    String token =
        ISSUER.clock(() -> made).token("ann", "orders").lifetime(Duration.ofSeconds(100)).sign();
    JwtAuthentication strict = JWT.skew(Duration.ZERO);
    assertThat(JWT.clock(() -> made.plusSeconds(129)).check(token).name()).isEqualTo("ann");
    assertThat(JWT.clock(() -> made.minusSeconds(30)).check(token).name()).isEqualTo("ann");
    assertThat(strict.clock(() -> made.plusSeconds(99)).check(token).name()).isEqualTo("ann");
    refused(JWT.clock(() -> made.plusSeconds(130)), token, "expired");
    refused(JWT.clock(() -> made.minusSeconds(31)), token, "nbf is to come");
    refused(strict.clock(() -> made.plusSeconds(100)), token, "expired");
    refused(strict.clock(() -> made.minusMillis(1)), token, "nbf is to come");
  }

  private static void refused(JwtAuthentication jwt, String token, String reason) {
    assertThatThrownBy(() -> jwt.check(token))
        .isInstanceOfSatisfying(
            AuthenticationException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void notBeforeCanBeLeftOutWhereThatIsSaid() throws Exception {
    String claims = Forge.CLAIMS.replace("\"nbf\":1799999990,", "");
    String token = Forge.es256(Forge.header("ES256", "ec"), claims);
    JwtAuthentication jwt = Forge.authentication(JwtKeys.set(Forge.set()));
    refused(jwt, token, "no nbf");
    assertThat(jwt.withoutNotBefore().check(token).name()).isEqualTo("ann");
    String later = Forge.CLAIMS.replace("1799999990", "1800000099");
    refused(
        jwt.withoutNotBefore(), Forge.es256(Forge.header("ES256", "ec"), later), "nbf is to come");
  }

  @Test
  void oneTypeAloneCanBeTaken() throws Exception {
    JwtAuthentication jwt = Forge.authentication(JwtKeys.set(Forge.set())).type("at+JWT");
    String access = "{\"alg\":\"ES256\",\"kid\":\"ec\",\"typ\":\"application/at+jwt\"}";
    assertThat(jwt.check(Forge.es256(access, Forge.CLAIMS)).name()).isEqualTo("ann");
    refused(jwt, Forge.es256(Forge.header("ES256", "ec"), Forge.CLAIMS), "of type null");
    refused(
        jwt,
        Forge.es256("{\"alg\":\"ES256\",\"kid\":\"ec\",\"typ\":\"JWT\"}", Forge.CLAIMS),
        "of type jwt");
  }

  @Test
  void namesRolesAndScopesComeFromClaimsThatAreSaid() throws Exception {
    JwtToken token =
        ISSUER
            .token("7f3a", List.of("orders").getFirst())
            .claim("client_id", "billing")
            .claim("realm_access", Map.of("roles", List.of("admin", 1, "")))
            .claim("scp", List.of("a", "b"))
            .claim("email", "ann@example.com");
    JwtPrincipal found =
        JWT.nameFrom("client_id").rolesFrom("realm_access", "roles").check(token.sign());
    assertThat(found.name()).isEqualTo("billing");
    assertThat(found.roles()).containsExactly("admin");
    assertThat(found.scopes()).containsExactlyInAnyOrder("a", "b");
    assertThat(found.text("email")).hasValue("ann@example.com");
    assertThat(found.text("exp")).isEmpty();
    assertThat(found.claims()).containsEntry("sub", "7f3a");
    assertThat(found).hasToString("JwtPrincipal[billing]");
    assertThat(JWT.rolesFrom("sub", "roles").check(token.sign()).roles()).isEmpty();
    assertThat(JWT.check(ISSUER.token("a", "orders").claim("scope", 5).sign()).scopes()).isEmpty();
    refused(JWT.nameFrom("nick"), token.sign(), "no text in 'nick'");
  }

  @Test
  void aTokenForMoreAudiencesIsTaken() throws Exception {
    String claims = Forge.CLAIMS.replace("\"orders\",", "[\"billing\",\"orders\"],");
    JwtAuthentication jwt = Forge.authentication(JwtKeys.set(Forge.set()));
    assertThat(jwt.check(Forge.es256(Forge.header("ES256", "ec"), claims)).name()).isEqualTo("ann");
  }

  @Test
  void theLongestTokenCanBeSaid() throws Exception {
    String token = ISSUER.token("ann", "orders").claim("pad", "x".repeat(9000)).sign();
    refused(JWT, token, "longer than 8192");
    assertThat(JWT.longest(20_000).check(token).name()).isEqualTo("ann");
    assertThatThrownBy(() -> JWT.longest(100)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRememberedTokenIsTheSameAndEndsInTime() throws Exception {
    AtomicLong now = new AtomicLong(1_800_000_000);
    InstantSource clock = () -> Instant.ofEpochSecond(now.get());
    String token = ISSUER.clock(clock).token("ann", "orders").roles("admin").sign();
    for (JwtAuthentication jwt : List.of(JWT, JWT.remember(0), JWT.remember(1))) {
      now.set(1_800_000_000);
      JwtAuthentication timed = jwt.clock(clock);
      JwtPrincipal first = timed.check(token);
      JwtPrincipal second = timed.check(token);
      assertThat(second.claims()).isEqualTo(first.claims());
      assertThat(second.roles()).containsExactly("admin");
      now.addAndGet(330);
      refused(timed, token, "expired");
      now.set(1_799_999_000);
      refused(timed, token, "nbf is to come");
    }
  }

  @Test
  void nobodyCanChangeWhatOthersWillRead() throws Exception {
    String token =
        ISSUER
            .token("ann", "orders")
            .claim("a", Map.of("b", List.of(Map.of("c", 1))))
            .claim("n", List.of())
            .sign();
    Map<String, Object> claims = JWT.check(token).claims();
    assertThatThrownBy(claims::clear).isInstanceOf(UnsupportedOperationException.class);
    Map<?, ?> inner = (Map<?, ?>) claims.get("a");
    assertThatThrownBy(inner::clear).isInstanceOf(UnsupportedOperationException.class);
    List<?> list = (List<?>) inner.get("b");
    assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThat(inner).hasToString("{b=[{c=1}]}");
  }

  @Test
  void aTokenThatDiffersFromARememberedOneIsNotTakenForIt() throws Exception {
    String token = ISSUER.token("ann", "orders").sign();
    JWT.check(token);
    for (int i = 0; i < token.length(); i++) {
      char[] letters = token.toCharArray();
      letters[i] = letters[i] == 'x' ? 'y' : 'x';
      String other = new String(letters);
      assertThatThrownBy(() -> JWT.check(other)).isInstanceOf(AuthenticationException.class);
      letters[i] = '\u0436';
      String foreign = new String(letters);
      assertThatThrownBy(() -> JWT.check(foreign)).isInstanceOf(AuthenticationException.class);
    }
  }

  @Test
  void settingsThatWouldOpenADoorAreRefused() {
    assertThatThrownBy(() -> JWT.skew(Duration.ofSeconds(61)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> JWT.skew(Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> JWT.remember(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> JwtAuthentication.of(ISSUER.keys(), " ", "orders"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> JwtAuthentication.of(ISSUER.keys(), "x", ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void itsNameIsInEvents() {
    try (TestClient client = client(JWT.named("partners"))) {
      client.get("/who").header("Authorization", "Bearer x").send();
      assertThat(events).singleElement().extracting(AuditEvent::scheme).isEqualTo("partners");
    }
  }
}
