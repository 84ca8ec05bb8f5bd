package dev.covet.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.SessionStore.Change;
import dev.covet.SessionStore.Data;
import dev.covet.spi.MemoryStores;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CaffeineSessionsTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
  private static final Duration LIFE = Duration.ofMinutes(30);

  private final AtomicLong nanos = new AtomicLong();
  private final CaffeineSessions sessions = new CaffeineSessions(1 << 20, nanos::get);

  private static Data data(String principal, String... values) {
    return new Data(principal, map(values), NOW, NOW);
  }

  private static Change change(String... values) {
    return new Change(null, map(values), Set.of("gone"), NOW.plusSeconds(1));
  }

  private static Map<String, String> map(String... values) {
    return values.length == 0 ? Map.of() : Map.of(values[0], values[1]);
  }

  @Test
  void whatIsCreatedIsFoundUntilItIsRemoved() {
    sessions.create("a", data("ann", "x", "1"), LIFE);

    assertThat(sessions.find("a")).isEqualTo(data("ann", "x", "1"));
    assertThat(sessions.find("b")).isNull();
    sessions.remove("a");
    assertThat(sessions.find("a")).isNull();
  }

  @Test
  void aChangeIsPutOverWhatIsThere() {
    sessions.create("a", data("ann", "gone", "1"), LIFE);

    assertThat(sessions.change("a", change("x", "1"), LIFE)).isTrue();
    assertThat(sessions.change("a", change("y", "2"), LIFE)).isTrue();
    assertThat(sessions.find("a"))
        .isEqualTo(new Data("ann", Map.of("x", "1", "y", "2"), NOW, NOW.plusSeconds(1)));
  }

  @Test
  void whatHasEndedIsNotBroughtBack() {
    assertThat(sessions.change("a", change(), LIFE)).isFalse();
    assertThat(sessions.move("a", "b", change(), LIFE)).isFalse();
    assertThat(sessions.find("a")).isNull();
    assertThat(sessions.find("b")).isNull();
  }

  @Test
  void aMoveLeavesNothingBehind() {
    sessions.create("a", data(null, "x", "1"), LIFE);
    Change login = new Change("ann", Map.of(), Set.of(), NOW.plusSeconds(5));

    assertThat(sessions.move("a", "b", login, LIFE)).isTrue();
    assertThat(sessions.find("a")).isNull();
    assertThat(sessions.find("b"))
        .isEqualTo(new Data("ann", Map.of("x", "1"), NOW.plusSeconds(5), NOW.plusSeconds(5)));
    assertThat(sessions.move("a", "c", login, LIFE)).isFalse();
  }

  @Test
  void ofManyMovesAtOnceOneSucceeds() throws Exception {
    for (int round = 0; round < 20; round++) {
      sessions.create("a", data("ann"), LIFE);
      AtomicInteger moved = new AtomicInteger();
      Thread[] threads = new Thread[16];
      for (int i = 0; i < threads.length; i++) {
        String to = "to" + i;
        threads[i] =
            Thread.startVirtualThread(
                () -> moved.addAndGet(sessions.move("a", to, change(), LIFE) ? 1 : 0));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(moved.get()).isEqualTo(1);
    }
  }

  @Test
  void allSessionsOfAPrincipalEnd() {
    sessions.create("a", data("ann"), LIFE);
    sessions.create("b", data("bob"), LIFE);
    sessions.create("c", data("ann"), LIFE);
    sessions.create("d", data(null), LIFE);

    sessions.removeAll("ann");

    assertThat(sessions.find("a")).isNull();
    assertThat(sessions.find("c")).isNull();
    assertThat(sessions.find("b")).isNotNull();
    assertThat(sessions.find("d")).isNotNull();
  }

  @Test
  void whatIsNotUsedIsForgottenInTime() {
    sessions.create("a", data("ann"), LIFE);
    sessions.create("b", data("bob"), LIFE);
    nanos.addAndGet(LIFE.toNanos() - 1);
    assertThat(sessions.find("a")).isNotNull();
    sessions.change("b", change(), LIFE);
    nanos.addAndGet(1);

    assertThat(sessions.find("a")).isNull();
    assertThat(sessions.find("b")).isNotNull();
  }

  @Test
  void aFloodOfSessionsStaysWithinTheBoundAndPushesOutNoneThatIsInUse() {
    sessions.create("used", data("ann"), LIFE);
    for (int i = 0; i < 100_000; i++) {
      if (i % 200 == 0) {
        assertThat(sessions.find("used")).isNotNull();
      }
      sessions.create("flood" + i, data(null, "x", "y".repeat(100)), LIFE);
    }
    int kept = 0;
    for (int i = 0; i < 100_000; i++) {
      kept += sessions.find("flood" + i) == null ? 0 : 1;
    }
    assertThat(kept).isBetween(1, (1 << 20) / (320 + 96 + 101));
  }

  @Test
  void theServiceLoaderFindsIt() {
    MemoryStores stores = ServiceLoader.load(MemoryStores.class).findFirst().orElseThrow();

    assertThat(stores.sessions(1 << 20)).isInstanceOf(CaffeineSessions.class);
  }
}
