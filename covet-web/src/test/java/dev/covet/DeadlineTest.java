package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.spi.CurrentDeadline;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  @Test
  void thereMayBeNone() throws Exception {
    assertThat(Deadline.NONE.isSet()).isFalse();
    assertThat(Deadline.NONE.isOver()).isFalse();
    assertThat(Deadline.NONE.remaining()).isGreaterThan(Duration.ofDays(365));
    assertThat(Deadline.NONE.atMost(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
    assertThat(Deadline.current()).isEqualTo(Deadline.NONE);
  }

  @Test
  void whatIsLeftIsPassedOn() throws Exception {
    Deadline later = new Deadline(System.nanoTime() + Duration.ofMinutes(5).toNanos());
    assertThat(later.isOver()).isFalse();
    assertThat(later.remaining()).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(5));
    assertThat(later.atMost(Duration.ofHours(1))).isLessThanOrEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void whatIsOverThrows() {
    Deadline over = new Deadline(System.nanoTime() - 1);
    assertThat(over.isOver()).isTrue();
    assertThat(over.remaining()).isZero();
    assertThatThrownBy(() -> over.atMost(Duration.ofSeconds(1)))
        .isInstanceOf(TimeoutException.class);
  }

  @Test
  void theServerTellsWhoseThreadThisIs() {
    long at = System.nanoTime() + 1_000_000_000L;
    CurrentDeadline.source(() -> at);
    try {
      assertThat(Deadline.current()).isEqualTo(new Deadline(at));
    } finally {
      CurrentDeadline.source(() -> Long.MAX_VALUE);
    }
  }
}
