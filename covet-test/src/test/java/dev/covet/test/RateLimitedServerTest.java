package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rate limits over real connections; the clock of the limits stands still unless it is stepped. */
class RateLimitedServerTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger handled = new AtomicInteger();

  private RateLimit perAddress(int requests) {
    return RateLimit.perAddress(requests, Duration.ofMinutes(1)).clock(nanos::get);
  }

  private void declare(Covet app, int requests) {
    app.rateLimit(perAddress(requests));
    app.get("/", request -> "served " + handled.incrementAndGet());
    app.post("/", request -> "read " + request.body().bytes().length).body(byte[].class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nio", "epoll", "io_uring"})
  void exactlyTheLimitPassesWhen64ClientsAskAtOnce(String transport) throws Exception {
    int clients = 64;
    int limit = clients * 5 - 1;
    try (TestServer server =
        TestServer.start(Config.builder().transport(transport), app -> declare(app, limit))) {
      ConcurrentLinkedQueue<Integer> statuses = new ConcurrentLinkedQueue<>();
      List<Thread> threads =
          IntStream.range(0, clients)
              .mapToObj(
                  i ->
                      Thread.startVirtualThread(
                          () -> {
                            for (int n = 0; n < 5; n++) {
                              statuses.add(server.client().get("/").send().status());
                            }
                          }))
              .toList();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(statuses).hasSize(limit + 1);
      assertThat(statuses.stream().filter(status -> status == 200)).hasSize(limit);
      assertThat(statuses.stream().filter(status -> status == 429)).hasSize(1);
      assertThat(handled.get()).isEqualTo(limit);

      nanos.addAndGet(Duration.ofMinutes(1).toNanos());
      assertThat(server.client().get("/").send().status()).isEqualTo(200);
    }
  }

  @Test
  void aRefusedUploadIsNotAskedFor() throws Exception {
    try (TestServer server = TestServer.start(app -> declare(app, 1));
        RawConnection connection = server.connect()) {
      String head =
          "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n";
      connection.send(head);
      assertThat(connection.read().status()).isEqualTo(100);
      assertThat(connection.send("12345").read().text()).isEqualTo("read 5");

      TestResponse refusal = connection.send(head).read();
      assertThat(refusal.status()).isEqualTo(429);
      assertThat(refusal.header("retry-after")).isEqualTo("60");
      assertThat(refusal.header("server")).isEqualTo("covet");
    }
  }

  @Test
  void aConnectionGoesOnAfterARefusal() throws Exception {
    try (TestServer server = TestServer.start(app -> declare(app, 1));
        RawConnection connection = server.connect()) {
      String get = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
      connection.send(get + get + get);
      assertThat(connection.read().status()).isEqualTo(200);
      assertThat(connection.read().status()).isEqualTo(429);
      assertThat(connection.read().status()).isEqualTo(429);
      nanos.addAndGet(Duration.ofMinutes(1).toNanos());
      assertThat(connection.send(get).read().status()).isEqualTo(200);
    }
  }

  @Test
  void streamsOfHttp2AreRefusedOneByOne() throws Exception {
    try (TestServer server = TestServer.start(app -> declare(app, 2));
        Http2Connection connection = server.connectHttp2()) {
      for (int i = 0; i < 3; i++) {
        int stream = connection.get("/");
        assertThat(connection.response(stream).status()).isEqualTo(i < 2 ? 200 : 429);
      }
    }
  }

  /** The application of the guide's page on rate limits. */
  @Test
  void theGuidesApplicationLimitsAsItSays() {
    Covet app = Covet.create(Config.defaults());
    var login = RateLimit.perAddress(5, Duration.ofMinutes(1)).name("login").clock(nanos::get);
    app.rateLimit(
        RateLimit.perAddress(20, Duration.ofSeconds(1)).clock(nanos::get),
        RateLimit.perAddress(10_000, Duration.ofDays(1)).clock(nanos::get));
    app.group(
        "/account",
        account -> {
          account.post("/login", request -> "in").rateLimit(login);
          account.post("/reset", request -> "sent").rateLimit(login);
        });
    app.get("/export", request -> "all").cost(50);
    app.get("/health", request -> "ok").cost(0);
    try (TestClient client = TestClient.of(app)) {
      for (int i = 0; i < 3; i++) {
        assertThat(client.post("/account/login").send().status()).isEqualTo(200);
      }
      assertThat(client.post("/account/reset").send().status()).isEqualTo(200);
      assertThat(client.post("/account/reset").send().status()).isEqualTo(200);
      assertThat(client.post("/account/login").send().header("retry-after")).isEqualTo("12");
      assertThat(client.get("/health").send().header("ratelimit")).isNull();
      assertThat(client.get("/export").send().status()).isEqualTo(429);
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
      assertThat(client.get("/export").send().header("ratelimit"))
          .isEqualTo("\"address-1s\";r=0;t=1, \"address-86400s\";r=9945;t=8");
    }
  }

  @Test
  void theClientInMemoryIsRefusedToo() {
    Covet app = Covet.create(Config.defaults());
    declare(app, 1);
    try (TestClient client = TestClient.of(app)) {
      assertThat(client.get("/").send().text()).isEqualTo("served 1");
      TestResponse refusal = client.get("/").send();
      assertThat(refusal.status()).isEqualTo(429);
      assertThat(refusal.text()).contains("address-60s");
    }
  }
}
