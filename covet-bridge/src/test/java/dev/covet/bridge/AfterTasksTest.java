package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.Response;
import dev.covet.spi.ServingPlan.OnTimeout;
import dev.covet.spi.ServingPlan.Placement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AfterTasksTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  @Test
  void theWorkOfARequestRunsInOrderAndAFailureStopsNothing() {
    AfterTasks after = new AfterTasks(1, Runnable::run);
    ConcurrentLinkedQueue<Integer> seen = new ConcurrentLinkedQueue<>();
    Runnable fails =
        () -> {
          throw new IllegalStateException("fails");
        };
    try (LogRecords log = new LogRecords()) {
      after.reserve();
      after.run("GET /x", List.of(() -> seen.add(1), fails, () -> seen.add(2)));
      assertThat(after.drain(LONG)).isTrue();
      assertThat(log.messages()).containsExactly("work after an answer of GET /x failed");
    }
    assertThat(seen).containsExactly(1, 2);
    assertThat(after.outstanding()).isZero();
  }

  @Test
  void aFurtherRequestWaitsWhileTooMuchWorkIsOutstanding() throws Exception {
    AfterTasks after = new AfterTasks(1, Runnable::run);
    CountDownLatch go = new CountDownLatch(1);
    after.reserve();
    after.run("GET /x", List.of(() -> uninterruptibly(go)));
    Thread next = Thread.startVirtualThread(after::reserve);
    await().until(() -> next.getState() == Thread.State.WAITING);
    go.countDown();
    assertThat(next.join(LONG)).isTrue();
  }

  @Test
  void workThatDoesNotEndIsInterruptedByTheDrain() throws Exception {
    AfterTasks after = new AfterTasks(2, Runnable::run);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    after.reserve();
    after.run(
        "GET /x",
        List.of(
            () -> {
              try {
                Thread.sleep(LONG);
                interrupted.complete(false);
              } catch (InterruptedException e) {
                interrupted.complete(true);
              }
            }));
    assertThat(after.drain(Duration.ofMillis(20))).isFalse();
    assertThat(interrupted.get()).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void aStopAwaitsTheWork(Mode mode) throws Exception {
    CountDownLatch answered = new CountDownLatch(1);
    AtomicBoolean done = new AtomicBoolean();
    FakeApplication app =
        new FakeApplication()
            .get(
                "/x",
                call -> {
                  call.after()
                      .add(
                          () -> {
                            uninterruptibly(answered);
                            done.set(true);
                          });
                  return Response.text("answered");
                });
    try (Server server = Server.start(app, mode)) {
      assertThat(server.get("/x")).endsWith("answered");
      answered.countDown();
    }
    assertThat(done).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void theWorkOfAnOrphanRunsWhenItEnds(Mode mode) throws Exception {
    CompletableFuture<String> done = new CompletableFuture<>();
    CountDownLatch go = new CountDownLatch(1);
    FakeApplication app = new FakeApplication();
    app.add(
        "/late",
        FakeApplication.plan("/late", Placement.AUTO, OnTimeout.DETACH, Duration.ofMillis(100)),
        call -> {
          call.after().add(() -> done.complete("done"));
          go.await();
          return Response.text("late");
        });
    try (Server server = Server.start(app, mode)) {
      assertThat(server.get("/late")).startsWith("HTTP/1.1 503 ");
      assertThat(done).isNotDone();
      go.countDown();
      await().until(() -> server.running.orphans() == 0);
    }
  }

  private static void uninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
