package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SerialTest {
  private final Serial serial = new Serial();

  @Test
  void tasksOfAllThreadsRunOneAtATime() throws Exception {
    int[] count = {0};
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      threads.add(
          Thread.startVirtualThread(
              () -> IntStream.range(0, 10_000).forEach(i -> serial.run(() -> count[0]++))));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    AtomicInteger seen = new AtomicInteger();
    serial.run(() -> seen.set(count[0]));
    Awaitility.await().untilAtomic(seen, org.hamcrest.Matchers.is(80_000));
  }

  @Test
  void aTaskThatGivesAnotherDoesNotRunItInside() {
    List<String> order = new ArrayList<>();
    serial.run(
        () -> {
          serial.run(() -> order.add("inner"));
          order.add("outer");
        });
    assertThat(order).containsExactly("outer", "inner");
  }

  @Test
  void aFailureHoldsUpNobody() {
    List<String> order = new ArrayList<>();
    serial.run(
        () -> {
          throw new IllegalStateException("on purpose");
        });
    serial.run(() -> order.add("after"));
    assertThat(order).containsExactly("after");
  }

  @Test
  void whoGivesOneTaskDoesNotWorkForOthersForEver() {
    Thread caller = Thread.currentThread();
    AtomicInteger own = new AtomicInteger();
    AtomicInteger left = new AtomicInteger(10_000);
    Runnable again =
        new Runnable() {
          @Override
          public void run() {
            own.addAndGet(Thread.currentThread() == caller ? 1 : 0);
            if (left.decrementAndGet() > 0) {
              serial.run(this);
            }
          }
        };
    serial.run(again);
    Awaitility.await().until(() -> left.get() == 0);
    assertThat(own).hasValue(256);
  }
}
