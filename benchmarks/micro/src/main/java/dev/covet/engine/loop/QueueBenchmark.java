package dev.covet.engine.loop;

import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What a loop is given to do: from other threads, by itself, and later. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class QueueBenchmark {
  private static final Runnable TASK = () -> {};
  private static final long STEP = TimeUnit.SECONDS.toNanos(1);
  private final MpscUnboundedAtomicArrayQueue<Runnable> inbox =
      new MpscUnboundedAtomicArrayQueue<>(256);
  private final ArrayDeque<Runnable> ready = new ArrayDeque<>(256);
  private final TimerWheel wheel = new TimerWheel(0);
  private final TimerNode node =
      new TimerNode() {
        @Override
        protected void expired(long now) {
          throw new AssertionError("the wheel is not turned");
        }
      };
  private long at;

  @Benchmark
  public Runnable inbox() {
    inbox.add(TASK);
    return inbox.poll();
  }

  @Benchmark
  public Runnable ready() {
    ready.add(TASK);
    return ready.poll();
  }

  @Benchmark
  public boolean deadline() {
    at = at + STEP & Long.MAX_VALUE >> 1;
    wheel.schedule(node, at);
    return node.scheduled();
  }
}
