package dev.covet.http;

import static dev.covet.http.RequestPhase.BIND;
import static dev.covet.http.RequestPhase.HANDLER;
import static dev.covet.http.RequestPhase.PARSE;
import static dev.covet.http.RequestPhase.QUEUE;
import static dev.covet.http.RequestPhase.ROUTE;
import static dev.covet.http.RequestPhase.VALIDATE;
import static dev.covet.http.RequestPhase.WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhaseTimesTest {
  @Test
  void theTimesAddUpToTheWhole() {
    PhaseTimes times = new PhaseTimes(true);
    times.begin(-500, 0);
    times.enter(QUEUE, 1_234_567);
    times.enter(HANDLER, 2_234_567);
    times.enter(BIND, 2_234_600);
    assertThat(times.enter(VALIDATE, 2_300_000)).isEqualTo(BIND);
    times.enter(BIND, 2_300_100);
    times.enter(HANDLER, 2_300_200);
    times.enter(WRITE, 5_000_000);
    times.end(6_000_500);
    assertThat(times.nanos(QUEUE)).isEqualTo(500 + 1_000_000);
    assertThat(times.nanos(PARSE)).isEqualTo(1_234_567);
    assertThat(times.nanos(BIND)).isEqualTo(65_400 + 100);
    assertThat(times.nanos(VALIDATE)).isEqualTo(100);
    assertThat(times.nanos(HANDLER)).isEqualTo(33 + 2_699_800);
    assertThat(times.nanos(WRITE)).isEqualTo(1_000_000);
    assertThat(times.has(ROUTE)).isFalse();
    assertThat(times.began()).isEqualTo(-500);
    assertThat(times.since(HANDLER)).isEqualTo(2_234_567);
    long sum = 0;
    for (RequestPhase phase : RequestPhase.values()) {
      sum += times.nanos(phase);
    }
    assertThat(sum).isEqualTo(6_000_500);
  }

  @Test
  void whatComesAfterTheEndDoesNotCount() {
    PhaseTimes times = new PhaseTimes(false);
    times.begin(0, 0);
    times.enter(HANDLER, 10);
    times.end(30);
    times.enter(WRITE, 40);
    times.end(100);
    assertThat(times.nanos(HANDLER)).isEqualTo(20);
    assertThat(times.nanos(WRITE)).isZero();
    assertThat(times.told()).isFalse();
  }

  @Test
  void aClockThatStandsBackCountsNothing() {
    PhaseTimes times = new PhaseTimes(true);
    times.begin(90, 100);
    times.enter(HANDLER, 95);
    assertThat(times.nanos(PARSE)).isZero();
  }

  /** The time of the turn is read when it is first asked for: here after the parsing began. */
  @Test
  void noPhaseIsBeforeTheBeginning() {
    PhaseTimes times = new PhaseTimes(true);
    times.begin(100, 90);
    times.enter(HANDLER, 110);
    assertThat(times.began()).isEqualTo(90);
    assertThat(times.since(PARSE)).isEqualTo(90);
    assertThat(times.nanos(QUEUE)).isZero();
    assertThat(times.nanos(PARSE)).isEqualTo(20);
  }

  @Test
  void millisecondsHaveThreeDecimals() {
    PhaseTimes times = new PhaseTimes(true);
    times.begin(0, 7_999);
    times.enter(HANDLER, 1_508_000);
    times.enter(WRITE, 12_000_000_000L);
    assertThat(times.text(QUEUE, HANDLER))
        .isEqualTo("queue;dur=0.007, parse;dur=1.500, handler;dur=11998.492");
  }
}
