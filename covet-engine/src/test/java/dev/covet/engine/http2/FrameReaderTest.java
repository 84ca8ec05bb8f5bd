package dev.covet.engine.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameReaderTest {
  private final List<String> seen = new ArrayList<>();
  private final FrameReader reader = new FrameReader(new Noting(), 100);

  /** Frames in hexadecimal: length, type, flags, stream, payload. */
  private void read(String frames) throws ConnectionError {
    byte[] bytes = HexFormat.of().parseHex(frames.replaceAll("[ |]", ""));
    int at = 0;
    while (at < bytes.length) {
      for (int end = at; end < Math.min(bytes.length, at + 9); end++) {
        assertThat(reader.read(bytes, at, end)).isEqualTo(FrameReader.INCOMPLETE);
      }
      at = reader.read(bytes, at, bytes.length);
      assertThat(at).isPositive();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "000002 00 01 00000001 6869, data 1 6869 flow 2 end",
    "000005 00 08 00000001 02 6869 0000, data 1 6869 flow 5",
    "000001 01 05 00000003 82, headers 3 82 end",
    "000006 01 24 00000003 00000001 10 82, headers 3 82",
    "000006 01 24 00000003 80000003 10 82, headers 3 82 own",
    "000008 01 2c 00000003 01 00000001 10 82 00, headers 3 82",
    "000001 01 00 00000003 82 | 000000 09 00 00000003 | 000001 09 04 00000003 83, "
        + "continuation 0 continuation 1 headers 3 8283",
    "000005 02 00 00000005 00000003 ff, ignored 2",
    "000004 02 00 00000005 00000003, error 5 FRAME_SIZE_ERROR",
    "000005 02 00 00000005 00000005 ff, error 5 PROTOCOL_ERROR",
    "000004 03 00 00000005 00000008, reset 5",
    "000006 04 00 00000000 0003 00000064, settings 000300000064",
    "000000 04 01 00000000, acknowledged",
    "000008 06 00 00000000 0102030405060708, ping 0102030405060708",
    "000008 06 01 00000000 0102030405060708, ping 0102030405060708 ack",
    "000008 07 00 00000000 0000000000000000, goAway",
    "000004 08 00 00000000 80000005, update 0 5",
    "000007 10 00 00000000 00000005 753d31, priority 5 753d31",
    "000003 77 ff 00000009 010203, ignored 119",
  })
  void framesAreTold(String frames, String expected) throws Exception {
    read(frames);
    assertThat(String.join(" ", seen)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "004001 00 00 00000001, FRAME_SIZE_ERROR",
    "000001 00 00 00000000 00, PROTOCOL_ERROR",
    "000000 00 08 00000001, FRAME_SIZE_ERROR",
    "000002 00 08 00000001 02 00, PROTOCOL_ERROR",
    "000001 01 05 00000000 82, PROTOCOL_ERROR",
    "000004 01 25 00000001 00000000, FRAME_SIZE_ERROR",
    "000001 01 01 00000001 82 | 000000 00 01 00000001, PROTOCOL_ERROR",
    "000001 01 01 00000001 82 | 000000 09 04 00000003, PROTOCOL_ERROR",
    "000000 09 04 00000003, PROTOCOL_ERROR",
    "000005 02 00 00000000 0000000000, PROTOCOL_ERROR",
    "000004 03 00 00000000 00000000, PROTOCOL_ERROR",
    "000003 03 00 00000001 000000, FRAME_SIZE_ERROR",
    "000003 10 00 00000000 000000, FRAME_SIZE_ERROR",
    "000007 10 00 00000001 00000005 753d31, PROTOCOL_ERROR",
    "000000 04 00 00000001, PROTOCOL_ERROR",
    "000001 04 01 00000000 00, FRAME_SIZE_ERROR",
    "000005 04 00 00000000 0000000000, FRAME_SIZE_ERROR",
    "000004 05 04 00000001 00000002, PROTOCOL_ERROR",
    "000008 06 00 00000001 0102030405060708, PROTOCOL_ERROR",
    "000007 06 00 00000000 01020304050607, FRAME_SIZE_ERROR",
    "000008 07 00 00000001 0000000000000000, PROTOCOL_ERROR",
    "000007 07 00 00000000 00000000000000, FRAME_SIZE_ERROR",
    "000003 08 00 00000000 000001, FRAME_SIZE_ERROR",
  })
  void framesThatBreakTheirRulesEndTheConnection(String frames, ErrorCode code) {
    assertThatThrownBy(() -> read(frames))
        .isInstanceOfSatisfying(ConnectionError.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void aHeaderBlockIsBounded() throws Exception {
    read("000032 01 00 00000001" + "00".repeat(50));
    read("000032 09 00 00000001" + "00".repeat(50));
    assertThat(reader.inHeaders()).isTrue();
    assertThatThrownBy(() -> read("000001 09 04 00000001 00"))
        .isInstanceOfSatisfying(
            ConnectionError.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.ENHANCE_YOUR_CALM));
  }

  private final class Noting implements FrameSink {
    private static String hex(byte[] bytes, int offset, int length) {
      return HexFormat.of().formatHex(bytes, offset, offset + length);
    }

    @Override
    public void data(int stream, byte[] bytes, int offset, int length, int flow, boolean end) {
      String body = hex(bytes, offset, length);
      seen.add("data " + stream + " " + body + " flow " + flow + (end ? " end" : ""));
    }

    @Override
    public void headers(
        int stream, byte[] block, int offset, int length, boolean end, boolean ownParent) {
      String fields = hex(block, offset, length);
      seen.add(
          "headers " + stream + " " + fields + (end ? " end" : "") + (ownParent ? " own" : ""));
    }

    @Override
    public void streamError(int stream, ErrorCode code, String detail) {
      seen.add("error " + stream + " " + code);
    }

    @Override
    public void resetByPeer(int stream) {
      seen.add("reset " + stream);
    }

    @Override
    public void settings(byte[] bytes, int offset, int length) {
      seen.add("settings " + hex(bytes, offset, length));
    }

    @Override
    public void settingsAcknowledged() {
      seen.add("acknowledged");
    }

    @Override
    public void ping(byte[] bytes, int offset, boolean ack) {
      seen.add("ping " + hex(bytes, offset, 8) + (ack ? " ack" : ""));
    }

    @Override
    public void goAway() {
      seen.add("goAway");
    }

    @Override
    public void priorityUpdate(int stream, byte[] bytes, int offset, int length) {
      seen.add("priority " + stream + " " + hex(bytes, offset, length));
    }

    @Override
    public void windowUpdate(int stream, int increment) {
      seen.add("update " + stream + " " + increment);
    }

    @Override
    public void ignored(int type) {
      seen.add("ignored " + type);
    }

    @Override
    public void continuation(int length) {
      seen.add("continuation " + length);
    }
  }
}
