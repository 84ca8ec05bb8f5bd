package dev.covet.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerWheelTest {
  private static final long TICK = 1L << 24;
  private static final long ROUND = 4096 * TICK;

  private final List<Node> fired = new ArrayList<>();
  private final TimerWheel wheel = new TimerWheel(0);

  private class Node extends TimerNode {
    private final LongConsumer action;
    private long firedAt = Long.MIN_VALUE;

    Node() {
      this(now -> {});
    }

    Node(LongConsumer action) {
      this.action = action;
    }

    @Override
    protected void expired(long now) {
      assertThat(scheduled()).isFalse();
      fired.add(this);
      firedAt = now;
      action.accept(now);
    }
  }

  @Test
  void firesOnceNeverEarlyAndAtMostATickLate() {
    Node node = new Node();
    wheel.schedule(node, 10 * TICK + 5);
    assertThat(node.scheduled()).isTrue();
    assertThat(node.deadline()).isEqualTo(10 * TICK + 5);
    assertThat(wheel.size()).isEqualTo(1);
    for (long now = 0; now < 11 * TICK; now += TICK / 3) {
      wheel.advance(now);
    }
    assertThat(fired).isEmpty();
    wheel.advance(11 * TICK);
    assertThat(fired).containsExactly(node);
    assertThat(node.scheduled()).isFalse();
    assertThat(wheel.size()).isZero();
    wheel.advance(5 * ROUND);
    assertThat(fired).containsExactly(node);
  }

  @Test
  void aDeadlineInThePastFiresAtTheNextTick() {
    wheel.advance(100 * TICK);
    Node node = new Node();
    wheel.schedule(node, TICK);
    wheel.advance(101 * TICK);
    assertThat(fired).containsExactly(node);
  }

  @Test
  void aDeadlineBeyondARoundWaitsForItsOwn() {
    Node node = new Node();
    Node far = new Node();
    wheel.schedule(node, 3 * ROUND + 7 * TICK);
    wheel.schedule(far, 100 * ROUND);
    for (long now = 0; now < 3 * ROUND + 8 * TICK; now += 100 * TICK) {
      wheel.advance(now);
      assertThat(fired).isEmpty();
    }
    wheel.advance(3 * ROUND + 8 * TICK);
    assertThat(fired).containsExactly(node);
    wheel.advance(100 * ROUND - 1);
    assertThat(fired).containsExactly(node);
    wheel.advance(101 * ROUND);
    assertThat(fired).containsExactly(node, far);
  }

  @Test
  void cancelAndMove() {
    Node cancelled = new Node();
    Node later = new Node();
    Node earlier = new Node();
    wheel.schedule(cancelled, 5 * TICK);
    wheel.schedule(later, 5 * TICK);
    wheel.schedule(earlier, 50 * TICK);
    wheel.cancel(cancelled);
    wheel.cancel(cancelled);
    wheel.schedule(later, 50 * TICK);
    wheel.schedule(earlier, 5 * TICK);
    assertThat(wheel.size()).isEqualTo(2);
    wheel.advance(6 * TICK);
    assertThat(fired).containsExactly(earlier);
    wheel.advance(51 * TICK);
    assertThat(fired).containsExactly(earlier, later);
  }

  @Test
  void aNodeThatFiresMayCancelOrMoveAnotherOfTheSameSlot() {
    Node cancelled = new Node();
    Node moved = new Node();
    List<Node> group = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Node first =
          new Node(
              now -> {
                wheel.cancel(cancelled);
                wheel.schedule(moved, 20 * TICK);
              });
      group.add(first);
    }
    // Whatever the order within a slot is, one that acts stands on either side of the others.
    wheel.schedule(group.get(0), 5 * TICK);
    wheel.schedule(cancelled, 5 * TICK + 9);
    wheel.schedule(moved, 5 * TICK + 9);
    wheel.schedule(group.get(1), 5 * TICK);
    wheel.advance(6 * TICK);
    assertThat(fired).containsExactlyInAnyOrder(group.get(0), group.get(1));
    assertThat(wheel.size()).isEqualTo(1);
    wheel.advance(21 * TICK);
    assertThat(fired).last().isSameAs(moved);
    assertThat(fired).hasSize(3);
  }

  @Test
  void aNodeThatSchedulesItselfAgainWaitsForALaterTick() {
    Node[] self = new Node[1];
    self[0] = new Node(now -> wheel.schedule(self[0], now));
    wheel.schedule(self[0], 0);
    wheel.advance(10 * TICK);
    assertThat(fired).hasSize(1);
    wheel.advance(11 * TICK);
    assertThat(fired).hasSize(2);
    assertThat(wheel.size()).isEqualTo(1);
  }

  @Test
  void oneThatFailsDoesNotKeepTheOthersFromFiring() {
    List<Node> failing = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      failing.add(
          new Node(
              now -> {
                throw new IllegalStateException("on purpose");
              }));
      wheel.schedule(failing.get(i), 5 * TICK);
    }
    for (int i = 0; i < 3; i++) {
      int tick = 6 + i;
      assertThat(wheel.delay(tick * TICK)).as("a loop must not sleep over them").isPositive();
      assertThatThrownBy(() -> wheel.advance(tick * TICK)).hasMessage("on purpose");
    }
    assertThat(fired).containsExactlyInAnyOrderElementsOf(failing);
    assertThat(wheel.size()).isZero();
    wheel.advance(10 * TICK);
    assertThat(fired).hasSize(3);
  }

  @Test
  void tellsHowLongTheLoopMaySleep() {
    assertThat(wheel.delay(0)).isEqualTo(-1);
    Node node = new Node();
    wheel.schedule(node, 9 * TICK + 1);
    assertThat(wheel.delay(0)).isEqualTo(10 * TICK);
    assertThat(wheel.delay(10 * TICK - 1)).isEqualTo(1);
    assertThat(wheel.delay(20 * TICK)).isEqualTo(1);
    wheel.advance(9 * TICK);
    assertThat(wheel.delay(9 * TICK)).isEqualTo(TICK);
    wheel.cancel(node);
    assertThat(wheel.delay(9 * TICK)).isEqualTo(-1);
  }

  @Test
  void findsTheNextSlotAllAroundTheWheel() {
    for (int from = 0; from < 4096; from += 61) {
      for (int ahead : new int[] {1, 2, 63, 64, 65, 2048, 4000, 4094, 4095}) {
        TimerWheel any = new TimerWheel(from * TICK);
        any.schedule(new Node(), (from + ahead) * TICK - 1);
        assertThat(any.delay(from * TICK)).isEqualTo(ahead * TICK);
      }
    }
  }

  @Test
  void theClockMayBeNegative() {
    TimerWheel early = new TimerWheel(-3 * ROUND - 5);
    Node node = new Node();
    early.schedule(node, -TICK);
    early.advance(-TICK - 1);
    assertThat(fired).isEmpty();
    assertThat(early.delay(-TICK - 1)).isEqualTo(TICK + 1);
    early.advance(0);
    assertThat(fired).containsExactly(node);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void behavesLikeASortedListOfDeadlines(int seed) {
    Random random = new Random(seed);
    long start = random.nextLong() >> 8;
    long[] now = {start};
    TimerWheel any = new TimerWheel(start);
    Map<Node, Long> model = new HashMap<>();
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Node[] self = new Node[1];
      self[0] =
          new Node(
              at -> {
                Long deadline = model.remove(self[0]);
                assertThat(deadline).as("fires only what is set").isNotNull();
                assertThat(deadline).as("never early").isLessThanOrEqualTo(at);
                for (int n = random.nextInt(3); n > 0; n--) {
                  change(any, model, nodes.get(random.nextInt(nodes.size())), now[0], random);
                }
              });
      nodes.add(self[0]);
    }
    for (int step = 0; step < 5000; step++) {
      change(any, model, nodes.get(random.nextInt(nodes.size())), now[0], random);
      long sleep = any.delay(now[0]);
      assertThat(sleep > 0).isEqualTo(!model.isEmpty());
      assertThat(any.size()).isEqualTo(model.size());
      long pace =
          random.nextInt(20) == 0 ? 3 * ROUND : random.nextInt(4) == 0 ? 300 * TICK : 2 * TICK;
      now[0] += (long) (random.nextDouble() * pace);
      any.advance(now[0]);
      for (long deadline : model.values()) {
        assertThat(deadline).as("at most two ticks late").isGreaterThan(now[0] - 2 * TICK);
      }
    }
    assertThat(fired).hasSizeGreaterThan(1000);
  }

  private static void change(
      TimerWheel wheel, Map<Node, Long> model, Node node, long now, Random random) {
    if (random.nextInt(4) == 0) {
      wheel.cancel(node);
      model.remove(node);
      assertThat(node.scheduled()).isFalse();
    } else {
      long range = random.nextInt(5) == 0 ? 5 * ROUND : 100 * TICK;
      long at = now + (long) (random.nextDouble() * range) - TICK;
      wheel.schedule(node, at);
      model.put(node, at);
      assertThat(node.deadline()).isEqualTo(at);
    }
  }
}
