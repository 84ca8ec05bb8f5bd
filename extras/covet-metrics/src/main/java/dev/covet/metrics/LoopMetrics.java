package dev.covet.metrics;

import dev.covet.Request;
import dev.covet.http.PhaseTimes;
import dev.covet.http.RequestEnd;
import dev.covet.spi.Application;
import dev.covet.spi.RequestObserver;
import dev.covet.spi.ServingPlan;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what happens on one loop. The loop alone writes, without a lock and without an atomic
 * operation; whoever shows the numbers reads. What is new replaces a table as a whole, which
 * happens a few times in the life of a server.
 */
final class LoopMetrics implements RequestObserver {
  private static final Series[] NONE = {};

  /** Stands for the plan of requests that no application has seen. */
  private static final Object REFUSED = new Object();

  private final Supplier<Application> application;
  private volatile Map<Object, Series[]> table = Map.of();
  private final AtomicLong open = new AtomicLong();
  final Counts connections = new Counts();
  final Counts refusals = new Counts();
  final Counts faults = new Counts();
  final PhaseCells phases = new PhaseCells();

  LoopMetrics(Supplier<Application> application) {
    this.application = application;
  }

  @Override
  public void began() {
    open.setRelease(open.getPlain() + 1);
  }

  @Override
  public void ended(RequestEnd end, @Nullable Request request) {
    open.setRelease(open.getPlain() - 1);
    ServingPlan plan = request == null ? null : application.get().planAfter(request);
    find(end, plan).add(end.nanos(), end.bytesIn(), end.bytesOut());
    PhaseTimes times = request == null ? null : application.get().timesOf(request);
    if (times != null) {
      phases.add(times);
    }
    String refusal = end.refusal();
    if (refusal != null) {
      refusals.add(refusal);
    }
  }

  private Series find(RequestEnd end, @Nullable ServingPlan plan) {
    Object place = plan == null ? REFUSED : plan;
    Series[] known = table.getOrDefault(place, NONE);
    for (Series series : known) {
      if (series.fits(end)) {
        return series;
      }
    }
    Series fresh = Series.of(end, plan == null ? "" : plan.pattern());
    Series[] more = Arrays.copyOf(known, known.length + 1);
    more[known.length] = fresh;
    Map<Object, Series[]> next = new IdentityHashMap<>(table);
    next.put(place, more);
    table = next;
    return fresh;
  }

  @Override
  public void accepted(boolean served) {
    connections.add(served ? "served" : "refused");
  }

  @Override
  public void fault(String protocol, String kind) {
    faults.add(protocol + " " + kind);
  }

  // ---- read by any thread

  /** Requests that have begun and not ended. */
  long open() {
    return open.getAcquire();
  }

  /** Adds what was counted of requests to sums. */
  void addTo(Map<SeriesKey, Series.Total> sums) {
    for (Series[] all : table.values()) {
      for (Series series : all) {
        series.addTo(sums.computeIfAbsent(series.key, key -> new Series.Total()));
      }
    }
  }
}
