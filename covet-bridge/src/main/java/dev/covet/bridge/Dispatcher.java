package dev.covet.bridge;

import dev.covet.Request;
import dev.covet.Response;
import dev.covet.ResponseBody;
import dev.covet.engine.Exchange;
import dev.covet.engine.ExchangeHandler;
import dev.covet.engine.loop.SafeLog;
import dev.covet.http.Headers;
import dev.covet.http.PhaseTimes;
import dev.covet.http.Problem;
import dev.covet.http.Status;
import dev.covet.spi.Application;
import dev.covet.spi.Secrets;
import dev.covet.spi.ServingPlan;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The fifth of the eight stops: takes a request from the engine on its loop, asks the application
 * for the route, and starts the handler's virtual thread where the route belongs. One instance for
 * all loops.
 *
 * <p>It is the error boundary as well: nothing that an application throws reaches the loop, and
 * each request ends once, with {@link Application#ended} before the engine may reuse the exchange.
 */
final class Dispatcher implements ExchangeHandler {
  private static final System.Logger LOG = System.getLogger("dev.covet.bridge");

  private static final Headers PROBLEM = Headers.of("content-type", "application/problem+json");

  private static final byte[] NOTHING = {};
  private static final long EXACT_BELOW_NANOS = TimeUnit.SECONDS.toNanos(4);

  private final Application application;
  private final Placement placement;
  private final ResponseWriter writer;
  private final AfterTasks after;
  private final CoarseClock clock;
  private final Executor starter;
  private final boolean observed;
  private final Overload overload;
  private final boolean counted;

  /** Null if no request is timed. */
  private final @Nullable ServerTiming timing;

  private final @Nullable InFlight inFlight;
  private final LongAdder handlers = new LongAdder();
  private final AtomicInteger orphans = new AtomicInteger();
  private final LiveStreams streams = new LiveStreams(this::interruptLater);
  private final Goodbyes goodbyes = new Goodbyes(this::startOffloaded);

  Dispatcher(
      Application application,
      Placement placement,
      ResponseWriter writer,
      AfterTasks after,
      CoarseClock clock,
      Executor starter,
      boolean observed,
      Overload overload,
      @Nullable ServerTiming timing,
      @Nullable InFlight inFlight) {
    this.application = application;
    this.placement = placement;
    this.writer = writer;
    this.after = after;
    this.clock = clock;
    this.starter = starter;
    this.observed = observed;
    this.overload = overload;
    this.counted = observed || overload.counts();
    this.timing = timing;
    this.inFlight = inFlight;
  }

  Application application() {
    return application;
  }

  Placement placement() {
    return placement;
  }

  /** The times of a request; null if it is not timed, as most are not. */
  @Nullable PhaseTimes times(RequestTask task) {
    return timing == null ? null : timing.times(task.request());
  }

  LiveStreams streams() {
    return streams;
  }

  Overload overload() {
    return overload;
  }

  Goodbyes goodbyes() {
    return goodbyes;
  }

  /** The requests that are being served, or null if nobody may ask. */
  @Nullable InFlight inFlight() {
    return inFlight;
  }

  /** Threads of requests that have not ended; counted only if somebody asks. */
  long handlers() {
    return handlers.sum();
  }

  /** Handlers that still run although their requests were answered for them. */
  int orphans() {
    return orphans.get();
  }

  @Override
  public Serving handle(Exchange exchange) {
    try {
      long received = timing == null ? 0 : System.nanoTime();
      Request request = application.accept(exchange);
      if (observed) {
        exchange.tag(request);
      }
      ServingPlan plan = application.plan(request);
      String overloaded = overload.reason(handlers);
      if (overloaded != null && !plan.essential()) {
        shed(exchange, request, overloaded);
        return Serving.DONE;
      }
      Response<?> refusal = application.admit(request);
      if (refusal != null) {
        refuse(exchange, request, refusal);
        return Serving.DONE;
      }
      if (!exchange.limitBody(plan.bodyLimit())) {
        application.ended(request);
        return Serving.DONE;
      }
      long limit = plan.timeLimitNanos();
      exchange.limitTime(limit);
      long deadline = limit == 0 ? Long.MAX_VALUE : now(limit) + limit;
      RequestTask task = new RequestTask(this, exchange, request, RouteState.of(plan), deadline);
      if (counted) {
        handlers.increment();
      }
      if (timing != null) {
        timing.begin(request, exchange, received);
      }
      if (inFlight != null) {
        inFlight.add(task);
      }
      try {
        placement.start(task);
      } catch (Throwable failure) {
        refused(task, failure);
      }
      return task.completed() ? Serving.DONE : task;
    } catch (Throwable failure) {
      SafeLog.log(LOG, Level.ERROR, "a request could not be accepted", Secrets.loggable(failure));
      giveUp(exchange, Status.SERVICE_UNAVAILABLE, false);
      return Serving.DONE;
    }
  }

  /** For short limits the exact time: the coarse one may be 40 ms behind, 1 % of longer ones. */
  private long now(long limit) {
    return limit < EXACT_BELOW_NANOS ? System.nanoTime() : clock.nanos();
  }

  /** The application does not serve a request: no thread is made for it, no body read. */
  private void refuse(Exchange exchange, Request request, Response<?> refusal) {
    application.ended(request);
    byte[] body =
        refusal.body().kind() == ResponseBody.Kind.BYTES ? refusal.body().bytes() : NOTHING;
    exchange.respond(refusal.status(), refusal.headers(), body, 0, body.length);
  }

  private void shed(Exchange exchange, Request request, String reason) {
    application.ended(request);
    if (observed) {
      exchange.refusedFor(reason);
    }
    overload.refuse(exchange);
  }

  /** Serves one request on its own thread. Throws nothing. */
  void serve(RequestTask task) {
    try {
      Response<?> response = task.handle();
      writer.write(this, task, response);
    } catch (Throwable failure) {
      failed(task, failure);
    } finally {
      end(task);
      over(task);
    }
  }

  private void over(RequestTask task) {
    task.over();
    if (counted) {
      handlers.decrement();
    }
  }

  private void failed(RequestTask task, Throwable failure) {
    if (task.orphan()) {
      // The application stumbled over its ended request; its client has had an answer for long.
      LOG.log(
          Level.DEBUG,
          () -> task.describe() + " failed after its deadline: " + Secrets.loggable(failure));
      return;
    }
    LOG.log(
        Level.ERROR,
        task.describe() + " failed beyond any answer of the application",
        Secrets.loggable(failure));
    // Completed and failing, or not completed: in both cases the engine has got no whole answer.
    boolean begun = task.completed() || task.exchange().committed();
    if (task.completed() || complete(task)) {
      giveUp(task.exchange(), Status.INTERNAL_SERVER_ERROR, begun);
    }
  }

  /**
   * Ends the application's view of a request; to be called before the last call on its exchange,
   * because the engine may reuse the exchange for another request from then on. Waits while too
   * much work is left for after the answers.
   *
   * @return false if there is nothing to answer any more: the exchange must not be touched
   */
  boolean complete(RequestTask task) {
    List<Runnable> work = task.left() == null ? application.after(task.request()) : List.of();
    if (!work.isEmpty()) {
      after.reserve();
      task.leave(work);
    }
    if (!task.complete()) {
      return false;
    }
    application.ended(task.request());
    return true;
  }

  private void end(RequestTask task) {
    if (!task.completed()) {
      complete(task);
    }
    if (task.orphan()) {
      orphans.decrementAndGet();
      LOG.log(Level.DEBUG, () -> task.describe() + " has ended after its deadline");
    }
    application.released(task.request());
    List<Runnable> work = task.left();
    if (work != null) {
      after.run(task.describe(), work);
    }
  }

  /** No thread could be started for a request. */
  void refused(RequestTask task, Throwable failure) {
    SafeLog.log(
        LOG,
        Level.ERROR,
        "no thread could be started for " + task.describe(),
        Secrets.loggable(failure));
    over(task);
    if (task.complete()) {
      application.ended(task.request());
      giveUp(task.exchange(), Status.SERVICE_UNAVAILABLE, false);
    }
  }

  /**
   * Answers without the application: by a problem if nothing has begun, else by cutting what has.
   */
  private static void giveUp(Exchange exchange, Status status, boolean begun) {
    try {
      if (!begun) {
        byte[] body = Problem.of(status, null).toJson().getBytes(StandardCharsets.UTF_8);
        exchange.respond(status, PROBLEM, body, 0, body.length);
        return;
      }
    } catch (RuntimeException e) {
      SafeLog.log(LOG, Level.DEBUG, "there was an answer already", e);
    }
    exchange.abort();
  }

  /** The deadline took a request away from its handler. On the loop. */
  void orphaned(RequestTask task) {
    orphans.incrementAndGet();
    application.ended(task.request());
    interruptLater(task::interrupt);
  }

  /**
   * Runs what may take its time beside the loop: an interrupt may close a channel or start a
   * thread.
   */
  void interruptLater(Runnable interrupt) {
    starter.execute(() -> VirtualThreads.offloaded(interrupt).start());
  }

  /** Starts a thread that works for no request any more. Any thread; never blocks. */
  void startOffloaded(Runnable work) {
    starter.execute(() -> VirtualThreads.offloaded(work).start());
  }

  /** What {@code req.executor()} gives. */
  Executor offloading(RequestTask task) {
    return work -> {
      Thread thread = VirtualThreads.offloaded(() -> CurrentTask.call(task, work));
      starter.execute(thread::start);
    };
  }
}
