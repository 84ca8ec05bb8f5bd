package dev.covet.engine.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpareArraysTest {
  private final SpareArrays spares = new SpareArrays();

  @Test
  void whatIsGivenBackIsTakenAgainAndNeverTwice() {
    byte[] one = spares.take();
    assertThat(one).hasSize(SpareArrays.SIZE);
    spares.give(one);
    assertThat(spares.take()).isSameAs(one);
    assertThat(spares.take()).isNotSameAs(one);
  }

  @Test
  void arraysOfOtherSizesAndTooManyAreLeft() {
    spares.give(new byte[10]);
    spares.give(SpareArrays.NONE);
    assertThat(spares.take()).hasSize(SpareArrays.SIZE);
    List<byte[]> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add(new byte[SpareArrays.SIZE]);
    }
    many.forEach(spares::give);
    int known = 0;
    for (int i = 0; i < 100; i++) {
      byte[] taken = spares.take();
      known += many.stream().anyMatch(array -> array == taken) ? 1 : 0;
    }
    assertThat(known).isEqualTo(64);
  }
}
