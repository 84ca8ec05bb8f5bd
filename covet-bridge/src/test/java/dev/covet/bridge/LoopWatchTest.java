package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.engine.Carried;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LoopWatchTest {
  private static final long STEP = TimeUnit.MILLISECONDS.toNanos(5);
  private final FakeLoop loop = new FakeLoop();
  private final AtomicLong stolen = new AtomicLong();
  private final LoopWatch watch = new LoopWatch(loop, stolen::get, Runnable::run);
  private final LogRecords log = new LogRecords();
  private long now;

  LoopWatchTest() {
    loop.carrying =
        new Carried() {
          @Override
          public void run() {}

          @Override
          public void elsewhere(Runnable next) {}

          @Override
          public String describe() {
            return "GET /held";
          }
        };
  }

  @AfterEach
  void close() {
    log.close();
  }

  private void look(int times) {
    for (int i = 0; i < times; i++) {
      now += STEP;
      watch.look(now, STEP);
    }
  }

  @Test
  void aHoldIsLoggedOnceWhileItLastsAndThenAtGrowingIntervals() {
    loop.carries = 1;
    look(2 + 3);
    assertThat(log.messages()).isEmpty();
    look(1);
    assertThat(log.messages())
        .singleElement()
        .asString()
        .startsWith("GET /held holds event loop 0 for 20 ms");
    look(27);
    assertThat(log.messages()).hasSize(1);
    look(1);
    assertThat(log.messages()).hasSize(2);
  }

  @Test
  void manyShortRunsAreNoHold() {
    for (int i = 0; i < 100; i++) {
      loop.carries = 2L * i + 1;
      look(1);
    }
    assertThat(log.messages()).isEmpty();
  }

  @Test
  void timeInWhichOthersHadTheCpuDoesNotCount() {
    loop.carries = 1;
    for (int i = 0; i < 1000; i++) {
      look(1);
      stolen.addAndGet(STEP);
    }
    assertThat(log.messages()).isEmpty();
    assertThat(loop.accepting).isTrue();
  }

  @Test
  void aLoopThatIsStuckDoesNotAcceptUntilItIsFree() {
    loop.carries = 1;
    look(201);
    assertThat(loop.accepting).isTrue();
    look(1);
    assertThat(loop.accepting).isFalse();
    assertThat(watch.stuck()).isTrue();
    loop.carries = 2;
    look(1);
    assertThat(loop.accepting).isTrue();
    assertThat(watch.stuck()).isFalse();
  }
}
