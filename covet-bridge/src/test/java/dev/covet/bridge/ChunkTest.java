package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChunkTest {
  @Test
  void aSmallContentIsTakenAsACopy() {
    Chunk chunk = new Chunk();
    chunk.write(1);
    chunk.write(new byte[] {2, 3, 4}, 1, 2);
    byte[] taken = chunk.take();
    chunk.clear();
    chunk.write(9);
    assertThat(taken).containsExactly(1, 3, 4);
    assertThat(chunk.take()).containsExactly(9);
    assertThat(chunk.size()).isEqualTo(1);
  }

  @Test
  void aLargeContentTakesTheArrayAlong() {
    Chunk chunk = new Chunk();
    chunk.write(new byte[10_000], 0, 10_000);
    assertThat(chunk.small()).isFalse();
    assertThat(chunk.take()).isSameAs(chunk.bytes());
  }

  @Test
  void aChunkIsTakenExclusivelyAndUsedAgain() {
    Chunks chunks = new Chunks(2);
    Chunk one = chunks.take(0);
    Chunk two = chunks.take(0);
    assertThat(two).isNotSameAs(one);
    one.write(1);
    chunks.give(0, one);
    assertThat(chunks.take(1)).isNotSameAs(one);
    assertThat(chunks.take(0)).isSameAs(one);
    assertThat(one.size()).isZero();
  }

  @Test
  void aChunkThatIsWornOutIsNotUsedAgain() {
    Chunks chunks = new Chunks(1);
    Chunk one = chunks.take(0);
    one.write(new byte[10_000], 0, 10_000);
    chunks.give(0, one);
    assertThat(chunks.take(0)).isNotSameAs(one);
  }
}
