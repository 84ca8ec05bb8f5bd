package dev.covet.bridge;

import dev.covet.engine.Engine;
import dev.covet.engine.EventLoop;
import dev.covet.spi.Application;
import dev.covet.spi.ServerFigures;
import dev.covet.spi.ServingPlan;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/** What a running server can tell about itself. Any thread. */
final class Figures implements ServerFigures {
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Engine engine;
  private final List<LoopWatch> watches;
  private final Dispatcher dispatcher;

  Figures(Engine engine, List<LoopWatch> watches, Dispatcher dispatcher) {
    this.engine = engine;
    this.watches = watches;
    this.dispatcher = dispatcher;
  }

  @Override
  public List<Loop> loops() {
    long now = System.nanoTime();
    List<Loop> loops = new ArrayList<>();
    for (EventLoop loop : engine.loops()) {
      LoopWatch watch = watches.get(loop.index());
      LongestHold.Hold hold = watch.longest().get(now);
      loops.add(
          new Loop(
              loop.index(),
              engine.connections(loop.index()),
              cpu(loop.thread()),
              engine.accepting(loop.index()),
              watch.delayNanos(now),
              hold.nanos(),
              hold.route()));
    }
    return loops;
  }

  private long cpu(Thread thread) {
    return threads.isThreadCpuTimeSupported() && threads.isThreadCpuTimeEnabled()
        ? threads.getThreadCpuTime(thread.threadId())
        : -1;
  }

  @Override
  public long handlers() {
    return dispatcher.handlers();
  }

  @Override
  public int orphans() {
    return dispatcher.orphans();
  }

  @Override
  public long bufferBytes() {
    return Engine.bufferBytes();
  }

  @Override
  public Placements placements() {
    Application application = dispatcher.application();
    int[] counts = new int[Lane.values().length];
    for (ServingPlan plan : application.plans()) {
      counts[RouteState.of(plan).lane().ordinal()]++;
    }
    return new Placements(
        counts[Lane.LOOP.ordinal()],
        counts[Lane.PROBATION.ordinal()],
        counts[Lane.OFFLOAD.ordinal()]);
  }
}
