package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StolenTimeTest {
  @Test
  void itIsWhatTheKernelCountsForTheThreadOfTheLoop() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/thread-self/schedstat")), "Linux with statistics");
    AtomicBoolean enough = new AtomicBoolean();
    CompletableFuture<StolenTime> stolen = new CompletableFuture<>();
    CompletableFuture<Long> counted = new CompletableFuture<>();
    // More threads than CPUs, so that the first one has to wait for one.
    for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
      Thread.ofPlatform().daemon().start(() -> spin(enough));
    }
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  StolenTime time = new StolenTime(new FakeLoop());
                  while (counted() == 0) {
                    Thread.onSpinWait();
                  }
                  counted.complete(counted());
                  stolen.complete(time);
                  spin(enough);
                });
    try {
      assertThat(stolen.get().nanos()).isPositive().isGreaterThanOrEqualTo(counted.get());
    } finally {
      enough.set(true);
    }
    thread.join();
    // Nothing is known about a thread that has ended.
    await().until(() -> stolen.get().nanos() == 0);
  }

  private static void spin(AtomicBoolean enough) {
    while (!enough.get()) {
      Thread.onSpinWait();
    }
  }

  private static long counted() {
    try {
      return Long.parseLong(
          Files.readString(Path.of("/proc/thread-self/schedstat")).split(" ", -1)[1]);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aWaitThatGoesOnIsTheTimeSinceTheCpuTimeStoodStill() {
    StolenTime time = new StolenTime(task -> {});
    assertThat(time.waiting(true, 10, 100)).isZero();
    assertThat(time.waiting(true, 10, 130)).isEqualTo(30);
    assertThat(time.waiting(true, 10, 150)).isEqualTo(50);
    assertThat(time.waiting(true, 11, 160)).isZero();
    assertThat(time.waiting(true, 11, 170)).isEqualTo(10);
    // It sleeps: that is a hold, not a wait for a CPU.
    assertThat(time.waiting(false, 11, 190)).isZero();
    assertThat(time.nanos()).isZero();
  }
}
