package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.Request;
import dev.covet.Response;
import dev.covet.Session;
import dev.covet.Sessions;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The application of the guide's page on sessions, with real stores and real TLS. */
class SessionServerTest {
  record Cart(List<String> items) {}

  private static Sessions sessions(String kind) {
    return kind.equals("memory")
        ? Sessions.inMemory()
        : Sessions.inCookie(Base64.getEncoder().encodeToString(new byte[32]));
  }

  private static void declare(Covet app, Sessions sessions) {
    app.sessions(sessions);
    app.post("/cart/{item}", SessionServerTest::add);
    app.get("/cart", request -> cart(request.session()));
    app.post(
        "/login",
        request -> {
          request.session().login("ann");
          request.session().flash("notice", "Welcome back");
          return Response.redirect("/home");
        });
    app.get(
        "/home",
        request ->
            request.session().principal().orElse("nobody")
                + ": "
                + request.session().flash("notice").orElse(""));
    app.post(
        "/logout",
        request -> {
          request.session().logout();
          return Response.redirect("/");
        });
    app.post(
        "/password",
        request -> {
          String user = request.session().principal().orElseThrow();
          sessions.endAll(user);
          request.session().login(user);
          return "changed";
        });
  }

  private static Cart cart(Session session) {
    return session.get("cart", Cart.class).orElse(new Cart(List.of()));
  }

  private static String add(Request request) {
    Session session = request.session();
    List<String> items = new java.util.ArrayList<>(cart(session).items());
    items.add(request.path("item").asString());
    session.set("cart", new Cart(items));
    return "added";
  }

  private static String cookie(TestResponse response) {
    String set = Objects.requireNonNull(response.header("set-cookie"));
    assertThat(set).startsWith("__Host-session=").contains("; Secure; HttpOnly; SameSite=Lax");
    return set.substring(0, set.indexOf(';'));
  }

  private static String get(TestClient client, String target, String cookie) {
    return client.get(target).header("cookie", cookie).send().text();
  }

  private static void visit(TestClient client) {
    String first = cookie(client.post("/cart/tea").send());
    String second = client.post("/cart/milk").header("cookie", first).send().header("set-cookie");
    String now = second == null ? first : second.substring(0, second.indexOf(';'));
    assertThat(get(client, "/cart", now)).isEqualTo("{\"items\":[\"tea\",\"milk\"]}");

    String ann = cookie(client.post("/login").header("cookie", now).send());
    assertThat(get(client, "/home", ann)).startsWith("ann: Welcome back");
    assertThat(get(client, "/cart", ann)).isEqualTo("{\"items\":[\"tea\",\"milk\"]}");
    assertThat(get(client, "/home", now)).isEqualTo("nobody: ");

    String phone = cookie(client.post("/login").send());
    String changed = cookie(client.post("/password").header("cookie", ann).send());
    assertThat(get(client, "/home", phone)).isEqualTo("nobody: ");
    assertThat(get(client, "/home", ann)).isEqualTo("nobody: ");
    assertThat(get(client, "/home", changed)).startsWith("ann: ");

    TestResponse out = client.post("/logout").header("cookie", changed).send();
    assertThat(out.header("set-cookie")).startsWith("__Host-session=; ").contains("Max-Age=0");
    assertThat(get(client, "/home", changed)).isEqualTo("nobody: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "cookie"})
  void overTlsAllOfItWorks(String kind) {
    Config.Builder config = Config.builder().set("mode", "dev").set("tls-self-signed", true);
    try (TestServer server = TestServer.start(config, app -> declare(app, sessions(kind)))) {
      visit(server.client());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "cookie"})
  void inMemoryAllOfItWorks(String kind) {
    Covet app = Covet.create(Config.defaults());
    declare(app, sessions(kind));
    try (TestClient client = TestClient.secure(app)) {
      visit(client);
    }
  }

  @Test
  void inClearTextNoCookieIsSetAndNoneIsBelieved() {
    try (TestServer server = TestServer.start(app -> declare(app, Sessions.inMemory()))) {
      TestResponse refusal = server.client().post("/login").send();
      assertThat(refusal.status()).isEqualTo(500);
      assertThat(refusal.header("set-cookie")).isNull();
      assertThat(get(server.client(), "/home", "__Host-session=AAAAAAAAAAAAAAAAAAAAAA"))
          .isEqualTo("nobody: ");
    }
  }
}
