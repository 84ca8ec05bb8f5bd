package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.Covet;
import dev.covet.Request;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole application behind the server that the service loader finds. */
class CovetTest {
  private final Covet app = Covet.create("--port", "0", "--transport", "nio");

  private int start(Mode mode) {
    System.setProperty(Mode.PROPERTY, mode.name());
    app.start();
    return app.uris().getFirst().getPort();
  }

  @AfterEach
  void stop() {
    app.stop();
    System.clearProperty(Mode.PROPERTY);
  }

  @ParameterizedTest
  @EnumSource
  void anApplicationIsServed(Mode mode) throws Exception {
    CompletableFuture<String> after = new CompletableFuture<>();
    app.get("/hello/{name}", req -> "Hello, " + req.path("name").asString() + "!");
    app.post("/length", req -> "" + req.body().bytes().length);
    app.get(
        "/parallel",
        req -> {
          CompletableFuture<String> one = CompletableFuture.supplyAsync(() -> "a", req.executor());
          CompletableFuture<String> two = CompletableFuture.supplyAsync(() -> "b", req.executor());
          req.after(() -> after.complete("after"));
          return one.get() + two.get();
        });
    app.get(
        "/fails",
        req -> {
          throw new IllegalStateException("a secret");
        });
    try (Client client = new Client(start(mode))) {
      assertThat(client.get("/hello/World")).startsWith("HTTP/1.1 200 ").endsWith("Hello, World!");
      assertThat(client.get("/parallel")).endsWith("ab");
      assertThat(after.get()).isEqualTo("after");
      assertThat(client.get("/fails")).startsWith("HTTP/1.1 500 ").doesNotContain("a secret");
      assertThat(client.get("/nowhere")).startsWith("HTTP/1.1 404 ");
      client.send("POST /length HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n");
      client.send("12345");
      assertThat(client.read()).endsWith("\r\n\r\n5");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHandlerMayStopTheApplicationAndIsAnsweredFirst(Mode mode) throws Exception {
    CountDownLatch stopped = new CountDownLatch(1);
    app.onStop(stopped::countDown);
    app.post(
        "/stop",
        req -> {
          app.stop();
          return "stopping";
        });
    try (Client client = new Client(start(mode))) {
      client.send("POST /stop HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n");
      assertThat(client.read()).startsWith("HTTP/1.1 200 ").endsWith("stopping");
      assertThat(stopped.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRequestPastItsDeadlineCanNotBeUsedAnyMore(Mode mode) throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    CompletableFuture<Request> ended = new CompletableFuture<>();
    app.get(
            "/late",
            req -> {
              answered.await();
              thrown.complete(Assertions.catchThrowable(req::path));
              throw new IllegalArgumentException("an error that can not be mapped any more");
            })
        .timeout(Duration.ofMillis(100))
        .detachOnTimeout();
    app.get(
        "/x",
        req -> {
          ended.complete(req);
          return "x";
        });
    int port = start(mode);
    try (LogRecords log = new LogRecords()) {
      assertThat(Client.get(port, "/late")).startsWith("HTTP/1.1 503 ");
      answered.countDown();
      assertThat(thrown.get()).isInstanceOf(IllegalStateException.class);
      assertThat(Client.get(port, "/x")).endsWith("x");
      app.stop();
      assertThat(log.messages()).noneMatch(message -> message.contains("failed beyond"));
    }
    await().until(() -> Assertions.catchThrowable(() -> ended.get().path()) != null);
  }
}
