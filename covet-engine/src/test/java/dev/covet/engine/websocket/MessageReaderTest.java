package dev.covet.engine.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageReaderTest {
  private final List<String> told = new ArrayList<>();

  private final MessageReader.Receiver receiver =
      new MessageReader.Receiver() {
        @Override
        public void text(String message) {
          told.add("text " + message);
        }

        @Override
        public void binary(byte[] message) {
          told.add("binary " + message.length);
        }

        @Override
        public void ping(byte[] payload) {
          told.add("ping " + new String(payload, UTF_8));
        }

        @Override
        public void pong(byte[] payload) {
          told.add("pong " + new String(payload, UTF_8));
        }

        @Override
        public void closed(int code, String reason) {
          told.add("close " + code + " " + reason);
        }
      };

  private @Nullable ProtocolFailure read(byte[] bytes, int part) {
    MessageReader reader = new MessageReader(receiver, 1000, 3000, null);
    return catchThrowableOfType(
        ProtocolFailure.class,
        () -> {
          for (int at = 0; at < bytes.length; at += part) {
            byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + part));
            reader.read(piece, 0, piece.length);
          }
        });
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 10_000})
  void messagesAreTheSameHoweverTheirBytesAreCut(int part) {
    byte[] bytes =
        new Frames()
            .add(0x81, text("hällo €"))
            .add(0x01, text("one "))
            .add(0x89, text("still there?"))
            .add(0x00, new byte[0])
            .add(0x80, text("message"))
            .add(0x82, new byte[130])
            .add(0x8a, text("yes"))
            .add(0x81, new byte[0])
            .add(0x88, new byte[] {0x0f, (byte) 0xa1, 'b', 'y', 'e'})
            .add(0x81, text("too late"))
            .bytes();
    assertThat(read(bytes, part)).isNull();
    assertThat(told)
        .containsExactly(
            "text hällo €",
            "ping still there?",
            "text one message",
            "binary 130",
            "pong yes",
            "text ",
            "close 4001 bye");
  }

  @ParameterizedTest
  @CsvSource({
    "c181, 1002, a reserved bit is set",
    "8381, 1002, the opcode is not known",
    "8b81, 1002, the opcode is not known",
    "8101, 1002, the frame is not masked",
    "0980, 1002, a control frame is fragmented",
    "89fe, 1002, a control frame is too long",
    "81fe007d, 1002, the length is malformed",
    "81ff000000000000ffff, 1002, the length is malformed",
    "81ff8000000000010000, 1002, the length is malformed",
    "808000000000, 1002, there is no message to continue",
    "018000000000818000000000, 1002, the message before has not ended",
    "82fe03e900000000, 1009, the frame is larger than 1000",
    "8881000000ff00, 1002, the close code is malformed",
    "8882000000000000, 1002, the close code is malformed",
    "888200000000_03ed, 1002, the close code is malformed",
    "888200000000_03f7, 1002, the close code is malformed",
    "888300000000_03e8ff, 1007, the text is not UTF-8",
    "818200000000_c3, , ",
    "818100000000_c3, 1007, the text is not UTF-8",
    "81fe00ff00000000_edA080, 1007, the text is not UTF-8",
  })
  void whatBreaksTheRulesEndsTheConnection(
      String hex, @Nullable Integer code, @Nullable String reason) {
    ProtocolFailure failure = read(HexFormat.of().parseHex(hex.replace("_", "")), 1);
    assertThat(failure == null ? null : failure.code()).isEqualTo(code);
    assertThat(failure == null ? null : failure.reason()).isEqualTo(reason);
    assertThat(told).isEmpty();
  }

  @Test
  void theWholeMessageHasALimit() {
    Frames frames = new Frames().add(0x02, new byte[1000]).add(0x00, new byte[1000]);
    assertThat(read(frames.add(0x80, new byte[1000]).bytes(), 100)).isNull();
    assertThat(told).containsExactly("binary 3000");
    Frames more = new Frames().add(0x02, new byte[1000]).add(0x00, new byte[1000]);
    ProtocolFailure failure =
        read(more.add(0x00, new byte[1000]).add(0x80, new byte[1]).bytes(), 9);
    assertThat(failure).isNotNull();
    assertThat(failure.code()).isEqualTo(1009);
  }

  @Test
  void aCloseFrameNeedsNoCode() {
    assertThat(read(new Frames().add(0x88, new byte[0]).bytes(), 3)).isNull();
    assertThat(told).containsExactly("close 1005 ");
  }

  @Test
  void itIsKnownWhetherAFrameIsUnderWay() throws ProtocolFailure {
    MessageReader reader = new MessageReader(receiver, 1000, 3000, null);
    byte[] frame = new Frames().add(0x81, text("a")).bytes();
    assertThat(reader.isBetweenFrames()).isTrue();
    for (int i = 0; i < frame.length; i++) {
      reader.read(frame, i, 1);
      assertThat(reader.isBetweenFrames()).isEqualTo(i == frame.length - 1);
    }
  }
}
