package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Idempotency;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The application of the guide's page on doing things once, with real JSON over a socket. */
class IdempotentServerTest {
  record Transfer(String to, int cents) {}

  record Payment(Transfer transfer) {}

  @Test
  void aPaymentIsMadeOnce() {
    AtomicInteger made = new AtomicInteger();
    try (TestServer server =
        TestServer.start(
            app ->
                app.post(
                        "/payments",
                        Payment.class,
                        in -> Map.of("id", made.incrementAndGet(), "to", in.transfer().to()))
                    .use(Idempotency.inMemory().required()))) {
      TestResponse first = pay(server, "\"8e03978e\"", 10);
      TestResponse again = pay(server, "\"8e03978e\"", 10);
      assertThat(first.status()).isEqualTo(200);
      assertThat(again.text()).isEqualTo(first.text()).contains("\"id\":1", "\"to\":\"ann\"");
      assertThat(again.header("content-type")).isEqualTo("application/json");
      assertThat(pay(server, "\"8e03978e\"", 11).status()).isEqualTo(422);
      assertThat(server.client().post("/payments").json("{}").send().status()).isEqualTo(400);
      assertThat(made.get()).isEqualTo(1);
    }
  }

  private static TestResponse pay(TestServer server, String key, int cents) {
    return server
        .client()
        .post("/payments")
        .header("idempotency-key", key)
        .json("{\"to\":\"ann\",\"cents\":" + cents + "}")
        .send();
  }
}
