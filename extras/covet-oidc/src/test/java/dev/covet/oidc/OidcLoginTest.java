package dev.covet.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.Access;
import dev.covet.AuditEvent;
import dev.covet.Covet;
import dev.covet.Csrf;
import dev.covet.Response;
import dev.covet.Sessions;
import dev.covet.http.Status;
import dev.covet.jwt.JwtAlgorithm;
import dev.covet.jwt.JwtIssuer;
import dev.covet.jwt.JwtToken;
import dev.covet.test.TestClient;
import dev.covet.test.TestResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OidcLoginTest {
  private static final Csrf CSRF = Csrf.protection();
  private static final String CALLBACK = "https://shop.test/oidc/callback";

  private final List<AuditEvent> events = new CopyOnWriteArrayList<>();
  private final AtomicLong now = new AtomicLong(Instant.now().toEpochMilli());
  private RogueProvider provider;
  private TestClient client;
  private Visitor ann;

  @BeforeEach
  void start() {
    provider = new RogueProvider();
    client = client(login());
    ann = new Visitor(client);
  }

  @AfterEach
  void stop() {
    client.close();
    provider.close();
  }

  private OidcLogin login() {
    return OidcLogin.of(provider.issuer, "shop", "s e:cret", CALLBACK)
        .csrf(CSRF)
        .clock(() -> Instant.ofEpochMilli(now.get()));
  }

  private TestClient client(OidcLogin login) {
    Covet app = Covet.create();
    app.audit(events::add);
    app.sessions(Sessions.inMemory());
    app.authenticate(login);
    login.install(app);
    app.get(
            "/who",
            req -> {
              OidcPrincipal who = req.principal(OidcPrincipal.class);
              return who.name() + " " + who.claim("name").orElse("") + " " + who.roles();
            })
        .hidden();
    app.get("/admin", req -> "admin").require(Access.roles("admin")).hidden();
    app.get("/open", req -> Csrf.token(req)).use(CSRF).anonymous().hidden();
    return TestClient.secure(app);
  }

  /** Begins a login; what the provider was asked. */
  private Map<String, String> begin(String next) {
    TestResponse away = ann.get("/oidc/login" + next);
    assertThat(away.status()).isEqualTo(303);
    assertThat(away.header("Cache-Control")).isEqualTo("no-store");
    return Visitor.query(away);
  }

  private TestResponse end(String state) {
    return ann.get("/oidc/callback?code=c0de&state=" + state);
  }

  private void gives(Function<String, JwtToken> token, String nonce) {
    provider.tokens = request -> RogueProvider.ok(token.apply(nonce).sign());
  }

  private void logIn() {
    Map<String, String> asked = begin("");
    gives(provider::idToken, asked.get("nonce"));
    assertThat(end(asked.get("state")).status()).isEqualTo(303);
  }

  @Test
  void aBrowserIsSentToTheProviderAndBack() {
    TestResponse first = ann.get("/who?a=1&b=%20");
    assertThat(first.status()).isEqualTo(303);
    assertThat(first.header("Location")).isEqualTo("/oidc/login?next=%2Fwho%3Fa%3D1%26b%3D%2520");

    TestResponse away = ann.get(String.valueOf(first.header("Location")));
    assertThat(away.header("Location")).startsWith(provider.issuer + "/authorize?tenant=1&");
    Map<String, String> asked = Visitor.query(away);
    assertThat(asked)
        .containsEntry("response_type", "code")
        .containsEntry("client_id", "shop")
        .containsEntry("redirect_uri", CALLBACK)
        .containsEntry("scope", "openid profile email")
        .containsEntry("code_challenge_method", "S256");
    assertThat(asked.get("state")).hasSize(43).isNotEqualTo(asked.get("nonce"));

    gives(nonce -> provider.idToken(nonce).roles("admin"), asked.get("nonce"));
    String before = ann.cookies().get("__Host-session");
    TestResponse back = end(asked.get("state"));
    assertThat(back.status()).isEqualTo(303);
    assertThat(back.header("Location")).isEqualTo("/who?a=1&b=%20");
    assertThat(ann.cookies().get("__Host-session")).isNotEqualTo(before);
    assertThat(ann.get("/who").text()).isEqualTo("7f3a Ann [admin]");
    assertThat(ann.get("/admin").status()).isEqualTo(200);

    Map<String, String> form = provider.form.get();
    assertThat(form)
        .containsEntry("grant_type", "authorization_code")
        .containsEntry("code", "c0de")
        .containsEntry("redirect_uri", CALLBACK)
        .containsEntry(
            "basic",
            "Basic "
                + Base64.getEncoder()
                    .encodeToString("shop:s+e%3Acret".getBytes(StandardCharsets.US_ASCII)))
        .doesNotContainKeys("client_id", "client_secret");
    assertThat(new PendingLogin("", "", form.get("code_verifier"), 0, "").challenge())
        .isEqualTo(asked.get("code_challenge"));
    assertThat(events)
        .anySatisfy(
            event -> {
              assertThat(event.kind()).isEqualTo(AuditEvent.Kind.LOGGED_IN);
              assertThat(event.principal()).isEqualTo("7f3a");
            });
  }

  @Test
  void aClientThatWantsNoHtmlGets401() {
    TestResponse api = client.get("/who").header("Accept", "application/json").send();
    assertThat(api.status()).isEqualTo(401);
    assertThat(api.header("WWW-Authenticate")).isEqualTo("Cookie form-action=\"/oidc/login\"");
    assertThat(client.post("/who").header("Accept", "text/html").send().status()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://evil.test/",
        "//evil.test/",
        "/%5Cevil.test",
        "%5C%5Cevil.test",
        "/%09/evil.test",
        "javascript:alert(1)",
        "evil",
        "/a%0D%0ASet-Cookie:%20a=b",
        "/%C3%A4"
      })
  void noLoginLeadsToAnotherSite(String next) {
    Map<String, String> asked = begin("?next=" + next);
    gives(provider::idToken, asked.get("nonce"));
    assertThat(end(asked.get("state")).header("Location")).isEqualTo("/");
  }

  /** Each changes one thing of a login that would end well. */
  static Stream<Arguments> forged() {
    return Stream.of(
        step("no state", q -> without(q, "state")),
        step("an empty state", q -> with(q, "state", "")),
        step("another state", q -> with(q, "state", "x".repeat(43))),
        step("a long state", q -> with(q, "state", "x".repeat(5000))),
        step("no code", q -> without(q, "code")),
        step("a long code", q -> with(q, "code", "x".repeat(5000))),
        step("the answer of another provider", q -> with(q, "iss", "https://evil.test")),
        step("an empty iss", q -> with(q, "iss", "")),
        step("refused by the provider", q -> with(q, "error", "access_denied")));
  }

  private static Arguments step(String name, UnaryOperator<Map<String, String>> change) {
    return Arguments.arguments(name, change);
  }

  private static Map<String, String> with(Map<String, String> query, String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(query);
    changed.put(name, value);
    return changed;
  }

  private static Map<String, String> without(Map<String, String> query, String name) {
    Map<String, String> changed = new LinkedHashMap<>(query);
    changed.remove(name);
    return changed;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forged")
  void aForgedWayBackIsRefused(String name, UnaryOperator<Map<String, String>> change) {
    Map<String, String> asked = begin("");
    gives(provider::idToken, asked.get("nonce"));
    Map<String, String> query = new HashMap<>();
    query.put("code", "c0de");
    query.put("state", asked.get("state"));
    String sent = TokenRequest.urlEncoded(change.apply(query));
    refused(ann.get("/oidc/callback?" + sent));
  }

  private void refused(TestResponse answer) {
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.text()).contains("could not be finished");
    assertThat(ann.get("/who").status()).isEqualTo(303);
    assertThat(events).noneMatch(event -> event.kind() == AuditEvent.Kind.LOGGED_IN);
    assertThat(events).anyMatch(event -> event.kind() == AuditEvent.Kind.REFUSED);
  }

  @Test
  void parametersThatComeTwiceAreRefused() {
    for (String more : List.of("&state=x", "&code=x", "&iss=a&iss=b", "&error=a&error=b")) {
      Map<String, String> asked = begin("");
      gives(provider::idToken, asked.get("nonce"));
      refused(ann.get("/oidc/callback?code=c0de&state=" + asked.get("state") + more));
    }
  }

  @Test
  void theWayBackOfAnotherBrowserIsRefused() {
    Map<String, String> hers = begin("");
    gives(provider::idToken, hers.get("nonce"));
    Visitor eve = new Visitor(client);
    TestResponse answer = eve.get("/oidc/callback?code=c0de&state=" + hers.get("state"));
    assertThat(answer.status()).isEqualTo(400);
    // Nor can eve have ann log in as eve: ann's session never began eve's login.
    String eves = Visitor.query(eve.get("/oidc/login")).get("state");
    refused(end(eves));
    assertThat(end(hers.get("state")).status()).isEqualTo(303);
  }

  @Test
  void aWayBackIsGoneOnce() {
    Map<String, String> asked = begin("");
    gives(provider::idToken, asked.get("nonce"));
    assertThat(end(asked.get("state")).status()).isEqualTo(303);
    assertThat(end(asked.get("state")).status()).isEqualTo(400);
    // Nor does a refused one come again.
    Map<String, String> next = begin("");
    assertThat(ann.get("/oidc/callback?error=access_denied&state=" + next.get("state")).status())
        .isEqualTo(400);
    gives(provider::idToken, next.get("nonce"));
    assertThat(end(next.get("state")).status()).isEqualTo(400);
  }

  @Test
  void aLoginMustEndInTenMinutes() {
    Map<String, String> asked = begin("");
    now.addAndGet(Duration.ofMinutes(10).toMillis() + 1);
    gives(nonce -> provider.idToken(nonce).lifetime(Duration.ofHours(1)), asked.get("nonce"));
    refused(end(asked.get("state")));
  }

  @Test
  void tabsDoNotDisturbEachOtherAndOldOnesAreForgotten() {
    List<Map<String, String>> tabs = Stream.generate(() -> begin("")).limit(6).toList();
    gives(provider::idToken, tabs.get(0).get("nonce"));
    assertThat(end(tabs.get(0).get("state")).status()).isEqualTo(400);
    gives(provider::idToken, tabs.get(3).get("nonce"));
    assertThat(end(tabs.get(3).get("state")).status()).isEqualTo(303);
    gives(provider::idToken, tabs.get(5).get("nonce"));
    assertThat(end(tabs.get(5).get("state")).status()).isEqualTo(303);
  }

  private interface Forging {
    JwtToken forge(RogueProvider provider, String nonce);
  }

  static Stream<Arguments> forgedTokens() {
    JwtIssuer stranger = JwtIssuer.create("https://x", JwtAlgorithm.ES256);
    return Stream.of(
        token("another nonce", (p, nonce) -> p.idToken("x")),
        token("a nonce that is no text", (p, nonce) -> p.idToken("x").claim("nonce", 1)),
        token("no nonce", (p, nonce) -> p.keys.token("7f3a", "shop")),
        token("for another client", (p, n) -> p.keys.token("7f3a", "blog").claim("nonce", n)),
        token("authorised for another", (p, nonce) -> p.idToken(nonce).claim("azp", "blog")),
        token(
            "for two, authorised for neither",
            (p, nonce) -> p.idToken(nonce).claim("aud", List.of("shop", "blog"))),
        token("expired", (p, nonce) -> p.idToken(nonce).lifetime(Duration.ofMinutes(-5))),
        token("of another issuer", (p, nonce) -> p.idToken(nonce).claim("iss", "https://x")),
        token("by another key", (p, n) -> stranger.token("7f3a", "shop").claim("nonce", n)),
        token("without subject", (p, nonce) -> p.idToken(nonce).claim("sub", "")));
  }

  private static Arguments token(String name, Forging forging) {
    return Arguments.arguments(name, forging);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forgedTokens")
  void aForgedIdTokenIsRefused(String name, Forging forging) {
    Map<String, String> asked = begin("");
    gives(nonce -> forging.forge(provider, nonce), asked.get("nonce"));
    refused(end(asked.get("state")));
  }

  @Test
  void aSharedIdTokenThatIsAuthorisedForUsIsTaken() {
    Map<String, String> asked = begin("");
    gives(
        nonce -> provider.idToken(nonce).claim("aud", List.of("shop", "blog")).claim("azp", "shop"),
        asked.get("nonce"));
    assertThat(end(asked.get("state")).status()).isEqualTo(303);
  }

  @Test
  void aTokenAnswerThatIsNoneIsRefused() {
    List<RogueProvider.Tokens> answers =
        List.of(
            request -> Response.ok(Map.of("error", "invalid_grant")).status(Status.BAD_REQUEST),
            request -> Response.ok("not found").status(Status.NOT_FOUND),
            request -> Response.ok(Map.of("access_token", "a")),
            request -> Response.ok(Map.of("id_token", 7)),
            request -> Response.ok("[]"),
            request -> RogueProvider.ok("no token"));
    for (RogueProvider.Tokens answer : answers) {
      Map<String, String> asked = begin("");
      provider.tokens = answer;
      refused(end(asked.get("state")));
    }
  }

  @Test
  void aProviderThatFailsIs503AndTheSameWayBackCanBeGoneAgain() {
    Map<String, String> asked = begin("");
    provider.tokens = request -> Response.ok("busy").status(Status.BAD_GATEWAY);
    TestResponse failed = end(asked.get("state"));
    assertThat(failed.status()).isEqualTo(503);
    assertThat(failed.header("Retry-After")).isEqualTo("5");
    gives(provider::idToken, asked.get("nonce"));
    assertThat(end(asked.get("state")).status()).isEqualTo(303);
  }

  static Stream<Arguments> wrongMetadata() {
    return Stream.of(
        metadata("another issuer", "issuer", "https://evil.test"),
        metadata("no issuer", "issuer", null),
        metadata("no token endpoint", "token_endpoint", null),
        metadata("a token endpoint in clear text", "token_endpoint", "http://id.test/token"),
        metadata("keys in clear text", "jwks_uri", "http://id.test/keys"),
        metadata("a place that is none", "authorization_endpoint", "https://a b"));
  }

  private static Arguments metadata(String name, String member, Object value) {
    return Arguments.arguments(name, member, value);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongMetadata")
  void aProviderWithWrongMetadataIsNotUsedUntilItIsRight(String name, String member, Object value) {
    provider.metadata =
        all -> {
          if (value == null) {
            all.remove(member);
          } else {
            all.put(member, value);
          }
          return all;
        };
    for (int i = 0; i < 3; i++) {
      TestResponse failed = ann.get("/oidc/login");
      assertThat(failed.status()).isEqualTo(503);
      assertThat(failed.header("Retry-After")).isEqualTo("5");
    }
    assertThat(provider.asked.get()).isEqualTo(1);
    provider.metadata = all -> all;
    now.addAndGet(5000);
    begin("");
  }

  @Test
  void whatIsKnownOfAProviderCountsWhileItIsDown() {
    begin("");
    begin("");
    assertThat(provider.asked.get()).isEqualTo(1);
    now.addAndGet(Duration.ofHours(1).toMillis());
    provider.metadata =
        all -> {
          throw new IllegalStateException("down");
        };
    begin("");
    begin("");
    assertThat(provider.asked.get()).isEqualTo(2);
    provider.metadata = all -> with2(all, "authorization_endpoint", provider.issuer + "/moved");
    now.addAndGet(5000);
    assertThat(ann.get("/oidc/login").header("Location")).startsWith(provider.issuer + "/moved?");
  }

  /** A pause that was to take five seconds must not take a day. */
  @Test
  void aProviderIsAskedAgainInTimeWhenTheClockIsSetBack() {
    AtomicLong passed = new AtomicLong();
    provider.metadata =
        all -> {
          throw new IllegalStateException("down");
        };
    try (TestClient other =
        client(
            login()
                .clock(
                    () -> Instant.ofEpochMilli(now.get()),
                    () -> Instant.ofEpochMilli(passed.get())))) {
      Visitor bob = new Visitor(other);
      assertThat(bob.get("/oidc/login").status()).isEqualTo(503);
      provider.metadata = all -> all;
      now.addAndGet(-Duration.ofDays(1).toMillis());
      assertThat(bob.get("/oidc/login").status()).isEqualTo(503);
      passed.addAndGet(5000);
      assertThat(bob.get("/oidc/login").status()).isEqualTo(303);
      int asked = provider.asked.get();
      now.addAndGet(Duration.ofDays(2).toMillis());
      assertThat(bob.get("/oidc/login").status()).isEqualTo(303);
      assertThat(provider.asked.get()).isEqualTo(asked);
    }
  }

  private static Map<String, Object> with2(Map<String, Object> all, String name, Object value) {
    all.put(name, value);
    return all;
  }

  @Test
  void aProviderThatPromisesItsNameMustSayIt() {
    provider.metadata = all -> with2(all, "authorization_response_iss_parameter_supported", true);
    Map<String, String> asked = begin("");
    gives(provider::idToken, asked.get("nonce"));
    refused(end(asked.get("state")));
    Map<String, String> again = begin("");
    gives(provider::idToken, again.get("nonce"));
    String iss = "&" + TokenRequest.urlEncoded(Map.of("iss", provider.issuer));
    assertThat(end(again.get("state") + iss).status()).isEqualTo(303);
  }

  @Test
  void theSecretGoesInTheBodyWhereTheProviderWantsIt() {
    provider.metadata =
        all -> with2(all, "token_endpoint_auth_methods_supported", List.of("client_secret_post"));
    logIn();
    assertThat(provider.form.get())
        .containsEntry("client_id", "shop")
        .containsEntry("client_secret", "s e:cret")
        .doesNotContainKey("basic");
  }

  @Test
  void aClientWithoutSecretShowsItsNameAlone() {
    client.close();
    client = client(OidcLogin.withoutSecret(provider.issuer, "shop", CALLBACK));
    ann = new Visitor(client);
    logIn();
    assertThat(provider.form.get())
        .containsEntry("client_id", "shop")
        .doesNotContainKeys("basic", "client_secret");
  }

  private TestResponse logOut() {
    String token = ann.get("/open").text();
    return ann.send(
        client.post("/oidc/logout").body("application/x-www-form-urlencoded", "_csrf=" + token));
  }

  @Test
  void aLogoutEndsTheSessionHereAndAtTheProvider() {
    provider.metadata = all -> with2(all, "end_session_endpoint", provider.issuer + "/bye");
    client.close();
    client = client(login().afterLogout("https://shop.test/bye"));
    ann = new Visitor(client);
    logIn();
    Map<String, String> stolen = new LinkedHashMap<>(ann.cookies());
    TestResponse bye = logOut();
    assertThat(bye.status()).isEqualTo(303);
    assertThat(bye.header("Location")).startsWith(provider.issuer + "/bye?");
    assertThat(Visitor.query(bye))
        .containsEntry("client_id", "shop")
        .containsEntry("post_logout_redirect_uri", "https://shop.test/bye");
    assertThat(ann.get("/who").status()).isEqualTo(303);
    ann.cookies().putAll(stolen);
    assertThat(ann.get("/who").status()).isEqualTo(303);
    assertThat(events)
        .anyMatch(
            event ->
                event.kind() == AuditEvent.Kind.LOGGED_OUT && "7f3a".equals(event.principal()));
  }

  @Test
  void aLogoutWithoutAPlaceAtTheProviderEndsTheSessionHere() {
    logIn();
    assertThat(logOut().header("Location")).isEqualTo("/");
    assertThat(ann.get("/who").status()).isEqualTo(303);
    // Who is not logged in goes the same way.
    assertThat(logOut().header("Location")).isEqualTo("/");
  }

  @Test
  void aProviderThatIsDownKeepsNobodyLoggedIn() {
    logIn();
    provider.close();
    client.close();
    OidcLogin fresh = OidcLogin.of(provider.issuer, "shop", "secret", CALLBACK);
    client = client(fresh);
    ann = new Visitor(client);
    assertThat(ann.get("/oidc/login").status()).isEqualTo(503);
  }

  @Test
  void anotherSiteCanNotLogSomebodyOut() {
    logIn();
    TestResponse answer =
        ann.send(client.post("/oidc/logout").header("Origin", "https://evil.test"));
    assertThat(answer.status()).isEqualTo(403);
    assertThat(ann.get("/who").status()).isEqualTo(200);
  }

  @Test
  void theApplicationHearsOfLoginsAndCanRefuseThem() {
    client.close();
    AtomicReference<String> heard = new AtomicReference<>();
    client =
        client(
            login()
                .keep("email")
                .rolesFrom("realm", "roles")
                .scopes("orders", "openid")
                .parameter("prompt", "login")
                .onLogin(
                    (request, principal, tokens) -> {
                      assertThat(tokens.toString()).doesNotContain("at");
                      heard.set(
                          principal
                              + " "
                              + tokens.accessToken().orElse("")
                              + tokens.refreshToken().orElse("-")
                              + tokens.expiresIn().orElse(0L)
                              + principal.claim("email").orElse("none")
                              + tokens.idToken().length());
                      if (principal.roles().contains("banned")) {
                        throw new IllegalStateException("no");
                      }
                    }));
    ann = new Visitor(client);
    Map<String, String> asked = begin("");
    assertThat(asked).containsEntry("prompt", "login").containsEntry("scope", "openid orders");
    gives(
        nonce -> provider.idToken(nonce).claim("realm", Map.of("roles", List.of("a"))),
        asked.get("nonce"));
    assertThat(end(asked.get("state")).status()).isEqualTo(303);
    assertThat(heard.get()).startsWith("OidcPrincipal[7f3a] at-60none");
    assertThat(ann.get("/who").text()).isEqualTo("7f3a  [a]");

    Visitor eve = new Visitor(client);
    Map<String, String> hers = Visitor.query(eve.get("/oidc/login"));
    gives(
        nonce -> provider.idToken(nonce).claim("realm", Map.of("roles", List.of("banned"))),
        hers.get("nonce"));
    assertThat(eve.get("/oidc/callback?code=c&state=" + hers.get("state")).status()).isEqualTo(500);
    assertThat(eve.get("/who").status()).isEqualTo(303);
  }

  @Test
  void routesCanBeElsewhere() {
    client.close();
    client = client(login().path("/auth").welcome("/open").cookie("sid"));
    ann = new Visitor(client);
    Map<String, String> asked = Visitor.query(ann.get("/auth/login"));
    gives(provider::idToken, asked.get("nonce"));
    TestResponse back = ann.get("/auth/callback?code=c&state=" + asked.get("state"));
    assertThat(back.header("Location")).isEqualTo("/open");
  }

  @Test
  void withoutSessionsOrWhereBrowsersWouldNotFindItItDoesNotStart() {
    Covet without = Covet.create();
    without.authenticate(login());
    without.get("/who", req -> "who").hidden();
    assertThatThrownBy(() -> TestClient.of(without))
        .hasMessageContaining("the authenticator 'oidc'")
        .hasMessageContaining("sessions");
    Covet app = Covet.create();
    assertThatThrownBy(() -> app.group("/shop", shop -> login().install(shop)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/oidc/login");
  }

  @Test
  void settingsThatCanNotBeAreRefused() {
    OidcLogin login = login();
    List<Runnable> wrong =
        List.of(
            () -> OidcLogin.of("http://id.example", "shop", "s", CALLBACK),
            () -> OidcLogin.of("https://id.example?a=b", "shop", "s", CALLBACK),
            () -> OidcLogin.of("https://id.example", " ", "s", CALLBACK),
            () -> OidcLogin.of("https://id.example", "shop", " ", CALLBACK),
            () -> OidcLogin.of("https://id.example", "shop", "s", "http://shop.example/back"),
            () -> login.path("//evil.test"),
            () -> login.welcome("https://evil.test"),
            () -> login.afterLogout("http://shop.example"),
            () -> login.parameter("state", "x"));
    wrong.forEach(
        each -> assertThatThrownBy(each::run).isInstanceOf(IllegalArgumentException.class));
  }
}
