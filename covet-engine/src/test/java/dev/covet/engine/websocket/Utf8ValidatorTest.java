package dev.covet.engine.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Utf8ValidatorTest {
  private static boolean isText(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static boolean accepts(byte[] bytes, int cut) {
    Utf8Validator validator = new Utf8Validator();
    return validator.take(bytes, 0, cut)
        && validator.take(bytes, cut, bytes.length - cut)
        && validator.isWhole();
  }

  @Test
  void sequencesOfThreeBytesAreJudgedAsTheJdkDoes() {
    byte[] bytes = new byte[3];
    for (int i = 0; i < 1 << 24; i += 37) {
      bytes[0] = (byte) (i >> 16);
      bytes[1] = (byte) (i >> 8);
      bytes[2] = (byte) i;
      if (accepts(bytes, i % 4) != isText(bytes)) {
        assertThat(bytes).as("judged wrongly").isEmpty();
      }
    }
  }

  @Test
  void longTextsAreJudgedAsTheJdkDoesWhereverTheyAreCut() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      for (int j = 0; j < bytes.length; j++) {
        bytes[j] = (byte) random.nextInt(' ', '~');
      }
      String planted = new String(Character.toChars(random.nextInt(0x80, 0xd800)));
      byte[] text =
          (new String(bytes, StandardCharsets.US_ASCII) + planted + "end")
              .getBytes(StandardCharsets.UTF_8);
      assertThat(accepts(text, random.nextInt(text.length))).isTrue();
      text[random.nextInt(text.length)] ^= (byte) (1 << random.nextInt(8));
      assertThat(accepts(text, random.nextInt(text.length))).isEqualTo(isText(text));
    }
  }

  @Test
  void theFirstWrongByteIsRefused() {
    Utf8Validator validator = new Utf8Validator();
    assertThat(validator.take(new byte[] {(byte) 0xf4}, 0, 1)).isTrue();
    assertThat(validator.isWhole()).isFalse();
    assertThat(validator.take(new byte[] {(byte) 0x90}, 0, 1)).isFalse();
  }
}
