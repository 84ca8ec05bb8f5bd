package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SeldomSignalTest {
  private int asked;
  private boolean given;

  private final SeldomSignal seldom =
      new SeldomSignal(
          new OverloadSignal() {
            @Override
            public String reason() {
              return "overload-test";
            }

            @Override
            public boolean look(long now) {
              asked++;
              return given;
            }

            @Override
            public String told() {
              return "a test says so";
            }
          });

  @Test
  void itAsksOnceInItsPeriodAndRemembers() {
    long begin = Long.MAX_VALUE - 5;
    given = true;
    assertThat(seldom.look(begin)).isTrue();
    given = false;
    assertThat(seldom.look(begin + SeldomSignal.PERIOD - 1)).isTrue();
    assertThat(asked).isEqualTo(1);
    assertThat(seldom.look(begin + SeldomSignal.PERIOD)).isFalse();
    given = true;
    assertThat(seldom.look(begin + 2 * SeldomSignal.PERIOD - 1)).isFalse();
    assertThat(seldom.look(begin + 2 * SeldomSignal.PERIOD)).isTrue();
    assertThat(asked).isEqualTo(3);
  }

  @Test
  void whatItTellsIsTheOthers() {
    assertThat(seldom.reason()).isEqualTo("overload-test");
    assertThat(seldom.told()).isEqualTo("a test says so");
  }
}
