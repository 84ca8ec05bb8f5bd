package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.CheckedHealth.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class HealthTest {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicBoolean ready = new AtomicBoolean(true);

  private Health health(HealthCheck... checks) {
    return new Health(List.of(checks), ready::get, nanos::get);
  }

  private static String said(Health.Told told) {
    return (told.up() ? "up " : "down ") + told.checks();
  }

  @Test
  void withoutChecksItIsReadyWhenTheApplicationIs() throws Exception {
    Health health = health();
    assertThat(said(health.readiness())).isEqualTo("up {}");
    ready.set(false);
    assertThat(said(health.readiness())).isEqualTo("down {}");
    assertThat(said(health.liveness())).isEqualTo("up {}");
    assertThat(said(health.started())).isEqualTo("up {}");
  }

  @Test
  void aFailedCheckIsToldByNameAlone() throws Exception {
    Health health =
        health(
            HealthCheck.of("db", () -> {}),
            HealthCheck.of(
                "mail",
                () -> {
                  throw new IOException("secret host");
                }));
    assertThat(said(health.readiness())).isEqualTo("down {db=up, mail=down}");
    assertThat(said(health.liveness())).isEqualTo("up {}");
  }

  @Test
  void anErrorIsAFailureToo() throws Exception {
    Health health =
        health(
            HealthCheck.of(
                "db",
                () -> {
                  throw new StackOverflowError();
                }));
    assertThat(said(health.readiness())).isEqualTo("down {db=down}");
  }

  @Test
  void optionalOnesAreShownAndChangeNothing() throws Exception {
    Health health =
        health(
            HealthCheck.of(
                    "cache",
                    () -> {
                      throw new IOException();
                    })
                .optional());
    assertThat(said(health.readiness())).isEqualTo("up {cache=down}");
  }

  @Test
  void livenessAsksForItsOwnAlone() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Health health =
        health(
            HealthCheck.of("db", asked::incrementAndGet),
            HealthCheck.of(
                    "worker",
                    () -> {
                      throw new IllegalStateException();
                    })
                .liveness());
    assertThat(said(health.liveness())).isEqualTo("down {worker=down}");
    assertThat(asked).hasValue(0);
  }

  @Test
  void anOutcomeCountsForAWhile() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    Health health =
        health(HealthCheck.of("db", asked::incrementAndGet).keep(Duration.ofSeconds(2)));
    health.readiness();
    nanos.addAndGet(Duration.ofSeconds(2).toNanos() - 1);
    health.readiness();
    assertThat(asked).hasValue(1);
    nanos.addAndGet(1);
    health.readiness();
    assertThat(asked).hasValue(2);
  }

  @Test
  void aCheckThatHangsIsInterruptedAndNotBegunAgain() throws Exception {
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    CheckedHealth hangs =
        new CheckedHealth(
            HealthCheck.of(
                    "db",
                    () -> {
                      asked.incrementAndGet();
                      while (true) {
                        try {
                          end.await();
                          return;
                        } catch (InterruptedException e) {
                          interrupted.countDown();
                        }
                      }
                    })
                .timeout(Duration.ofMillis(10)),
            nanos::get);
    hangs.start();
    // On a busy machine its thread may begin after the first time-out: then the next one tells it.
    Awaitility.await()
        .until(() -> hangs.outcome() == Outcome.TIMEOUT && interrupted.getCount() == 0);
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    hangs.start();
    assertThat(hangs.outcome()).isEqualTo(Outcome.TIMEOUT);
    assertThat(asked).hasValue(1);
    end.countDown();
    // What came too late was too late; the next time counts.
    Awaitility.await().until(hangs::idle);
    assertThat(hangs.outcome()).isEqualTo(Outcome.TIMEOUT);
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    hangs.start();
    assertThat(hangs.outcome()).isEqualTo(Outcome.UP);
  }

  @Test
  void routesAreThereIfTheyAreWantedAndOpenToEverybody() {
    assertThat(Health.routes(Config.defaults(), Covet.create())).isEmpty();
    Config config = Config.builder().set("health-enabled", true).set("health-path", "/up").build();
    assertThat(Health.routes(config, Covet.create(config)))
        .extracting(Route::pattern)
        .containsExactly("/up", "/up/ready", "/up/live", "/up/started");
  }

  @Test
  void checksThatCanNotBeAreRefused() {
    HealthCheck check = HealthCheck.of("db", () -> {});
    for (Runnable wrong :
        List.<Runnable>of(
            () -> HealthCheck.of("", () -> {}),
            () -> HealthCheck.of("a b", () -> {}),
            () -> check.timeout(Duration.ofMillis(9)),
            () -> check.timeout(Duration.ofMinutes(2)),
            () -> check.keep(Duration.ofMillis(-1)),
            () -> Covet.create().health(check, check))) {
      assertThatThrownBy(wrong::run).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(check).hasToString("db");
  }
}
