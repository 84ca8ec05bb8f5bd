package dev.covet.bridge;

import dev.covet.engine.Engine;
import dev.covet.engine.Exchange;
import dev.covet.http.Headers;
import dev.covet.http.Problem;
import dev.covet.http.Status;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whether the server sheds load. The watchdog asks the signals and sets a field, which the loops
 * read with each request. After a collection the first request that comes asks them, because a
 * burst can fill a small heap between two looks of the watchdog.
 */
final class Overload {
  private static final System.Logger LOG = System.getLogger("dev.covet.bridge");
  private static final Headers ANSWER =
      Headers.of("content-type", "application/problem+json", "retry-after", "2");
  private static final byte[] PROBLEM =
      Problem.of(Status.SERVICE_UNAVAILABLE, "the server has too much to do")
          .toJson()
          .getBytes(StandardCharsets.UTF_8);

  /** An overload that ends and begins again within this time is one, for the log. */
  private static final long CALM = TimeUnit.SECONDS.toNanos(1);

  private final OverloadMarks marks;
  private final LongAdder shed = new LongAdder();
  private volatile @Nullable String reason;

  // set before the watchdog and the loops run
  private @Nullable CollectionSignal heap;
  private List<OverloadSignal> signals = List.of();

  // the watchdog only
  private boolean told;
  private long began;
  private long seen;
  private long shedBefore;
  private long shedAtBegin;

  Overload(OverloadMarks marks) {
    this.marks = marks;
  }

  /** Whether somebody must count the requests in flight. */
  boolean counts() {
    return marks.requests() > 0;
  }

  /** Whether the delay of the loops must be measured. */
  boolean measures() {
    return marks.delayNanos() > 0;
  }

  /** Gives it the signals that are wanted; before the watchdog starts. */
  void watch(List<LoopWatch> watches, LongSupplier inFlight) {
    List<OverloadSignal> wanted = new ArrayList<>();
    OldGeneration old = marks.heap() == 0 ? null : OldGeneration.find();
    if (old != null) {
      heap =
          new CollectionSignal(
              new MemorySignal(
                  "overload-heap",
                  "the old generation are in use after a collection",
                  old,
                  old.limit(),
                  marks.heap(),
                  true),
              new Canary());
      wanted.add(heap);
    }
    if (marks.buffers() > 0) {
      wanted.add(
          new MemorySignal(
              "overload-buffers",
              "the memory for buffers are taken",
              Engine::bufferBytes,
              Engine.bufferLimit(),
              marks.buffers(),
              false));
    }
    if (counts()) {
      wanted.add(new RequestSignal(inFlight, marks.requests()));
    }
    if (measures()) {
      wanted.add(new DelaySignal(watches, marks.delayNanos()));
    }
    signals(wanted);
  }

  void signals(List<OverloadSignal> wanted) {
    signals = List.copyOf(wanted);
  }

  /**
   * Why a request is not to be served, or null. On the loop.
   *
   * @param inFlight is asked only if there is a limit
   */
  @Nullable String reason(LongAdder inFlight) {
    String now = reason;
    CollectionSignal collections = heap;
    if (now == null
        && collections != null
        && collections.due()
        && collections.ask(System.nanoTime())) {
      // The watchdog tells of it, and takes it back.
      now = collections.reason();
      reason = now;
    }
    int most = marks.requests();
    return now == null && most != 0 && inFlight.sum() >= most ? RequestSignal.REASON : now;
  }

  /** Answers for the application: no thread is made, no body read. On the loop. */
  void refuse(Exchange exchange) {
    shed.increment();
    exchange.respond(Status.SERVICE_UNAVAILABLE, ANSWER, PROBLEM, 0, PROBLEM.length);
  }

  /** Asks the signals; the watchdog, at each of its looks. */
  void look(long now) {
    OverloadSignal given = null;
    for (OverloadSignal signal : signals) {
      // Each is asked, because each has its own marks to keep.
      if (signal.look(now) && given == null) {
        given = signal;
      }
    }
    String found = given == null ? null : given.reason();
    if (found != reason) {
      reason = found;
    }
    long refused = shed.sum();
    if (given != null || refused != shedBefore) {
      seen = now;
      if (!told) {
        told = true;
        began = now;
        shedAtBegin = shedBefore;
        LOG.log(
            Level.WARNING,
            "new requests get 503 from now on: "
                + (given == null ? "there are as many requests as allowed" : given.told()));
      }
    } else if (told && now - seen >= CALM) {
      told = false;
      LOG.log(
          Level.INFO,
          "requests are served again after %.1f s; %d were refused"
              .formatted((seen - began) / 1e9, refused - shedAtBegin));
    }
    shedBefore = refused;
  }
}
