package dev.covet.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CrossingTest {
  /** A thread that serves, and its crossing call. */
  private static final class Server {
    final CompletableFuture<Crossing> crossing = new CompletableFuture<>();
    final CompletableFuture<Integer> result = new CompletableFuture<>();
    final CompletableFuture<Boolean> interruptedAfter = new CompletableFuture<>();
    final Thread thread;

    Server(Callable<Crossing> maker) {
      thread =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      Crossing op = maker.call();
                      crossing.complete(op);
                      result.complete(op.await());
                    } catch (Exception e) {
                      result.completeExceptionally(e);
                    } finally {
                      interruptedAfter.complete(Thread.currentThread().isInterrupted());
                    }
                  });
    }

    Server() {
      this(() -> new Crossing(new byte[10], 2, 5));
    }

    void awaitParked() {
      await().until(() -> thread.getState() == Thread.State.WAITING);
    }

    Throwable failure() throws InterruptedException {
      try {
        throw new AssertionError("returned " + result.get());
      } catch (ExecutionException e) {
        return e.getCause();
      }
    }
  }

  @Test
  void theThreadGetsTheResult() throws Exception {
    Server server = new Server();
    Crossing op = server.crossing.get();
    assertThat(op.left()).isEqualTo(5);
    assertThat(op.work()).isTrue();
    op.offset += 3;
    op.pause();
    assertThat(op.left()).isEqualTo(2);
    assertThat(server.result).isNotDone();
    assertThat(op.work()).isTrue();
    op.done(3);
    assertThat(server.result.get()).isEqualTo(3);
    assertThat(server.interruptedAfter.get()).isFalse();
  }

  @Test
  void theThreadGetsTheFailureAsItsOwn() throws Exception {
    IOException cause = new IOException("gone");
    Server server = new Server();
    server.crossing.get().fail(cause);
    assertThat(server.failure())
        .isExactlyInstanceOf(IOException.class)
        .hasMessage("gone")
        .hasCause(cause)
        .isNotSameAs(cause);
    Server second = new Server();
    assertThat(second.crossing.get().work()).isTrue();
    second.crossing.get().failNow(cause);
    assertThat(second.failure()).hasMessage("gone");
  }

  @Test
  void anInterruptEndsTheWaitAndKeepsTheLoopAway() throws Exception {
    Server server = new Server();
    Crossing op = server.crossing.get();
    server.thread.interrupt();
    assertThat(server.failure()).isInstanceOf(InterruptedIOException.class);
    assertThat(server.interruptedAfter.get()).as("the flag stays set").isTrue();
    assertThat(op.work()).isFalse();
    op.fail(new IOException("late"));
    assertThat(op.work()).isFalse();
  }

  @Test
  void anInterruptBeforeTheWaitCountsToo() throws Exception {
    Server server =
        new Server(
            () -> {
              Thread.currentThread().interrupt();
              return new Crossing(new byte[1], 0, 1);
            });
    assertThat(server.failure()).isInstanceOf(InterruptedIOException.class);
    assertThat(server.interruptedAfter.get()).isTrue();
  }

  @Test
  void whatTheLoopIsWorkingOnIsNotGivenUp() throws Exception {
    Server server = new Server();
    Crossing op = server.crossing.get();
    assertThat(op.work()).isTrue();
    server.thread.interrupt();
    server.awaitParked();
    assertThat(server.result).isNotDone();
    op.done(4);
    assertThat(server.result.get()).isEqualTo(4);
    assertThat(server.interruptedAfter.get()).as("the flag stays set").isTrue();
  }

  @Test
  void anInterruptWhileTheLoopWorksEndsTheWaitOnceItPauses() throws Exception {
    Server server = new Server();
    Crossing op = server.crossing.get();
    assertThat(op.work()).isTrue();
    server.awaitParked();
    server.thread.interrupt();
    await().until(() -> !server.thread.isInterrupted());
    server.awaitParked();
    op.pause();
    assertThat(server.result.handle((value, failure) -> failure).get(20, TimeUnit.SECONDS))
        .isInstanceOf(InterruptedIOException.class);
    assertThat(op.work()).isFalse();
  }

  @Test
  void eitherTheLoopEndsItOrTheThreadNeverBoth() throws Exception {
    AtomicInteger done = new AtomicInteger();
    AtomicInteger interrupted = new AtomicInteger();
    for (int i = 0; i < 3000; i++) {
      Server server = new Server();
      Crossing op = server.crossing.get();
      Thread loop =
          Thread.ofPlatform()
              .start(
                  () -> {
                    while (op.work()) {
                      op.offset++;
                      if (op.left() == 0) {
                        op.done(5);
                        return;
                      }
                      op.pause();
                    }
                  });
      server.thread.interrupt();
      loop.join();
      try {
        assertThat(server.result.get()).isEqualTo(5);
        assertThat(op.left()).isZero();
        done.incrementAndGet();
      } catch (ExecutionException e) {
        assertThat(e).hasCauseInstanceOf(InterruptedIOException.class);
        assertThat(op.work()).isFalse();
        interrupted.incrementAndGet();
      }
    }
    assertThat(done.get() + interrupted.get()).isEqualTo(3000);
  }

  @Test
  void aSpareWakeUpDoesNotEndTheWait() throws Exception {
    Server server = new Server();
    Crossing op = server.crossing.get();
    server.awaitParked();
    LockSupport.unpark(server.thread);
    server.awaitParked();
    assertThat(server.result).isNotDone();
    assertThat(op.work()).isTrue();
    op.done(1);
    assertThat(server.result.get()).isEqualTo(1);
  }
}
