package dev.covet.bridge;

import dev.covet.Request;
import dev.covet.engine.LoopObserver;
import dev.covet.engine.loop.SafeLog;
import dev.covet.http.PhaseTimes;
import dev.covet.http.RequestEnd;
import dev.covet.spi.RequestObserver;
import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands on what the engine tells of one loop. What it gets back with a request is what the {@link
 * Dispatcher} has left there: the application's view of it. An observer that fails hurts no request
 * and no other observer. Event loop only.
 */
final class ObservedLoop implements LoopObserver {
  private static final System.Logger LOG = System.getLogger("dev.covet.bridge");

  private final RequestObserver[] observers;

  /** Null if no request is timed. */
  private final @Nullable ServerTiming timing;

  private boolean failed;

  /**
   * For one loop.
   *
   * @param timing knows the times of requests; null if none is timed
   */
  ObservedLoop(List<RequestObserver> observers, @Nullable ServerTiming timing) {
    this.timing = timing;
    this.observers = observers.toArray(RequestObserver[]::new);
  }

  @Override
  public void began() {
    for (RequestObserver observer : observers) {
      try {
        observer.began();
      } catch (RuntimeException | LinkageError failure) {
        failed(failure);
      }
    }
  }

  @Override
  public void ended(RequestEnd end, @Nullable Object tag) {
    Request request = (Request) tag;
    if (timing != null && request != null) {
      PhaseTimes times = timing.times(request);
      if (times != null) {
        times.end(end.nanos());
      }
    }
    for (RequestObserver observer : observers) {
      try {
        observer.ended(end, request);
      } catch (RuntimeException | LinkageError failure) {
        failed(failure);
      }
    }
  }

  @Override
  public void accepted(boolean served) {
    for (RequestObserver observer : observers) {
      try {
        observer.accepted(served);
      } catch (RuntimeException | LinkageError failure) {
        failed(failure);
      }
    }
  }

  @Override
  public void fault(String protocol, String kind) {
    for (RequestObserver observer : observers) {
      try {
        observer.fault(protocol, kind);
      } catch (RuntimeException | LinkageError failure) {
        failed(failure);
      }
    }
  }

  /** Once for each loop: what fails once fails at each request. */
  private void failed(Throwable failure) {
    if (!failed) {
      failed = true;
      SafeLog.log(
          LOG,
          Level.ERROR,
          "an observer of requests failed; further failures are not told",
          failure);
    }
  }
}
