package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.covet.http.Status;
import dev.covet.spi.ServerCalls;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConcurrencyLimitTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Covet app = Covet.create(Config.defaults());
  private AssembledApplication assembled;
  private final Semaphore mayEnd = new Semaphore(0);
  private final ConcurrentLinkedQueue<String> order = new ConcurrentLinkedQueue<>();
  private final AtomicInteger inside = new AtomicInteger();

  private String handle(Request request) throws InterruptedException {
    order.add(request.query("n").or("-"));
    inside.incrementAndGet();
    try {
      mayEnd.acquire();
    } finally {
      inside.decrementAndGet();
    }
    return "done";
  }

  private void declare(int most, int waiting, Duration longest) {
    app.get("/", this::handle).concurrency(most, waiting, longest);
    assembled = app.assemble();
  }

  /** What the server knows of one request. */
  private static final class Calls implements ServerCalls {
    long deadline = Long.MAX_VALUE;
    volatile boolean waits;
    volatile boolean gone;

    @Override
    public Executor executor() {
      return Runnable::run;
    }

    @Override
    public long deadlineNanos() {
      return deadline;
    }

    @Override
    public boolean beginWait() {
      waits = !gone;
      return waits;
    }

    @Override
    public boolean endWait() {
      waits = false;
      return !gone;
    }
  }

  private record Sent(CompletableFuture<Response<?>> answer, Thread thread, Calls calls) {
    int status() throws Exception {
      return answer.get(10, TimeUnit.SECONDS).status().code();
    }

    void waits() {
      await().until(() -> calls.waits);
    }
  }

  private Sent send(Calls calls) {
    return send(calls, "/");
  }

  private Sent send(Calls calls, String target) {
    CompletableFuture<Response<?>> answer = new CompletableFuture<>();
    Thread thread =
        Thread.startVirtualThread(
            () -> {
              Request request = assembled.accept(FakeIncoming.get(target));
              Response<?> refusal = assembled.admit(request);
              answer.complete(refusal != null ? refusal : assembled.handle(request, calls));
            });
    return new Sent(answer, thread, calls);
  }

  private Sent send() {
    return send(new Calls());
  }

  private Sent running() {
    int before = inside.get();
    Sent sent = send();
    await().until(() -> inside.get() == before + 1);
    return sent;
  }

  private Sent waiting() {
    Sent sent = send();
    sent.waits();
    return sent;
  }

  @Test
  void whoFindsTheLineFullIsRefusedBeforeThereIsAThread() throws Exception {
    declare(2, 1, LONG);
    List<Sent> served = List.of(running(), running(), waiting());

    Response<?> refusal = assembled.admit(assembled.accept(FakeIncoming.get("/")));

    assertThat(refusal).isNotNull();
    assertThat(refusal.status()).isEqualTo(Status.SERVICE_UNAVAILABLE);
    assertThat(refusal.headers().first("Retry-After")).isEqualTo("60");
    assertThat(Exchange.text(refusal)).contains("as many requests as possible");
    assertThat(inside.get()).isEqualTo(2);
    mayEnd.release(3);
    for (Sent sent : served) {
      assertThat(sent.status()).isEqualTo(200);
    }
    mayEnd.release();
    assertThat(send().status()).isEqualTo(200);
  }

  @Test
  void whoGotPastTheFirstLookIsRefusedInTheChain() throws Exception {
    declare(1, 0, Duration.ZERO);
    Request late = assembled.accept(FakeIncoming.get("/"));
    assertThat(assembled.admit(late)).isNull();
    Sent first = running();

    Response<?> refusal = assembled.handle(late, new Calls());

    assertThat(refusal.status()).isEqualTo(Status.SERVICE_UNAVAILABLE);
    assertThat(refusal.headers().first("Retry-After")).isEqualTo("1");
    mayEnd.release();
    assertThat(first.status()).isEqualTo(200);
  }

  @Test
  void neverMoreThanAllowedAreServedAtOnce() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger peak = new AtomicInteger();
    app.get(
            "/",
            request -> {
              peak.accumulateAndGet(now.incrementAndGet(), Math::max);
              Thread.yield();
              now.decrementAndGet();
              return "";
            })
        .concurrency(3, 1_000, LONG);
    assembled = app.assemble();
    List<Sent> all = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      all.add(send());
    }
    for (Sent sent : all) {
      assertThat(sent.status()).isEqualTo(200);
    }
    assertThat(peak.get()).isBetween(1, 3);
  }

  @Test
  void theLineIsServedInOrder() throws Exception {
    declare(1, 3, LONG);
    Sent first = running();
    List<Sent> line = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      Sent sent = send(new Calls(), "/?n=" + i);
      sent.waits();
      await().until(() -> sent.thread().getState() == Thread.State.TIMED_WAITING);
      line.add(sent);
    }
    mayEnd.release(4);
    assertThat(first.status()).isEqualTo(200);
    for (Sent sent : line) {
      assertThat(sent.status()).isEqualTo(200);
    }
    assertThat(order).containsExactly("-", "0", "1", "2");
  }

  @Test
  void whoWaitsTooLongIsRefusedAndLeavesTheLine() throws Exception {
    declare(1, 1, Duration.ofMillis(1));
    Sent first = running();

    assertThat(send().status()).isEqualTo(503);
    assertThat(send().status()).isEqualTo(503);
    mayEnd.release(2);
    assertThat(first.status()).isEqualTo(200);
    assertThat(send().status()).isEqualTo(200);
  }

  @Test
  void nobodyWaitsBeyondTheDeadline() throws Exception {
    declare(1, 1, LONG);
    Sent first = running();
    Calls over = new Calls();
    over.deadline = System.nanoTime() - 1;

    assertThat(send(over).status()).isEqualTo(503);
    mayEnd.release();
    assertThat(first.status()).isEqualTo(200);
  }

  @Test
  void whoIsInterruptedLeavesTheLine() throws Exception {
    declare(1, 1, LONG);
    Sent first = running();
    Sent interrupted = waiting();
    interrupted.thread().interrupt();

    assertThat(interrupted.status()).isEqualTo(503);
    Sent next = waiting();
    mayEnd.release(2);
    assertThat(first.status()).isEqualTo(200);
    assertThat(next.status()).isEqualTo(200);
  }

  @Test
  void whoseClientIsGoneIsNotServed() throws Exception {
    declare(1, 2, LONG);
    Sent first = running();
    Calls gone = new Calls();
    gone.gone = true;
    assertThat(send(gone).status()).isEqualTo(503);
    Sent leaving = waiting();
    leaving.calls().gone = true;
    Sent next = waiting();
    mayEnd.release(2);

    assertThat(first.status()).isEqualTo(200);
    assertThat(leaving.status()).isEqualTo(503);
    assertThat(next.status()).isEqualTo(200);
    assertThat(mayEnd.availablePermits()).isZero();
  }

  @Test
  void aBodyThatIsStillProducedHoldsItsSlot() throws Exception {
    app.get("/", request -> Response.stream(out -> out.write('x')))
        .concurrency(1, 0, Duration.ZERO);
    assembled = app.assemble();
    Response<?> streaming = send().answer().get();
    ResponseBody body = streaming.body();

    assertThat(body.length()).isEqualTo(-1);
    assertThat(body.kind()).isEqualTo(ResponseBody.Kind.STREAMED);
    assertThat(send().status()).isEqualTo(503);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    body.writeTo(out);
    assertThat(out.toByteArray()).containsExactly('x');
    assertThat(send().status()).isEqualTo(503);
    body.close();
    assertThat(send().status()).isEqualTo(200);
  }

  @Test
  void aFailureFreesTheSlot() throws Exception {
    app.get(
            "/",
            request -> {
              throw new HttpException(409, "taken");
            })
        .concurrency(1, 0, Duration.ZERO);
    assembled = app.assemble();

    assertThat(send().status()).isEqualTo(409);
    assertThat(send().status()).isEqualTo(409);
  }

  @Test
  void whatFindsNoPlaceIsNotTakenFromARateLimit() throws Exception {
    app.get("/", this::handle)
        .concurrency(1, 0, Duration.ZERO)
        .rateLimit(RateLimit.total(2, Duration.ofDays(1)));
    assembled = app.assemble();
    Sent first = running();

    assertThat(send().status()).isEqualTo(503);
    assertThat(send().status()).isEqualTo(503);
    mayEnd.release(2);
    assertThat(first.status()).isEqualTo(200);
    assertThat(send().status()).isEqualTo(200);
    assertThat(send().status()).isEqualTo(429);
  }

  @Test
  void aLimitThatIsNotDeclaredIsAbsent() {
    app.get("/free", this::handle);
    declare(1, 0, Duration.ZERO);

    assertThat(route("/free").admission()).isNull();
    assertThat(route("/free").middleware()).isEmpty();
    assertThat(route("/").admission()).isNotNull();
    assertThat(route("/").middleware()).hasSize(1);
    assertThat(assembled.routes().get(1).failures()).contains(Status.SERVICE_UNAVAILABLE);
  }

  private ServedRoute route(String path) {
    return assembled.accept(FakeIncoming.get(path)).route();
  }

  @Test
  void limitsThatMakeNoSenseAreRefused() {
    Route route = app.get("/", this::handle);

    assertThatThrownBy(() -> route.concurrency(0, 0, LONG)).hasMessageContaining("not 0, 0");
    assertThatThrownBy(() -> route.concurrency(1, -1, LONG)).hasMessageContaining("not 1, -1");
    assertThatThrownBy(() -> route.concurrency(1, 1, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> route.concurrency(1, 0, LONG.negated()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
