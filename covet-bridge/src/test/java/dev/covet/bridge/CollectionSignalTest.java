package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CollectionSignalTest {
  private int asked;
  private boolean given;
  private boolean collected;

  private final CollectionSignal signal =
      new CollectionSignal(
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
          },
          () -> collected);

  @Test
  void itAsksOnceInItsPeriodAndRemembers() {
    long begin = Long.MAX_VALUE - 5;
    given = true;
    assertThat(signal.look(begin)).isTrue();
    given = false;
    assertThat(signal.look(begin + CollectionSignal.PERIOD - 1)).isTrue();
    assertThat(asked).isEqualTo(1);
    assertThat(signal.look(begin + CollectionSignal.PERIOD)).isFalse();
    given = true;
    assertThat(signal.look(begin + 2 * CollectionSignal.PERIOD - 1)).isFalse();
    assertThat(signal.look(begin + 2 * CollectionSignal.PERIOD)).isTrue();
    assertThat(asked).isEqualTo(3);
  }

  @Test
  void itAsksAtOnceAfterACollection() {
    assertThat(signal.look(0)).isFalse();
    given = true;
    collected = true;
    assertThat(signal.look(1)).isTrue();
    given = false;
    collected = false;
    assertThat(signal.look(2)).isTrue();
    assertThat(signal.look(1 + CollectionSignal.PERIOD)).isFalse();
    assertThat(asked).isEqualTo(3);
  }

  @Test
  void whatItTellsIsTheOthers() {
    assertThat(signal.reason()).isEqualTo("overload-test");
    assertThat(signal.told()).isEqualTo("a test says so");
  }

  @Test
  void theCanaryNoticesEachCollection() {
    Canary canary = new Canary();
    for (int i = 0; i < 3; i++) {
      System.gc();
      assertThat(canary.getAsBoolean()).isTrue();
      // Others may collect as well, but not each time.
      boolean quiet = false;
      for (int looks = 0; looks < 1_000 && !quiet; looks++) {
        quiet = !canary.getAsBoolean();
      }
      assertThat(quiet).isTrue();
    }
  }
}
