package dev.covet.engine.http1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BytesTest {
  private static int slowControl(byte[] bytes, int from, int end) {
    for (int at = from; at < end; at++) {
      int b = bytes[at] & 0xff;
      if (b != '\t' && (b < 0x20 || b == 0x7f)) {
        return at;
      }
    }
    return end;
  }

  @Test
  void everyByteIsJudgedRightInEveryPlace() {
    for (int b = 0; b < 256; b++) {
      for (int at = 0; at < 20; at++) {
        for (int neighbour : new int[] {'a', ' ', '\t', 0x80, 0xff, '~'}) {
          byte[] bytes = new byte[24];
          java.util.Arrays.fill(bytes, (byte) neighbour);
          bytes[at] = (byte) b;
          assertThat(Bytes.control(bytes, 0, 24)).isEqualTo(slowControl(bytes, 0, 24));
          assertThat(Bytes.control(bytes, at, at + 1)).isEqualTo(slowControl(bytes, at, at + 1));
        }
      }
    }
  }

  @Test
  void agreesWithASlowSearchOnAnyBytes() {
    Random random = new Random(1);
    byte[] alphabet =
        HeadOutcome.bytes("aZ \t\t~\u007e\u0080\u00ff\u001f\u007f\r\n\u0000\u0020\u0021");
    for (int i = 0; i < 200_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] = random.nextInt(8) > 0 ? (byte) 'x' : alphabet[random.nextInt(alphabet.length)];
      }
      int from = random.nextInt(bytes.length + 1);
      int end = from + random.nextInt(bytes.length - from + 1);
      if (Bytes.control(bytes, from, end) != slowControl(bytes, from, end)) {
        assertThat(Bytes.control(bytes, from, end))
            .as("%s", (Object) bytes)
            .isEqualTo(slowControl(bytes, from, end));
      }
    }
  }

  @Test
  void comparesNamesWithoutCaseOfLettersOnly() {
    byte[] bytes = HeadOutcome.bytes("..X-Ab@[..");
    assertThat(Bytes.isName(bytes, 2, 8, "x-aB@[")).isTrue();
    assertThat(Bytes.isName(bytes, 2, 8, "x-aB`{")).isFalse();
    assertThat(Bytes.isName(bytes, 2, 8, "x-aB@")).isFalse();
    assertThat(Bytes.isName(bytes, 2, 8, "x-aB@[[")).isFalse();
    assertThat(Bytes.isName(HeadOutcome.bytes("\u00ebk"), 0, 2, "\u00cbk")).isFalse();
    assertThat(Bytes.isName(HeadOutcome.bytes("k"), 0, 1, "\u212a")).isFalse();
    assertThat(Bytes.isIgnoreCase(HeadOutcome.bytes("HoSt"), 0, 4, "host")).isTrue();
    assertThat(Bytes.isIgnoreCase(HeadOutcome.bytes("HoS\u0014"), 0, 4, "host")).isFalse();
    assertThat(Bytes.isIgnoreCase(HeadOutcome.bytes("\rx"), 0, 2, "-x")).isFalse();
    assertThat(Bytes.isIgnoreCase(HeadOutcome.bytes("host"), 0, 3, "host")).isFalse();
  }
}
