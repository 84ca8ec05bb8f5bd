package dev.covet.bridge;

import dev.covet.spi.LiveStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The answers without an end of their own, by request. Safe for any thread; each stream is told of
 * its end at most once, because whoever tells it takes it out. Costs nothing for other requests.
 */
final class LiveStreams {
  private final Map<RequestTask, LiveStream> streams = new ConcurrentHashMap<>();

  /** Runs what may block, on a virtual thread. */
  private final Consumer<Runnable> later;

  private volatile boolean stopping;

  LiveStreams(Consumer<Runnable> later) {
    this.later = later;
  }

  void open(RequestTask task, LiveStream stream) {
    streams.put(task, stream);
    if (stopping) {
      stop(task);
    }
  }

  void close(RequestTask task) {
    streams.remove(task);
  }

  /** The client of a request sends nothing more: it may be gone. */
  void probe(RequestTask task) {
    LiveStream stream = streams.get(task);
    if (stream != null) {
      later.accept(stream::clientSilent);
    }
  }

  /** The client of a request is gone. */
  void gone(RequestTask task) {
    LiveStream stream = streams.remove(task);
    if (stream != null) {
      later.accept(stream::clientGone);
    }
  }

  /** The server stops; streams that begin later are told at once. */
  void stop() {
    stopping = true;
    streams.keySet().forEach(this::stop);
  }

  private void stop(RequestTask task) {
    LiveStream stream = streams.remove(task);
    if (stream != null) {
      later.accept(stream::serverStops);
    }
  }
}
