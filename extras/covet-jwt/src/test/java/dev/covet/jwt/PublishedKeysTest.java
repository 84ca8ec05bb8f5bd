package dev.covet.jwt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.covet.AuthenticationException;
import dev.covet.Config;
import dev.covet.HttpException;
import dev.covet.test.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublishedKeysTest {
  private static final String EC =
      Forge.jwk((ECPublicKey) Forge.EC.getPublic(), "ec", "P-256", ",\"use\":\"sig\"");
  private static final String OTHER =
      Forge.jwk((ECPublicKey) Forge.OTHER_EC.getPublic(), "new", "P-256", "");
  private static final String TOKEN = Forge.es256(Forge.header("ES256", "ec"), Forge.CLAIMS);
  private static final String NEW_TOKEN =
      Forge.token(
          Forge.header("ES256", "new"),
          Forge.CLAIMS,
          Forge.signature(
              "SHA256withECDSAinP1363Format",
              Forge.OTHER_EC.getPrivate(),
              Forge.input(Forge.header("ES256", "new"), Forge.CLAIMS)));

  private final AtomicLong now = new AtomicLong(Forge.NOW * 1000);
  private KeyServer server;
  private JwtAuthentication jwt;

  /** The first key set of a JVM takes longer than some tests wait for one. */
  @BeforeAll
  static void loadClasses() throws Exception {
    try (KeyServer server = KeyServer.start(set(EC))) {
      Forge.authentication(
              JwtKeys.published(server.uri())
                  .timeout(Duration.ofSeconds(30))
                  .clock(() -> Instant.ofEpochMilli(Forge.NOW * 1000)))
          .check(TOKEN);
    }
  }

  @BeforeEach
  void start() throws IOException {
    server = KeyServer.start(set(EC));
    jwt = authentication(JwtKeys.published(server.uri()).timeout(Duration.ofSeconds(1)));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  /** Tokens are always good by their own clock; only the keys grow old. */
  private JwtAuthentication authentication(PublishedKeys keys) {
    return Forge.authentication(keys.clock(() -> Instant.ofEpochMilli(now.get())));
  }

  private static String set(String... keys) {
    return "{\"keys\":[" + String.join(",", keys) + "]}";
  }

  private void later(Duration time) {
    now.addAndGet(time.toMillis());
  }

  private void taken(String token) throws AuthenticationException {
    assertThat(jwt.check(token).name()).isEqualTo("ann");
  }

  private void refused(String token) {
    assertThatThrownBy(() -> jwt.check(token)).isInstanceOf(AuthenticationException.class);
  }

  private void unavailable(String token) {
    assertThatThrownBy(() -> jwt.check(token))
        .isInstanceOfSatisfying(
            HttpException.class,
            e -> {
              assertThat(e.status().code()).isEqualTo(503);
              assertThat(e.headers().first("Retry-After")).isEqualTo("5");
            });
  }

  @Test
  void manyRequestsAtOnceAskOnce() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<String>> calls = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        calls.add(() -> jwt.check(TOKEN).name());
      }
      for (Future<String> one : threads.invokeAll(calls)) {
        assertThat(one.get()).isEqualTo("ann");
      }
    }
    assertThat(server.asked()).isEqualTo(1);
  }

  @Test
  void nothingIsAskedBeforeATokenComes() {
    assertThat(server.asked()).isZero();
  }

  /** Tokens end by the time of day, keys grow old by the time that passes. */
  @Test
  void aClockThatIsSetAsksForNoKeys() throws Exception {
    AtomicLong day = new AtomicLong(Forge.NOW);
    jwt = jwt.clock(() -> Instant.ofEpochSecond(day.get()));
    taken(TOKEN);
    for (long step : new long[] {Duration.ofDays(1).toSeconds(), -Duration.ofDays(1).toSeconds()}) {
      day.addAndGet(step);
      refused(TOKEN);
      day.addAndGet(-step);
      taken(TOKEN);
    }
    assertThat(server.asked()).isEqualTo(1);
    later(Duration.ofMinutes(15));
    taken(TOKEN);
    await().until(() -> server.asked() == 2);
  }

  @Test
  void aNewKeyIsFoundByItsNameAndAnOldOneForgotten() throws Exception {
    taken(TOKEN);
    server.answer(KeyServer.json(set(OTHER)));
    // So soon after the first question there is no second.
    refused(NEW_TOKEN);
    later(Duration.ofSeconds(30));
    taken(NEW_TOKEN);
    refused(TOKEN);
    assertThat(server.asked()).isEqualTo(2);
  }

  @Test
  void inventedNamesAskNoMoreThanOnceInHalfAMinute() throws Exception {
    taken(TOKEN);
    later(Duration.ofSeconds(30));
    for (int i = 0; i < 500; i++) {
      refused(Forge.es256(Forge.header("ES256", "x" + i), Forge.CLAIMS));
    }
    assertThat(server.asked()).isEqualTo(2);
    taken(TOKEN);
  }

  @Test
  void aRememberedTokenEndsWithItsKey() throws Exception {
    taken(TOKEN);
    taken(TOKEN);
    server.answer(KeyServer.json(set(OTHER)));
    later(Duration.ofMinutes(16));
    refused(TOKEN);
    taken(NEW_TOKEN);
  }

  @Test
  void aTokenWithoutNameAsksForNothingNew() throws Exception {
    taken(TOKEN);
    later(Duration.ofSeconds(40));
    refused(Forge.hs256("{\"alg\":\"HS256\"}", Forge.CLAIMS));
    assertThat(server.asked()).isEqualTo(1);
  }

  @Test
  void keysAreGotInTheBackgroundBeforeTheyAreOld() throws Exception {
    taken(TOKEN);
    server.answer(server.silent());
    later(Duration.ofMinutes(11));
    // Answered by the keys at hand, while the question is open.
    taken(TOKEN);
    await().until(() -> server.asked() == 2);
    taken(TOKEN);
  }

  static Stream<Arguments> badDays() {
    return Stream.of(
        day("silent", KeyServer::silent),
        day("dripping", KeyServer::dripping),
        day("cut", s -> to -> to.write(KeyServer.head("200 OK", 500))),
        day("closed at once", s -> to -> {}),
        day("500", s -> KeyServer.text("500 Internal Server Error", set(EC))),
        day("404", s -> KeyServer.text("404 Not Found", set(EC))),
        day("201", s -> KeyServer.text("201 Created", set(EC))),
        day(
            "a redirect",
            s ->
                to ->
                    to.write(
                        ("HTTP/1.1 302 Found\r\nLocation: "
                                + s.uri()
                                + "\r\nContent-Length: 0\r\n\r\n")
                            .getBytes())),
        day("no HTTP", s -> to -> to.write("hello\r\n\r\n".getBytes())),
        day("too big", s -> KeyServer.json(set(EC) + " ".repeat(513 * 1024))),
        day("no JSON", s -> KeyServer.json("<html>")),
        day("no set", s -> KeyServer.json("{}")),
        day("an empty set", s -> KeyServer.json(set())),
        day("a list", s -> KeyServer.json("[]")),
        day("a secret alone", s -> KeyServer.json(set(Forge.secretJwk(Forge.SECRET, "ec", "")))),
        day("a key that is none", s -> KeyServer.json(set("{\"kty\":\"EC\",\"kid\":\"ec\"}"))),
        day(
            "too many keys",
            s -> KeyServer.json(set(Stream.generate(() -> EC).limit(101).toArray(String[]::new)))),
        day("deeply nested", s -> KeyServer.json("[".repeat(200_000))));
  }

  private static Arguments day(String name, Function<KeyServer, KeyServer.Answer> answer) {
    return Arguments.arguments(name, answer);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badDays")
  void aBadStartIs503AndMendsItself(String name, Function<KeyServer, KeyServer.Answer> answer)
      throws Exception {
    jwt = authentication(JwtKeys.published(server.uri()).timeout(Duration.ofMillis(300)));
    server.answer(answer.apply(server));
    unavailable(TOKEN);
    int asked = server.asked();
    unavailable(TOKEN);
    // The JDK's client itself asks twice where a connection ends without an answer.
    assertThat(server.asked()).as("asked again at once").isEqualTo(asked).isBetween(1, 2);
    server.answer(KeyServer.json(set(EC)));
    later(Duration.ofSeconds(5));
    taken(TOKEN);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badDays")
  void aBadDayLaterChangesNothingForKnownKeys(
      String name, Function<KeyServer, KeyServer.Answer> answer) throws Exception {
    jwt = authentication(JwtKeys.published(server.uri()).timeout(Duration.ofMillis(300)));
    taken(TOKEN);
    server.answer(answer.apply(server));
    later(Duration.ofHours(23));
    taken(TOKEN);
    // Whether there is such a key can not be told now: the token is not called wrong.
    later(Duration.ofSeconds(5));
    unavailable(NEW_TOKEN);
    unavailable(NEW_TOKEN);
    taken(TOKEN);
    server.answer(KeyServer.json(set(EC, OTHER)));
    later(Duration.ofSeconds(5));
    taken(NEW_TOKEN);
    taken(TOKEN);
  }

  @Test
  void keysThatCouldNotBeGotForADayAreNotGoodAnyMore() throws Exception {
    taken(TOKEN);
    server.close();
    later(Duration.ofHours(24).plusMillis(1));
    unavailable(TOKEN);
  }

  @Test
  void aTimeForOldKeysCanBeSaid() throws Exception {
    jwt =
        authentication(
            JwtKeys.published(server.uri())
                .fresh(Duration.ofMinutes(1))
                .stale(Duration.ofMinutes(2)));
    taken(TOKEN);
    server.close();
    later(Duration.ofSeconds(119));
    taken(TOKEN);
    later(Duration.ofMinutes(1));
    unavailable(TOKEN);
  }

  @Test
  void keysOfOtherKindsInASetAreLeftOut() throws Exception {
    server.answer(
        KeyServer.json(
            set(
                "{\"kty\":\"PQC\",\"kid\":\"later\"}",
                Forge.secretJwk(Forge.SECRET, "mac", ",\"alg\":\"HS256\""),
                EC.replace("\"sig\"", "\"enc\"").replace("\"ec\"", "\"enc\""),
                EC)));
    taken(TOKEN);
    refused(Forge.hs256(Forge.header("HS256", "mac"), Forge.CLAIMS));
    refused(Forge.es256(Forge.header("ES256", "enc"), Forge.CLAIMS));
  }

  @Test
  void rsaKeysThatNameNoAlgorithmAreForTheOneThatIsSaid() throws Exception {
    String rsa =
        Forge.jwk((java.security.interfaces.RSAPublicKey) Forge.RSA.getPublic(), "rsa", "");
    server.answer(KeyServer.json(set(rsa)));
    taken(Forge.rs256(Forge.header("RS256", "rsa"), Forge.CLAIMS));
    jwt = authentication(JwtKeys.published(server.uri()).rsa(JwtAlgorithm.PS256));
    refused(Forge.rs256(Forge.header("RS256", "rsa"), Forge.CLAIMS));
    assertThatThrownBy(() -> JwtKeys.published(server.uri()).rsa(JwtAlgorithm.ES256))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aRequestThatIsGivenUpLeavesTheKeysToTheNext() throws Exception {
    server.answer(server.silent());
    CompletableFuture<Throwable> outcome = new CompletableFuture<>();
    Thread caller =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    jwt.check(TOKEN);
                    outcome.complete(new AssertionError("taken"));
                  } catch (Throwable e) {
                    outcome.complete(e);
                  }
                });
    await().until(() -> server.asked() == 1);
    caller.interrupt();
    assertThat(outcome.get()).isInstanceOf(HttpException.class);
    server.answer(KeyServer.json(set(EC)));
    later(Duration.ofSeconds(5));
    taken(TOKEN);
  }

  /** One loop; were it held, the second request could not be answered before the first. */
  @Test
  void aSlowServerHoldsNoLoop() throws Exception {
    server.answer(server.silent());
    try (TestServer app =
            TestServer.start(
                Config.builder().workers(1),
                covet -> {
                  covet.get("/free", req -> "free");
                  covet.group(
                      "/api",
                      api -> {
                        api.authenticate(jwt);
                        api.get("/who", req -> req.principal().name());
                      });
                });
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest who =
          HttpRequest.newBuilder(app.uri().resolve("/api/who"))
              .header("Authorization", "Bearer " + TOKEN)
              .build();
      CompletableFuture<HttpResponse<String>> waiting =
          client.sendAsync(who, BodyHandlers.ofString());
      await().until(() -> server.asked() == 1);
      for (int i = 0; i < 20; i++) {
        HttpResponse<String> free =
            client.send(
                HttpRequest.newBuilder(app.uri().resolve("/free")).build(),
                BodyHandlers.ofString());
        assertThat(free.body()).isEqualTo("free");
      }
      assertThat(waiting).isNotDone();
      HttpResponse<String> answer = waiting.get();
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("5");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://id.example/jwks",
        "ftp://id.example/jwks",
        "https://user@id.example/jwks",
        "https://id.example/jwks#a",
        "file:///etc/jwks",
        "jwks",
        "http://127.0.0.1.evil.test/jwks"
      })
  void urlsThatOthersCouldChangeAreRefused(String uri) {
    assertThatThrownBy(() -> JwtKeys.published(uri)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void otherUrlsAreTaken() {
    for (String uri :
        List.of("https://id.example/jwks", "http://localhost/jwks", "http://[::1]:80/jwks")) {
      assertThat(JwtKeys.published(uri)).as(URI.create(uri).toString()).isNotNull();
    }
  }

  @Test
  void timesOutOfRangeAreRefused() {
    PublishedKeys keys = JwtKeys.published("https://id.example/jwks");
    for (Callable<?> wrong :
        List.<Callable<?>>of(
            () -> keys.fresh(Duration.ofSeconds(59)),
            () -> keys.fresh(Duration.ofHours(25)),
            () -> keys.stale(Duration.ofDays(8)),
            () -> keys.stale(Duration.ofSeconds(-1)),
            () -> keys.timeout(Duration.ofMillis(99)),
            () -> keys.timeout(Duration.ofMinutes(2)))) {
      assertThatThrownBy(wrong::call).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
