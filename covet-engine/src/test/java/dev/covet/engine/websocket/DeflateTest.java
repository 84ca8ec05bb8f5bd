package dev.covet.engine.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed messages (RFC 7692). */
class DeflateTest {
  private static final int COMPRESSED = 0x40;

  private final List<String> told = new ArrayList<>();
  private final MessageReader.Receiver receiver =
      new MessageReader.Receiver() {
        @Override
        public void text(String message) {
          told.add(message);
        }

        @Override
        public void binary(byte[] message) {
          told.add("binary " + message.length);
        }

        @Override
        public void ping(byte[] payload) {
          told.add("ping");
        }

        @Override
        public void pong(byte[] payload) {
          told.add("pong");
        }

        @Override
        public void closed(int code, String reason) {
          told.add("close " + code);
        }
      };

  private static byte[] deflated(Deflating deflating, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    int size = deflating.deflate(bytes, 0, bytes.length);
    byte[] out = Arrays.copyOf(deflating.bytes(), size);
    deflating.taken();
    return out;
  }

  private @Nullable ProtocolFailure read(boolean takeover, byte[] bytes, int part) {
    MessageReader reader = new MessageReader(receiver, 100_000, 30_000, new Inflating(takeover));
    try {
      return catchThrowableOfType(
          ProtocolFailure.class,
          () -> {
            for (int at = 0; at < bytes.length; at += part) {
              byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + part));
              reader.read(piece, 0, piece.length);
            }
          });
    } finally {
      reader.close();
      reader.close();
    }
  }

  private static String text(int seed, int length) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append("word").append(random.nextInt(300)).append(' ');
    }
    return text.toString();
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 10, 11, 12, 13, 14, 15})
  void whatIsCompressedIsReadAgainWithAnyWindow(int bits) throws Exception {
    for (boolean takeover : new boolean[] {false, true}) {
      told.clear();
      Deflating deflating = new Deflating(takeover, bits);
      Frames frames = new Frames();
      List<String> texts = List.of(text(1, 20_000), text(2, 300), text(2, 300), "x".repeat(25_000));
      for (String text : texts) {
        byte[] bytes = deflated(deflating, text);
        assertThat(bytes.length).isLessThan(text.length());
        assertThat(distance(bytes, takeover)).isLessThanOrEqualTo(1 << bits);
        frames.add(0x81 | COMPRESSED, bytes);
      }
      deflating.close();
      for (int part : new int[] {1, 100, 1 << 20}) {
        told.clear();
        assertThat(read(takeover, frames.bytes(), part)).isNull();
        assertThat(told).isEqualTo(texts);
      }
    }
  }

  /**
   * An upper bound of how far a message refers back: the most bytes that lie between two full
   * flushes, which begin with an empty stored block.
   */
  private static int distance(byte[] deflated, boolean takeover) throws Exception {
    if (takeover) {
      return 0; // seen by the reader of the others
    }
    java.util.zip.Inflater inflater = new java.util.zip.Inflater(true);
    ByteArrayOutputStream withTail = new ByteArrayOutputStream();
    withTail.writeBytes(deflated);
    withTail.writeBytes(new byte[] {0, 0, -1, -1});
    byte[] bytes = withTail.toByteArray();
    int most = 0;
    int since = 0;
    byte[] out = new byte[1 << 20];
    for (int i = 0; i < bytes.length; i++) {
      inflater.setInput(bytes, i, 1);
      since += inflater.inflate(out);
      boolean flush =
          i >= 3 && bytes[i] == -1 && bytes[i - 1] == -1 && bytes[i - 2] == 0 && bytes[i - 3] == 0;
      if (flush) {
        most = Math.max(most, since);
        since = 0;
      }
    }
    inflater.end();
    return Math.max(most, since) > 1 << 15 ? 1 << 15 : Math.max(most, since);
  }

  @Test
  void messagesReferToThoseBeforeOnlyIfAgreed() {
    Deflating keeps = new Deflating(true, 15);
    byte[] first = deflated(keeps, text(3, 1000));
    byte[] again = deflated(keeps, text(3, 1000));
    assertThat(again.length).isLessThan(first.length / 4);
    Deflating forgets = new Deflating(false, 15);
    assertThat(deflated(forgets, text(3, 1000))).isEqualTo(deflated(forgets, text(3, 1000)));
    keeps.close();
    byte[] bytes = new Frames().add(0x81 | COMPRESSED, first).add(0x81 | COMPRESSED, again).bytes();
    ProtocolFailure failure = read(false, bytes, 1 << 20);
    assertThat(failure).isNotNull();
    assertThat(failure.code()).isEqualTo(1007);
  }

  @Test
  void aMessageMayBeInPiecesAndOthersUncompressed() {
    byte[] bytes = deflated(new Deflating(false, 15), text(4, 500));
    Frames frames =
        new Frames()
            .add(0x01 | COMPRESSED, Arrays.copyOf(bytes, 10))
            .add(0x89, new byte[0])
            .add(0x00, new byte[0])
            .add(0x80, Arrays.copyOfRange(bytes, 10, bytes.length))
            .add(0x81, "plain".getBytes(UTF_8));
    assertThat(read(false, frames.bytes(), 3)).isNull();
    assertThat(told).containsExactly("ping", text(4, 500), "plain");
  }

  @Test
  void anEmptyMessageMayBeCompressed() {
    byte[] bytes = new Frames().add(0x81 | COMPRESSED, new byte[] {0}).bytes();
    assertThat(read(true, bytes, 1)).isNull();
    assertThat(told).containsExactly("");
  }

  @Test
  void aLastBlockWithinAMessageIsTaken() {
    Deflater deflater = new Deflater(6, true);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] out = new byte[1000];
    for (String part : List.of("one ", "two")) {
      deflater.reset();
      deflater.setInput(part.getBytes(UTF_8));
      deflater.finish();
      all.write(out, 0, deflater.deflate(out));
    }
    deflater.end();
    all.write(0);
    byte[] bytes =
        new Frames()
            .add(0x81 | COMPRESSED, all.toByteArray())
            .add(0x81 | COMPRESSED, deflated(new Deflating(false, 15), text(5, 200)))
            .bytes();
    assertThat(read(true, bytes, 1 << 20)).isNull();
    assertThat(told).containsExactly("one two", text(5, 200));
  }

  @Test
  void whatBreaksTheRulesIsRefused() {
    byte[] good = deflated(new Deflating(false, 15), text(6, 500));
    assertThat(code(new Frames().add(0x89 | COMPRESSED, new byte[0]))).isEqualTo(1002);
    Frames again = new Frames().add(0x01 | COMPRESSED, good).add(0x80 | COMPRESSED, new byte[] {0});
    assertThat(code(again)).isEqualTo(1002);
    assertThat(code(new Frames().add(0x81 | 0x20, new byte[0]))).isEqualTo(1002);
    assertThat(code(new Frames().add(0x81 | COMPRESSED, new byte[] {7, 7, 7}))).isEqualTo(1007);
    byte[] notText = new byte[100];
    Arrays.fill(notText, (byte) 0xff);
    Deflating deflating = new Deflating(false, 15);
    int size = deflating.deflate(notText, 0, 100);
    byte[] coded = Arrays.copyOf(deflating.bytes(), size);
    assertThat(code(new Frames().add(0x81 | COMPRESSED, coded))).isEqualTo(1007);
    assertThat(code(new Frames().add(0x82 | COMPRESSED, coded))).isZero();
    MessageReader plain = new MessageReader(receiver, 1000, 3000, null);
    byte[] frame = new Frames().add(0x81 | COMPRESSED, good).bytes();
    assertThat(
            catchThrowableOfType(ProtocolFailure.class, () -> plain.read(frame, 0, frame.length)))
        .isNotNull();
  }

  private int code(Frames frames) {
    ProtocolFailure failure = read(false, frames.bytes(), 1 << 20);
    return failure == null ? 0 : failure.code();
  }

  @Test
  void aMessageCountsAsWhatItWas() {
    Deflating deflating = new Deflating(false, 15);
    byte[] bomb = deflated(deflating, "\0".repeat(10 << 20));
    assertThat(bomb.length).isLessThan(60_000);
    assertThat(code(new Frames().add(0x82 | COMPRESSED, bomb))).isEqualTo(1009);
    assertThat(code(new Frames().add(0x82 | COMPRESSED, deflated(deflating, "\0".repeat(30_000)))))
        .isZero();
    assertThat(code(new Frames().add(0x82 | COMPRESSED, deflated(deflating, "\0".repeat(30_001)))))
        .isEqualTo(1009);
  }

  @Test
  void onlyWhatIsWorthItIsCompressed() {
    assertThat(Deflating.fits(63)).isFalse();
    assertThat(Deflating.fits(64)).isTrue();
    assertThat(Deflating.fits(128 << 10)).isTrue();
    assertThat(Deflating.fits((128 << 10) + 1)).isFalse();
  }

  @Test
  void sparesAreFewAndUsedAgain() {
    Zlib zlib = new Zlib();
    List<Deflater> taken = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      taken.add(zlib.deflater());
      zlib.give(zlib.inflater());
    }
    taken.forEach(zlib::give);
    assertThat(taken.subList(0, 8)).contains(zlib.deflater());
    List<java.util.zip.Inflater> inflaters = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      inflaters.add(zlib.inflater());
    }
    inflaters.forEach(zlib::give);
    assertThat(inflaters).contains(zlib.inflater());
  }
}
