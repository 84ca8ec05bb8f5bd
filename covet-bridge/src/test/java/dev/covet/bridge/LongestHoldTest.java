package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LongestHoldTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final LongestHold holds = new LongestHold();

  @Test
  void theLongestIsKeptForTwoMinutesAtMost() {
    long start = 1000 * SECOND;
    assertThat(holds.get(start).nanos()).isZero();
    holds.seen(5, "GET /a", start);
    holds.seen(9, "GET /b", start + SECOND);
    holds.seen(7, "GET /c", start + 2 * SECOND);
    assertThat(holds.get(start + 3 * SECOND).route()).isEqualTo("GET /b");
    holds.seen(4, "GET /d", start + 70 * SECOND);
    assertThat(holds.get(start + 71 * SECOND).route()).isEqualTo("GET /b");
    assertThat(holds.get(start + 122 * SECOND).route()).isEqualTo("GET /d");
    assertThat(holds.get(start + 200 * SECOND).route()).isEmpty();
  }
}
