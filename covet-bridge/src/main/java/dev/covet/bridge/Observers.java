package dev.covet.bridge;

import dev.covet.Config;
import dev.covet.bridge.accesslog.AccessLog;
import dev.covet.engine.LoopObserver;
import dev.covet.spi.Application;
import dev.covet.spi.ServerFigures;
import dev.covet.spi.ServerObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Those who hear what a server does: who the application has named, and its access log.
 *
 * @param all of them, mostly none
 * @param timing the times of requests that they hear of; null if none is timed
 */
record Observers(List<ServerObserver> all, @Nullable ServerTiming timing) implements AutoCloseable {
  static final Observers NONE = new Observers(List.of(), null);

  /**
   * Those that are configured.
   *
   * @throws IOException with one line for people, if the access log can not be opened
   */
  static Observers of(Application application, Config config) throws IOException {
    List<ServerObserver> all = new ArrayList<>(application.observers());
    try {
      AccessLog log = AccessLog.open(application, config);
      if (log != null) {
        all.add(log);
      }
    } catch (IOException failure) {
      all.forEach(ServerObserver::close);
      throw failure;
    }
    return new Observers(List.copyOf(all), ServerTiming.of(application, config));
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Makes what the engine tells for each loop; null if nobody listens. */
  @Nullable Supplier<LoopObserver> loops() {
    return isEmpty()
        ? null
        : () -> new ObservedLoop(all.stream().map(ServerObserver::loop).toList(), timing);
  }

  /** The server runs. */
  void started(ServerFigures figures) {
    all.forEach(observer -> observer.started(figures));
  }

  /** The configuration was read again. */
  void reload(Config config) {
    all.forEach(observer -> observer.reload(config));
  }

  /** After the last request. */
  @Override
  public void close() {
    all.forEach(ServerObserver::close);
  }
}
