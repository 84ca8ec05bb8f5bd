package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UnpinnedThreadTest {
  private final UnpinnedThread starter = new UnpinnedThread();

  private String runsOn() throws Exception {
    CompletableFuture<String> name = new CompletableFuture<>();
    starter.execute(() -> name.complete(Thread.currentThread().getName()));
    return name.get(10, TimeUnit.SECONDS);
  }

  @Test
  void tasksRunInOrderOnItsThreadUntilTheyMayRunDirectly() throws Exception {
    assertThat(runsOn()).isEqualTo("covet-starter");
    starter.direct();
    assertThat(runsOn()).isEqualTo(Thread.currentThread().getName());
    starter.close();
  }

  @Test
  void nothingIsLostAroundTheClose() {
    List<Integer> done = new CopyOnWriteArrayList<>();
    for (int i = 0; i < 1000; i++) {
      int number = i;
      starter.execute(() -> done.add(number));
      if (i == 500) {
        starter.close();
      }
    }
    await().until(() -> done.size() == 1000);
  }

  @Test
  void aTaskThatFailsIsLoggedAndHarmsNoOther() throws Exception {
    try (LogRecords log = new LogRecords()) {
      starter.execute(
          () -> {
            throw new OutOfMemoryError("no thread");
          });
      assertThat(runsOn()).isEqualTo("covet-starter");
      assertThat(log.messages()).containsExactly("starting a thread failed");
    }
    starter.close();
  }
}
