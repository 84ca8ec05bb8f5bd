package dev.covet.bridge;

import dev.covet.Config;
import dev.covet.engine.Engine;
import dev.covet.engine.EngineConfig;
import dev.covet.engine.EventLoop;
import dev.covet.http.ListenAddress;
import dev.covet.spi.RunningServer;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** An engine and what the bridge runs beside it, from the start to the end of the drain. */
final class Running implements RunningServer {
  private static final Duration WATCH_PERIOD = Duration.ofMillis(5);
  private static final Duration LEAST_DRAIN = Duration.ofSeconds(1);

  private final Engine engine;
  private final EngineConfig config;
  private final FastPath path;
  private final Dispatcher dispatcher;
  private final Threads threads;
  private final Watchdog watchdog;
  private final Duration delay;
  private final Observers observers;
  private @Nullable Succession succession;
  private final List<Engine> engines = new ArrayList<>();
  private volatile boolean stopping;
  private volatile boolean succeeded;

  private Running(
      Engine engine,
      EngineConfig config,
      FastPath path,
      Dispatcher dispatcher,
      Threads threads,
      Watchdog watchdog,
      Duration delay,
      Observers observers) {
    this.engine = engine;
    this.config = config;
    this.path = path;
    this.dispatcher = dispatcher;
    this.threads = threads;
    this.watchdog = watchdog;
    this.delay = delay;
    this.observers = observers;
    this.engines.add(engine);
  }

  /** Before anything else: who came before and comes after. */
  void succession(Succession value) {
    succession = value;
  }

  /** Hands the sockets of one more engine over with its own. */
  void beside(Engine another) {
    engines.add(another);
  }

  Engine engine() {
    return engine;
  }

  @Override
  public synchronized void opened(Runnable retire) throws IOException {
    if (succession != null && !stopping) {
      succession.serving(
          engines,
          () -> {
            succeeded = true;
            retire.run();
          });
    }
  }

  /** Puts the watchdog beside an engine that has just been started. */
  static Running start(
      Engine engine,
      EngineConfig config,
      FastPath path,
      Dispatcher dispatcher,
      Threads threads,
      CoarseClock clock,
      Duration delay,
      Observers observers) {
    if (engine.report().getOrDefault("pinning", "").startsWith("off")) {
      threads.starter().direct();
    }
    Executor interrupter =
        work -> threads.starter().execute(() -> VirtualThreads.offloaded(work).start());
    List<LoopWatch> watches =
        engine.loops().stream().map(loop -> watch(loop, interrupter)).toList();
    clock.nanos(System.nanoTime());
    Overload overload = dispatcher.overload();
    overload.watch(watches, dispatcher::handlers);
    Watchdog watchdog = new Watchdog(watches, clock, overload, WATCH_PERIOD);
    if (!observers.isEmpty() || overload.measures()) {
      watches.forEach(LoopWatch::measure);
    }
    if (!observers.isEmpty()) {
      observers.started(new Figures(engine, watches, dispatcher));
    }
    watchdog.start();
    return new Running(engine, config, path, dispatcher, threads, watchdog, delay, observers);
  }

  private static LoopWatch watch(EventLoop loop, Executor interrupter) {
    return new LoopWatch(loop, new StolenTime(loop)::nanos, interrupter);
  }

  @Override
  public List<URI> uris() {
    return engine.addresses().stream().map(this::uri).toList();
  }

  private URI uri(ListenAddress address) {
    try {
      return switch (address) {
        case ListenAddress.Tcp tcp ->
            new URI(
                config.tls() == null ? "http" : "https",
                null,
                tcp.host(),
                tcp.port(),
                null,
                null,
                null);
        case ListenAddress.Unix unix -> new URI("unix", unix.path().toString(), null);
      };
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the configured host is no host", e);
    }
  }

  @Override
  public Map<String, String> report() {
    Map<String, String> facts = new LinkedHashMap<>();
    for (String name : List.of("transport", "workers", "pinning")) {
      facts.put(name, engine.report().getOrDefault(name, "unknown"));
    }
    String passing = succession == null ? null : succession.transport();
    if (passing != null) {
      facts.put("transport", passing);
    }
    String tls = engine.report().get("tls");
    if (tls != null) {
      facts.put("tls", tls);
    }
    facts.put("handlers", path.reason());
    return Collections.unmodifiableMap(facts);
  }

  @Override
  public List<String> reload(Config changed) throws IOException {
    String certificates = engine.reloadCertificates();
    // From here on nothing can fail.
    observers.reload(changed);
    return certificates == null
        ? List.of()
        : List.of("the certificate was loaded again: " + certificates);
  }

  /** Handlers that still run although their requests were answered for them. */
  int orphans() {
    return dispatcher.orphans();
  }

  @Override
  public synchronized void stop() {
    if (stopping) {
      return;
    }
    stopping = true;
    if (succession != null) {
      succession.stopping();
    }
    if (!succeeded) {
      awaitDelay();
    }
    Duration drain = config.limits().drain();
    long begin = System.nanoTime();
    engine.stop(() -> goodbye(drain.dividedBy(2)));
    Duration left = drain.minusNanos(System.nanoTime() - begin);
    threads.after().drain(left.compareTo(LEAST_DRAIN) < 0 ? LEAST_DRAIN : left);
    watchdog.close();
    threads.close();
    observers.close();
  }

  /** What live streams get before their connections are told that it is over. */
  private void goodbye(Duration most) {
    try {
      dispatcher.goodbyes().run(dispatcher.application()::draining, most);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    dispatcher.streams().stop();
  }

  /** Time for load balancers to see that this server is not ready, while it still serves. */
  private void awaitDelay() {
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean serving() {
    return CurrentTask.find() != null;
  }

  @Override
  public boolean ready() {
    return !stopping && !watchdog.stuck();
  }
}
