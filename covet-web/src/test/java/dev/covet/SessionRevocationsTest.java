package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.logging.Level;
import org.junit.jupiter.api.Test;

class SessionRevocationsTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");
  private static final Duration KEEP = Duration.ofMinutes(30);

  @Test
  void momentsOfOneInstantDiffer() {
    SessionRevocations ended = new SessionRevocations(10);

    long first = ended.moment(NOW);
    assertThat(ended.moment(NOW)).isGreaterThan(first);
    assertThat(ended.moment(NOW.minusSeconds(1))).isGreaterThan(first + 1);
    assertThat(ended.moment(NOW.plusSeconds(1))).isEqualTo(first + 1_000_000);
  }

  @Test
  void aSessionEndsOnceAndIsListedForItsTime() {
    SessionRevocations ended = new SessionRevocations(10);

    assertThat(ended.end("a", NOW, KEEP)).isTrue();
    assertThat(ended.end("a", NOW, KEEP)).isFalse();
    assertThat(ended.isEnded("a", null, 0, NOW)).isTrue();
    assertThat(ended.isEnded("b", null, 0, NOW)).isFalse();
    assertThat(ended.isEnded("a", null, 0, NOW.plus(KEEP))).isFalse();
  }

  @Test
  void onlyLoginsBeforeTheEndOfAllHaveEnded() {
    SessionRevocations ended = new SessionRevocations(10);
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
