package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.http.Cookie.SameSite;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What sessions do, wherever they are kept. */
abstract class SessionRows {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-25T10:00:00Z"));
  Sessions sessions;
  private Covet app;
  private AssembledApplication assembled;

  /** Fresh ones. */
  abstract Sessions make();

  @BeforeEach
  void declare() {
    sessions = make().clock(now::get).idle(Duration.ofMinutes(30)).absolute(Duration.ofHours(12));
    declare(sessions);
  }

  private void declare(Sessions declared) {
    app = Covet.create(Config.defaults());
    app.sessions(declared);
    app.get("/plain", request -> "");
    app.get("/get", request -> request.session().get("x").orElse("-"));
    app.get(
        "/set",
        request -> {
          request.session().set("x", request.query("x").asString());
          return "";
        });
    app.get(
        "/remove",
        request -> {
          request.session().remove("x");
          return "";
        });
    app.get(
        "/login",
        request -> {
          request.session().login(request.query("as").or("ann"));
          return "";
        });
    app.get("/who", request -> request.session().principal().orElse("nobody"));
    app.get(
        "/rotate",
        request -> {
          request.session().rotate();
          return "";
        });
    app.get(
        "/logout",
        request -> {
          request.session().logout();
          return "";
        });
    app.get("/empty", request -> String.valueOf(request.session().isEmpty()));
    app.get(
        "/flash",
        request -> {
          request.session().flash("x", "once");
          return "";
        });
    app.get("/flashed", request -> request.session().flash("x").orElse("-"));
    assembled = app.assemble();
  }

  private SessionClient client() {
    return new SessionClient(assembled);
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  @Test
  void whatIsSetIsThereInTheNextRequestOfTheSameClientAlone() {
    SessionClient ann = client();
    ann.get("/set?x=1");

    assertThat(ann.text("/get")).isEqualTo("1");
    assertThat(client().text("/get")).isEqualTo("-");
    ann.get("/set?x=2");
    assertThat(ann.text("/get")).isEqualTo("2");
    ann.get("/remove");
    assertThat(ann.text("/get")).isEqualTo("-");
  }

  @Test
  void aRequestThatDoesNotUseItsSessionGetsNothingOfIt() {
    SessionClient ann = client();
    assertThat(ann.get("/plain").headers().isEmpty()).isFalse();
    assertThat(ann.get("/plain").headers().first("Set-Cookie")).isNull();
    assertThat(ann.get("/plain").headers().first("Vary")).isNull();
    assertThat(ann.get("/plain").headers().first("Cache-Control")).isNull();
  }

  @Test
  void readingASessionThatIsNotThereBeginsNone() {
    SessionClient ann = client();
    Response<?> answer = ann.get("/get");

    assertThat(answer.headers().first("Set-Cookie")).isNull();
    assertThat(answer.headers().first("Vary")).isEqualTo("Cookie");
    assertThat(answer.headers().first("Cache-Control")).isEqualTo("private, no-cache");
    assertThat(ann.get("/remove").headers().first("Set-Cookie")).isNull();
    assertThat(ann.get("/rotate").headers().first("Set-Cookie")).isNull();
    assertThat(ann.get("/logout").headers().first("Set-Cookie")).isNull();
    assertThat(ann.text("/empty")).isEqualTo("true");
  }

  @Test
  void theCookieIsSafe() {
    Response<?> answer = client().get("/set?x=1");

    assertThat(answer.headers().first("Set-Cookie"))
        .matches("__Host-session=[\\w-]{22,}; Path=/; Secure; HttpOnly; SameSite=Lax");
    assertThat(answer.headers().first("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.headers().first("Vary")).isEqualTo("Cookie");
  }

  @Test
  void theCookieIsAsDeclared() {
    declare(sessions.name("sid").sameSite(SameSite.STRICT).persistent());
    SessionClient ann = client();
    ann.cookieName = "__Host-sid";

    assertThat(ann.get("/set?x=1").headers().first("Set-Cookie"))
        .endsWith("; Path=/; Max-Age=43200; Secure; HttpOnly; SameSite=Strict");
    assertThat(ann.text("/get")).isEqualTo("1");
  }

  @Test
  void anIdThatSomebodyElseChoseIsNeverUsed() {
    SessionClient victim = client();
    victim.cookie = "AAAAAAAAAAAAAAAAAAAAAA";
    SessionClient attacker = victim.copy();
    victim.get("/set?x=secret");

    assertThat(victim.cookie).isNotEqualTo(attacker.cookie);
    assertThat(attacker.text("/get")).isEqualTo("-");
    assertThat(victim.text("/get")).isEqualTo("secret");
  }

  @Test
  void aLoginMakesTheOldCookieWorthlessAndKeepsTheValues() {
    SessionClient victim = client();
    victim.get("/set?x=cart");
    SessionClient attacker = victim.copy();
    victim.get("/login");

    assertThat(victim.text("/who")).isEqualTo("ann");
    assertThat(victim.text("/get")).isEqualTo("cart");
    assertThat(attacker.text("/who")).isEqualTo("nobody");
    assertThat(attacker.text("/get")).isEqualTo("-");
  }

  @Test
  void aStolenCookieIsWorthlessAfterARotation() {
    SessionClient ann = client();
    ann.get("/login");
    SessionClient thief = ann.copy();
    ann.get("/rotate");

    assertThat(ann.text("/who")).isEqualTo("ann");
    assertThat(thief.text("/who")).isEqualTo("nobody");
    thief.get("/rotate");
    assertThat(thief.text("/who")).isEqualTo("nobody");
  }

  @Test
  void aCookieIsWorthlessAfterALogout() {
    SessionClient ann = client();
    ann.get("/login");
    SessionClient thief = ann.copy();

    assertThat(ann.get("/logout").headers().first("Set-Cookie"))
        .isEqualTo("__Host-session=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Lax");
    assertThat(ann.cookie).isNull();
    assertThat(ann.text("/who")).isEqualTo("nobody");
    assertThat(thief.text("/who")).isEqualTo("nobody");
    thief.get("/set?x=1");
    assertThat(thief.text("/who")).isEqualTo("nobody");
  }

  @Test
  void aLoginAsSomebodyElseEndsTheOldSession() {
    SessionClient client = client();
    client.get("/login?as=ann");
    client.get("/set?x=ann's");
    SessionClient old = client.copy();
    client.get("/login?as=bob");

    assertThat(client.text("/who")).isEqualTo("bob");
    assertThat(client.text("/get")).isEqualTo("-");
    assertThat(old.text("/who")).isEqualTo("nobody");
    client.get("/set?x=bob's");
    client.get("/login?as=bob");
    assertThat(client.text("/get")).isEqualTo("bob's");
  }

  @Test
  void whatIsSetAfterALogoutIsInANewSession() {
    app = Covet.create(Config.defaults());
    app.sessions(sessions);
    app.get(
        "/again",
        request -> {
          Session session = request.session();
          session.set("x", "old");
          session.login("ann");
          session.logout();
          session.set("y", "new");
          return session.get("x").orElse("-") + session.principal().orElse("-");
        });
    app.get("/y", request -> request.session().get("y").orElse("-"));
    assembled = app.assemble();
    SessionClient client = client();

    assertThat(client.text("/again")).isEqualTo("--");
    assertThat(client.text("/y")).isEqualTo("new");
    SessionClient old = client.copy();
    client.text("/again");
    assertThat(client.text("/y")).isEqualTo("new");
    assertThat(old.text("/y")).isEqualTo("-");
  }

  @Test
  void aSlowRequestDoesNotBringBackASessionThatWasLoggedOutMeanwhile() {
    SessionClient[] ann = new SessionClient[1];
    app = Covet.create(Config.defaults());
    app.sessions(sessions);
    app.get("/who", request -> request.session().principal().orElse("nobody"));
    app.get(
        "/login",
        request -> {
          request.session().login("ann");
          return "";
        });
    app.get(
        "/logout",
        request -> {
          request.session().logout();
          return "";
        });
    app.get(
        "/slow",
        request -> {
          assertThat(request.session().principal()).contains("ann");
          ann[0].copy().get("/logout");
          request.session().set("x", "late");
          return "";
        });
    app.get(
        "/slow-rotation",
        request -> {
          assertThat(request.session().principal()).contains("ann");
          ann[0].copy().get("/logout");
          request.session().rotate();
          return "";
        });
    assembled = app.assemble();
    for (String slow : new String[] {"/slow", "/slow-rotation"}) {
      ann[0] = client();
      ann[0].get("/login");
      ann[0].get(slow);
      assertThat(ann[0].text("/who")).as(slow).isEqualTo("nobody");
    }
  }

  @Test
  void whoLogsInWhileTheSessionEndsGetsANewOneWithoutTheOldValues() {
    SessionClient[] ann = new SessionClient[1];
    app.get(
        "/slow-login",
        request -> {
          request.session().get("x");
          ann[0].copy().get("/logout");
          request.session().login("ann");
          return "";
        });
    assembled = app.assemble();
    ann[0] = client();
    ann[0].get("/set?x=old");
    ann[0].get("/slow-login");

    assertThat(ann[0].text("/who")).isEqualTo("ann");
    assertThat(ann[0].text("/get")).isEqualTo("-");
  }

  @Test
  void allSessionsOfAPrincipalEndAtOnce() {
    SessionClient laptop = client();
    SessionClient phone = client();
    SessionClient bob = client();
    laptop.get("/login");
    phone.get("/login");
    bob.get("/login?as=bob");

    sessions.endAll("ann");

    assertThat(laptop.text("/who")).isEqualTo("nobody");
    assertThat(phone.text("/who")).isEqualTo("nobody");
    assertThat(bob.text("/who")).isEqualTo("bob");
    laptop.get("/login");
    assertThat(laptop.text("/who")).isEqualTo("ann");
  }

  @Test
  void aSessionEndsWhenItIsNotUsed() {
    SessionClient ann = client();
    ann.get("/login");
    for (int i = 0; i < 10; i++) {
      pass(Duration.ofMinutes(26));
      assertThat(ann.text("/who")).isEqualTo("ann");
    }
    pass(Duration.ofMinutes(30));
    assertThat(ann.text("/who")).isEqualTo("nobody");
  }

  /** Else it would be good for a day more than it should. */
  @Test
  void aUseAfterTheClockWasSetBackIsNotedAtItsTime() {
    SessionClient ann = client();
    ann.get("/login");
    pass(Duration.ofDays(-1));
    assertThat(ann.text("/who")).isEqualTo("ann");
    pass(Duration.ofMinutes(29));
    assertThat(ann.text("/who")).isEqualTo("ann");
    pass(Duration.ofMinutes(30));
    assertThat(ann.text("/who")).isEqualTo("nobody");
  }

  @Test
  void aRequestThatDoesNotUseTheSessionDoesNotKeepIt() {
    SessionClient ann = client();
    ann.get("/login");
    pass(Duration.ofMinutes(20));
    ann.get("/plain");
    pass(Duration.ofMinutes(10));
    assertThat(ann.text("/who")).isEqualTo("nobody");
  }

  @Test
  void aSessionEndsHoweverMuchItIsUsedUnlessItsPrincipalLogsInAgain() {
    SessionClient ann = client();
    ann.get("/login");
    SessionClient again = client();
    again.get("/login");
    for (int i = 0; i < 29; i++) {
      pass(Duration.ofMinutes(25));
      if (i == 20) {
        again.get("/login");
      }
      String here = i < 28 ? "ann" : "nobody";
      assertThat(ann.text("/who")).as("after %s", i).isEqualTo(here);
      assertThat(again.text("/who")).isEqualTo("ann");
    }
  }

  @Test
  void aFlashValueIsThereUntilItIsReadOnce() {
    SessionClient ann = client();
    ann.get("/flash");
    ann.get("/get");
    ann.get("/plain");

    assertThat(ann.text("/flashed")).isEqualTo("once");
    assertThat(ann.text("/flashed")).isEqualTo("-");
    assertThat(ann.text("/get")).isEqualTo("-");
  }

  @Test
  void whatTheSessionHoldsTellsWhetherItIsEmpty() {
    SessionClient ann = client();
    ann.get("/set?x=1");
    assertThat(ann.text("/empty")).isEqualTo("false");
    ann.get("/remove");
    assertThat(ann.text("/empty")).isEqualTo("true");
    ann.get("/login");
    assertThat(ann.text("/empty")).isEqualTo("false");
  }

  @Test
  void withoutTlsThereIsNoSession() {
    SessionClient ann = client();
    ann.get("/login");
    SessionClient clear = ann.copy().inClearTextFrom("192.0.2.1");

    assertThat(clear.text("/who")).isEqualTo("nobody");
    for (String target : new String[] {"/set?x=1", "/login", "/logout", "/rotate", "/flash"}) {
      try (LogCapture log = new LogCapture()) {
        Response<?> answer = clear.get(target);
        assertThat(answer.status().code()).as(target).isEqualTo(500);
        assertThat(answer.headers().first("Set-Cookie")).isNull();
        assertThat(answer.failure()).hasMessageContaining("a session needs TLS");
        assertThat(log.from(java.util.logging.Level.SEVERE)).hasSize(1);
      }
    }
    SessionClient loopback = ann.copy().inClearTextFrom("127.0.0.1");
    assertThat(loopback.text("/who")).isEqualTo("nobody");
    SessionClient withoutPrefix = ann.copy();
    withoutPrefix.cookieName = "session";
    assertThat(withoutPrefix.text("/who")).isEqualTo("nobody");
  }
}
