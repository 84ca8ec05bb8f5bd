package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.covet.Config;
import dev.covet.Context;
import dev.covet.Covet;
import dev.covet.Default;
import dev.covet.HeaderParam;
import dev.covet.HttpException;
import dev.covet.http.Status;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

/** The application of the guide's page on providers. */
class ProvidersTest {
  private final ConcurrentLinkedQueue<String> events = new ConcurrentLinkedQueue<>();

  /** A database, as far as a test needs one. */
  private class Db implements AutoCloseable {
    Session session() {
      return new Session();
    }

    User user(String authorization) {
      if (!authorization.startsWith("Bearer ")) {
        throw new HttpException(Status.UNAUTHORIZED, "who are you?");
      }
      return new User(authorization.substring(7));
    }

    @Override
    public void close() {
      events.add("database closed");
    }
  }

  private class Session implements AutoCloseable {
    List<String> orders(User user, int page) {
      return List.of(user.name() + page);
    }

    @Override
    public void close() {
      events.add("session closed");
    }
  }

  record User(String name) {}

  record Login(@HeaderParam String authorization, Db db) {}

  record Mine(@Context User user, Session session, @Default("1") int page) {}

  private void declare(Covet app) {
    app.provideOnce(Db.class, values -> new Db());
    app.provide(Session.class, req -> req.provided(Db.class).session());
    app.provide(User.class, Login.class, in -> in.db().user(in.authorization()));
    app.get("/orders", Mine.class, in -> in.session().orders(in.user(), in.page()));
    app.get("/me", req -> req.provided(User.class).name());
  }

  private static void answers(TestClient client) {
    TestRequest orders = client.get("/orders?page=2").header("authorization", "Bearer ada");
    assertThat(orders.send().text()).isEqualTo("[\"ada2\"]");
    assertThat(client.get("/me").header("authorization", "Bearer bob").send().text())
        .isEqualTo("bob");
    TestResponse unknown = client.get("/orders?page=x").header("authorization", "Basic").send();
    assertThat(unknown.status()).isEqualTo(401);
    assertThat(unknown.text()).contains("who are you?");
    TestResponse wrong = client.get("/orders?page=x").send();
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.text()).containsSubsequence("\"authorization\"", "\"page\"");
  }

  @Test
  void inMemory() {
    Covet app = Covet.create(Config.defaults());
    declare(app);
    try (TestClient client = TestClient.of(app)) {
      answers(client);
      assertThat(events).containsExactly("session closed", "session closed");
    }
    assertThat(events).last().isEqualTo("database closed");
  }

  @Test
  void overASocket() {
    try (TestServer server = TestServer.start(this::declare)) {
      answers(server.client());
      await().untilAsserted(() -> assertThat(events).hasSize(2));
    }
    assertThat(events).last().isEqualTo("database closed");
  }

  private void override(Covet app, Db fake) {
    declare(app);
    app.override(Db.class, fake);
    app.overrideEach(User.class, req -> new User(req.header("x-user").asString()));
  }

  @Test
  void aTestOverridesWhatIsProvided() {
    Db fake = new Db();
    Covet app = Covet.create(Config.defaults());
    override(app, fake);
    try (TestClient client = TestClient.of(app)) {
      assertThat(client.get("/me").header("x-user", "eve").send().text()).isEqualTo("eve");
    }
    try (TestServer server = TestServer.start(over -> override(over, fake))) {
      assertThat(server.client().get("/orders").header("x-user", "eve").send().text())
          .isEqualTo("[\"eve1\"]");
    }
    assertThat(events).doesNotContain("database closed");
  }

  @Test
  void overridingWhatNobodyProvidesStopsTheStart() {
    Covet app = Covet.create(Config.defaults());
    declare(app);
    app.override(String.class, "x");
    assertThatThrownBy(() -> TestClient.of(app))
        .hasMessageContaining("override of java.lang.String")
        .hasMessageContaining("there is nothing to override");
  }
}
