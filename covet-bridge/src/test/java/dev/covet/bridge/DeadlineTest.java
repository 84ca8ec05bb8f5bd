package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.Deadline;
import dev.covet.Response;
import dev.covet.spi.ServingPlan.OnTimeout;
import dev.covet.spi.ServingPlan.Placement;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens to a handler past its deadline. */
@SuppressWarnings("ThreadPriorityCheck") // a yield is a place where an interrupt may strike
class DeadlineTest {
  @TempDir Path folder;

  private static final Duration LIMIT = Duration.ofMillis(150);

  @Test
  void threadsThatAHandlerStartsByItselfHaveNoDeadline() throws Exception {
    FakeApplication app =
        new FakeApplication()
            .get(
                "/d",
                call -> {
                  CompletableFuture<Boolean> set = new CompletableFuture<>();
                  Thread.startVirtualThread(() -> set.complete(Deadline.current().isSet()));
                  return Response.text(Deadline.current().isSet() + " " + set.get());
                });
    try (Server server = Server.start(app, Mode.LOOP)) {
      assertThat(server.get("/d")).endsWith("true false");
    }
  }

  private static FakeApplication app(OnTimeout onTimeout, FakeApplication.Handler handler) {
    FakeApplication app = new FakeApplication();
    return app.add(
        "/late", FakeApplication.plan("/late", Placement.AUTO, onTimeout, LIMIT), handler);
  }

  @ParameterizedTest
  @EnumSource
  void aParkedHandlerIsInterruptedAndAnsweredFor(Mode mode) throws Exception {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    FakeApplication app =
        app(
            OnTimeout.INTERRUPT,
            call -> {
              try {
                Thread.sleep(60_000);
              } catch (InterruptedException e) {
                thrown.set(e);
              }
              return Response.text("too late");
            });
    try (Server server = Server.start(app, mode)) {
      assertThat(server.get("/late")).startsWith("HTTP/1.1 503 ").doesNotContain("too late");
      await()
          .untilAsserted(() -> assertThat(thrown.get()).isInstanceOf(InterruptedException.class));
      await().until(() -> server.running.orphans() == 0);
    }
    assertThat(app.active()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aHandlerThatIgnoresTheInterruptIsAnOrphanWhoseLateAnswerIsDropped(Mode mode)
      throws Exception {
    Semaphore go = new Semaphore(0);
    CountingBody body = new CountingBody();
    FakeApplication app =
        app(
            OnTimeout.INTERRUPT,
            call -> {
              go.acquireUninterruptibly();
              return body.response();
            });
    app.get("/next", call -> Response.text("next"));
    try (Server server = Server.start(app, mode)) {
      assertThat(server.get("/late")).startsWith("HTTP/1.1 503 ");
      assertThat(server.running.orphans()).isEqualTo(1);
      assertThat(server.get("/next")).endsWith("next");
      go.release();
      await().until(() -> server.running.orphans() == 0);
      assertThat(server.get("/next")).endsWith("next");
      assertThat(body.closed()).isEqualTo(1);
    }
    assertThat(app.failures).isEmpty();
  }

  /** An interrupt would close the channel for all its users. */
  @ParameterizedTest
  @EnumSource
  void aFileThatADetachedHandlerSharesStaysOpen(Mode mode) throws Exception {
    Path file = Files.writeString(folder.resolve("shared"), "content");
    Semaphore go = new Semaphore(0);
    CompletableFuture<Integer> read = new CompletableFuture<>();
    try (FileChannel shared = FileChannel.open(file)) {
      FakeApplication app =
          app(
              OnTimeout.DETACH,
              call -> {
                go.acquireUninterruptibly();
                read.complete(shared.read(ByteBuffer.allocate(100), 0));
                return Response.text("too late");
              });
      try (Server server = Server.start(app, mode)) {
        assertThat(server.get("/late")).startsWith("HTTP/1.1 503 ");
        go.release();
        assertThat(read.get(20, TimeUnit.SECONDS)).isEqualTo(7);
        assertThat(shared.isOpen()).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aDetachedHandlerIsNotInterrupted(Mode mode) throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    FakeApplication app =
        app(
            OnTimeout.DETACH,
            call -> {
              go.await();
              interrupted.complete(Thread.currentThread().isInterrupted());
              return Response.text("too late");
            });
    try (Server server = Server.start(app, mode)) {
      assertThat(server.get("/late")).startsWith("HTTP/1.1 503 ");
      go.countDown();
      assertThat(interrupted.get()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void anOrphansStreamFailsAndTouchesNothing(Mode mode) throws Exception {
    Semaphore go = new Semaphore(0);
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    FakeApplication app =
        app(
            OnTimeout.INTERRUPT,
            call ->
                Response.stream(
                    out -> {
                      go.acquireUninterruptibly();
                      try {
                        out.write(new byte[100_000]);
                      } catch (Exception e) {
                        thrown.complete(e);
                        throw e;
                      }
                    }));
    app.get("/next", call -> Response.text("next"));
    try (Server server = Server.start(app, mode)) {
      assertThat(server.get("/late")).startsWith("HTTP/1.1 503 ");
      go.release();
      assertThat(thrown.get()).hasMessageContaining("deadline");
      assertThat(server.get("/next")).endsWith("next");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptNeverHitsALaterRequest(Mode mode) throws Exception {
    FakeApplication app =
        app(
            OnTimeout.INTERRUPT,
            call -> {
              Thread.sleep(60_000);
              return Response.text("late");
            });
    app.get(
        "/flag",
        call -> {
          Thread.yield();
          return Response.text("" + Thread.currentThread().isInterrupted());
        });
    try (Server server = Server.start(app, mode);
        Client late = new Client(server.port());
        Client client = new Client(server.port())) {
      late.send("GET /late HTTP/1.1\r\nHost: a\r\n\r\n");
      for (int i = 0; i < 300; i++) {
        assertThat(client.get("/flag")).endsWith("false");
      }
      assertThat(late.read()).startsWith("HTTP/1.1 503 ");
      for (int i = 0; i < 300; i++) {
        assertThat(client.get("/flag")).endsWith("false");
      }
    }
  }

  @Test
  void aHandlerThatHoldsItsLoopIsInterruptedFromOutside() throws Exception {
    FakeApplication app = new FakeApplication();
    app.add(
        "/spin",
        FakeApplication.plan("/spin", Placement.LOOP, OnTimeout.INTERRUPT, LIMIT),
        call -> {
          while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
          }
          return Response.text("interrupted");
        });
    try (Server server = Server.start(app, Mode.AUTO)) {
      assertThat(server.get("/spin")).endsWith("interrupted");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theDeadlineIsFoundOnTheThreadsOfTheRequest(Mode mode) throws Exception {
    FakeApplication app =
        new FakeApplication()
            .get(
                "/d",
                call -> {
                  long expected = call.calls().deadlineNanos();
                  CompletableFuture<Long> inherited = new CompletableFuture<>();
                  call.calls()
                      .executor()
                      .execute(() -> inherited.complete(Deadline.current().nanos()));
                  boolean all =
                      Deadline.current().nanos() == expected && inherited.get() == expected;
                  Thread.sleep(1);
                  return Response.text("" + (all && Deadline.current().nanos() == expected));
                });
    try (Server server = Server.start(app, mode)) {
      assertThat(server.get("/d")).endsWith("true");
    }
    assertThat(Deadline.current().isSet()).isFalse();
  }
}
