package dev.covet;

import dev.covet.http.Problem;
import dev.covet.http.Status;
import dev.covet.spi.ServerCalls;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Lets only so many requests of a route be served at once. Further ones wait in a line, first come,
 * first served, each with no more than its parked thread; who finds the line full is refused, on
 * the event loop if possible.
 *
 * <p>Outermost in the chain of its route, so that the response which it sees is the one that is
 * sent: a slot is held until the handler has returned and the body was produced. A handler that
 * goes on past its deadline holds its slot until it ends.
 */
final class ConcurrencyLimit implements Middleware, Admission {
  /**
   * What was declared.
   *
   * @param most requests at once
   * @param waiting requests in the line
   * @param longest how long one waits
   */
  record Declared(int most, int waiting, Duration longest) {
    Declared {
      if (most < 1 || waiting < 0 || longest.isNegative() || waiting > 0 && longest.isZero()) {
        throw new IllegalArgumentException(
            "concurrency is at least 1, with a line of 0 or more that waits for some time; not "
                + most
                + ", "
                + waiting
                + ", "
                + longest);
      }
    }
  }

  private final Semaphore slots;
  private final AtomicInteger waiting = new AtomicInteger();
  private final int mostWaiting;
  private final long longestNanos;
  private final ReadyProblem busy =
      new ReadyProblem(
          Problem.of(
              Status.SERVICE_UNAVAILABLE, "as many requests as possible are being served here"));
  private final String retryAfter;

  ConcurrencyLimit(Declared declared) {
    this.slots = new Semaphore(declared.most(), true);
    this.mostWaiting = declared.waiting();
    this.longestNanos = declared.longest().toNanos();
    this.retryAfter = Long.toString(Math.max(1, Limiter.seconds(longestNanos)));
  }

  /** A look without a claim: {@link #handle} decides, this saves the thread. */
  @Override
  public @Nullable Response<?> admit(Request request) {
    return slots.availablePermits() < 1 && waiting.get() >= mostWaiting
        ? busy.response(request).addHeader("Retry-After", retryAfter)
        : null;
  }

  @Override
  public Response<?> handle(Request request, Next next) throws InterruptedException {
    enter(request);
    boolean held = true;
    try {
      Response<?> response = next.handle(request);
      ResponseBody body = response.body();
      if (body.kind() == ResponseBody.Kind.BUFFERED || body.kind() == ResponseBody.Kind.STREAMED) {
        Response<?> holding = response.withBody(new HoldingBody(body, slots::release));
        held = false;
        return holding;
      }
      return response;
    } finally {
      if (held) {
        slots.release();
      }
    }
  }

  private void enter(Request request) throws InterruptedException {
    // With a time of zero, because without one it would go before those who wait.
    if (slots.tryAcquire(0, TimeUnit.NANOSECONDS)) {
      return;
    }
    if (waiting.incrementAndGet() > mostWaiting) {
      waiting.decrementAndGet();
      throw refusal();
    }
    try {
      if (!await(request)) {
        throw refusal();
      }
    } finally {
      waiting.decrementAndGet();
    }
  }

  /** Whether it has a slot. The server interrupts the wait if the client goes away. */
  private boolean await(Request request) throws InterruptedException {
    ServerCalls server = request.calls();
    if (!server.beginWait()) {
      return false;
    }
    boolean entered = false;
    try {
      long left = request.deadline().remaining().toNanos();
      entered = slots.tryAcquire(Math.min(left, longestNanos), TimeUnit.NANOSECONDS);
    } finally {
      boolean wanted = server.endWait() && !request.hasEnded();
      if (entered && !wanted) {
        slots.release();
        entered = false;
      }
    }
    return entered;
  }

  private HttpException refusal() {
    return busy.exception().header("Retry-After", retryAfter);
  }
}
