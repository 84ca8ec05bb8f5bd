package dev.covet.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.Access;
import dev.covet.AuditEvent;
import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.Csrf;
import dev.covet.RateLimit;
import dev.covet.Response;
import dev.covet.Sessions;
import dev.covet.test.TestClient;
import dev.covet.test.TestResponse;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormLoginTest {
  private static final Pattern TOKEN = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");

  private final Passwords passwords = Passwords.weak(2, 100);
  private final CountedUsers users = new CountedUsers();
  private final MovedClock clock = new MovedClock();
  private final List<AuditEvent> events = new CopyOnWriteArrayList<>();
  private Sessions sessions = Sessions.inMemory();
  private TestClient client = secure(login -> login);

  FormLoginTest() {
    users.users.put(new User("ann", passwords.hash("sesame"), "admin"));
    users.users.put(new User("bob", passwords.hash("burger")));
  }

  @AfterEach
  void close() {
    client.close();
  }

  private Covet app(UnaryOperator<FormLogin> settings) {
    Covet app = Covet.create(Config.builder().set("openapi", true).build());
    app.audit(events::add);
    BruteForceGuard guard = BruteForceGuard.standard().clock(clock);
    Logins logins = Logins.of(users).passwords(passwords).guard(guard);
    FormLogin login = settings.apply(FormLogin.of(logins).clock(clock));
    app.sessions(sessions);
    app.authenticate(login);
    login.install(app);
    app.get("/", req -> "home of " + req.principal().name());
    app.get("/admin", req -> "admin " + req.principal().roles()).require(Access.roles("admin"));
    app.post("/basket", req -> "filled");
    app.get(
            "/open",
            req -> {
              req.session().set("basket", "tea");
              return "open";
            })
        .anonymous();
    app.get("/basket", req -> req.session().get("basket").orElse("empty")).anonymous();
    app.post(
            "/other",
            req -> {
              req.session().login("ann");
              return "somebody logged in otherwise";
            })
        .anonymous();
    return app;
  }

  private TestClient secure(UnaryOperator<FormLogin> settings) {
    return TestClient.secure(app(settings));
  }

  private void restart(UnaryOperator<FormLogin> settings) {
    client.close();
    client = secure(settings);
  }

  private Visitor visitor() {
    return new Visitor(client);
  }

  private Visitor loggedIn() {
    Visitor ann = visitor();
    assertThat(ann.login("ann", "sesame").status()).isEqualTo(303);
    return ann;
  }

  private static String location(TestResponse answer) {
    assertThat(answer.status()).isEqualTo(303);
    return Objects.requireNonNull(answer.header("location"));
  }

  @Test
  void aBrowserIsSentToThePageAndBack() {
    Visitor ann = visitor();
    assertThat(location(ann.get("/admin?tab=1&x=%2F")))
        .isEqualTo("/login?next=%2Fadmin%3Ftab%3D1%26x%3D%252F");
    TestResponse page = ann.get("/login?next=%2Fadmin%3Ftab%3D1%26x%3D%252F");
    assertThat(page.header("content-type")).startsWith("text/html");
    assertThat(page.header("cache-control")).isEqualTo("no-store");
    assertThat(page.text())
        .contains("<form method=\"post\" action=\"/login\">")
        .contains("name=\"next\" value=\"/admin?tab=1&amp;x=%2F\"")
        .contains("<label for=\"username\">", "<label for=\"password\">", "<html lang=\"en\">")
        .contains("autocomplete=\"current-password\"")
        .doesNotContain("<script", "<style", "role=\"alert\"");
    TestResponse answer =
        ann.post("/login", "username", "ann", "password", "sesame", "next", "/admin?tab=1&x=%2F");
    assertThat(location(answer)).isEqualTo("/admin?tab=1&x=%2F");
    assertThat(answer.header("cache-control")).isEqualTo("no-store");
    assertThat(ann.get("/admin?tab=1&x=%2F").text()).isEqualTo("admin [admin]");
    assertThat(ann.get("/").text()).isEqualTo("home of ann");
    assertThat(events)
        .filteredOn(event -> event.kind() == AuditEvent.Kind.LOGGED_IN)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.principal()).isEqualTo("ann");
              assertThat(event.scheme()).isEqualTo("form");
              assertThat(event.route()).isEqualTo("POST /login");
            });
  }

  @Test
  void withoutATargetItGoesToTheWelcomePage() {
    assertThat(location(visitor().login("ann", "sesame"))).isEqualTo("/");
    restart(login -> login.welcome("/home"));
    assertThat(location(visitor().login("ann", "sesame"))).isEqualTo("/home");
  }

  @ParameterizedTest
  @MethodSource("dev.covet.password.LocalTargetTest#openRedirects")
  void openRedirectsAreNotFollowed(String next) {
    TestResponse answer =
        visitor().post("/login", "username", "ann", "password", "sesame", "next", next);
    assertThat(location(answer)).isEqualTo("/");
    TestResponse failed =
        visitor().post("/login", "username", "ann", "password", "wrong", "next", next);
    assertThat(location(failed)).isEqualTo("/login?failed=true");
  }

  @Test
  void thePageEscapesWhatItIsAskedWith() {
    String page = visitor().get("/login?next=/%22%3E%3Cscript%3Ealert(1)%3C/script%3E").text();
    assertThat(page)
        .doesNotContain("<script")
        .contains("value=\"/&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\"");
    assertThat(visitor().get("/login?next=//evil.example").text()).doesNotContain("evil");
  }

  @Test
  void whoIsNotLoggedInAndWantsNoPageGets401() {
    assertThat(client.get("/").send().status()).isEqualTo(401);
    TestResponse answer = client.get("/").header("Accept", "application/json").send();
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("www-authenticate")).isEqualTo("Cookie form-action=\"/login\"");
    assertThat(answer.header("content-type")).startsWith("application/problem+json");
    assertThat(visitor().post("/basket").status()).isEqualTo(401);
    assertThat(client.request("HEAD", "/").header("Accept", "text/html").send().status())
        .isEqualTo(303);
  }

  @Test
  void aWrongPasswordShowsThePageAgain() {
    Visitor ann = visitor();
    TestResponse answer =
        ann.post("/login", "username", "ann", "password", "wrong", "next", "/admin");
    assertThat(location(answer)).isEqualTo("/login?failed=true&next=%2Fadmin");
    assertThat(ann.get("/login?failed=true&next=%2Fadmin").text())
        .contains("<p role=\"alert\">Name or password is wrong.</p>")
        .contains("value=\"/admin\"");
    assertThat(ann.cookies).doesNotContainKey("__Host-session");
    assertThat(events)
        .anySatisfy(
            event -> {
              assertThat(event.kind()).isEqualTo(AuditEvent.Kind.REFUSED);
              assertThat(event.principal()).isEqualTo("ann");
              assertThat(event.reason()).isEqualTo("wrong password");
              assertThat(event.scheme()).isEqualTo("form");
            });
  }

  @Test
  void aClientThatWantsNoPageGets401ForAWrongPassword() {
    Visitor script = visitor().with("Accept", "application/json");
    TestResponse answer = script.login("nobody", "wrong");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("www-authenticate")).isEqualTo("Cookie form-action=\"/login\"");
    assertThat(answer.text()).contains("Name or password is wrong.");
    assertThat(script.post("/login", "username", "ann").status()).isEqualTo(422);
  }

  @Test
  void aPlantedSessionIsNotTheOneThatLogsIn() {
    Visitor attacker = visitor();
    attacker.get("/open");
    String planted = Objects.requireNonNull(attacker.cookies.get("__Host-session"));
    Visitor ann = visitor();
    ann.cookies.put("__Host-session", planted);
    ann.login("ann", "sesame");
    assertThat(ann.cookies.get("__Host-session")).isNotEqualTo(planted);
    assertThat(ann.get("/").text()).isEqualTo("home of ann");
    assertThat(ann.get("/basket").text()).isEqualTo("tea");
    assertThat(attacker.get("/").status()).isEqualTo(303);
    assertThat(attacker.get("/basket").text()).isEqualTo("empty");
  }

  @Test
  void anIdThatSomebodyMadeUpIsNotTakenOver() {
    Visitor ann = visitor();
    ann.cookies.put("__Host-session", "A".repeat(22));
    ann.login("ann", "sesame");
    assertThat(ann.cookies.get("__Host-session")).isNotEqualTo("A".repeat(22));
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "cookie"})
  void aCookieIsWorthNothingAfterLogout(String kind) {
    if (kind.equals("cookie")) {
      sessions = Sessions.inCookie(Base64.getEncoder().encodeToString(new byte[32]));
      restart(login -> login);
    }
    Visitor ann = loggedIn();
    String stolen = Objects.requireNonNull(ann.cookies.get("__Host-session"));
    assertThat(location(ann.post("/logout"))).isEqualTo("/");
    assertThat(ann.cookies).doesNotContainKey("__Host-session");
    assertThat(ann.get("/").status()).isEqualTo(303);
    Visitor thief = visitor();
    thief.cookies.put("__Host-session", stolen);
    assertThat(thief.get("/").status()).isEqualTo(303);
    assertThat(events)
        .filteredOn(event -> event.kind() == AuditEvent.Kind.LOGGED_OUT)
        .singleElement()
        .satisfies(event -> assertThat(event.principal()).isEqualTo("ann"));
  }

  @Test
  void whoIsNotLoggedInCanLogOut() {
    assertThat(location(visitor().post("/logout"))).isEqualTo("/");
    assertThat(events).extracting(AuditEvent::kind).doesNotContain(AuditEvent.Kind.LOGGED_OUT);
  }

  @Test
  void anotherLoginBeginsAnotherSession() {
    Visitor visitor = loggedIn();
    visitor.get("/open");
    visitor.login("bob", "burger");
    assertThat(visitor.get("/").text()).isEqualTo("home of bob");
    assertThat(visitor.get("/basket").text()).isEqualTo("empty");
    assertThat(visitor.get("/admin").status()).isEqualTo(403);
  }

  @Test
  void pagesOfOtherSitesCanNotLogAnybodyInOrOut() {
    Visitor ann = loggedIn();
    String before = ann.cookies.get("__Host-session");
    ann.with("Origin", "https://evil.example");
    assertThat(ann.postBlindly("/login", "username", "bob", "password", "burger").status())
        .isEqualTo(403);
    assertThat(ann.postBlindly("/logout").status()).isEqualTo(403);
    assertThat(ann.cookies.get("__Host-session")).isEqualTo(before);
    assertThat(ann.get("/").text()).isEqualTo("home of ann");
  }

  @Test
  void anOldBrowserShowsTheTokenOfThePage() {
    Visitor ann = visitor();
    Matcher token = TOKEN.matcher(ann.get("/login").text());
    assertThat(token.find()).isTrue();
    assertThat(ann.postBlindly("/login", "username", "ann", "password", "sesame").status())
        .isEqualTo(403);
    TestResponse answer =
        ann.postBlindly("/login", "username", "ann", "password", "sesame", "_csrf", token.group(1));
    assertThat(location(answer)).isEqualTo("/");
  }

  @Test
  void whoIsDisabledOrGoneIsOutAfterTenSeconds() {
    for (boolean gone : new boolean[] {false, true}) {
      users.users.put(new User("ann", passwords.hash("sesame"), "admin"));
      clock.pass(Duration.ofSeconds(10));
      Visitor ann = loggedIn();
      assertThat(ann.get("/").status()).isEqualTo(200);
      if (gone) {
        users.users.remove("ann");
      } else {
        users.users.put(users.users.find("ann").orElseThrow().disable());
      }
      clock.pass(Duration.ofMillis(9_999));
      assertThat(ann.get("/").status()).isEqualTo(200);
      clock.pass(Duration.ofMillis(1));
      assertThat(ann.get("/").status()).isEqualTo(303);
      assertThat(ann.cookies).doesNotContainKey("__Host-session");
      assertThat(ann.login("ann", "sesame").status()).isEqualTo(303);
      assertThat(ann.cookies).doesNotContainKey("__Host-session");
    }
    assertThat(events)
        .filteredOn(event -> event.kind() == AuditEvent.Kind.REFUSED)
        .extracting(AuditEvent::reason)
        .containsExactly("disabled", "disabled", "unknown user", "unknown user");
  }

  @Test
  void rolesAreThoseOfTheStore() {
    restart(login -> login.reread(Duration.ZERO));
    Visitor ann = loggedIn();
    int asked = users.asked.get();
    assertThat(ann.get("/admin").status()).isEqualTo(200);
    users.users.put(new User("ann", passwords.hash("sesame")));
    assertThat(ann.get("/admin").status()).isEqualTo(403);
    assertThat(users.asked).hasValue(asked + 2);
  }

  @Test
  void theStoreIsNotAskedForEachRequest() {
    Visitor ann = loggedIn();
    int asked = users.asked.get();
    for (int i = 0; i < 5; i++) {
      ann.get("/");
    }
    assertThat(users.asked).hasValue(asked);
    clock.pass(Duration.ofSeconds(10));
    ann.get("/");
    ann.get("/");
    assertThat(users.asked).hasValue(asked + 1);
  }

  @Test
  void whoIsLetInAgainIsInAtOnce() {
    User ann = users.users.find("ann").orElseThrow();
    Visitor visitor = loggedIn();
    users.users.put(ann.disable());
    clock.pass(Duration.ofSeconds(10));
    assertThat(visitor.get("/").status()).isEqualTo(303);
    users.users.put(ann);
    visitor.login("ann", "sesame");
    assertThat(visitor.get("/").status()).isEqualTo(200);
  }

  @Test
  void theRouteOfTheFormTakesSettings() {
    client.close();
    FormLogin login = FormLogin.of(Logins.of(users).passwords(passwords));
    Covet app = Covet.create();
    app.sessions(sessions);
    login.install(app, form -> form.rateLimit(RateLimit.total(1, Duration.ofDays(1))));
    client = TestClient.secure(app);
    assertThat(visitor().login("ann", "sesame").status()).isEqualTo(303);
    assertThat(visitor().login("ann", "sesame").status()).isEqualTo(429);
    assertThat(visitor().get("/login").status()).isEqualTo(200);
  }

  @Test
  void anOwnPageThatIsNotOpenIsToldInsteadOfALoop() {
    client.close();
    FormLogin login = FormLogin.of(Logins.of(users).passwords(passwords)).ownPage();
    Covet app = Covet.create();
    app.sessions(sessions);
    app.authenticate(login);
    login.install(app);
    app.get("/login", req -> "own");
    client = TestClient.secure(app);
    assertThat(visitor().get("/login").status()).isEqualTo(401);
  }

  @Test
  void aGroupWithAPrefixIsNoPlaceForIt() {
    FormLogin login = FormLogin.of(Logins.of(users));
    Covet app = Covet.create();
    assertThatThrownBy(() -> app.group("/shop", login::install))
        .hasMessageContaining("POST /shop/login ")
        .hasMessageEndingWith("a group without a prefix");
    app.group("", login::install);
  }

  @Test
  void aLoginOfAnotherKindUnderTheSameNameIsNotOurs() {
    Visitor visitor = visitor();
    assertThat(visitor.post("/other").text()).isEqualTo("somebody logged in otherwise");
    assertThat(visitor.get("/").status()).isEqualTo(303);
    Visitor bob = visitor();
    bob.login("bob", "burger");
    bob.post("/other");
    assertThat(bob.get("/").status()).isEqualTo(303);
  }

  @Test
  void afterTooManyWrongPasswordsAFormWaitsToo() {
    for (int i = 0; i < 5; i++) {
      visitor().login("ann", "wrong" + i);
    }
    TestResponse answer = visitor().login("ann", "sesame");
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.header("retry-after")).isEqualTo("1");
    assertThat(events)
        .filteredOn(event -> event.kind() == AuditEvent.Kind.LOCKED)
        .singleElement()
        .satisfies(event -> assertThat(event.scheme()).isEqualTo("form"));
    clock.pass(Duration.ofSeconds(1));
    assertThat(visitor().login("ann", "sesame").status()).isEqualTo(303);
  }

  @Test
  void anApplicationCanHaveItsOwnPageAndPaths() {
    client.close();
    Csrf csrf = Csrf.protection();
    FormLogin login =
        FormLogin.of(Logins.of(users).passwords(passwords))
            .page("/in")
            .logout("/out")
            .ownPage()
            .csrf(csrf);
    Covet app = Covet.create();
    app.sessions(sessions);
    app.use(csrf);
    app.authenticate(login);
    login.install(app);
    app.get("/in", req -> Response.html("own " + Csrf.token(req))).anonymous();
    app.get("/", req -> "in");
    client = TestClient.secure(app);
    Visitor ann = visitor();
    assertThat(location(ann.get("/"))).isEqualTo("/in?next=%2F");
    String token = ann.get("/in").text().substring(4);
    TestResponse answer =
        ann.postBlindly("/in", "username", "ann", "password", "sesame", "_csrf", token);
    assertThat(location(answer)).isEqualTo("/");
    assertThat(ann.get("/").text()).isEqualTo("in");
    assertThat(location(ann.post("/out"))).isEqualTo("/");
    assertThat(ann.get("/").status()).isEqualTo(303);
  }

  @Test
  void aHandlerCanAskForThePasswordAgain() {
    client.close();
    Logins logins = Logins.of(users).passwords(passwords);
    Covet app = Covet.create();
    app.audit(events::add);
    app.post(
            "/check",
            req ->
                logins
                    .verify(req, "ann", req.form("password").asString())
                    .map(User::name)
                    .orElse("wrong"))
        .hidden();
    client = TestClient.secure(app);
    assertThat(visitor().post("/check", "password", "sesame").text()).isEqualTo("ann");
    assertThat(visitor().post("/check", "password", "other").text()).isEqualTo("wrong");
    assertThat(events).extracting(AuditEvent::scheme).containsExactly("password");
  }

  @Test
  void theDocumentShowsTheCookieAndTheForm() {
    restart(login -> login.cookie("__Host-id"));
    String document = loggedIn().get("/openapi.json").text().replaceAll("\\s", "");
    assertThat(document)
        .contains("\"form\":{\"type\":\"apiKey\",\"in\":\"cookie\",\"name\":\"__Host-id\"}")
        .contains("\"/login\":{\"post\"", "\"/logout\":{\"post\"")
        .contains("\"429\"");
  }

  @Test
  void withoutSessionsItDoesNotStart() {
    Covet app = Covet.create();
    app.authenticate(FormLogin.of(Logins.of(users).passwords(passwords)));
    app.get("/", req -> "in");
    assertThatThrownBy(() -> TestClient.of(app))
        .hasMessageContaining("the authenticator 'form'")
        .hasMessageContaining("sessions");
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    FormLogin login = FormLogin.of(Logins.of(users));
    assertThatThrownBy(() -> login.page("login")).hasMessageContaining("not a path");
    assertThatThrownBy(() -> login.logout("//a")).hasMessageContaining("not a path");
    assertThatThrownBy(() -> login.welcome("https://a")).hasMessageContaining("not a path");
    assertThatThrownBy(() -> login.reread(Duration.ofHours(2))).hasMessageContaining("an hour");
    assertThatThrownBy(() -> login.reread(Duration.ofMillis(-1))).hasMessageContaining("an hour");
  }
}
