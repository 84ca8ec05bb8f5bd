package dev.covet.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.engine.Transport;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A loop without any input wakes for its deadlines alone. */
@Timeout(60)
class IoLoopDeadlinesTest {
  private static final long MILLISECOND = TimeUnit.MILLISECONDS.toNanos(1);

  private final BlockingQueue<String> fired = new LinkedBlockingQueue<>();

  private final class Node extends TimerNode {
    private final String name;
    private final long at;

    Node(String name, long at) {
      this.name = name;
      this.at = at;
    }

    @Override
    protected void expired(long now) {
      fired.add(now - at >= 0 ? name : name + " too early");
    }
  }

  private void in(IoLoop loop, String name, long milliseconds) {
    Node node = new Node(name, System.nanoTime() + milliseconds * MILLISECOND);
    loop.execute(() -> loop.timers().schedule(node, node.at));
  }

  private String next() throws InterruptedException {
    String name = fired.poll(30, TimeUnit.SECONDS);
    return name == null ? "nothing" : name;
  }

  @ParameterizedTest
  @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
  void anEarlierDeadlineThatIsSetLaterIsNotMissed(Transport transport) throws Exception {
    try (LoopRule rule = new LoopRule(transport)) {
      in(rule.loop, "hour", TimeUnit.HOURS.toMillis(1));
      // The loop waits for that one by now, or soon.
      in(rule.loop, "second", 400);
      in(rule.loop, "first", 100);
      assertThat(List.of(next(), next())).containsExactly("first", "second");
      in(rule.loop, "third", 50);
      assertThat(next()).isEqualTo("third");
    }
    assertThat(fired).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
  void aDeadlineThatMovesAwayFiresOnceAtItsLastTime(Transport transport) throws Exception {
    try (LoopRule rule = new LoopRule(transport)) {
      Node node = new Node("moved", System.nanoTime() + 300 * MILLISECOND);
      rule.loop.execute(() -> rule.loop.timers().schedule(node, node.at - 250 * MILLISECOND));
      rule.loop.execute(() -> rule.loop.timers().schedule(node, node.at));
      assertThat(next()).isEqualTo("moved");
      in(rule.loop, "last", 100);
      assertThat(next()).isEqualTo("last");
    }
    assertThat(fired).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
  void deadlinesOneAfterTheOtherAllFire(Transport transport) throws Exception {
    try (LoopRule rule = new LoopRule(transport)) {
      for (int i = 0; i < 20; i++) {
        in(rule.loop, "tick " + i, 20);
        assertThat(next()).isEqualTo("tick " + i);
      }
    }
  }
}
