package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.covet.http.Status;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-25T10:00:00Z"));
  private final AtomicInteger done = new AtomicInteger();
  private final Covet app = Covet.create(Config.defaults());
  private @Nullable AssembledApplication assembled;

  private Idempotency idempotency() {
    return Idempotency.inMemory(100, 1 << 20, now::get);
  }

  private Response<String> pay(Request request) {
    return Response.text("paid " + done.incrementAndGet())
        .status(Status.CREATED)
        .header("Location", "/payments/" + done.get());
  }

  private void declare() {
    app.use(idempotency());
    app.post("/pay", this::pay);
    app.get("/pay", this::pay);
  }

  private Response<?> send(FakeIncoming incoming) {
    if (assembled == null) {
      assembled = app.assemble();
    }
    return Exchange.serve(assembled, incoming);
  }

  private static FakeIncoming post(String target, String key, String body) {
    return FakeIncoming.post(target).with("Idempotency-Key", key).body("text/plain", body);
  }

  private static FakeIncoming pay(String key) {
    return post("/pay", key, "10 EUR");
  }

  @Test
  void aRepeatedRequestGetsTheSameAnswerAndIsNotDoneAgain() {
    declare();
    Response<?> first = send(pay("\"a\""));
    Response<?> second = send(pay("\"a\""));

    assertThat(done.get()).isEqualTo(1);
    assertThat(second.status()).isEqualTo(first.status()).isEqualTo(Status.CREATED);
    assertThat(second.headers()).isEqualTo(first.headers());
    assertThat(second.headers().first("Location")).isEqualTo("/payments/1");
    assertThat(Exchange.text(second)).isEqualTo(Exchange.text(first)).isEqualTo("paid 1");
    assertThat(Exchange.text(send(pay("\"b\"")))).isEqualTo("paid 2");
  }

  @Test
  void jsonAndEmptyAnswersAreRepeatedToo() {
    app.use(idempotency());
    app.post("/json", request -> java.util.List.of(done.incrementAndGet()));
    app.delete("/gone", Handler.action(request -> done.incrementAndGet()));

    assertThat(Exchange.text(send(post("/json", "a", ""))))
        .isEqualTo(Exchange.text(send(post("/json", "a", ""))));
    FakeIncoming delete = FakeIncoming.of("DELETE", "/gone").with("Idempotency-Key", "b");
    assertThat(send(delete).status()).isEqualTo(Status.NO_CONTENT);
    assertThat(send(delete).status()).isEqualTo(Status.NO_CONTENT);
    assertThat(done.get()).isEqualTo(2);
  }

  @Test
  void aUsedKeyWithAnotherContentIsRefused() {
    declare();
    app.post("/other", this::pay);
    send(pay("a"));

    for (FakeIncoming other :
        new FakeIncoming[] {
          post("/pay", "a", "11 EUR"),
          post("/pay?twice", "a", "10 EUR"),
          post("/other", "a", "10 EUR"),
          FakeIncoming.post("/pay").with("Idempotency-Key", "a").body("text/html", "10 EUR")
        }) {
      Response<?> refusal = send(other);
      assertThat(refusal.status()).isEqualTo(Status.UNPROCESSABLE_CONTENT);
      assertThat(Exchange.text(refusal)).contains("was used for another request");
    }
    assertThat(done.get()).isEqualTo(1);
  }

  @Test
  void quotesMakeNoDifference() {
    declare();
    send(pay("\"8e03978e-40d5\""));
    send(pay("8e03978e-40d5"));
    send(pay("\"with \\\" and \\\\\""));
    send(pay("with \" and \\"));
    assertThat(done.get()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "\"a", "\"a\"b", "\"a\\b\"", "\"a\\", "\"\"", " ", "ä", "a\tb"})
  void aMalformedKeyIsRefused(String key) {
    declare();
    assertThat(send(pay(key)).status()).isEqualTo(Status.BAD_REQUEST);
    assertThat(done.get()).isZero();
  }

  @Test
  void aKeyIsNotTooLongAndThereIsOne() {
    declare();
    assertThat(send(pay("a".repeat(255))).status()).isEqualTo(Status.CREATED);
    assertThat(send(pay("a".repeat(256))).status()).isEqualTo(Status.BAD_REQUEST);
    assertThat(send(pay("a").with("Idempotency-Key", "b")).status()).isEqualTo(Status.BAD_REQUEST);
  }

  @Test
  void aKeyIsOnlyNeededWhereItIsRequired() {
    app.use(idempotency());
    app.post("/free", this::pay);
    app.group(
        "/strict",
        strict -> {
          strict.use(idempotency().required());
          strict.get("/", this::pay);
        });
    app.post("/needs", this::pay).use(idempotency().required());

    send(FakeIncoming.post("/free"));
    send(FakeIncoming.post("/free"));
    assertThat(done.get()).isEqualTo(2);
    Response<?> refusal = send(FakeIncoming.post("/needs"));
    assertThat(refusal.status()).isEqualTo(Status.BAD_REQUEST);
    assertThat(Exchange.text(refusal)).contains("needs an Idempotency-Key");
    assertThat(send(FakeIncoming.get("/strict/")).status()).isEqualTo(Status.CREATED);
  }

  @Test
  void aRequestWhoseFirstTryIsStillWorkedOnIsToldToComeBack() throws Exception {
    Semaphore mayEnd = new Semaphore(0);
    app.use(idempotency());
    app.post(
        "/slow",
        request -> {
          done.incrementAndGet();
          mayEnd.acquire();
          return "done";
        });
    assembled = app.assemble();
    CompletableFuture<Response<?>> first = new CompletableFuture<>();
    Thread.startVirtualThread(() -> first.complete(send(post("/slow", "a", ""))));
    await().until(() -> done.get() == 1);

    Response<?> second = send(post("/slow", "a", ""));
    assertThat(second.status()).isEqualTo(Status.CONFLICT);
    assertThat(second.headers().first("Retry-After")).isEqualTo("1");
    assertThat(send(post("/slow", "a", "other")).status()).isEqualTo(Status.UNPROCESSABLE_CONTENT);
    mayEnd.release();
    assertThat(Exchange.text(first.get())).isEqualTo("done");
    assertThat(Exchange.text(send(post("/slow", "a", "")))).isEqualTo("done");
    assertThat(done.get()).isEqualTo(1);
  }

  @Test
  void ofManyRequestsAtOnceOneIsDone() throws Exception {
    declare();
    assembled = app.assemble();
    AtomicInteger created = new AtomicInteger();
    AtomicInteger conflicts = new AtomicInteger();
    Thread[] threads = new Thread[64];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          Thread.startVirtualThread(
              () -> {
                boolean conflict = send(pay("a")).status().equals(Status.CONFLICT);
                (conflict ? conflicts : created).incrementAndGet();
              });
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(done.get()).isEqualTo(1);
    assertThat(created.get()).isPositive();
    assertThat(created.get() + conflicts.get()).isEqualTo(64);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 408, 425, 429, 500, 503})
  void whatFailedOrWasRefusedMayBeTriedAgain(int status) {
    app.use(idempotency());
    app.post(
        "/",
        request -> {
          done.incrementAndGet();
          throw new HttpException(status, "not now");
        });
    try (LogCapture log = new LogCapture()) {
      assertThat(send(post("/", "a", "")).status().code()).isEqualTo(status);
      assertThat(send(post("/", "a", "")).status().code()).isEqualTo(status);
      assertThat(log.from(Level.SEVERE)).hasSize(status == 500 ? 2 : 0);
    }
    assertThat(done.get()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 402, 404, 409, 412, 422})
  void aResultThatIsAnErrorIsRepeated(int status) {
    app.use(idempotency());
    app.post(
        "/",
        request -> {
          done.incrementAndGet();
          throw new HttpException(status, "no");
        });
    String first = Exchange.text(send(post("/", "a", "")));
    assertThat(Exchange.text(send(post("/", "a", "")))).isEqualTo(first);
    assertThat(done.get()).isEqualTo(1);
  }

  @Test
  void streamedAndLargeAnswersAreNotKept() {
    app.use(idempotency());
    app.post("/stream", r -> Response.stream(out -> out.write(done.incrementAndGet())));
    app.post(
        "/large",
        r -> {
          done.incrementAndGet();
          return new byte[(1 << 20) + 1];
        });
    for (int i = 0; i < 2; i++) {
      assertThat(Exchange.text(send(post("/stream", "a", "")))).hasSize(1);
      assertThat(Exchange.text(send(post("/large", "b", "")))).hasSize((1 << 20) + 1);
    }
    assertThat(done.get()).isEqualTo(4);
  }

  @Test
  void anAnswerThatCanNotBeWrittenIsNotKept() {
    app.use(idempotency());
    app.post(
        "/",
        request -> {
          done.incrementAndGet();
          return Response.json(Thread.currentThread());
        });
    try (LogCapture log = new LogCapture()) {
      assertThat(send(post("/", "a", "")).status().code()).isEqualTo(500);
      assertThat(send(post("/", "a", "")).status().code()).isEqualTo(500);
      assertThat(log.from(Level.SEVERE)).hasSize(2);
    }
    assertThat(done.get()).isEqualTo(2);
  }

  @Test
  void answersAreForgottenInTime() {
    app.use(idempotency().keep(Duration.ofHours(1)));
    app.post("/pay", this::pay);
    send(pay("a"));
    now.updateAndGet(before -> before.plus(Duration.ofMinutes(59)));
    send(pay("a"));
    assertThat(done.get()).isEqualTo(1);
    now.updateAndGet(before -> before.plus(Duration.ofMinutes(1)));
    send(pay("a"));
    assertThat(done.get()).isEqualTo(2);
  }

  @Test
  void beyondTheLimitsTheOldestAnswersGoFirst() {
    app.use(idempotency());
    app.post("/pay", this::pay);
    app.post(
        "/big",
        request -> {
          done.incrementAndGet();
          return new byte[300_000];
        });
    for (int i = 0; i < 101; i++) {
      send(pay("key" + i));
    }
    assertThat(done.get()).isEqualTo(101);
    send(pay("key1"));
    assertThat(done.get()).isEqualTo(101);
    send(pay("key0"));
    assertThat(done.get()).isEqualTo(102);
    for (int i = 0; i < 4; i++) {
      send(post("/big", "big" + i, ""));
    }
    send(post("/big", "big3", ""));
    assertThat(done.get()).isEqualTo(106);
    send(post("/big", "big0", ""));
    assertThat(done.get()).isEqualTo(107);
  }

  @Test
  void nobodyGetsTheAnswerOfSomebodyElse() {
    declare();
    assertThat(Exchange.text(send(pay("a").with("Authorization", "Bearer ann"))))
        .isEqualTo("paid 1");
    assertThat(Exchange.text(send(pay("a").with("Authorization", "Bearer bob"))))
        .isEqualTo("paid 2");
    assertThat(Exchange.text(send(pay("a").with("Authorization", "Bearer ann"))))
        .isEqualTo("paid 1");
    assertThat(Exchange.text(send(pay("a")))).isEqualTo("paid 3");
  }

  @Test
  void clientsWithSessionsAreToldApartByThem() {
    app.sessions(Sessions.stored(new MapSessions()));
    app.get(
        "/login",
        request -> {
          request.session().login(request.query("as").asString());
          return "";
        });
    declare();
    assembled = app.assemble();
    assertThat(Exchange.text(send(in("ann")))).isEqualTo("paid 1");
    assertThat(Exchange.text(send(in("ann")))).isEqualTo("paid 1");
    assertThat(Exchange.text(send(in("bob")))).isEqualTo("paid 2");
  }

  private FakeIncoming in(String user) {
    SessionClient client = new SessionClient(Objects.requireNonNull(assembled));
    client.get("/login?as=" + user);
    return pay("a").scheme("https").with("Cookie", "__Host-session=" + client.cookie);
  }

  @Test
  void anApplicationMayTellClientsApartByItself() {
    app.use(idempotency().client(request -> request.header("X-Tenant").or("")));
    app.post("/pay", this::pay);
    send(pay("a").with("X-Tenant", "1"));
    send(pay("a").with("X-Tenant", "1").with("Authorization", "Bearer new"));
    send(pay("a").with("X-Tenant", "2"));
    assertThat(done.get()).isEqualTo(2);
  }

  /** A store that fails when it is told to. */
  private static final class Failing implements IdempotencyStore {
    final MemoryAnswers store = new MemoryAnswers(10, 1 << 20, Instant::now);
    @Nullable Exception begin;
    @Nullable Exception end;

    @Override
    public @Nullable Operation begin(String key, String fingerprint, Duration lease)
        throws Exception {
      if (begin != null) {
        throw begin;
      }
      return store.begin(key, fingerprint, lease);
    }

    @Override
    public void complete(String key, Operation operation, Duration life) throws Exception {
      if (end != null) {
        throw end;
      }
      store.complete(key, operation, life);
    }

    @Override
    public void abandon(String key) {
      store.abandon(key);
    }
  }

  @Test
  void aStoreThatCanNotTellWhatWasDoneFailsTheRequestBeforeItIsDone() {
    Failing failing = new Failing();
    app.use(Idempotency.stored(failing));
    app.post("/pay", this::pay);
    failing.begin = new IOException("no route to the store");
    try (LogCapture log = new LogCapture()) {
      assertThat(send(pay("a")).status()).isEqualTo(Status.SERVICE_UNAVAILABLE);
      assertThat(log.from(Level.SEVERE)).hasSize(1);
    }
    failing.begin = new InterruptedException("past the deadline");
    assertThat(send(pay("a")).status()).isEqualTo(Status.SERVICE_UNAVAILABLE);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(done.get()).isZero();
  }

  @Test
  void anAnswerThatCanNotBeKeptIsGivenAndNotDoneAgain() {
    Failing failing = new Failing();
    app.use(Idempotency.stored(failing));
    app.post("/pay", this::pay);
    failing.end = new InterruptedException("past the deadline");
    try (LogCapture log = new LogCapture()) {
      assertThat(send(pay("a")).status()).isEqualTo(Status.CREATED);
      assertThat(Thread.interrupted()).isTrue();
      assertThat(log.from(Level.SEVERE)).hasSize(1);
    }
    assertThat(send(pay("a")).status()).isEqualTo(Status.CONFLICT);
    assertThat(done.get()).isEqualTo(1);
  }

  @Test
  void itIsAbsentFromRoutesOfSafeMethods() {
    declare();
    assembled = app.assemble();

    assertThat(assembled.accept(FakeIncoming.get("/pay")).route().middleware()).isEmpty();
    assertThat(assembled.accept(FakeIncoming.get("/none")).route().middleware()).isEmpty();
    assertThat(assembled.accept(FakeIncoming.post("/pay")).route().middleware()).hasSize(1);
    assertThat(assembled.routes().get(0).failures())
        .contains(Status.BAD_REQUEST, Status.CONFLICT, Status.UNPROCESSABLE_CONTENT);
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    assertThat(Idempotency.inMemory()).isNotNull();
    assertThatThrownBy(() -> Idempotency.inMemory(0, 1 << 20)).hasMessageContaining("not 0 and");
    assertThatThrownBy(() -> Idempotency.inMemory(1, 1)).hasMessageContaining("and 1 bytes");
    assertThatThrownBy(() -> idempotency().keep(Duration.ZERO)).hasMessageContaining("not PT0S");
    assertThatThrownBy(() -> idempotency().handle(null, null))
        .isInstanceOf(IllegalStateException.class);
  }
}
