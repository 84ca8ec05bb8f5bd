package dev.covet;

import dev.covet.http.RequestEnd;
import dev.covet.http.RequestEnd.Outcome;
import dev.covet.spi.Application;
import dev.covet.spi.RequestObserver;
import dev.covet.spi.ServerFigures;
import dev.covet.spi.ServerObserver;
import dev.covet.spi.ServerView;
import dev.covet.spi.ServingPlan;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts the requests of each route for the admin listener, and nothing while there is none. */
final class RouteCounts implements ServerObserver {
  /** The name of requests that the server refused before a route was asked for. */
  static final String REFUSED = "refused";

  private static final int FIRST_FAILURE = 500;

  private final Supplier<Application> application;
  private final List<OnLoop> loops = new CopyOnWriteArrayList<>();
  private volatile @Nullable ServerView view;

  /**
   * Nothing counted yet.
   *
   * @param application gives it once it is served
   */
  RouteCounts(Supplier<Application> application) {
    this.application = application;
  }

  @Override
  public RequestObserver loop() {
    OnLoop loop = new OnLoop();
    loops.add(loop);
    return loop;
  }

  @Override
  public void started(ServerFigures figures) {
    view = figures.view();
  }

  /** What the server is doing, or null before its start and where it does not tell. */
  @Nullable ServerView view() {
    return view;
  }

  /** What was counted, by method and pattern; any thread. */
  Map<String, Latencies.Sum> sums() {
    Map<String, Latencies.Sum> sums = new HashMap<>();
    for (OnLoop loop : loops) {
      loop.table.forEach(
          (place, counted) -> {
            String name = place instanceof ServingPlan plan ? plan.route() : REFUSED;
            sums.computeIfAbsent(name, none -> new Latencies.Sum()).add(counted);
          });
    }
    return sums;
  }

  /** Those of one loop, which alone writes. */
  private final class OnLoop implements RequestObserver {
    /** By plan; replaced as a whole when a route is asked for the first time. */
    private volatile Map<Object, Latencies> table = Map.of();

    @Override
    public void ended(RequestEnd end, @Nullable Request request) {
      Object place = request == null ? REFUSED : application.get().planAfter(request);
      Latencies counted = table.get(place);
      if (counted == null) {
        counted = new Latencies();
        Map<Object, Latencies> more = new IdentityHashMap<>(table);
        more.put(place, counted);
        table = more;
      }
      boolean failed = end.status() >= FIRST_FAILURE || end.outcome() != Outcome.COMPLETED;
      counted.add(end.nanos(), failed);
    }
  }
}
