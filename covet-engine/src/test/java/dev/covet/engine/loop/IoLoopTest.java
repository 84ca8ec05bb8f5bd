package dev.covet.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.engine.Transport;
import dev.covet.engine.loop.LoopRule.Passenger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class IoLoopTest {
  private static <T> T on(IoLoop loop, Callable<T> task) throws Exception {
    CompletableFuture<T> result = new CompletableFuture<>();
    loop.execute(
        () -> {
          try {
            result.complete(task.call());
          } catch (Throwable e) {
            result.completeExceptionally(e);
          }
        });
    return result.get(30, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
  void tasksRunInTheirOrderOnTheLoopsThread(Transport transport) throws Exception {
    try (LoopRule rule = new LoopRule(transport)) {
      IoLoop loop = rule.loop;
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        int number = i;
        loop.execute(() -> order.add(number));
      }
      assertThat(on(loop, Thread::currentThread)).isSameAs(loop.thread());
      assertThat(order).hasSize(1000).isSorted();
      assertThat(on(loop, loop::inLoop)).isTrue();
      assertThat(loop.inLoop()).isFalse();
    }
  }

  @Test
  void aTaskOfATaskRunsInALaterTurn() throws Exception {
    try (LoopRule rule = new LoopRule(Transport.NIO)) {
      List<String> order = new ArrayList<>();
      CountDownLatch done = new CountDownLatch(1);
      rule.loop.execute(
          () -> {
            rule.loop.atTurnEnd(() -> order.add("turn end"));
            rule.loop.execute(
                () -> {
                  order.add("second");
                  done.countDown();
                });
            order.add("first");
          });
      assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(order).containsExactly("first", "turn end", "second");
    }
  }

  @Test
  void aContinuationIsCarriedAndSeenFromOutside() throws Exception {
    try (LoopRule rule = new LoopRule(Transport.NIO)) {
      IoLoop loop = rule.loop;
      CountDownLatch running = new CountDownLatch(1);
      CountDownLatch go = new CountDownLatch(1);
      CompletableFuture<Boolean> otherInLoop = new CompletableFuture<>();
      CompletableFuture<Boolean> movedInLoop = new CompletableFuture<>();
      Passenger passenger = new Passenger();
      CountDownLatch moved = new CountDownLatch(1);
      Thread virtual =
          Thread.ofVirtual()
              .unstarted(
                  () -> {
                    otherInLoop.complete(loop.inLoop());
                    awaitQuietly(moved);
                    movedInLoop.complete(loop.inLoop());
                  });
      passenger.named(virtual);
      assertThat(loop.carries() & 1).isZero();
      loop.resume(
          passenger,
          () -> {
            running.countDown();
            awaitQuietly(go);
          });
      running.await();
      assertThat(loop.carries() & 1).isEqualTo(1);
      assertThat(loop.carrying()).isSameAs(passenger);
      virtual.start();
      assertThat(otherInLoop.get()).as("the thread that is carried counts as the loop").isTrue();
      passenger.move();
      moved.countDown();
      assertThat(movedInLoop.get()).as("one that has moved does not").isFalse();
      assertThat(loop.inLoop()).isFalse();
      go.countDown();
      assertThat(on(loop, loop::carrying)).isNull();
      assertThat(loop.carries()).isEqualTo(2);
    }
  }

  @Test
  void aContinuationRunsOnceHoweverOftenItsThreadIsQueued() throws Exception {
    try (LoopRule rule = new LoopRule(Transport.NIO)) {
      Passenger passenger = new Passenger();
      AtomicInteger runs = new AtomicInteger();
      rule.loop.resume(passenger, runs::incrementAndGet);
      rule.loop.execute(passenger);
      rule.loop.execute(passenger);
      on(rule.loop, () -> null);
      assertThat(runs.get()).isEqualTo(1);
    }
  }

  @Test
  void aContinuationThatFailsIsNoLongerCarried() throws Exception {
    try (LoopRule rule = new LoopRule(Transport.NIO)) {
      IoLoop loop = rule.loop;
      assertThatThrownBy(
              () ->
                  on(
                      loop,
                      () -> {
                        loop.carry(
                            new Passenger(),
                            () -> {
                              throw new IllegalStateException("on purpose");
                            });
                        return null;
                      }))
          .hasRootCauseMessage("on purpose");
      assertThat(loop.carrying()).isNull();
      assertThat(loop.carries()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
  void aTimerEndsTheSleepOfTheLoop(Transport transport) throws Exception {
    try (LoopRule rule = new LoopRule(transport)) {
      IoLoop loop = rule.loop;
      CompletableFuture<Long> fired = new CompletableFuture<>();
      long deadline =
          on(
              loop,
              () -> {
                long at = loop.ioTime() + TimeUnit.MILLISECONDS.toNanos(60);
                loop.timers()
                    .schedule(
                        new TimerNode() {
                          @Override
                          protected void expired(long now) {
                            fired.complete(now);
                          }
                        },
                        at);
                return at;
              });
      assertThat(fired.get(30, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(deadline);
    }
  }

  @Test
  void failuresOfTasksDoNotEndTheLoop() throws Exception {
    try (LoopRule rule = new LoopRule(Transport.NIO)) {
      for (Throwable failure :
          List.of(
              new IllegalStateException("on purpose"),
              new AssertionError("on purpose"),
              new StackOverflowError("on purpose"),
              new NoClassDefFoundError("on purpose"),
              new ExceptionInInitializerError("on purpose"))) {
        rule.loop.execute(() -> IoLoopTest.<RuntimeException>sneak(failure));
        rule.loop.execute(
            () -> rule.loop.atTurnEnd(() -> IoLoopTest.<RuntimeException>sneak(failure)));
        assertThat(on(rule.loop, Thread::currentThread)).isSameAs(rule.loop.thread());
        assertThat(on(rule.loop, () -> 1)).as("after %s", failure).isEqualTo(1);
      }
    }
  }

  @Test
  void theTimeOfATurnIsReadOnce() throws Exception {
    try (LoopRule rule = new LoopRule(Transport.NIO)) {
      IoLoop loop = rule.loop;
      long before = System.nanoTime();
      long wallBefore = System.currentTimeMillis();
      boolean same =
          on(loop, () -> loop.ioTime() == loop.ioTime() && loop.millis() == loop.millis());
      assertThat(same).isTrue();
      assertThat(on(loop, loop::ioTime)).isBetween(before - 1_000_000_000L, System.nanoTime());
      assertThat(on(loop, loop::millis)).isBetween(wallBefore - 1000, System.currentTimeMillis());
    }
  }

  @Test
  void countsItsConnectionsAndKnowsWhetherItAccepts() throws Exception {
    try (LoopRule rule = new LoopRule(Transport.NIO)) {
      IoLoop loop = rule.loop;
      assertThat(loop.index()).isEqualTo(3);
      assertThat(loop.thread().getName()).isEqualTo("covet-loop-3");
      loop.count(1);
      loop.count(1);
      loop.count(-1);
      assertThat(loop.connections()).isEqualTo(1);
      assertThat(loop.accepting()).isTrue();
      loop.accepting(false);
      assertThat(loop.accepting()).isFalse();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings(
      "unchecked") // Throws whatever it is given, as a task may that was compiled elsewhere.
  private static <E extends Throwable> void sneak(Throwable failure) throws E {
    throw (E) failure;
  }
}
