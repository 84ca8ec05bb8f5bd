package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.http.Status;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final AtomicLong nanos = new AtomicLong(-17);
  private final Covet app = Covet.create(Config.defaults());
  private AssembledApplication assembled;
  private final AtomicInteger handled = new AtomicInteger();

  private String handle(Request request) {
    handled.incrementAndGet();
    return "";
  }

  private RateLimit perAddress(int requests) {
    return RateLimit.perAddress(requests, MINUTE).clock(nanos::get);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private Response<?> send(FakeIncoming incoming) {
    if (assembled == null) {
      assembled = app.assemble();
    }
    return Exchange.serve(assembled, incoming);
  }

  private Response<?> get(String path) {
    return send(FakeIncoming.get(path));
  }

  private int passed(int asked, FakeIncoming incoming) {
    int passed = 0;
    for (int i = 0; i < asked; i++) {
      passed += send(incoming).status().equals(Status.OK) ? 1 : 0;
    }
    return passed;
  }

  @Test
  void whoIsOverTheLimitIsRefusedBeforeTheHandlerAndTheBody() {
    app.rateLimit(perAddress(2));
    app.post("/", this::handle);

    assertThat(passed(2, FakeIncoming.post("/"))).isEqualTo(2);
    Response<?> refusal =
        send(FakeIncoming.post("/").body(FailingStream.UNREADABLE, 5).with("Accept", "*/*"));

    assertThat(refusal.status()).isEqualTo(Status.TOO_MANY_REQUESTS);
    assertThat(refusal.headers().first("Retry-After")).isEqualTo("30");
    assertThat(refusal.headers().first("Content-Type")).isEqualTo("application/problem+json");
    assertThat(Exchange.text(refusal))
        .isEqualTo(
            "{\"type\":\"https://iana.org/assignments/http-problem-types#quota-exceeded\",\"title\":\"Request"
                + " cannot be satisfied as assigned quota has been"
                + " exceeded\",\"status\":429,\"detail\":\"too many requests: the limit"
                + " 'address-60s' is used up for now\",\"violated-policies\":[\"address-60s\"]}");
    assertThat(handled.get()).isEqualTo(2);
  }

  @Test
  void aBrowserGetsAPage() {
    app.rateLimit(perAddress(1));
    app.get("/", this::handle);
    get("/");

    Response<?> refusal = send(FakeIncoming.get("/").with("Accept", "text/html,*/*;q=0.8"));

    assertThat(refusal.status()).isEqualTo(Status.TOO_MANY_REQUESTS);
    assertThat(refusal.headers().first("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(Exchange.text(refusal)).contains("429", "too many requests");
  }

  @Test
  void requestsAreRefilledOneByOne() {
    app.rateLimit(perAddress(60).burst(3));
    app.get("/", this::handle);

    assertThat(passed(5, FakeIncoming.get("/"))).isEqualTo(3);
    pass(Duration.ofMillis(999));
    assertThat(passed(5, FakeIncoming.get("/"))).isZero();
    pass(Duration.ofMillis(1));
    assertThat(passed(5, FakeIncoming.get("/"))).isEqualTo(1);
    pass(Duration.ofSeconds(2));
    assertThat(passed(5, FakeIncoming.get("/"))).isEqualTo(2);
    pass(Duration.ofHours(1));
    assertThat(passed(5, FakeIncoming.get("/"))).isEqualTo(3);
  }

  @Test
  void everyAnswerTellsWhatIsLeft() {
    app.rateLimit(perAddress(60).burst(3));
    app.get("/", this::handle);

    Response<?> first = get("/");
    assertThat(first.headers().first("RateLimit-Policy"))
        .isEqualTo("\"address-60s\";q=60;w=60;covet-burst=3");
    assertThat(first.headers().first("RateLimit")).isEqualTo("\"address-60s\";r=2;t=1");
    pass(Duration.ofSeconds(1));
    assertThat(get("/").headers().first("RateLimit")).isEqualTo("\"address-60s\";r=2;t=1");
    assertThat(get("/missing").headers().first("RateLimit")).isEqualTo("\"address-60s\";r=1;t=1");
    assertThat(get("/").headers().first("RateLimit")).isEqualTo("\"address-60s\";r=0;t=1");
    Response<?> refusal = get("/");
    assertThat(refusal.status()).isEqualTo(Status.TOO_MANY_REQUESTS);
    assertThat(refusal.headers().first("RateLimit")).isEqualTo("\"address-60s\";r=0;t=1");
    assertThat(refusal.headers().first("RateLimit-Policy"))
        .isEqualTo("\"address-60s\";q=60;w=60;covet-burst=3");
  }

  @Test
  void aHandlerThatTakesLongTellsWhatIsLeftAfterwards() {
    app.rateLimit(perAddress(60).burst(3));
    app.get(
        "/",
        request -> {
          pass(Duration.ofSeconds(5));
          return "";
        });

    assertThat(get("/").headers().first("RateLimit")).isEqualTo("\"address-60s\";r=3");
  }

  @Test
  void aSilentLimitTellsOnlyWhenToComeBack() {
    app.rateLimit(perAddress(1).silent());
    app.get("/", this::handle);

    assertThat(get("/").headers().first("RateLimit")).isNull();
    Response<?> refusal = get("/");
    assertThat(refusal.headers().first("RateLimit")).isNull();
    assertThat(refusal.headers().first("RateLimit-Policy")).isNull();
    assertThat(refusal.headers().first("Retry-After")).isEqualTo("60");
  }

  @Test
  void clientsAreCountedApartAndHeadersDoNotMakeAnother() {
    app.rateLimit(perAddress(1));
    app.get("/", this::handle);

    assertThat(passed(2, FakeIncoming.get("/").from("192.0.2.1"))).isEqualTo(1);
    assertThat(passed(2, FakeIncoming.get("/").from("192.0.2.2"))).isEqualTo(1);
    for (String field : new String[] {"X-Forwarded-For", "Forwarded", "X-Real-IP", "Client-IP"}) {
      FakeIncoming spoofed = FakeIncoming.get("/").from("192.0.2.1").with(field, "198.51.100.7");
      assertThat(passed(1, spoofed)).isZero();
    }
  }

  @Test
  void hoppingWithinAnIpv6NetworkDoesNotHelp() {
    app.rateLimit(perAddress(3));
    app.get("/", this::handle);
    int passed = 0;
    for (int host = 1; host < 100; host++) {
      String address = "2001:db8:0:1::" + Integer.toHexString(host);
      passed += passed(1, FakeIncoming.get("/").from(address));
    }
    assertThat(passed).isEqualTo(3);
    assertThat(passed(5, FakeIncoming.get("/").from("2001:db8:0:2::1"))).isEqualTo(3);
  }

  @Test
  void largerNetworksMayCountAsOne() {
    app.rateLimit(perAddress(3).ipv6Prefix(48));
    app.get("/", this::handle);

    assertThat(passed(3, FakeIncoming.get("/").from("2001:db8:0:1::1"))).isEqualTo(3);
    assertThat(passed(3, FakeIncoming.get("/").from("2001:db8:0:ffff::1"))).isZero();
    assertThat(passed(3, FakeIncoming.get("/").from("2001:db8:1:1::1"))).isEqualTo(3);
  }

  @Test
  void behindATrustedProxyTheClientIsCounted() {
    Covet behind =
        Covet.create(
            Config.builder()
                .set("trusted-proxies", "10.0.0.0/8")
                .set("proxy-headers", "x-forwarded-for")
                .build());
    behind.rateLimit(perAddress(1).silent());
    behind.get("/", this::handle);
    assembled = behind.assemble();

    assertThat(passed(2, forwarded("192.0.2.1"))).isEqualTo(1);
    assertThat(passed(2, forwarded("192.0.2.2"))).isEqualTo(1);
    assertThat(passed(2, forwarded("203.0.113.9, 192.0.2.2"))).isZero();
    // Whoever sends nonsense is counted with the others who do, and the route answers as it likes.
    assertThat(passed(1, forwarded("not an address"))).isEqualTo(1);
    assertThat(passed(2, forwarded("nor this one"))).isZero();
  }

  private static FakeIncoming forwarded(String chain) {
    return FakeIncoming.get("/").from("10.1.2.3").with("X-Forwarded-For", chain);
  }

  @Test
  void documentsTellThatARouteMayRefuse() {
    app.rateLimit(perAddress(1));
    app.get("/", this::handle);
    app.get("/exempt", this::handle).cost(0);

    assertThat(app.assemble().routes().get(0).failures()).contains(Status.TOO_MANY_REQUESTS);
    assertThat(app.assemble().routes().get(1).failures()).doesNotContain(Status.TOO_MANY_REQUESTS);
  }

  @Test
  void aTotalLimitCountsAllClientsTogether() {
    app.rateLimit(RateLimit.total(3, MINUTE).clock(nanos::get));
    app.get("/", this::handle);

    int passed = 0;
    for (int i = 0; i < 9; i++) {
      passed += passed(1, FakeIncoming.get("/").from("192.0.2." + i));
    }
    assertThat(passed).isEqualTo(3);
  }

  @Test
  void routesShareALimitUnlessEachHasItsOwn() {
    app.group(
        "/shared",
        group -> {
          group.rateLimit(perAddress(3));
          group.get("/a", this::handle);
          group.get("/b", this::handle);
        });
    app.group(
        "/each",
        group -> {
          group.rateLimit(perAddress(3).eachRoute());
          group.get("/a", this::handle);
          group.get("/b", this::handle);
        });
    app.get("/free", this::handle);

    assertThat(passed(4, FakeIncoming.get("/shared/a"))).isEqualTo(3);
    assertThat(passed(4, FakeIncoming.get("/shared/b"))).isZero();
    assertThat(passed(4, FakeIncoming.get("/each/a"))).isEqualTo(3);
    assertThat(passed(4, FakeIncoming.get("/each/b"))).isEqualTo(3);
    assertThat(passed(100, FakeIncoming.get("/free"))).isEqualTo(100);
  }

  @Test
  void theSameLimitInTwoPlacesIsOneBudget() {
    RateLimit login = perAddress(3);
    app.get("/login", this::handle).rateLimit(login);
    app.get("/reset", this::handle).rateLimit(login);
    app.get("/other", this::handle).rateLimit(perAddress(3));

    assertThat(passed(2, FakeIncoming.get("/login"))).isEqualTo(2);
    assertThat(passed(2, FakeIncoming.get("/reset"))).isEqualTo(1);
    assertThat(passed(2, FakeIncoming.get("/other"))).isEqualTo(2);
  }

  @Test
  void whatNoRouteAnswersCountsToo() {
    app.rateLimit(perAddress(4));
    app.get("/", this::handle);
    app.group("/group", group -> group.get("/in", this::handle));

    get("/missing");
    send(FakeIncoming.post("/"));
    get("/group/missing");
    get("/%zz");
    assertThat(get("/").status()).isEqualTo(Status.TOO_MANY_REQUESTS);
    assertThat(get("/other").status()).isEqualTo(Status.TOO_MANY_REQUESTS);
  }

  @Test
  void aRequestTakesFromAllLimitsOrFromNone() {
    app.rateLimit(perAddress(5), RateLimit.total(100, MINUTE).clock(nanos::get));
    app.get("/a", this::handle)
        .rateLimit(RateLimit.perAddress(2, Duration.ofSeconds(2)).clock(nanos::get));
    app.get("/b", this::handle);

    assertThat(passed(50, FakeIncoming.get("/a"))).isEqualTo(2);
    Response<?> refusal = get("/a");
    assertThat(refusal.headers().first("RateLimit")).isEqualTo("\"address-2s\";r=0;t=1");
    assertThat(refusal.headers().first("RateLimit-Policy"))
        .isEqualTo("\"address-60s\";q=5;w=60, \"total-60s\";q=100;w=60, \"address-2s\";q=2;w=2");
    Response<?> last = get("/b");
    assertThat(last.headers().first("RateLimit"))
        .isEqualTo("\"address-60s\";r=2;t=12, \"total-60s\";r=97;t=1");
    assertThat(passed(50, FakeIncoming.get("/b"))).isEqualTo(2);
    assertThat(get("/a").headers().first("RateLimit")).isEqualTo("\"address-60s\";r=0;t=12");
  }

  @Test
  void requestsMayCostMoreOrNothing() {
    app.rateLimit(perAddress(10));
    app.get("/dear", this::handle).cost(4);
    app.get("/free", this::handle).cost(0);
    app.get("/dearest", this::handle).cost(1_000);

    assertThat(passed(5, FakeIncoming.get("/dear"))).isEqualTo(2);
    assertThat(get("/dear").headers().first("Retry-After")).isEqualTo("12");
    assertThat(passed(50, FakeIncoming.get("/free"))).isEqualTo(50);
    assertThat(get("/dearest").headers().first("Retry-After")).isEqualTo("48");
    pass(MINUTE);
    assertThat(passed(5, FakeIncoming.get("/dearest"))).isEqualTo(1);
  }

  @Test
  void exactlyTheLimitPassesWhenManyClientsAskAtOnce() throws Exception {
    app.rateLimit(RateLimit.total(1_000, MINUTE).clock(nanos::get));
    app.get("/", this::handle);
    assembled = app.assemble();
    AtomicInteger passed = new AtomicInteger();
    Thread[] clients = new Thread[64];
    for (int i = 0; i < clients.length; i++) {
      clients[i] =
          Thread.startVirtualThread(() -> passed.addAndGet(passed(16, FakeIncoming.get("/"))));
    }
    for (Thread client : clients) {
      client.join();
    }
    assertThat(passed.get()).isEqualTo(1_000);
    assertThat(handled.get()).isEqualTo(1_000);
  }

  @Test
  void aLimitThatIsNotDeclaredIsAbsent() {
    app.get("/free", this::handle);
    app.get("/exempt", this::handle).rateLimit(perAddress(1)).cost(0);
    app.get("/limited", this::handle).rateLimit(perAddress(1));
    app.get("/silent", this::handle).rateLimit(perAddress(1).silent());
    assembled = app.assemble();

    assertThat(route("/free").admission()).isNull();
    assertThat(route("/free").middleware()).isEmpty();
    assertThat(route("/missing").admission()).isNull();
    assertThat(route("/missing").middleware()).isEmpty();
    assertThat(route("/exempt").admission()).isNull();
    assertThat(route("/exempt").middleware()).isEmpty();
    assertThat(route("/limited").admission()).isNotNull();
    assertThat(route("/limited").middleware()).hasSize(1);
    assertThat(route("/silent").admission()).isNotNull();
    assertThat(route("/silent").middleware()).isEmpty();
  }

  private ServedRoute route(String path) {
    return assembled.accept(FakeIncoming.get(path)).route();
  }

  @Test
  void twoLimitsOfOneNameOnARouteStopTheStart() {
    app.rateLimit(perAddress(10));
    app.get("/a", this::handle).rateLimit(perAddress(1));

    assertThatThrownBy(app::assemble)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "GET /a: two rate limits have the name 'address-60s'; give one of them another by"
                + " .name(…)");
  }

  @Test
  void twoGroupsWithOnePrefixMayHaveLimitsOfOneName() {
    app.group(
        "/group",
        group -> {
          group.rateLimit(perAddress(1));
          group.get("/a", this::handle);
        });
    app.group(
        "/group",
        group -> {
          group.rateLimit(perAddress(1));
          group.get("/b", this::handle);
        });

    assertThat(passed(2, FakeIncoming.get("/group/a"))).isEqualTo(1);
    assertThat(passed(2, FakeIncoming.get("/group/b"))).isEqualTo(1);
    assertThat(get("/group/missing").status()).isEqualTo(Status.TOO_MANY_REQUESTS);
  }

  @Test
  void limitsThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> RateLimit.perAddress(0, MINUTE)).hasMessageContaining("not 0 in PT1M");
    assertThatThrownBy(() -> RateLimit.perAddress(1, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RateLimit.perAddress(1, MINUTE.negated()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RateLimit.perAddress(1, Duration.ofDays(367)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> perAddress(1).burst(0)).hasMessageContaining("not 0");
    assertThatThrownBy(() -> RateLimit.perAddress(1, Duration.ofDays(366)).burst(11))
        .hasMessageContaining("ten years");
    assertThatThrownBy(() -> perAddress(1).name("a \"b\"")).hasMessageContaining("a \"b\"");
    assertThatThrownBy(() -> perAddress(1).name("")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RateLimit.per("ü", r -> "", 1, MINUTE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> perAddress(1).keys(0)).hasMessageContaining("not 0");
    assertThatThrownBy(() -> perAddress(1).ipv6Prefix(65)).hasMessageContaining("/65");
    assertThatThrownBy(() -> app.get("/", this::handle).cost(-1)).hasMessageContaining("-1");
  }

  @Test
  void aLimitDescribesItself() {
    assertThat(perAddress(60).burst(3).keys(5)).hasToString("address-60s: 60 in 60s, 3 at once");
    assertThat(RateLimit.total(5, Duration.ofMillis(100)).name("quick"))
        .hasToString("quick: 5 in 100ms, 5 at once");
  }

  @Test
  void aWindowBelowASecondIsNotTold() {
    app.rateLimit(RateLimit.perAddress(5, Duration.ofMillis(100)).clock(nanos::get));
    app.get("/", this::handle);

    Response<?> answer = get("/");
    assertThat(answer.headers().first("RateLimit-Policy")).isEqualTo("\"address-100ms\";q=5");
    assertThat(answer.headers().first("RateLimit")).isEqualTo("\"address-100ms\";r=4;t=1");
  }
}
