package dev.covet.engine.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.engine.connection.Out;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameWriterTest {
  private final Out out = new Out(0);

  private String hex() {
    return HexFormat.of().formatHex(out.array, 0, out.length);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 8100",
    "125, 817d",
    "126, 817e007e",
    "65535, 817effff",
    "65536, 817f0000000000010000",
  })
  void lengthsHaveTheirShortestForm(int length, String head) {
    FrameWriter.head(out, Opcode.TEXT, length);
    assertThat(hex()).isEqualTo(head);
  }

  @Test
  void aCloseFrameHasItsCodeAndReason() {
    FrameWriter.close(out, 1001, "bye");
    assertThat(hex()).isEqualTo("880503e9627965");
  }

  @Test
  void aCodeThatMustNotBeSentIsLeftOut() {
    FrameWriter.close(out, CloseCode.ABNORMAL, "gone");
    assertThat(hex()).isEqualTo("8800");
  }

  @Test
  void aLongReasonIsCutBetweenCharacters() {
    FrameWriter.close(out, 1000, "x" + "€".repeat(60));
    assertThat(out.array[1]).isEqualTo((byte) (2 + 1 + 3 * 40));
    byte[] reason = Arrays.copyOfRange(out.array, 4, out.length);
    assertThat(new String(reason, StandardCharsets.UTF_8)).isEqualTo("x" + "€".repeat(40));
  }

  @Test
  void aFrameIsItsHeadAndItsPayload() {
    FrameWriter.frame(out, Opcode.PONG, new byte[] {1, 2});
    assertThat(hex()).isEqualTo("8a020102");
  }
}
