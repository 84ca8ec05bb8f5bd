package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.engine.Carried;
import dev.covet.engine.EventLoop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskDelayTest {
  /** Keeps what it is to run. */
  private static final class Held extends EventLoop {
    final Queue<Runnable> tasks = new ArrayDeque<>();

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    @Override
    public int index() {
      return 0;
    }

    @Override
    public void resume(Carried carried, Runnable continuation) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void carry(Carried carried, Runnable continuation) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean inLoop() {
      return false;
    }

    @Override
    public Thread thread() {
      throw new UnsupportedOperationException();
    }

    @Override
    public long carries() {
      return 0;
    }

    @Override
    public @Nullable Carried carrying() {
      return null;
    }

    @Override
    public void accepting(boolean accept) {}
  }

  @Test
  void oneTaskAtATimeIsSentEachSecond() {
    Held loop = new Held();
    TaskDelay delay = new TaskDelay(loop);
    long now = System.nanoTime();
    long second = TimeUnit.SECONDS.toNanos(1);
    delay.look(now);
    assertThat(loop.tasks).isEmpty();
    delay.look(now + 2 * second);
    delay.look(now + 4 * second);
    assertThat(loop.tasks).hasSize(1);
    assertThat(delay.nanos(now + 5 * second)).isEqualTo(3 * second);
    loop.tasks.remove().run();
    assertThat(delay.nanos(now + 5 * second)).isLessThan(3 * second);
    delay.look(now + 5 * second);
    assertThat(loop.tasks).hasSize(1);
  }
}
