package dev.covet.oidc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Covet;
import dev.covet.Sessions;
import dev.covet.test.TestClient;
import dev.covet.test.TestResponse;
import dev.covet.test.TestServer;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalProviderTest {
  private static final String CALLBACK = "https://shop.test/oidc/callback";

  private final AtomicLong now = new AtomicLong(Instant.now().toEpochMilli());
  private TestServer server;
  private String issuer;

  @BeforeEach
  void start() {
    LocalProvider provider =
        LocalProvider.create(() -> Instant.ofEpochMilli(now.get()))
            .client("shop", "secret", CALLBACK)
            .client("page", null, CALLBACK)
            .user("ann", Map.of("name", "Ann <1>", "roles", List.of("admin")))
            .user("b&b", Map.of());
    server = TestServer.start(provider::install);
    issuer = "http://localhost:" + server.port();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private TestClient shop(OidcLogin login) {
    Covet app = Covet.create();
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
    return TestClient.secure(app);
  }

  /** The path of the provider to which somebody was sent. */
  private String local(TestResponse redirect) {
    String to = String.valueOf(redirect.header("Location"));
    assertThat(to).startsWith(issuer);
    return to.substring(issuer.length());
  }

  @Test
  void aWholeLogin() {
    for (OidcLogin login :
        List.of(
            OidcLogin.of(issuer, "shop", "secret", CALLBACK),
            OidcLogin.withoutSecret(issuer, "page", CALLBACK))) {
      try (TestClient client = shop(login);
          TestClient browser = server.client()) {
        Visitor ann = new Visitor(client);
        String away = local(ann.get("/oidc/login?next=/who"));
        TestResponse page = browser.get(away).send();
        assertThat(page.text()).contains("Who are you?", "&amp;login_hint=ann\"", "b&amp;b");
        TestResponse back = browser.get(away + "&login_hint=ann").send();
        URI to = URI.create(String.valueOf(back.header("Location")));
        assertThat(ann.get(to.getRawPath() + "?" + to.getRawQuery()).header("Location"))
            .isEqualTo("/who");
        assertThat(ann.get("/who").text()).isEqualTo("ann Ann <1> [admin]");
      }
    }
  }

  /** A code of the provider, and the verifier that belongs to it. */
  private String code(PendingLogin login) {
    try (TestClient browser = server.client()) {
      Map<String, String> asked =
          Map.of(
              "response_type",
              "code",
              "client_id",
              "shop",
              "redirect_uri",
              CALLBACK,
              "state",
              login.state(),
              "nonce",
              login.nonce(),
              "code_challenge",
              login.challenge(),
              "code_challenge_method",
              "S256",
              "login_hint",
              "ann");
      Map<String, String> back =
          Visitor.query(browser.get("/authorize?" + TokenRequest.urlEncoded(asked)).send());
      assertThat(back).containsEntry("state", login.state()).containsEntry("iss", issuer);
      return back.get("code");
    }
  }

  private int tokens(String code, String verifier, String callback, String authorization) {
    try (TestClient client = server.client()) {
      Map<String, String> form =
          Map.of(
              "grant_type",
              "authorization_code",
              "code",
              code,
              "redirect_uri",
              callback,
              "code_verifier",
              verifier,
              "client_id",
              "shop",
              "client_secret",
              authorization.isEmpty() ? "secret" : "");
      var request =
          client
              .post("/token")
              .body("application/x-www-form-urlencoded", TokenRequest.urlEncoded(form));
      if (!authorization.isEmpty()) {
        request.header("Authorization", authorization);
      }
      return request.send().status();
    }
  }

  @Test
  void itIsAsStrictAsAProviderMustBe() {
    PendingLogin login = PendingLogin.begin(0, "/");
    assertThat(tokens(code(login), login.verifier(), CALLBACK, "")).isEqualTo(200);
    String once = code(login);
    assertThat(tokens(once, login.verifier(), CALLBACK, "")).isEqualTo(200);
    assertThat(tokens(once, login.verifier(), CALLBACK, "")).isEqualTo(400);
    assertThat(tokens(code(login), "another", CALLBACK, "")).isEqualTo(400);
    assertThat(tokens(code(login), login.verifier(), "https://x", "")).isEqualTo(400);
    assertThat(tokens("unknown", login.verifier(), CALLBACK, "")).isEqualTo(400);
    for (String wrong : List.of("Basic !", "Basic c2hvcA==", "Basic c2hvcDp4", "Basic eDp5")) {
      assertThat(tokens(code(login), login.verifier(), CALLBACK, wrong)).isEqualTo(401);
    }
    String late = code(login);
    now.addAndGet(60_001);
    assertThat(tokens(late, login.verifier(), CALLBACK, "")).isEqualTo(400);
  }

  @Test
  void nobodyIsSentWhereNoClientIs() {
    try (TestClient browser = server.client()) {
      for (String query :
          List.of(
              "client_id=shop&redirect_uri=https://evil.test/&login_hint=ann",
              "client_id=x&redirect_uri=" + CALLBACK + "&login_hint=ann",
              "login_hint=ann")) {
        assertThat(browser.get("/authorize?" + query).send().status()).isEqualTo(400);
      }
      String here = "client_id=shop&login_hint=ann&redirect_uri=" + CALLBACK;
      assertThat(Visitor.query(browser.get("/authorize?" + here).send()))
          .containsEntry("error", "invalid_request");
      assertThat(Visitor.query(browser.get("/authorize?" + here + "&response_type=code").send()))
          .containsEntry("error", "invalid_request");
    }
  }

  @Test
  void aLogoutLeadsBackToTheClientsSiteAlone() {
    try (TestClient browser = server.client()) {
      String out = "/logout?client_id=shop&post_logout_redirect_uri=";
      TestResponse back = browser.get(out + "https://shop.test/bye").send();
      assertThat(back.header("Location")).isEqualTo("https://shop.test/bye");
      for (String elsewhere : List.of("https://evil.test/", "%3A", "")) {
        assertThat(browser.get(out + elsewhere).send().text()).isEqualTo("You are logged out.");
      }
      assertThat(browser.get("/logout").send().status()).isEqualTo(200);
    }
  }

  @Test
  void itIsForThisMachineAlone() {
    LocalProvider provider = LocalProvider.create();
    Covet app = Covet.create();
    provider.install(app);
    try (TestClient browser = TestClient.of(app)) {
      TestResponse here = browser.get("/.well-known/openid-configuration").send();
      assertThat(here.text()).contains("\"issuer\":\"http://localhost");
      TestResponse elsewhere =
          browser.get("/.well-known/openid-configuration").header("Host", "id.example").send();
      assertThat(elsewhere.status()).isEqualTo(421);
      assertThat(elsewhere.text()).contains("this machine");
    }
  }
}
