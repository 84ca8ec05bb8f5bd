package dev.covet.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OutTest {
  private static String text(Out out) {
    return new String(out.array, 0, out.length, StandardCharsets.ISO_8859_1);
  }

  @Test
  void writesNumbersLikeTheLibrary() {
    for (long value :
        new long[] {
          0,
          1,
          9,
          10,
          11,
          99,
          100,
          101,
          999_999,
          1_000_000,
          Integer.MAX_VALUE,
          999_999_999_999_999_999L,
          1_000_000_000_000_000_000L,
          Long.MAX_VALUE
        }) {
      Out out = new Out(0);
      out.latin1("<");
      out.decimal(value);
      out.latin1(">");
      assertThat(text(out)).isEqualTo("<" + value + ">");
    }
    for (int shift = 0; shift < 31; shift++) {
      for (int value : new int[] {(1 << shift) - 1, 1 << shift, (1 << shift) + 1}) {
        Out out = new Out(0);
        out.hex(value);
        assertThat(text(out)).isEqualTo(Integer.toHexString(value));
      }
    }
  }

  @Test
  void growsAndKeepsWhatItHolds() {
    Out out = new Out(1);
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      String piece = "\u00ff" + "x".repeat(i);
      out.latin1(piece);
      out.put("ab\u0000c".getBytes(StandardCharsets.ISO_8859_1), 1, 2);
      expected.append(piece).append("b\u0000");
    }
    assertThat(text(out)).isEqualTo(expected.toString());
  }

  @Test
  void keepsAnArrayUnlessItIsLarge() {
    Out out = new Out();
    out.put(new byte[64 << 10]);
    byte[] kept = out.array;
    out.clear();
    assertThat(out.length).isZero();
    assertThat(out.array).isSameAs(kept);
    out.put(new byte[(64 << 10) + 1]);
    out.clear();
    assertThat(out.array).hasSizeLessThan(64 << 10);
  }
}
