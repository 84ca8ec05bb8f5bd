package dev.covet.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import org.junit.jupiter.api.Test;

class CpusTest {
  private static BitSet of(int... cpus) {
    BitSet set = new BitSet();
    for (int cpu : cpus) {
      set.set(cpu);
    }
    return set;
  }

  @Test
  void readsTheListsOfTheKernel() {
    assertThat(Cpus.parse("0")).isEqualTo(of(0));
    assertThat(Cpus.parse("0-3")).isEqualTo(of(0, 1, 2, 3));
    assertThat(Cpus.parse("0-1,7")).isEqualTo(of(0, 1, 7));
    assertThat(Cpus.parse("2,4,6-7,127-128")).isEqualTo(of(2, 4, 6, 7, 127, 128));
  }

  @Test
  void refusesWhatIsNoList() {
    for (String bad : new String[] {"", "a", "1-x", "-", "3-1"}) {
      assertThatThrownBy(() -> Cpus.parse(bad)).as(bad).isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void theProcessMayUseAtLeastOneCpu() {
    assertThat(Cpus.count()).isPositive();
    BitSet allowed = Cpus.allowed();
    if (System.getProperty("os.name").equals("Linux")) {
      assertThat(allowed.isEmpty()).isFalse();
    }
  }
}
