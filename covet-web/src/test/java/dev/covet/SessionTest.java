package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.http.Status;
import java.time.Duration;
import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

class SessionTest {
  private final MapSessions store = new MapSessions();
  private Covet app = Covet.create(Config.defaults());

  private SessionClient client() {
    return new SessionClient(app.assemble());
  }

  private void sessions() {
    app.sessions(Sessions.stored(store));
    app.get("/get", request -> request.session().get("x").orElse("-"));
    app.get("/set", SessionTest::set);
  }

  private static String set(Request request) {
    request.session().set("x", "1");
    return "";
  }

  record Cart(String text) {}

  @Test
  void objectsAreKeptAsJson() {
    app.sessions(Sessions.stored(store));
    app.get(
        "/",
        request -> {
          Session session = request.session();
          session.set("cart", new Cart("tea"));
          session.set("text", "plain");
          return session.get("cart", Cart.class).orElseThrow().text()
              + session.get("text", String.class).orElse("-")
              + session.get("missing", Cart.class).isPresent();
        });

    assertThat(client().text("/"))
        .isEqualTo("<Cart[text=tea] as dev.covet.SessionTest$Cart>plainfalse");
    assertThat(store.sessions.values().iterator().next().values())
        .containsEntry("cart", "<Cart[text=tea] as dev.covet.SessionTest$Cart>")
        .containsEntry("text", "plain");
  }

  @Test
  void aValueThatDoesNotFitItsTypeAnyMoreIsAbsent() {
    app.sessions(Sessions.stored(store));
    app.get(
        "/",
        request -> {
          request.session().set("cart", "wrong");
          request.session().set("other", "broken");
          return request.session().get("cart", Cart.class).isPresent()
              + " "
              + request.session().get("other", Cart.class).isPresent();
        });

    assertThat(client().text("/")).isEqualTo("false false");
  }

  @Test
  void inDevModeAClientOnThisMachineNeedsNoTls() {
    app = Covet.create(Config.builder().set("mode", "dev").build());
    sessions();
    SessionClient here = client().inClearTextFrom("127.0.0.1");
    here.cookieName = "session";

    assertThat(hosted(here, "/set").headers().first("Set-Cookie"))
        .matches("session=[\\w-]{22}; Path=/; HttpOnly; SameSite=Lax");
    SessionClient there = client().inClearTextFrom("192.0.2.1");
    try (LogCapture log = new LogCapture()) {
      assertThat(hosted(there, "/set").status().code()).isEqualTo(500);
      assertThat(log.from(Level.SEVERE)).hasSize(1);
    }
  }

  private static Response<?> hosted(SessionClient client, String target) {
    return client.get(target, "localhost:8080");
  }

  @Test
  void behindATrustedProxyItsTlsCounts() {
    app =
        Covet.create(
            Config.builder()
                .set("trusted-proxies", "10.0.0.0/8")
                .set("proxy-headers", "x-forwarded-for, x-forwarded-proto")
                .build());
    sessions();
    FakeIncoming proxied =
        FakeIncoming.get("/set")
            .from("10.1.2.3")
            .with("X-Forwarded-For", "192.0.2.1")
            .with("X-Forwarded-Proto", "https");

    assertThat(Exchange.serve(app, proxied).headers().first("Set-Cookie"))
        .startsWith("__Host-session=");
  }

  @Test
  void aHandlersOwnCachingStandsUnlessACookieIsSet() {
    app.sessions(Sessions.stored(store));
    app.get(
        "/read",
        request ->
            Response.text(request.session().get("x").orElse("-"))
                .cacheControl("public, max-age=60")
                .header("Vary", "Accept, cookie"));
    app.get(
        "/star",
        request -> Response.text(request.session().get("x").orElse("-")).header("Vary", "*"));
    app.get(
        "/change",
        request -> Response.text(set(request)).cacheControl("public").header("Vary", "Accept"));

    Response<?> read = client().get("/read");
    assertThat(read.headers().all("Cache-Control")).containsExactly("public, max-age=60");
    assertThat(read.headers().all("Vary")).containsExactly("Accept, cookie");
    assertThat(client().get("/star").headers().all("Vary")).containsExactly("*");
    Response<?> changed = client().get("/change");
    assertThat(changed.headers().all("Cache-Control")).containsExactly("no-store");
    assertThat(changed.headers().all("Vary")).containsExactly("Accept", "Cookie");
  }

  @Test
  void whatAFailedRequestSetIsNotKeptButItsLogoutHolds() {
    sessions();
    app.get(
        "/fail",
        request -> {
          request.session().set("x", "half");
          throw new HttpException(503, "no database");
        });
    app.get(
        "/refuse",
        request -> {
          request.session().set("x", "counted");
          throw new HttpException(401, "wrong password");
        });
    app.get(
        "/logout",
        request -> {
          request.session().logout();
          throw new HttpException(503, "no database");
        });
    SessionClient client = client();
    assertThat(client.get("/fail").headers().first("Set-Cookie")).isNull();
    client.get("/set");
    client.get("/fail");
    assertThat(client.text("/get")).isEqualTo("1");
    client.get("/refuse");
    assertThat(client.text("/get")).isEqualTo("counted");
    SessionClient thief = client.copy();
    assertThat(client.get("/logout").headers().first("Set-Cookie")).contains("Max-Age=0");
    assertThat(thief.text("/get")).isEqualTo("-");
  }

  @Test
  void whenTheAnswerHasBegunASessionCanBeReadAndNotChanged() {
    sessions();
    app.get(
        "/stream",
        request -> {
          Session session = request.session();
          session.flash("note", "here");
          return Response.stream(
              out -> {
                out.write(session.flash("note").orElse("-").getBytes());
                assertThatThrownBy(() -> session.set("x", "late"))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the answer has begun");
              });
        });

    assertThat(client().text("/stream")).isEqualTo("here");
  }

  @Test
  void aRequestThatNobodyWaitsForChangesNoIdThatTheClientWouldNotLearn() {
    sessions();
    Request[] current = new Request[1];
    app.get(
        "/late",
        request -> {
          request.session().rotate();
          request.session().set("x", "late");
          current[0].end();
          return "";
        });
    AssembledApplication assembled = app.assemble();
    SessionClient client = new SessionClient(assembled);
    client.get("/set");
    current[0] =
        assembled.accept(
            FakeIncoming.get("/late")
                .scheme("https")
                .with("Cookie", "__Host-session=" + client.cookie));
    assembled.handle(current[0], Exchange.calls());

    assertThat(client.text("/get")).isEqualTo("1");
  }

  @Test
  void aSessionIsBounded() {
    app.sessions(Sessions.stored(store));
    app.get(
        "/{size:int}",
        request -> {
          request.session().set("x", "y".repeat(request.path("size").asInt()));
          return "";
        });
    try (LogCapture log = new LogCapture()) {
      assertThat(client().get("/65536").failure())
          .hasMessage("a session holds at most 65536 characters, not 65537");
      assertThat(log.from(Level.SEVERE)).hasSize(1);
    }
    assertThat(client().get("/65535").status()).isEqualTo(Status.OK);
  }

  @Test
  void namesOfValuesHoldNoControlCharacters() {
    app.sessions(Sessions.stored(store));
    app.get(
        "/",
        request -> {
          for (String name : List.of("", "a\nb", "\u0001flash")) {
            assertThatThrownBy(() -> request.session().set(name, ""))
                .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> request.session().flash(name, ""))
                .isInstanceOf(IllegalArgumentException.class);
          }
          return "";
        });
    assertThat(client().text("/")).isEmpty();
  }

  @Test
  void whoAsksForSessionsThatWereNotDeclaredIsTold() {
    app.get("/get", request -> request.session().get("x").orElse("-"));
    try (LogCapture log = new LogCapture()) {
      assertThat(client().get("/get").failure())
          .hasMessage(
              "no sessions are declared for GET /get; declare them at start:"
                  + " app.sessions(Sessions.inMemory())");
      assertThat(log.from(Level.SEVERE)).hasSize(1);
    }
  }

  @Test
  void sessionsMayBeThoseOfAGroupAndAreAbsentElsewhere() {
    app.get("/free", request -> "");
    app.group(
        "/shop",
        shop -> {
          shop.sessions(Sessions.stored(store));
          shop.get("/get", request -> request.session().get("x").orElse("-"));
        });
    AssembledApplication assembled = app.assemble();

    assertThat(assembled.accept(FakeIncoming.get("/free")).route().middleware()).isEmpty();
    assertThat(assembled.accept(FakeIncoming.get("/free")).route().sessions()).isNull();
    assertThat(assembled.accept(FakeIncoming.get("/shop/get")).route().middleware()).hasSize(1);
  }

  @Test
  void twoDeclarationsForOneRouteStopTheStart() {
    app.sessions(Sessions.stored(store));
    app.group(
        "/shop",
        shop -> {
          shop.sessions(Sessions.stored(store));
          shop.get("/get", request -> "");
        });

    assertThatThrownBy(app::assemble)
        .hasMessage(
            "GET /shop/get: sessions are declared twice, for the route or around it; declare them"
                + " once");
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    Sessions sessions = Sessions.stored(store);

    assertThatThrownBy(() -> sessions.idle(Duration.ZERO)).hasMessageContaining("not PT0S");
    assertThatThrownBy(() -> sessions.absolute(Duration.ofMillis(999)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> sessions.name("__Host-x")).hasMessageContaining("'__Host-x'");
    assertThatThrownBy(() -> sessions.name("a b")).isInstanceOf(IllegalArgumentException.class);
  }
}
