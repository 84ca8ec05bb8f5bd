package dev.covet.engine.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MaskingTest {
  @Test
  void eachByteIsChangedByItsByteOfTheKey() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 5_000; i++) {
      byte[] bytes = new byte[random.nextInt(50)];
      random.nextBytes(bytes);
      int offset = random.nextInt(bytes.length + 1);
      int length = random.nextInt(bytes.length - offset + 1);
      int key = random.nextInt();
      long done = random.nextLong(1L << 40);
      byte[] expected = bytes.clone();
      for (int j = 0; j < length; j++) {
        expected[offset + j] ^= (byte) (key >>> 24 - 8 * (int) (done + j & 3));
      }
      Masking.apply(bytes, offset, length, key, done);
      assertThat(bytes).isEqualTo(expected);
    }
  }
}
