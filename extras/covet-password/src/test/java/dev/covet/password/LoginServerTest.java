package dev.covet.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.AuditEvent;
import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.Sessions;
import dev.covet.test.TestClient;
import dev.covet.test.TestResponse;
import dev.covet.test.TestServer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Over sockets, with one event loop. */
class LoginServerTest {
  private final Passwords passwords = Passwords.weak(1, 10);
  private final MemoryUsers users =
      UserStore.inMemory(new User("ann", passwords.hash("sesame"), "admin"));
  private final List<AuditEvent> events = new CopyOnWriteArrayList<>();

  private static Config.Builder config() {
    return Config.builder().set("workers", 1);
  }

  private Logins logins() {
    return Logins.of(users).passwords(passwords);
  }

  private static TestResponse basic(TestClient client, String password) {
    String pair = "ann:" + password;
    return client
        .get("/")
        .header(
            "Authorization",
            "Basic " + java.util.Base64.getEncoder().encodeToString(pair.getBytes()))
        .send();
  }

  @Test
  void theLoopGoesOnWhileAPasswordIsHashed() throws Exception {
    CountDownLatch holds = new CountDownLatch(1);
    CountDownLatch held = new CountDownLatch(1);
    Thread.startVirtualThread(
        () ->
            passwords
                .pool()
                .call(
                    () -> {
                      holds.countDown();
                      held.await();
                      return "";
                    }));
    holds.await();
    try (TestServer server =
        TestServer.start(
            config(),
            app -> {
              app.authenticate(BasicAuth.of(logins()));
              app.get("/", req -> req.principal().name()).onLoop();
              app.get("/open", req -> "open").onLoop().anonymous();
            })) {
      CompletableFuture<TestResponse> waiting =
          CompletableFuture.supplyAsync(
              () -> basic(server.client(), "sesame"), Thread::startVirtualThread);
      await().until(() -> passwords.pool().waiting() == 1);
      for (int i = 0; i < 20; i++) {
        assertThat(server.client().get("/open").send().text()).isEqualTo("open");
      }
      assertThat(waiting).isNotDone();
      held.countDown();
      assertThat(waiting.get().text()).isEqualTo("ann");
      assertThat(basic(server.client(), "wrong").status()).isEqualTo(401);
    } finally {
      held.countDown();
    }
  }

  private void declare(Covet app) {
    app.audit(events::add);
    FormLogin login = FormLogin.of(logins());
    app.sessions(Sessions.inMemory());
    app.authenticate(login);
    login.install(app);
    app.get("/", req -> "home of " + req.principal().name());
  }

  private static Visitor from(TestServer server, String address) {
    return new Visitor(server.client())
        .with("X-Forwarded-For", address)
        .with("X-Forwarded-Proto", "https");
  }

  private TestServer behindProxy() {
    return TestServer.start(
        config()
            .set("trusted-proxies", "127.0.0.0/8, ::1/128")
            .set("proxy-headers", "x-forwarded-for, x-forwarded-proto"),
        this::declare);
  }

  @Test
  void aLoginHoldsOverSocketsUntilItsEnd() {
    try (TestServer server = behindProxy()) {
      Visitor ann = from(server, "192.0.2.1");
      assertThat(ann.get("/").header("location")).isEqualTo("/login?next=%2F");
      assertThat(ann.login("ann", "wrong").header("location")).isEqualTo("/login?failed=true");
      assertThat(ann.login("ann", "sesame").header("location")).isEqualTo("/");
      assertThat(ann.get("/").text()).isEqualTo("home of ann");
      String cookie = ann.cookies.get("__Host-session");
      ann.post("/logout");
      ann.cookies.put("__Host-session", cookie);
      assertThat(ann.get("/").status()).isEqualTo(303);
    }
    assertThat(events)
        .extracting(AuditEvent::kind)
        .contains(AuditEvent.Kind.REFUSED, AuditEvent.Kind.LOGGED_IN, AuditEvent.Kind.LOGGED_OUT);
    assertThat(events).extracting(AuditEvent::remote).containsOnly("192.0.2.1");
  }

  @Test
  void whoeverGuessesElsewhereDoesNotKeepTheOwnerOut() {
    try (TestServer server = behindProxy()) {
      Visitor ann = from(server, "2001:db8:1::1");
      assertThat(ann.login("ann", "sesame").status()).isEqualTo(303);
      ann.post("/logout");
      for (int i = 0; i < 5; i++) {
        from(server, "198.51.100." + i).login("ann", "wrong");
      }
      assertThat(from(server, "198.51.100.9").login("ann", "sesame").status()).isEqualTo(429);
      assertThat(from(server, "2001:db8:1::2").login("ann", "sesame").header("location"))
          .isEqualTo("/");
    }
  }
}
