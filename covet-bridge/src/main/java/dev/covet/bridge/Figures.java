package dev.covet.bridge;

import dev.covet.engine.Carried;
import dev.covet.engine.Engine;
import dev.covet.engine.EventLoop;
import dev.covet.engine.OpenConnection;
import dev.covet.spi.Application;
import dev.covet.spi.ServerFigures;
import dev.covet.spi.ServerView;
import dev.covet.spi.ServingPlan;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a running server can tell about itself. Any thread. */
final class Figures implements ServerFigures, ServerView {
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final Engine engine;
  private final List<LoopWatch> watches;
  private final Dispatcher dispatcher;
  private final List<LoopQuestion> questions;

  Figures(Engine engine, List<LoopWatch> watches, Dispatcher dispatcher) {
    this.engine = engine;
    this.watches = watches;
    this.dispatcher = dispatcher;
    this.questions =
        engine.loops().stream().map(loop -> new LoopQuestion(engine, loop.index())).toList();
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
  public ServerView view() {
    return this;
  }

  @Override
  public List<LoopView> loops(int most, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    questions.forEach(question -> question.ask(most));
    List<LoopView> views = new ArrayList<>();
    for (LoopQuestion question : questions) {
      EventLoop loop = engine.loops().get(question.loop());
      List<OpenConnection> told = question.answer(deadline - System.nanoTime());
      views.add(
          new LoopView(
              loop.index(),
              engine.connections(loop.index()),
              told == null ? holder(loop) : null,
              told == null ? List.of() : told.stream().map(Figures::view).toList()));
    }
    return views;
  }

  private static String holder(EventLoop loop) {
    Carried carried = loop.carrying();
    return carried == null ? "unknown" : carried.describe();
  }

  private static ConnectionView view(OpenConnection open) {
    return new ConnectionView(
        open.protocol(), open.remote(), open.state(), open.requests(), open.nanos());
  }

  @Override
  public List<RequestView> requests(int most) {
    InFlight inFlight = dispatcher.inFlight();
    return inFlight == null ? List.of() : inFlight.views(dispatcher.application(), most);
  }

  @Override
  public String place(ServingPlan plan) {
    return dispatcher.placement().lane(RouteState.of(plan)).name().toLowerCase(Locale.ROOT);
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
