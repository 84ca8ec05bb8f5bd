package dev.covet.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.engine.Transport;
import dev.covet.engine.loop.LoopRule.Passenger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A JDK thread that wakes a virtual thread dies if its scheduler throws: a closed loop passes
 * everything on.
 */
@Timeout(60)
class IoLoopStopTest {
  private static final long LONG = TimeUnit.SECONDS.toNanos(30);

  @ParameterizedTest
  @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
  void stopsWhileItSleeps(Transport transport) throws Exception {
    LoopRule rule = new LoopRule(transport);
    assertThat(rule.loop.awaitStop(1)).isFalse();
    rule.loop.stop();
    assertThat(rule.loop.awaitStop(LONG)).isTrue();
    assertThat(rule.loop.io().isTerminated()).isTrue();
    rule.loop.thread().join(30_000);
    assertThat(rule.loop.thread().isAlive()).isFalse();
    rule.loop.stop();
    assertThat(rule.loop.awaitStop(1)).isTrue();
  }

  @Test
  void aClosedLoopPassesTasksOn() throws Exception {
    LoopRule rule = new LoopRule(Transport.NIO);
    rule.close();
    CompletableFuture<Thread> ran = new CompletableFuture<>();
    rule.loop.execute(() -> ran.complete(Thread.currentThread()));
    assertThat(ran.get(30, TimeUnit.SECONDS).isVirtual()).isTrue();
  }

  @Test
  void aClosedLoopSendsContinuationsElsewhere() throws Exception {
    LoopRule rule = new LoopRule(Transport.NIO);
    rule.close();
    Passenger passenger = new Passenger();
    CompletableFuture<Thread> ran = new CompletableFuture<>();
    Runnable continuation = () -> ran.complete(Thread.currentThread());
    rule.loop.resume(passenger, continuation);
    assertThat(passenger.moved()).isTrue();
    assertThat(passenger.elsewhere).containsExactly(continuation);
    assertThat(ran.get(30, TimeUnit.SECONDS)).isNotSameAs(rule.loop.thread());
    rule.loop.execute(passenger);
    assertThat(passenger.elsewhere).as("taken once").hasSize(1);
  }

  @Test
  void aTaskThatFailsDuringTheStopDoesNotLeaveSocketsOpen() throws Exception {
    LoopRule rule = new LoopRule(Transport.NIO);
    IoLoop loop = rule.loop;
    CountDownLatch ran = new CountDownLatch(3);
    loop.execute(
        () -> {
          loop.stop();
          for (int i = 0; i < 3; i++) {
            loop.execute(
                () -> {
                  ran.countDown();
                  throw new IllegalStateException("on purpose");
                });
          }
        });
    assertThat(loop.awaitStop(LONG)).isTrue();
    assertThat(loop.io().isTerminated()).isTrue();
    assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
  void nothingIsLostAndNothingThrowsWhileItStops(Transport transport) throws Exception {
    for (int round = 0; round < 20; round++) {
      LoopRule rule = new LoopRule(transport);
      CountDownLatch begun = new CountDownLatch(3);
      AtomicBoolean stopped = new AtomicBoolean();
      List<CompletableFuture<Integer>> senders = new ArrayList<>();
      for (int s = 0; s < 3; s++) {
        senders.add(
            CompletableFuture.supplyAsync(
                () -> send(rule.loop, begun, stopped), Thread::startVirtualThread));
      }
      assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();
      rule.close();
      stopped.set(true);
      for (CompletableFuture<Integer> sender : senders) {
        assertThat(sender.get(30, TimeUnit.SECONDS)).isPositive();
      }
    }
  }

  /**
   * Each waits until what it sent has run, as every user of a loop does; returns how many have run.
   */
  private static int send(IoLoop loop, CountDownLatch begun, AtomicBoolean stopped) {
    int sent = 0;
    for (int after = 0; after < 10; after += stopped.get() ? 1 : 0) {
      CompletableFuture<Boolean> ran = new CompletableFuture<>();
      if (sent++ % 2 == 0) {
        loop.execute(() -> ran.complete(true));
      } else {
        loop.resume(new Passenger(), () -> ran.complete(true));
      }
      ran.orTimeout(20, TimeUnit.SECONDS).join();
      begun.countDown();
    }
    return sent;
  }
}
