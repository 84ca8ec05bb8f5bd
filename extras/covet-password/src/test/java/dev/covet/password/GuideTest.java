package dev.covet.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Access;
import dev.covet.Covet;
import dev.covet.HttpException;
import dev.covet.Sessions;
import dev.covet.http.Status;
import dev.covet.test.TestClient;
import org.junit.jupiter.api.Test;

/** The code of docs/guide/passwords.md. */
class GuideTest {
  private final Sessions sessions = Sessions.inMemory();
  private final Passwords passwords = Passwords.argon2id();
  private final MemoryUsers users =
      UserStore.inMemory(new User("ann", passwords.hash("correct horse"), "admin"));

  private static void forms(Covet app, UserStore users) {
    FormLogin login = FormLogin.of(Logins.of(users));
    app.sessions(Sessions.inMemory());
    app.authenticate(login);
    login.install(app);

    app.get("/", req -> "Hello, " + req.principal().name());
    app.get("/admin", req -> "secrets").require(Access.roles("admin"));
  }

  private static void basic(Covet app, UserStore users) {
    app.group(
        "/api",
        api -> {
          api.authenticate(BasicAuth.of(Logins.of(users)).realm("orders"));
          api.get("/orders", req -> "orders of " + req.principal().name());
        });
  }

  private void change(Covet app, Logins logins) {
    app.post(
            "/password",
            req -> {
              String name = req.principal().name();
              User user =
                  logins
                      .verify(req, name, req.form("old").asString())
                      .orElseThrow(() -> new HttpException(Status.FORBIDDEN, "That is not it."));
              users.put(user.withPasswordHash(passwords.hash(req.form("new").asString())));
              sessions.endAll(name);
              return "Log in again.";
            })
        .hidden();
  }

  @Test
  void formsWork() {
    Covet app = Covet.create();
    forms(app, users);
    try (TestClient client = TestClient.secure(app)) {
      Visitor ann = new Visitor(client);
      ann.login("ann", "correct horse");
      assertThat(ann.get("/").text()).isEqualTo("Hello, ann");
      assertThat(ann.get("/admin").text()).isEqualTo("secrets");
    }
  }

  @Test
  void basicWorks() {
    Covet app = Covet.create();
    basic(app, users);
    try (TestClient client = TestClient.secure(app)) {
      assertThat(
              client
                  .get("/api/orders")
                  .header("Authorization", "Basic YW5uOmNvcnJlY3QgaG9yc2U=")
                  .send()
                  .text())
          .isEqualTo("orders of ann");
    }
  }

  @Test
  void aChangedPasswordEndsAllSessions() {
    Logins logins = Logins.of(users);
    FormLogin login = FormLogin.of(logins);
    Covet app = Covet.create();
    app.sessions(sessions);
    app.authenticate(login);
    login.install(app);
    app.get("/", req -> "in");
    change(app, logins);
    try (TestClient client = TestClient.secure(app)) {
      Visitor ann = new Visitor(client);
      Visitor elsewhere = new Visitor(client);
      ann.login("ann", "correct horse");
      elsewhere.login("ann", "correct horse");
      assertThat(ann.post("/password", "old", "wrong", "new", "x").status()).isEqualTo(403);
      assertThat(ann.post("/password", "old", "correct horse", "new", "").status()).isEqualTo(422);
      assertThat(ann.post("/password", "old", "correct horse", "new", "battery").text())
          .isEqualTo("Log in again.");
      assertThat(elsewhere.get("/").status()).isEqualTo(303);
      assertThat(ann.login("ann", "battery").header("location")).isEqualTo("/");
    }
  }
}
