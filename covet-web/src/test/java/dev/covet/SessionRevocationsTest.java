package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

class SessionRevocationsTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
  private static final Duration KEEP = Duration.ofMinutes(30);
  private static final Duration DAY = Duration.ofDays(1);

  private Instant passed = Instant.EPOCH;

  @Test
  void momentsOfOneInstantDiffer() {
    SessionRevocations ended = new SessionRevocations(10, () -> passed);

    long first = ended.moment(NOW);
    assertThat(ended.moment(NOW)).isGreaterThan(first);
    assertThat(ended.moment(NOW.minusSeconds(1))).isGreaterThan(first + 1);
    assertThat(ended.moment(NOW.plusSeconds(1))).isEqualTo(first + 1_000_000);
  }

  @Test
  void aSessionEndsOnceAndIsListedForItsTime() {
    SessionRevocations ended = new SessionRevocations(10, () -> passed);

    assertThat(ended.end("a", NOW, KEEP)).isTrue();
    assertThat(ended.end("a", NOW, KEEP)).isFalse();
    assertThat(ended.isEnded("a", null, 0, NOW)).isTrue();
    assertThat(ended.isEnded("b", null, 0, NOW)).isFalse();
    passed = passed.plus(KEEP);
    assertThat(ended.isEnded("a", null, 0, NOW.plus(KEEP))).isFalse();
  }

  @Test
  void aClockThatIsSetForwardAndBackLetsNobodyInAgain() {
    SessionRevocations ended = new SessionRevocations(1, () -> passed);
    ended.end("a", NOW, KEEP);

    // Its place is not free, either: it would be thrown out for the next as the one that is over.
    assertThat(ended.isEnded("a", null, 0, NOW.plus(DAY))).isTrue();
    passed = passed.plus(KEEP).minusMillis(1);
    assertThat(ended.isEnded("a", null, 0, NOW.plus(KEEP).minusMillis(1))).isTrue();
  }

  @Test
  void aClockThatIsSetBackKeepsItForAsLongAsItsCookieIsGood() {
    SessionRevocations ended = new SessionRevocations(10, () -> passed);
    ended.end("a", NOW, KEEP);

    passed = passed.plus(KEEP);
    assertThat(ended.isEnded("a", null, 0, NOW.plus(KEEP).minus(DAY))).isTrue();
    passed = passed.plus(DAY).minusMillis(1);
    assertThat(ended.isEnded("a", null, 0, NOW.plus(KEEP).minusMillis(1))).isTrue();
    passed = passed.plusMillis(1);
    assertThat(ended.isEnded("a", null, 0, NOW.plus(KEEP))).isFalse();
  }

  /** Two clocks never tell a new millisecond at once. */
  @Test
  void clocksThatDriftALittleWereNotSet() {
    SessionRevocations ended = new SessionRevocations(10, () -> passed);
    ended.end("a", NOW, KEEP);
    for (int i = 0; i < 10_000; i++) {
      assertThat(ended.isEnded("a", null, 0, NOW.plusMillis(i % 2))).isTrue();
    }
    passed = passed.plus(KEEP);
    assertThat(ended.isEnded("a", null, 0, NOW.plus(KEEP))).isFalse();
  }

  /** A cookie of before a restart, made while the clock was ahead. */
  @Test
  void anEndOfAllIsLaterThanALoginOfAClockThatWasAhead() {
    SessionRevocations before = new SessionRevocations(10, () -> passed);
    long login = before.moment(NOW.plus(DAY));
    SessionRevocations ended = new SessionRevocations(10, () -> passed);
    assertThat(ended.isEnded("a", "ann", login, NOW)).isFalse();
    ended.endAll("ann", NOW, KEEP);
    assertThat(ended.isEnded("a", "ann", login, NOW)).isTrue();
  }

  @Test
  void onlyLoginsBeforeTheEndOfAllHaveEnded() {
    SessionRevocations ended = new SessionRevocations(10, () -> passed);
    long before = ended.moment(NOW);
    ended.endAll("ann", NOW, KEEP);
    long after = ended.moment(NOW);

    assertThat(ended.isEnded("a", "ann", before, NOW)).isTrue();
    assertThat(ended.isEnded("a", "ann", after, NOW)).isFalse();
    assertThat(ended.isEnded("a", "bob", before, NOW)).isFalse();
  }

  @Test
  void whenTooManyEndTheFirstAreForgottenAndTheLogSaysSoOnce() {
    SessionRevocations ended = new SessionRevocations(2);
    try (LogCapture log = new LogCapture()) {
      ended.end("a", NOW, KEEP);
      ended.end("b", NOW, KEEP);
      assertThat(log.from(Level.WARNING)).isEmpty();
      ended.end("c", NOW, KEEP);
      ended.endAll("ann", NOW, KEEP);
      assertThat(log.from(Level.WARNING)).hasSize(1);
    }
    assertThat(ended.isEnded("a", null, 0, NOW)).isFalse();
    assertThat(ended.isEnded("c", null, 0, NOW)).isTrue();
  }
}
