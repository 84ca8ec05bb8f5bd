package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.spi.ServingPlan.Placement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class CarriersTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  /**
   * Starts a virtual thread on the carriers; the future is the text of the thread while it runs.
   */
  private static CompletableFuture<String> start(Carriers carriers, CountDownLatch until) {
    CompletableFuture<String> carrier = new CompletableFuture<>();
    VirtualThreads.unstarted(
            continuation -> carriers.run(null, continuation),
            () -> {
              carrier.complete(Thread.currentThread().toString());
              while (until.getCount() > 0) {
                Thread.onSpinWait();
              }
            })
        .start();
    return carrier;
  }

  @Test
  void noContinuationWaitsBehindAnotherOne() throws Exception {
    Carriers carriers = new Carriers(3, LONG, Runnable::run);
    CountDownLatch end = new CountDownLatch(1);
    for (int i = 0; i < 3; i++) {
      assertThat(start(carriers, end).get(10, TimeUnit.SECONDS)).contains("covet-probation");
    }
    assertThat(carriers.count()).isEqualTo(3);
    end.countDown();
    carriers.close();
    await().until(() -> carriers.count() == 0);
  }

  @Test
  void beyondTheMostTheDefaultSchedulerTakesOver() throws Exception {
    Carriers carriers = new Carriers(1, LONG, Runnable::run);
    CountDownLatch end = new CountDownLatch(1);
    assertThat(start(carriers, end).get(10, TimeUnit.SECONDS)).contains("covet-probation");
    CompletableFuture<String> second = start(carriers, new CountDownLatch(0));
    assertThat(second.get(10, TimeUnit.SECONDS)).contains("ForkJoinPool");
    end.countDown();
    carriers.close();
  }

  @Test
  void anIdleCarrierIsUsedAgainAndEndsAfterAWhile() throws Exception {
    Carriers carriers = new Carriers(8, Duration.ofMillis(200), Runnable::run);
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      seen.add(start(carriers, new CountDownLatch(0)).get(10, TimeUnit.SECONDS));
    }
    assertThat(seen).allMatch(name -> name.contains("covet-probation"));
    await().until(() -> carriers.count() == 0);
    assertThat(start(carriers, new CountDownLatch(0)).get(10, TimeUnit.SECONDS))
        .contains("covet-probation");
    carriers.close();
  }

  @Test
  void afterTheCloseContinuationsGoToTheDefaultScheduler() throws Exception {
    Carriers carriers = new Carriers(8, LONG, Runnable::run);
    carriers.close();
    assertThat(start(carriers, new CountDownLatch(0)).get(10, TimeUnit.SECONDS))
        .contains("ForkJoinPool");
  }

  @Test
  void aContinuationThatFailsDoesNotEndItsCarrier() throws Exception {
    Carriers carriers = new Carriers(1, LONG, Runnable::run);
    RouteState route = RouteState.of(FakeApplication.plan("/x", Placement.AUTO));
    try (LogRecords log = new LogRecords()) {
      carriers.run(
          route,
          () -> {
            throw new IllegalStateException("fails");
          });
      await().until(() -> log.messages().contains("a continuation failed"));
    }
    await()
        .untilAsserted(
            () ->
                assertThat(start(carriers, new CountDownLatch(0)).get(10, TimeUnit.SECONDS))
                    .contains("covet-probation"));
    assertThat(carriers.count()).isEqualTo(1);
    carriers.close();
  }
}
