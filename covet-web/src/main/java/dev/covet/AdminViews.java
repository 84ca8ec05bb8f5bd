package dev.covet;

import dev.covet.http.Status;
import dev.covet.spi.Application;
import dev.covet.spi.RouteDescription;
import dev.covet.spi.Secrets;
import dev.covet.spi.ServerView;
import dev.covet.spi.ServerView.ConnectionView;
import dev.covet.spi.ServerView.LoopView;
import dev.covet.spi.ServerView.RequestView;
import dev.covet.spi.ServingPlan;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the admin listener shows of an application, as values that are written as JSON. */
final class AdminViews {
  private static final int MOST_CONNECTIONS = 200;
  private static final int MOST_REQUESTS = 200;
  private static final int MOST_FRAMES = 64;

  /** How long a loop may take to tell its connections before it is said to be held. */
  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final Covet app;
  private final Supplier<Application> application;
  private final RouteCounts counts;

  AdminViews(Covet app, Supplier<Application> application, RouteCounts counts) {
    this.app = app;
    this.application = application;
    this.counts = counts;
  }

  /** What the start-up report said, and whether the server is ready. */
  Map<String, Object> report() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("urls", app.uris().stream().map(Object::toString).toList());
    all.put("ready", app.ready());
    all.putAll(app.facts());
    return all;
  }

  /** Each route with where it runs and what was counted; at last what no route answers. */
  Map<String, Object> routes() {
    Map<String, Latencies.Sum> sums = new TreeMap<>(counts.sums());
    Map<String, RouteDescription> described = new HashMap<>();
    for (RouteDescription route : application.get().routes()) {
      described.put(route.method() + " " + route.pattern(), route);
    }
    ServerView view = view();
    List<Object> routes = new ArrayList<>();
    for (ServingPlan plan : application.get().plans()) {
      Map<String, Object> route = new LinkedHashMap<>();
      int space = plan.route().indexOf(' ');
      route.put("method", plan.route().substring(0, space));
      route.put("pattern", plan.pattern());
      RouteDescription description = described.get(plan.route());
      if (description != null) {
        String name = description.name();
        if (name != null) {
          route.put("name", name);
        }
        route.put("declared", description.place());
      }
      route.put("placement", plan.placement().name().toLowerCase(Locale.ROOT));
      route.put("runs", view.place(plan));
      count(route, sums.remove(plan.route()));
      routes.add(route);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("routes", routes);
    List<Object> others = new ArrayList<>();
    sums.forEach(
        (name, sum) -> {
          Map<String, Object> other = new LinkedHashMap<>();
          other.put("what", name);
          count(other, sum);
          others.add(other);
        });
    all.put("others", others);
    return all;
  }

  private static void count(Map<String, Object> into, Latencies.@Nullable Sum counted) {
    Latencies.Sum sum = counted == null ? new Latencies.Sum() : counted;
    into.put("requests", sum.count());
    into.put("failed", sum.failed());
    if (sum.count() > 0) {
      Map<String, Object> millis = new LinkedHashMap<>();
      millis.put("p50", millis(sum.percentileNanos(0.5)));
      millis.put("p90", millis(sum.percentileNanos(0.9)));
      millis.put("p99", millis(sum.percentileNanos(0.99)));
      millis.put("max", millis(sum.longestNanos()));
      into.put("millis", millis);
    }
  }

  /** All settings as they are in force. */
  Map<String, Object> config() {
    Config config = app.running();
    List<Object> settings = new ArrayList<>();
    for (ConfigKey key : ConfigKey.ALL) {
      settings.add(setting(config, key.name(), key.standard(), key.reloadable()));
    }
    for (String key : config.own()) {
      settings.add(setting(config, key, "", false));
    }
    return Map.of("settings", settings);
  }

  private static Map<String, Object> setting(
      Config config, String key, String standard, boolean reloadable) {
    ConfigSource.Setting given = config.setting(key);
    Map<String, Object> setting = new LinkedHashMap<>();
    setting.put("key", key);
    // A secret that is not set hides nothing.
    setting.put("value", given == null ? standard : Secrets.hide(Secrets.shown(key, given.text())));
    setting.put("source", given == null ? "default" : given.origin());
    if (given != null) {
      setting.put("place", given.place());
    }
    setting.put("reloadable", reloadable);
    return setting;
  }

  /** The connections of each loop that answers. */
  Map<String, Object> connections() throws InterruptedException {
    List<Object> loops = new ArrayList<>();
    for (LoopView loop : view().loops(MOST_CONNECTIONS, PATIENCE)) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("loop", loop.index());
      one.put("open", loop.open());
      String held = loop.held();
      if (held != null) {
        one.put("held", held);
      }
      one.put("connections", loop.connections().stream().map(AdminViews::connection).toList());
      loops.add(one);
    }
    return Map.of("loops", loops);
  }

  private static Map<String, Object> connection(ConnectionView connection) {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("protocol", connection.protocol());
    one.put("peer", text(connection.peer()));
    one.put("state", connection.state());
    if (connection.requests() >= 0) {
      one.put("requests", connection.requests());
    }
    if (connection.nanos() >= 0) {
      one.put("seconds", connection.nanos() / 1e9);
    }
    return one;
  }

  private static @Nullable String text(@Nullable SocketAddress address) {
    if (address == null) {
      return null;
    }
    String text = address.toString();
    return text.substring(text.indexOf('/') + 1);
  }

  /** The requests in flight, with the stacks of their threads. */
  Map<String, Object> requests() {
    List<Object> requests = new ArrayList<>();
    for (RequestView request : view().requests(MOST_REQUESTS)) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("route", request.route());
      String id = request.id();
      if (id != null) {
        one.put("id", id);
      }
      one.put("client", text(request.client()));
      one.put("millis", millis(request.nanos()));
      one.put("loop", request.loop());
      if (request.late()) {
        one.put("late", true);
      }
      Thread thread = request.thread();
      if (thread != null) {
        one.put("thread", thread.threadId());
        one.put("state", thread.getState().name().toLowerCase(Locale.ROOT));
        one.put(
            "stack",
            Arrays.stream(thread.getStackTrace())
                .limit(MOST_FRAMES)
                .map(StackTraceElement::toString)
                .toList());
      }
      requests.add(one);
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("requests", requests);
    all.put("most", MOST_REQUESTS);
    return all;
  }

  /** How many threads serve each route, and in which states. */
  Map<String, Object> threads() {
    Map<String, Map<String, Long>> routes = new TreeMap<>();
    long threads = 0;
    for (RequestView request : view().requests(Integer.MAX_VALUE)) {
      Thread thread = request.thread();
      String state = thread == null ? "NEW" : thread.getState().name();
      routes
          .computeIfAbsent(request.route(), none -> new TreeMap<>())
          .merge(state.toLowerCase(Locale.ROOT), 1L, Long::sum);
      threads++;
    }
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("threads", threads);
    all.put("routes", routes);
    return all;
  }

  private ServerView view() {
    ServerView view = counts.view();
    if (view == null) {
      throw new HttpException(Status.of(503), "the server has not started yet, or does not tell");
    }
    return view;
  }

  /** With three places. */
  private static double millis(long nanos) {
    return TimeUnit.NANOSECONDS.toMicros(nanos) / 1e3;
  }
}
