package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.http.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LateLimitTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final AtomicLong nanos = new AtomicLong();
  private final Covet app = Covet.create(Config.defaults());
  private @Nullable AssembledApplication assembled;

  private RateLimit perKey(int requests) {
    return RateLimit.per("key", r -> r.header("X-Key").optional().orElse(null), requests, MINUTE)
        .clock(nanos::get);
  }

  private Response<?> send(FakeIncoming incoming) {
    if (assembled == null) {
      assembled = app.assemble();
    }
    return Exchange.serve(assembled, incoming);
  }

  private int passed(int asked, FakeIncoming incoming) {
    int passed = 0;
    for (int i = 0; i < asked; i++) {
      passed += send(incoming).status().equals(Status.OK) ? 1 : 0;
    }
    return passed;
  }

  private static FakeIncoming get(String key) {
    return FakeIncoming.get("/").with("X-Key", key);
  }

  @Test
  void eachKeyIsCountedAndWhoHasNoneIsCountedByAddress() {
    app.rateLimit(perKey(2));
    app.get("/", request -> "");

    assertThat(passed(3, get("a"))).isEqualTo(2);
    assertThat(passed(3, get("b"))).isEqualTo(2);
    assertThat(passed(3, FakeIncoming.get("/").from("192.0.2.1"))).isEqualTo(2);
    assertThat(passed(3, FakeIncoming.get("/").from("192.0.2.2"))).isEqualTo(2);
  }

  @Test
  void itIsAnsweredLikeAnyFailureOfTheApplication() {
    app.use((request, next) -> next.handle(request).header("X-Around", "1"));
    app.rateLimit(perKey(1));
    app.get("/", request -> "");

    assertThat(send(get("a")).headers().first("RateLimit")).isEqualTo("\"key-60s\";r=0;t=60");
    Response<?> refusal = send(get("a"));

    assertThat(refusal.status()).isEqualTo(Status.TOO_MANY_REQUESTS);
    assertThat(refusal.headers().first("X-Around")).isEqualTo("1");
    assertThat(refusal.headers().first("Retry-After")).isEqualTo("60");
    assertThat(refusal.headers().first("RateLimit")).isEqualTo("\"key-60s\";r=0;t=60");
    assertThat(refusal.headers().first("RateLimit-Policy")).isEqualTo("\"key-60s\";q=1;w=60");
    assertThat(Exchange.text(refusal))
        .contains("quota-exceeded", "\"violated-policies\":[\"key-60s\"]", "\"instance\":\"/\"");
  }

  @Test
  void itStandsWhereItWasDeclaredAmongTheMiddleware() {
    Key<String> user = Key.of("user");
    app.use(
        (request, next) -> {
          request.set(user, request.header("X-User").asString());
          return next.handle(request);
        });
    app.rateLimit(
        RateLimit.per("user", request -> request.get(user), 1, MINUTE).clock(nanos::get).silent());
    app.get("/", request -> "");

    Response<?> first = send(FakeIncoming.get("/").with("X-User", "ann"));
    assertThat(first.status()).isEqualTo(Status.OK);
    assertThat(first.headers().first("RateLimit")).isNull();
    Response<?> second = send(FakeIncoming.get("/").with("X-User", "ann"));
    assertThat(second.status()).isEqualTo(Status.TOO_MANY_REQUESTS);
    assertThat(second.headers().first("RateLimit")).isNull();
    assertThat(second.headers().first("Retry-After")).isEqualTo("60");
    assertThat(send(FakeIncoming.get("/").with("X-User", "bob")).status()).isEqualTo(Status.OK);
  }

  @Test
  void theCostMayDependOnTheRequest() {
    app.rateLimit(RateLimit.total(10, MINUTE).clock(nanos::get).cost(r -> r.query("pages").or(1)));
    app.get("/", request -> "");
    app.get("/twice", request -> "").cost(2);

    assertThat(passed(3, FakeIncoming.get("/?pages=4"))).isEqualTo(2);
    assertThat(passed(9, FakeIncoming.get("/?pages=0"))).isEqualTo(9);
    assertThat(passed(9, FakeIncoming.get("/?pages=-5"))).isEqualTo(9);
    assertThat(passed(3, FakeIncoming.get("/twice?pages=1"))).isEqualTo(1);
    assertThat(passed(1, FakeIncoming.get("/?pages=2000000000"))).isZero();
    nanos.addAndGet(MINUTE.toNanos());
    assertThat(passed(3, FakeIncoming.get("/twice?pages=2000000000"))).isEqualTo(1);
  }

  @Test
  void aRequestTakesFromAllLimitsOfADeclarationOrFromNone() {
    app.rateLimit(perKey(5), RateLimit.per("once", r -> "all", 2, MINUTE).clock(nanos::get));
    app.get("/", request -> "");

    assertThat(passed(50, get("a"))).isEqualTo(2);
    nanos.addAndGet(Duration.ofSeconds(30).toNanos());
    // Two of five were taken, and more than two are refilled by now.
    assertThat(send(get("a")).headers().first("RateLimit"))
        .isEqualTo("\"key-60s\";r=4;t=12, \"once-60s\";r=0;t=30");
  }

  private void declareSessions() {
    app.sessions(Sessions.stored(new MapSessions()));
    app.get(
        "/login",
        request -> {
          request.session().login(request.query("as").asString());
          return "";
        });
  }

  private static int passed(int asked, SessionClient client) {
    int passed = 0;
    for (int i = 0; i < asked; i++) {
      passed += client.get("/").status().equals(Status.OK) ? 1 : 0;
    }
    return passed;
  }

  @Test
  void eachSessionIsCountedAndInventedOnesAreNone() {
    declareSessions();
    app.get("/", request -> "").rateLimit(RateLimit.perSession(2, MINUTE).clock(nanos::get));
    AssembledApplication limited = app.assemble();
    SessionClient ann = new SessionClient(limited);
    ann.get("/login?as=ann");
    SessionClient phone = new SessionClient(limited);
    phone.get("/login?as=ann");

    assertThat(passed(5, ann)).isEqualTo(2);
    assertThat(passed(5, phone)).isEqualTo(2);
    SessionClient inventor = new SessionClient(limited);
    int passed = 0;
    for (int i = 10; i < 30; i++) {
      inventor.cookie = "AAAAAAAAAAAAAAAAAAAA" + i;
      passed += passed(1, inventor);
    }
    assertThat(passed).isEqualTo(2);
  }

  @Test
  void eachPrincipalIsCountedWhereverItHasLoggedIn() {
    declareSessions();
    app.get("/", request -> "").rateLimit(RateLimit.perPrincipal(2, MINUTE).clock(nanos::get));
    AssembledApplication limited = app.assemble();
    SessionClient ann = new SessionClient(limited);
    ann.get("/login?as=ann");
    SessionClient phone = new SessionClient(limited);
    phone.get("/login?as=ann");
    SessionClient bob = new SessionClient(limited);
    bob.get("/login?as=bob");

    assertThat(passed(5, ann) + passed(5, phone)).isEqualTo(2);
    assertThat(passed(5, bob)).isEqualTo(2);
    assertThat(passed(5, new SessionClient(limited))).isEqualTo(2);
  }

  @Test
  void aLimitBySessionWithoutSessionsStopsTheStart() {
    app.get("/", request -> "").rateLimit(RateLimit.perSession(2, MINUTE));

    assertThatThrownBy(app::assemble)
        .hasMessage(
            "GET /: the rate limit 'session-60s' needs sessions; declare them around the route:"
                + " app.sessions(…)");
  }

  /** The algorithm as the interface describes it. */
  private final class SharedStore implements RateLimitStore {
    final Map<String, Long> times = new HashMap<>();
    boolean down;

    @Override
    public Decision take(Quota quota, String key, int units) throws IOException {
      if (down) {
        throw new IOException("no route to the store");
      }
      long refill = quota.refill().toNanos();
      long now = nanos.get();
      String name = quota.name() + "/" + key;
      long next = Math.max(times.getOrDefault(name, 0L), now) + units * refill;
      long over = next - now - refill * quota.burst();
      if (over > 0) {
        return new Decision(false, Duration.ofNanos(over));
      }
      times.put(name, next);
      return new Decision(true, Duration.ofNanos(next - now));
    }

    @Override
    public void giveBack(Quota quota, String key, int units) throws IOException {
      if (down) {
        throw new IOException("no route to the store");
      }
      times.merge(quota.name() + "/" + key, -units * quota.refill().toNanos(), Long::sum);
    }
  }

  @Test
  void processesShareAStore() {
    SharedStore store = new SharedStore();
    RateLimit limit = RateLimit.perAddress(3, MINUTE).clock(nanos::get).store(store);
    app.rateLimit(limit);
    app.get("/", request -> "");
    Covet other = Covet.create(Config.defaults());
    other.rateLimit(limit);
    other.get("/", request -> "");
    AssembledApplication second = other.assemble();

    assertThat(passed(2, FakeIncoming.get("/").from("192.0.2.1"))).isEqualTo(2);
    assertThat(Exchange.serve(second, FakeIncoming.get("/").from("192.0.2.1")).headers())
        .extracting(headers -> headers.first("RateLimit"))
        .isEqualTo("\"address-60s\";r=0;t=20");
    assertThat(passed(2, FakeIncoming.get("/").from("192.0.2.1"))).isZero();
    assertThat(passed(1, FakeIncoming.get("/").from("192.0.2.2"))).isEqualTo(1);
  }

  @Test
  void kindsOfKeysAndRoutesAreApartInAStore() {
    SharedStore store = new SharedStore();
    app.rateLimit(
        RateLimit.total(9, MINUTE).store(store),
        RateLimit.perAddress(9, MINUTE).store(store).eachRoute(),
        perKey(9).store(store));
    app.get("/", request -> "");

    send(get("a").from("192.0.2.1"));
    send(FakeIncoming.get("/").from("192.0.2.1"));

    assertThat(new TreeMap<>(store.times).keySet())
        .containsExactly(
            "address-60s/GET /\naffffc0000201",
            "key-60s/affffc0000201",
            "key-60s/ka",
            "total-60s/t");
  }

  @Test
  void whatAnotherLimitRefusesIsGivenBackToTheStore() {
    SharedStore store = new SharedStore();
    app.rateLimit(
        perKey(5).store(store), RateLimit.per("once", r -> "all", 1, MINUTE).clock(nanos::get));
    app.get("/", request -> "");

    assertThat(passed(50, get("a"))).isEqualTo(1);
    assertThat(store.times).containsEntry("key-60s/ka", Duration.ofSeconds(12).toNanos());
  }

  @Test
  void whileTheStoreFailsTheProcessCountsByItselfAndSaysSoOnce() {
    SharedStore store = new SharedStore();
    app.rateLimit(RateLimit.perAddress(2, MINUTE).clock(nanos::get).store(store));
    app.get("/", request -> "");

    store.down = true;
    try (LogCapture log = new LogCapture()) {
      assertThat(passed(5, FakeIncoming.get("/"))).isEqualTo(2);
      assertThat(log.from(Level.WARNING)).hasSize(1);
      assertThat(log.from(Level.WARNING).getFirst().getMessage()).contains("'address-60s'");
    }
    store.down = false;
    assertThat(passed(5, FakeIncoming.get("/"))).isEqualTo(2);
  }

  @Test
  void aStoreThatFailsToTakeBackFailsNoRequest() {
    SharedStore store = new SharedStore();
    RateLimit second =
        RateLimit.per(
                "second",
                request -> {
                  store.down = true;
                  return "all";
                },
                1,
                MINUTE)
            .clock(nanos::get);
    app.rateLimit(perKey(5).store(store), second);
    app.get("/", request -> "");
    send(get("a"));
    store.down = false;

    try (LogCapture log = new LogCapture()) {
      assertThat(send(get("a")).status()).isEqualTo(Status.TOO_MANY_REQUESTS);
      assertThat(log.from(Level.WARNING)).hasSize(1);
    }
  }

  @Test
  void anInterruptWhileTheStoreIsAskedEndsTheRequest() {
    RateLimitStore interrupted =
        new RateLimitStore() {
          @Override
          public Decision take(Quota quota, String key, int units) throws InterruptedException {
            throw new InterruptedException("past the deadline");
          }

          @Override
          public void giveBack(Quota quota, String key, int units) {}
        };
    app.rateLimit(RateLimit.perAddress(2, MINUTE).store(interrupted));
    app.get("/", request -> "");

    assertThat(send(FakeIncoming.get("/")).status()).isEqualTo(Status.SERVICE_UNAVAILABLE);
    assertThat(Thread.interrupted()).isTrue();
  }
}
