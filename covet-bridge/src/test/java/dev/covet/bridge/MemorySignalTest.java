package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemorySignalTest {
  private final AtomicLong used = new AtomicLong();
  private final MemorySignal heap =
      new MemorySignal("overload-heap", "the heap", used::get, 1000, 90, true);
  private final MemorySignal buffers =
      new MemorySignal("overload-buffers", "the buffers", used::get, 1000, 90, false);

  private boolean look(MemorySignal signal, long bytes, long now) {
    used.set(bytes);
    return signal.look(now);
  }

  @Test
  void itBeginsAtOneMarkAndEndsBelowAnother() {
    assertThat(look(heap, 0, 0)).isFalse();
    assertThat(look(heap, 899, 1)).isFalse();
    assertThat(look(heap, 900, 2)).isTrue();
    assertThat(look(heap, 850, 3)).isTrue();
    assertThat(look(heap, 800, 4)).isTrue();
    assertThat(look(heap, 799, 5)).isFalse();
    assertThat(look(heap, 850, 6)).isFalse();
    assertThat(look(heap, 900, 7)).isTrue();
    assertThat(heap.told()).isEqualTo("90 % of the heap");
    assertThat(heap.reason()).isEqualTo("overload-heap");
  }

  @Test
  void anOldReadingIsNotBelievedForEver() {
    long late = MemorySignal.PATIENCE;
    assertThat(look(heap, 950, 0)).isTrue();
    assertThat(look(heap, 950, late - 1)).isTrue();
    assertThat(look(heap, 950, late)).isFalse();
    assertThat(look(heap, 950, late + 1)).isFalse();
    assertThat(look(heap, 940, late + 2)).as("another collection").isTrue();
  }

  @Test
  void aNewReadingProlongsIt() {
    long late = MemorySignal.PATIENCE;
    assertThat(look(heap, 950, 0)).isTrue();
    assertThat(look(heap, 880, late - 1)).isTrue();
    assertThat(look(heap, 880, late + 1)).isTrue();
    assertThat(look(heap, 880, 2 * late)).isFalse();
  }

  @Test
  void memoryThatIsKeptIsNewsOnlyIfItGrows() {
    long late = MemorySignal.PATIENCE;
    assertThat(look(buffers, 950, 0)).isTrue();
    assertThat(look(buffers, 940, late)).isFalse();
    assertThat(look(buffers, 950, late + 1)).isFalse();
    assertThat(look(buffers, 951, late + 2)).isTrue();
    assertThat(look(buffers, 100, late + 3)).isFalse();
    assertThat(look(buffers, 900, late + 4)).as("it had been given back").isTrue();
  }

  @Test
  void theOldGenerationIsReadAfterACollection() {
    OldGeneration old = OldGeneration.find();
    assertThat(old).isNotNull();
    System.gc();
    assertThat(old.getAsLong()).isPositive().isLessThan(old.limit());
  }
}
