package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.ApiKeys;
import dev.covet.Config;
import dev.covet.HealthCheck;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HealthServerTest {
  private static Config.Builder config() {
    return Config.builder().set("health-enabled", true);
  }

  @Test
  void whoAsksNeedsNoCredentials() {
    AtomicBoolean broken = new AtomicBoolean();
    try (TestServer server =
            TestServer.start(
                config(),
                app -> {
                  app.authenticate(ApiKeys.stored(prefix -> Optional.empty()));
                  app.get("/", req -> "mine");
                  app.health(
                      HealthCheck.of(
                              "db",
                              () -> {
                                if (broken.get()) {
                                  throw new IOException("down");
                                }
                              })
                          .keep(Duration.ZERO));
                });
        TestClient client = server.client()) {
      assertThat(client.get("/").send().status()).isEqualTo(401);
      TestResponse ready = client.get("/health/ready").send();
      assertThat(ready.status()).isEqualTo(200);
      assertThat(ready.text()).isEqualTo("{\"status\":\"up\",\"checks\":{\"db\":\"up\"}}");
      assertThat(ready.header("Cache-Control")).isEqualTo("no-store");
      broken.set(true);
      assertThat(client.get("/health").send().status()).isEqualTo(503);
      assertThat(client.get("/health/live").send().status()).isEqualTo(200);
      assertThat(client.get("/health/started").send().text()).isEqualTo("{\"status\":\"up\"}");
      assertThat(client.get("/openapi.json").send().text()).doesNotContain("/health");
    }
  }

  /** Load balancers see it while the server still serves what they send. */
  @Test
  void aServerThatStopsIsNotReadyFirst() throws Exception {
    try (TestServer server =
            TestServer.start(
                config().set("drain-delay", "2s"), app -> app.get("/", req -> "served"));
        TestClient client = server.client()) {
      assertThat(client.get("/health").send().status()).isEqualTo(200);
      Thread stop = Thread.ofPlatform().start(server::close);
      await().until(() -> client.get("/health/ready").send().status() == 503);
      assertThat(client.get("/").send().text()).isEqualTo("served");
      assertThat(client.get("/health/live").send().status()).isEqualTo(200);
      stop.join();
    }
  }
}
