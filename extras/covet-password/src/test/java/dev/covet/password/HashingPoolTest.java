package dev.covet.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.covet.HttpException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class HashingPoolTest {
  private final HashingPool pool = new HashingPool(1, 1);
  private final CountDownLatch held = new CountDownLatch(1);

  /** Holds the one thread until it is let go. */
  private CompletableFuture<Void> hold() {
    CountDownLatch holds = new CountDownLatch(1);
    CompletableFuture<Void> holding =
        CompletableFuture.runAsync(
            () ->
                pool.call(
                    () -> {
                      holds.countDown();
                      held.await();
                      return "";
                    }),
            Thread::startVirtualThread);
    await().until(() -> holds.getCount() == 0);
    return holding;
  }

  @Test
  void itComputesOnPlatformThreadsOfItsOwn() throws Exception {
    AtomicReference<Thread> thread = new AtomicReference<>();
    Thread.startVirtualThread(() -> thread.set(pool.call(Thread::currentThread))).join();
    assertThat(thread.get().isVirtual()).isFalse();
    assertThat(thread.get().isDaemon()).isTrue();
    assertThat(thread.get().getName()).startsWith("covet-passwords-");
    assertThat(HashingPool.standardThreads())
        .isBetween(1, Runtime.getRuntime().availableProcessors());
  }

  @Test
  void whoFindsNoPlaceToWaitGets503() throws Exception {
    CompletableFuture<Void> first = hold();
    CompletableFuture<Integer> second =
        CompletableFuture.supplyAsync(() -> pool.call(() -> 2), Thread::startVirtualThread);
    await().until(() -> pool.waiting() == 1);
    assertThatThrownBy(() -> pool.call(() -> 3))
        .isInstanceOfSatisfying(
            HttpException.class,
            e -> {
              assertThat(e.status().code()).isEqualTo(503);
              assertThat(e.headers().first("retry-after")).isEqualTo("1");
            });
    held.countDown();
    first.get();
    assertThat(second.get()).isEqualTo(2);
  }

  @Test
  void whoIsInterruptedLeavesTheLine() throws Exception {
    CompletableFuture<Void> first = hold();
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread waiting =
        Thread.startVirtualThread(
            () -> {
              try {
                pool.call(() -> 2);
              } catch (HttpException e) {
                thrown.set(e);
                assertThat(Thread.currentThread().isInterrupted()).isTrue();
              }
            });
    await().until(() -> pool.waiting() == 1);
    waiting.interrupt();
    waiting.join();
    assertThat(thrown.get()).hasMessage("the request was interrupted");
    assertThat(pool.waiting()).isZero();
    held.countDown();
    first.get();
  }

  @Test
  void whatIsThrownThereIsThrownHere() {
    assertThatThrownBy(
            () ->
                pool.call(
                    () -> {
                      throw new IllegalArgumentException("wrong");
                    }))
        .hasMessage("wrong");
    assertThatThrownBy(
            () ->
                pool.call(
                    () -> {
                      throw new AssertionError("bug");
                    }))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(
            () ->
                pool.call(
                    () -> {
                      throw new IOException("disk");
                    }))
        .hasRootCauseMessage("disk");
  }
}
