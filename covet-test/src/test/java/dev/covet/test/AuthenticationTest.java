package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.Access;
import dev.covet.AccessCheck;
import dev.covet.Anonymous;
import dev.covet.ApiKey;
import dev.covet.ApiKeys;
import dev.covet.AuditEvent;
import dev.covet.AuthenticationException;
import dev.covet.Authenticator;
import dev.covet.ClientCertificates;
import dev.covet.Config;
import dev.covet.Controller;
import dev.covet.Covet;
import dev.covet.Get;
import dev.covet.Idempotency;
import dev.covet.Principal;
import dev.covet.RateLimit;
import dev.covet.Request;
import dev.covet.Require;
import dev.covet.Response;
import dev.covet.SecurityScheme;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {
  private static final Principal ANN = Principal.of("ann", Set.of("staff"), Set.of("orders:read"));

  /** Takes {@code Bearer ann}, refuses any other bearer token. */
  private static class Names implements Authenticator {
    @Override
    public String name() {
      return "names";
    }

    @Override
    public SecurityScheme scheme() {
      return SecurityScheme.bearer();
    }

    @Override
    public @Nullable Principal authenticate(Request request) throws AuthenticationException {
      String shown = request.header("Authorization").or("");
      if (!shown.startsWith("Bearer ")) {
        return null;
      }
      if (!shown.equals("Bearer ann")) {
        throw new AuthenticationException("The token is wrong.", "unknown", shown.substring(7));
      }
      return ANN;
    }

    @Override
    public String challenge(@Nullable AuthenticationException failure) {
      return failure == null ? "Bearer" : "Bearer error=\"invalid_token\"";
    }
  }

  private final List<AuditEvent> events = new CopyOnWriteArrayList<>();

  private TestClient client(Consumer<Covet> declarations) {
    Covet app = Covet.create(Config.builder().set("openapi", true).build());
    app.audit(events::add);
    declarations.accept(app);
    return TestClient.of(app);
  }

  private static void orders(Covet app) {
    app.get("/", req -> "open");
    app.group(
        "/orders",
        orders -> {
          orders.authenticate(new Names());
          orders.get("", req -> req.principal().name());
          orders.get("/write", req -> "wrote").require(Access.scopes("orders:write"));
          orders.get("/read", req -> "read").require(Access.scopes("orders:read"));
          orders
              .get("/news", req -> req.findPrincipal().map(Principal::name).orElse("nobody"))
              .anonymous();
        });
  }

  @Test
  void whoShowsNothingIsAskedToByEachChallenge() {
    try (TestClient client =
        client(
            app -> {
              app.authenticate(new Names(), ApiKeys.stored(prefix -> Optional.empty()));
              app.get("/", req -> "in");
            })) {
      TestResponse answer = client.get("/").send();
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.headers().all("www-authenticate"))
          .containsExactly("Bearer", "ApiKey header=\"X-API-Key\"");
      assertThat(answer.header("content-type")).startsWith("application/problem+json");
    }
    assertThat(events)
        .extracting(AuditEvent::kind)
        .containsExactly(AuditEvent.Kind.UNAUTHENTICATED);
  }

  @Test
  void aGroupDemandsAPrincipalAndTheRestDoesNot() {
    try (TestClient client = client(AuthenticationTest::orders)) {
      assertThat(client.get("/").send().text()).isEqualTo("open");
      assertThat(client.get("/orders").send().status()).isEqualTo(401);
      assertThat(client.get("/orders").header("Authorization", "Bearer ann").send().text())
          .isEqualTo("ann");
    }
    assertThat(events)
        .extracting(AuditEvent::kind)
        .containsExactly(AuditEvent.Kind.UNAUTHENTICATED, AuditEvent.Kind.AUTHENTICATED);
    assertThat(events.getLast().route()).isEqualTo("GET /orders");
    assertThat(events.getLast().principal()).isEqualTo("ann");
    assertThat(events.getLast().scheme()).isEqualTo("names");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET /orders/none", "POST /orders", "OPTIONS /orders"})
  void whatNoRouteAnswersIsClosedToo(String request) {
    String[] parts = request.split(" ", -1);
    try (TestClient client = client(AuthenticationTest::orders)) {
      assertThat(client.request(parts[0], parts[1]).send().status()).isEqualTo(401);
      assertThat(
              client
                  .request(parts[0], parts[1])
                  .header("Authorization", "Bearer ann")
                  .send()
                  .status())
          .isNotEqualTo(401);
    }
  }

  @Test
  void wrongCredentialsAreRefusedAlsoWhereNoneAreNeeded() {
    try (TestClient client = client(AuthenticationTest::orders)) {
      TestRequest open = client.get("/orders/news");
      assertThat(open.send().text()).isEqualTo("nobody");
      TestResponse answer = client.get("/orders/news").header("Authorization", "Bearer eve").send();
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("www-authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
      assertThat(answer.text()).contains("The token is wrong.").doesNotContain("eve");
      assertThat(client.get("/orders/news").header("Authorization", "Bearer ann").send().text())
          .isEqualTo("ann");
    }
    assertThat(events)
        .anySatisfy(
            event -> {
              assertThat(event.kind()).isEqualTo(AuditEvent.Kind.REFUSED);
              assertThat(event.principal()).isEqualTo("eve");
              assertThat(event.reason()).isEqualTo("unknown");
            });
  }

  @Test
  void theFirstThatFindsItsOwnDecides() {
    ApiKeys.Created key = ApiKeys.create("bob", Set.of());
    try (TestClient client =
        client(
            app -> {
              app.authenticate(new Names(), ApiKeys.stored(prefix -> Optional.of(key.kept())));
              app.get("/", req -> req.principal().name());
            })) {
      assertThat(client.get("/").header("X-API-Key", key.text()).send().text()).isEqualTo("bob");
      assertThat(
              client
                  .get("/")
                  .header("Authorization", "Bearer eve")
                  .header("X-API-Key", key.text())
                  .send()
                  .status())
          .isEqualTo(401);
    }
  }

  @Test
  void aMissingScopeIsNamedInTheChallenge() {
    try (TestClient client = client(AuthenticationTest::orders)) {
      assertThat(client.as(ANN).get("/orders/read").send().text()).isEqualTo("read");
      TestResponse answer = client.as(ANN).get("/orders/write").send();
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.header("www-authenticate"))
          .isEqualTo("Bearer error=\"insufficient_scope\", scope=\"orders:write\"");
    }
    assertThat(events.getLast().reason()).isEqualTo("needs the scope orders:write");
  }

  @Test
  void rulesOfGroupsAndRouteAddUp() {
    try (TestClient client =
        client(
            app -> {
              app.authenticate(new Names());
              app.group(
                  "/admin",
                  admin -> {
                    admin.require(Access.roles("admin", "root"));
                    admin.get("", req -> "in");
                    admin
                        .get("/own", req -> "own")
                        .require(Access.when("to be bob", (p, req) -> p.name().equals("bob")));
                    admin.get("/help", req -> "help").anonymous();
                  });
            })) {
      Principal root = Principal.of("eve", Set.of("root"), Set.of());
      Principal bob = Principal.of("bob", Set.of("admin"), Set.of());
      assertThat(client.as(root).get("/admin").send().status()).isEqualTo(200);
      assertThat(client.as(root).get("/admin/own").send().status()).isEqualTo(403);
      assertThat(client.as(bob).get("/admin/own").send().status()).isEqualTo(200);
      assertThat(client.as(Principal.of("bob")).get("/admin/own").send().status()).isEqualTo(403);
      assertThat(client.get("/admin/help").send().text()).isEqualTo("help");
    }
  }

  static class OnlyBob implements AccessCheck {
    @Override
    public boolean allows(Principal principal, Request request) {
      return principal.name().equals("bob");
    }
  }

  @Controller("/things")
  @Require(roles = "staff")
  static class Things {
    @Get("")
    String all(Principal who) {
      return "all for " + who.name();
    }

    @Get("/read")
    @Require(scopes = "things:read")
    String read() {
      return "read";
    }

    @Get("/bob")
    @Require(check = OnlyBob.class)
    String bob() {
      return "bob's";
    }

    @Get("/news")
    @Anonymous
    String news() {
      return "news";
    }
  }

  @Test
  void annotationsSayTheSame() {
    try (TestClient client =
        client(
            app -> {
              app.authenticate(new Names());
              app.add(new Things());
            })) {
      assertThat(client.as(ANN).get("/things").send().text()).isEqualTo("all for ann");
      assertThat(client.as(ANN).get("/things/read").send().status()).isEqualTo(403);
      assertThat(client.as(ANN).get("/things/bob").send().status()).isEqualTo(403);
      Principal bob = Principal.of("bob", Set.of("staff"), Set.of("things:read"));
      assertThat(client.as(bob).get("/things/read").send().text()).isEqualTo("read");
      assertThat(client.as(bob).get("/things/bob").send().text()).isEqualTo("bob's");
      assertThat(client.as(Principal.of("bob")).get("/things").send().status()).isEqualTo(403);
      assertThat(client.get("/things/news").send().text()).isEqualTo("news");
    }
  }

  @Test
  void theDocumentTellsSchemesAndNeeds() {
    try (TestClient client =
        client(
            app -> {
              app.group(
                  "/api",
                  api -> {
                    api.authenticate(new Names(), ClientCertificates.named());
                    api.get("/a", req -> "a").returns(String.class);
                    api.get("/b", req -> "b")
                        .returns(String.class)
                        .require(Access.scopes("b:read", "b:list"), Access.roles("admin"));
                    api.get("/c", req -> "c").returns(String.class).anonymous();
                  });
            })) {
      String document = client.get("/openapi.json").send().text().replaceAll("\\s", "");
      assertThat(document)
          .contains("\"names\":{\"type\":\"http\",\"scheme\":\"bearer\"}")
          .contains("\"clientCertificate\":{\"type\":\"mutualTLS\"}")
          .contains("\"security\":[{\"names\":[]},{\"clientCertificate\":[]}]")
          .contains("\"security\":[{\"names\":[\"b:read\",\"b:list\"]}")
          .contains("Needsthescopesb:readandb:list;theroleadmin");
    }
  }

  private static void fails(Consumer<Covet> declarations, String message) {
    Covet app = Covet.create(Config.builder().build());
    declarations.accept(app);
    assertThatThrownBy(() -> TestClient.of(app).close()).hasStackTraceContaining(message);
  }

  @Test
  void aStartFailsWhereRulesCanNotHold() {
    fails(
        app -> app.get("/a", req -> "").require(Access.roles("admin")),
        "GET /a: it requires the role admin, and nothing finds out who its clients are");
    fails(
        app -> {
          app.authenticate(new Names());
          app.get("/a", req -> "").require(Access.roles("admin")).anonymous();
        },
        "GET /a: everyone may use it, and it requires the role admin; keep one of both");
    fails(
        app -> {
          app.authenticate(new Names());
          app.group(
              "/g",
              group -> {
                group.authenticate(ClientCertificates.named());
                group.get("/a", req -> "");
              });
        },
        "GET /g/a: authentication is declared twice around the route");
    fails(
        app -> {
          app.securityScheme("names", SecurityScheme.basic());
          app.authenticate(new Names());
          app.get("/a", req -> "");
        },
        "the name 'names' of an authenticator stands for another security scheme");
  }

  @Test
  void declarationsThatSayNothingAreRefused() {
    Covet app = Covet.create();
    assertThatThrownBy(() -> app.authenticate(new Names(), new Names()))
        .hasMessage("two authenticators have the name 'names'; name one of them otherwise");
    assertThatThrownBy(Access::roles).hasMessage("name at least one role, and none without text");
    assertThatThrownBy(() -> Access.scopes("a b")).hasMessage("not a scope: 'a b'");
    assertThatThrownBy(() -> Access.when(" ", (p, r) -> true))
        .hasMessage("say in words what the rule needs");
    assertThatThrownBy(() -> Principal.of(" ")).hasMessage("a principal needs a name");
    assertThatThrownBy(() -> app.add(new AsksNothing()))
        .hasMessageContaining("@Require asks nothing; name scopes, roles or a check");
    assertThatThrownBy(() -> app.add(new AsksTooMuch()))
        .hasMessageContaining("it needs a constructor without parameters");
  }

  static class AsksNothing {
    @Get("/n")
    @Require
    String get() {
      return "";
    }
  }

  record Needy(String name) implements AccessCheck {
    @Override
    public boolean allows(Principal principal, Request request) {
      return false;
    }
  }

  static class AsksTooMuch {
    @Get("/m")
    @Require(check = Needy.class)
    String get() {
      return "";
    }
  }

  @Test
  void aHandlerThatWantsWhatIsNotThereIsTold() {
    try (TestClient client =
        client(
            app -> {
              app.get("/open", req -> tried(req::principal));
              app.group(
                  "/in",
                  in -> {
                    in.authenticate(new Names());
                    in.get("", req -> tried(() -> req.principal(Special.class)));
                  });
            })) {
      assertThat(client.get("/open").send().text())
          .contains("nobody is known to send GET /open; ask findPrincipal() on anonymous routes");
      assertThat(client.as(ANN).get("/in").send().text())
          .contains("and no Special: another authenticator has made it");
      assertThat(client.as(new Special("x")).get("/in").send().text()).isEqualTo("Special[name=x]");
    }
  }

  record Special(String name) implements Principal {}

  private static String tried(java.util.function.Supplier<?> asked) {
    try {
      return asked.get().toString();
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void anAuthenticatorMayAnswerInPlaceOfA401() {
    Authenticator pages =
        new Names() {
          @Override
          public Response<?> refuse(Request request) {
            return Response.redirect("/login");
          }
        };
    try (TestClient client =
        client(
            app -> {
              app.authenticate(pages);
              app.get("/", req -> "");
            })) {
      assertThat(client.get("/").send().header("location")).isEqualTo("/login");
    }
  }

  @Test
  void whereNothingCanBeAskedForTheLackIsForbidden() {
    try (TestClient client =
        client(
            app -> {
              app.authenticate(ClientCertificates.named());
              app.get("/", req -> "");
            })) {
      TestResponse answer = client.get("/").send();
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.headers().all("www-authenticate")).isEmpty();
    }
  }

  @Test
  void principalsHaveBudgetsOfTheirOwn() {
    try (TestClient client =
        client(
            app -> {
              app.authenticate(new Names());
              app.rateLimit(RateLimit.perPrincipal(1, Duration.ofDays(1)));
              app.get("/", req -> req.principal().name());
            })) {
      assertThat(client.as(ANN).get("/").send().status()).isEqualTo(200);
      assertThat(client.as(Principal.of("bob")).get("/").send().status()).isEqualTo(200);
      assertThat(client.as(ANN).get("/").send().status()).isEqualTo(429);
    }
  }

  @Test
  void aKeptAnswerGoesToItsOwnPrincipalAlone() {
    try (TestClient client =
        client(
            app -> {
              app.authenticate(new Names());
              app.use(Idempotency.inMemory());
              app.post("/", req -> req.principal().name());
            })) {
      for (String name : List.of("ann", "bob", "ann")) {
        TestRequest request = client.post("/").header("Idempotency-Key", "same");
        assertThat(request.as(Principal.of(name)).send().text()).isEqualTo(name);
      }
    }
    fails(
        app -> {
          app.use(Idempotency.inMemory());
          app.authenticate(new Names());
          app.post("/a", req -> "");
        },
        "POST /a: Idempotency is declared before authentication");
  }

  @Test
  void anAuditThatFailsChangesNoAnswer() {
    Covet app = Covet.create(Config.builder().set("openapi", false).build());
    app.audit(
        event -> {
          throw new IllegalStateException("the disk is full");
        });
    app.authenticate(new Names());
    app.get("/", req -> "in");
    try (TestClient client = TestClient.of(app)) {
      assertThat(client.get("/").header("Authorization", "Bearer ann").send().text())
          .isEqualTo("in");
    }
  }

  @Test
  void aPrincipalCanNotBeGivenOverASocket() throws Exception {
    try (TestServer server =
        TestServer.start(Config.builder().set("openapi", false), app -> app.get("/", r -> ""))) {
      assertThatThrownBy(() -> server.client().as(ANN).get("/").send())
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("send a token or a key");
    }
  }

  private record Kept(ApiKey key) {
    Optional<ApiKey> find(String prefix) {
      return prefix.equals(key.prefix()) ? Optional.of(key) : Optional.empty();
    }
  }

  @Test
  void keysThatAreNotExactlyRightAreRefused() {
    ApiKeys.Created key = ApiKeys.create("robot", Set.of("a"));
    String text = key.text();
    String other = ApiKeys.create("eve", Set.of()).text();
    Map<String, String> wrong =
        Map.of(
            "",
            "malformed key",
            "robot",
            "malformed key",
            text + "A",
            "malformed key",
            text.substring(0, text.length() - 1),
            "malformed key",
            other,
            "unknown key",
            text.substring(0, 12) + other.substring(12),
            "wrong key");
    try (TestClient client =
        client(
            app -> {
              app.authenticate(ApiKeys.stored(new Kept(key.kept())::find).header("X-Key"));
              app.get("/", req -> req.principal().scopes().toString());
            })) {
      assertThat(client.get("/").header("X-Key", text).send().text()).isEqualTo("[a]");
      wrong.forEach(
          (shown, reason) -> {
            events.clear();
            TestResponse answer = client.get("/").header("X-Key", shown).send();
            assertThat(answer.status()).as(shown).isEqualTo(401);
            assertThat(answer.text()).contains("The API key is wrong.");
            assertThat(events.getLast().reason()).as(shown).isEqualTo(reason);
          });
      assertThat(client.get("/").header("X-Key", text).header("X-Key", text).send().status())
          .isEqualTo(401);
    }
    assertThat(key.toString()).doesNotContain(text.substring(12)).doesNotContain(key.kept().hash());
  }

  @Test
  void anExpiredKeyIsRefused() {
    ApiKeys.Created made = ApiKeys.create("robot", Set.of());
    Instant end = Instant.parse("2026-01-01T00:00:00Z");
    ApiKey kept =
        new ApiKey(
            made.kept().prefix(), made.kept().hash(), "robot", Set.of(), Set.of("bots"), end);
    for (Duration after : List.of(Duration.ofMillis(-1), Duration.ZERO)) {
      InstantSource clock = () -> end.plus(after);
      try (TestClient client =
          client(
              app -> {
                app.authenticate(ApiKeys.stored(new Kept(kept)::find).clock(clock));
                app.get("/", req -> req.principal().roles().toString());
              })) {
        assertThat(client.get("/").header("X-API-Key", made.text()).send().status())
            .isEqualTo(after.isNegative() ? 200 : 401);
      }
    }
    assertThat(events.getLast().reason()).isEqualTo("expired");
    assertThat(events.getLast().principal()).isEqualTo("robot");
  }

  @Test
  void whatCanNotBeAKeyIsRefused() {
    assertThatThrownBy(() -> new ApiKey("p", "x", "n", Set.of(), Set.of(), null))
        .hasMessage("the hash of an API key is 64 hexadecimal digits");
    assertThatThrownBy(() -> new ApiKey("", "0".repeat(64), "n", Set.of(), Set.of(), null))
        .hasMessage("an API key needs a prefix and a name");
    assertThatThrownBy(() -> ApiKeys.stored(p -> Optional.empty()).header("a b"))
        .hasMessage("not the name of a header field: 'a b'");
  }
}
