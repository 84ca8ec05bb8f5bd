package dev.covet.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.covet.Access;
import dev.covet.ApiKeys;
import dev.covet.AuditEvent;
import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.test.TestClient;
import dev.covet.test.TestRequest;
import dev.covet.test.TestResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class BasicAuthTest {
  private final Passwords passwords = Passwords.weak(2, 100);
  private final CountedUsers users = new CountedUsers();
  private final MovedClock clock = new MovedClock();
  private final BruteForceGuard guard = BruteForceGuard.standard().clock(clock);
  private final List<AuditEvent> events = new CopyOnWriteArrayList<>();

  BasicAuthTest() {
    String hash = passwords.hash("s\u00e9same:open");
    users.users.put(new User("ann", hash, Set.of("admin"), Set.of("orders:read"), false));
    users.users.put(new User("out", hash).disable());
  }

  private Covet app(UnaryOperator<BasicAuth> settings) {
    Covet app = Covet.create(Config.builder().set("openapi", true).build());
    app.audit(events::add);
    Logins logins = Logins.of(users).passwords(passwords).guard(guard);
    app.authenticate(settings.apply(BasicAuth.of(logins).clock(clock)));
    app.get("/", req -> req.principal().name() + req.principal().roles());
    app.get("/read", req -> "read").require(Access.scopes("orders:read"));
    app.get("/open", req -> "open").anonymous();
    return app;
  }

  private TestClient client() {
    return TestClient.secure(app(basic -> basic));
  }

  private static String basic(String name, String password) {
    byte[] bytes = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  private static TestRequest as(TestClient client, String name, String password) {
    return client.get("/").header("Authorization", basic(name, password));
  }

  /** Hashes that have been computed since the one of the constructor. */
  private void awaitHashes(int count) {
    await().until(() -> passwords.pool().done() >= count + 1);
    assertThat(passwords.pool().done()).isEqualTo(count + 1);
  }

  @Test
  void whoShowsTheRightPasswordIsLetInWithRolesAndScopes() {
    try (TestClient client = client()) {
      assertThat(as(client, "ann", "s\u00e9same:open").send().text()).isEqualTo("ann[admin]");
      assertThat(
              client
                  .get("/read")
                  .header("authorization", basic("ann", "se\u0301same:open"))
                  .send()
                  .text())
          .isEqualTo("read");
    }
    assertThat(events).extracting(AuditEvent::kind).containsOnly(AuditEvent.Kind.AUTHENTICATED);
    assertThat(events).extracting(AuditEvent::scheme).containsOnly("basic");
  }

  @Test
  void othersAreAskedForIt() {
    try (TestClient client = TestClient.secure(app(basic -> basic.realm("orders")))) {
      TestResponse answer = client.get("/").send();
      assertThat(answer.status()).isEqualTo(401);
      assertThat(answer.header("www-authenticate"))
          .isEqualTo("Basic realm=\"orders\", charset=\"UTF-8\"");
      assertThat(client.get("/").header("Authorization", "Bearer x").send().status())
          .isEqualTo(401);
      assertThat(client.get("/open").send().text()).isEqualTo("open");
    }
  }

  @Test
  void unknownDisabledAndWrongAreOneAnswerAndOneHashEach() {
    users.users.put(new User("broken", "no hash"));
    try (TestClient client = client()) {
      List<String> answers = new ArrayList<>();
      for (String name : List.of("ann", "nobody", "out", "broken")) {
        TestResponse answer = as(client, name, "wrong").send();
        assertThat(answer.status()).isEqualTo(401);
        answers.add(answer.text().replaceAll("\"requestId\":\"[^\"]*\"", ""));
      }
      assertThat(Set.copyOf(answers)).hasSize(1);
      assertThat(answers.getFirst()).contains("Name or password is wrong.");
      awaitHashes(4);
      assertThat(as(client, "out", "s\u00e9same:open").send().status()).isEqualTo(401);
      awaitHashes(5);
    }
    assertThat(events)
        .extracting(AuditEvent::reason)
        .containsExactly(
            "wrong password", "unknown user", "disabled", "wrong password", "disabled");
    assertThat(events).extracting(AuditEvent::kind).containsOnly(AuditEvent.Kind.REFUSED);
    assertThat(events.toString()).doesNotContain("same:open");
  }

  @Test
  void whatCanBeNoNameOrPasswordIsNotHashed() {
    try (TestClient client = client()) {
      assertThat(as(client, "", "x").send().status()).isEqualTo(401);
      assertThat(as(client, "a".repeat(257), "x").send().status()).isEqualTo(401);
      assertThat(as(client, "ann", "").send().status()).isEqualTo(401);
      assertThat(as(client, "ann", "x".repeat(1025)).send().status()).isEqualTo(401);
      assertThat(client.get("/").header("Authorization", "Basic !").send().status()).isEqualTo(401);
      assertThat(
              client
                  .get("/")
                  .header("Authorization", basic("ann", "s\u00e9same:open"))
                  .header("Authorization", basic("ann", "s\u00e9same:open"))
                  .send()
                  .status())
          .isEqualTo(401);
      assertThat(users.asked).hasValue(0);
      awaitHashes(0);
    }
    assertThat(events)
        .extracting(AuditEvent::reason)
        .allSatisfy(reason -> assertThat(reason).startsWith("malformed"));
  }

  @Test
  void aRightPasswordIsNotHashedAgainForFiveMinutes() {
    try (TestClient client = client()) {
      for (int i = 0; i < 10; i++) {
        assertThat(as(client, "ann", "s\u00e9same:open").send().status()).isEqualTo(200);
      }
      awaitHashes(1);
      clock.pass(Duration.ofMinutes(5));
      assertThat(as(client, "ann", "s\u00e9same:open").send().status()).isEqualTo(200);
      awaitHashes(2);
      assertThat(as(client, "ann", "s\u00e9same").send().status()).isEqualTo(401);
      awaitHashes(3);
    }
  }

  @Test
  void anotherStoredHashOrADisabledUserCountsAtOnce() {
    try (TestClient client = client()) {
      assertThat(as(client, "ann", "s\u00e9same:open").send().status()).isEqualTo(200);
      users.users.put(new User("ann", passwords.hash("changed")));
      assertThat(as(client, "ann", "s\u00e9same:open").send().status()).isEqualTo(401);
      assertThat(as(client, "ann", "changed").send().text()).isEqualTo("ann[]");
      users.users.put(users.users.find("ann").orElseThrow().disable());
      assertThat(as(client, "ann", "changed").send().status()).isEqualTo(401);
      users.users.remove("ann");
      assertThat(as(client, "ann", "changed").send().status()).isEqualTo(401);
    }
  }

  @Test
  void rememberingCanBeOff() {
    try (TestClient client = TestClient.secure(app(basic -> basic.remember(Duration.ZERO)))) {
      as(client, "ann", "s\u00e9same:open").send();
      as(client, "ann", "s\u00e9same:open").send();
      awaitHashes(2);
    }
  }

  @Test
  void afterTooManyWrongOnesEverybodyWaitsAlsoWhoIsRight() {
    try (TestClient client = client()) {
      for (String name : List.of("ann", "nobody")) {
        for (int i = 0; i < 5; i++) {
          assertThat(as(client, name, "wrong" + i).send().status()).isEqualTo(401);
        }
        TestResponse answer = as(client, name, "s\u00e9same:open").send();
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("retry-after")).isEqualTo("1");
        assertThat(answer.header("www-authenticate")).isNull();
      }
      awaitHashes(10);
      clock.pass(Duration.ofSeconds(1));
      assertThat(as(client, "ann", "s\u00e9same:open").send().status()).isEqualTo(200);
    }
    assertThat(events)
        .filteredOn(event -> event.kind() == AuditEvent.Kind.LOCKED)
        .hasSize(2)
        .allSatisfy(event -> assertThat(event.reason()).isEqualTo("account"))
        .extracting(AuditEvent::principal)
        .containsExactly("ann", "nobody");
  }

  @Test
  void aRememberedPasswordIsNoOracleWhileAnAccountIsLocked() {
    try (TestClient client = client()) {
      assertThat(as(client, "ann", "s\u00e9same:open").send().status()).isEqualTo(200);
      for (int i = 0; i < 5; i++) {
        as(client, "ann", "wrong" + i).send();
      }
      assertThat(as(client, "ann", "s\u00e9same:open").send().status()).isEqualTo(429);
    }
  }

  @Test
  void parallelGuessesAreNotMoreThanTheLimit() {
    try (TestClient client = client()) {
      List<CompletableFuture<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        String guess = "guess" + i;
        answers.add(
            CompletableFuture.supplyAsync(
                () -> as(client, "ann", guess).send().status(), Thread::startVirtualThread));
      }
      List<Integer> statuses = answers.stream().map(CompletableFuture::join).toList();
      assertThat(statuses).containsOnly(401, 429);
      assertThat(statuses.stream().filter(status -> status == 401)).hasSize(5);
      awaitHashes(5);
    }
  }

  @Test
  void whenAllThreadsAndPlacesAreTakenTheAnswerIs503AndNothingIsCounted() throws Exception {
    Passwords small = Passwords.weak(1, 1);
    CountDownLatch holds = new CountDownLatch(1);
    CountDownLatch held = new CountDownLatch(1);
    Covet app = Covet.create();
    BruteForceGuard strict = guard.perAccount(1);
    app.authenticate(BasicAuth.of(Logins.of(users).passwords(small).guard(strict)));
    app.get("/", req -> "in");
    try (TestClient client = TestClient.secure(app)) {
      CompletableFuture<Void> holding =
          CompletableFuture.runAsync(
              () ->
                  small
                      .pool()
                      .call(
                          () -> {
                            holds.countDown();
                            held.await();
                            return "";
                          }),
              Thread::startVirtualThread);
      holds.await();
      CompletableFuture<TestResponse> waiting =
          CompletableFuture.supplyAsync(
              () -> as(client, "ann", "s\u00e9same:open").send(), Thread::startVirtualThread);
      await().until(() -> small.pool().waiting() == 1);
      for (int i = 0; i < 3; i++) {
        TestResponse answer = as(client, "bob", "wrong").send();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("retry-after")).isEqualTo("1");
      }
      held.countDown();
      holding.get();
      assertThat(waiting.get().status()).isEqualTo(200);
      assertThat(as(client, "bob", "wrong").send().status()).isEqualTo(401);
    }
  }

  @Test
  void anOldHashIsReplacedWhenItsOwnerComes() {
    String old = "$2y$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK";
    users.users.put(new User("old", old));
    try (TestClient client = client()) {
      assertThat(as(client, "old", "wrong").send().status()).isEqualTo(401);
      assertThat(hash("old")).isEqualTo(old);
      assertThat(as(client, "old", "U*U*").send().status()).isEqualTo(200);
      assertThat(hash("old")).startsWith("$argon2id$v=19$m=16,t=1,p=1$");
      assertThat(passwords.verify("U*U*", hash("old"))).isTrue();
      awaitHashes(4);
      assertThat(as(client, "old", "U*U*").send().status()).isEqualTo(200);
      awaitHashes(4);
    }
  }

  private String hash(String name) {
    return users.users.find(name).map(User::passwordHash).orElseThrow();
  }

  @Test
  void aPasswordThatIsChangedDuringTheUpgradeStays() {
    users.users.put(
        new User("old", "$2y$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK"));
    String changed = passwords.hash("changed");
    users.meanwhile = () -> users.users.put(new User("old", changed));
    try (TestClient client = client()) {
      assertThat(as(client, "old", "U*U*").send().status()).isEqualTo(200);
      assertThat(hash("old")).isEqualTo(changed);
      assertThat(as(client, "old", "U*U*").send().status()).isEqualTo(401);
    }
    assertThat(users.upgrade("gone", "a", "b")).isFalse();
  }

  @Test
  void anUpgradeThatFailsKeepsNobodyOut() {
    users.users.put(
        new User("old", "$2y$05$CCCCCCCCCCCCCCCCCCCCC.VGOzA784oUp/Z0DY336zx7pLYAy0lwK"));
    users.fails = true;
    try (TestClient client = client()) {
      assertThat(as(client, "old", "U*U*").send().status()).isEqualTo(200);
      assertThat(hash("old")).startsWith("$2y$");
    }
  }

  @Test
  void inClearTextNoPasswordIsAskedForOrTaken() {
    try (TestClient client = TestClient.of(app(basic -> basic))) {
      TestResponse asked = client.get("/").send();
      assertThat(asked.status()).isEqualTo(403);
      assertThat(asked.header("www-authenticate")).isNull();
      TestResponse shown = as(client, "ann", "s\u00e9same:open").send();
      assertThat(shown.status()).isEqualTo(403);
      assertThat(shown.text()).contains("over TLS alone");
      awaitHashes(0);
    }
    assertThat(events).extracting(AuditEvent::reason).contains("clear text");
    try (TestClient client = TestClient.of(app(BasicAuth::alsoInClearText))) {
      assertThat(as(client, "ann", "s\u00e9same:open").send().status()).isEqualTo(200);
      assertThat(client.get("/").send().status()).isEqualTo(401);
    }
  }

  @Test
  void itStandsBesideOtherWays() {
    ApiKeys.Created key = ApiKeys.create("robot", Set.of());
    Covet app = Covet.create();
    Logins logins = Logins.of(users).passwords(passwords);
    app.authenticate(BasicAuth.of(logins), ApiKeys.stored(prefix -> Optional.of(key.kept())));
    app.get("/", req -> req.principal().name());
    try (TestClient client = TestClient.secure(app)) {
      assertThat(as(client, "ann", "s\u00e9same:open").send().text()).isEqualTo("ann");
      assertThat(client.get("/").header("X-API-Key", key.text()).send().text()).isEqualTo("robot");
    }
  }

  @Test
  void theDocumentShowsTheScheme() {
    try (TestClient client = client()) {
      String document = as(client, "ann", "s\u00e9same:open").send().text();
      assertThat(document).isEqualTo("ann[admin]");
      TestResponse json =
          client
              .get("/openapi.json")
              .header("Authorization", basic("ann", "s\u00e9same:open"))
              .send();
      assertThat(json.text().replaceAll("\\s", ""))
          .contains("\"basic\":{\"type\":\"http\",\"scheme\":\"basic\"}");
    }
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    BasicAuth basic = BasicAuth.of(Logins.of(users));
    assertThatThrownBy(() -> basic.realm("a\"b")).hasMessageContaining("not the name of a realm");
    assertThatThrownBy(() -> basic.remember(Duration.ofMinutes(61)))
        .hasMessageContaining("an hour");
    assertThatThrownBy(() -> basic.remember(Duration.ofMillis(-1))).hasMessageContaining("an hour");
  }
}
