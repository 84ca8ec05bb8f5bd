package dev.covet.engine.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What clients send over a WebSocket with permessage-deflate, by a fuzzer: messages within the
 * limits or a close with 1002, 1007 or 1009, wherever the bytes are cut.
 */
@Tag("fuzz")
class MessageReaderFuzzTest {
  private static final int MOST_FRAME = 1000;
  private static final int MOST_MESSAGE = 3000;

  /**
   * All that became of some bytes.
   *
   * @param told messages, pings, pongs and closes, in order
   * @param failure the code that the client is told, 0 if it broke no rule
   */
  private record Outcome(List<String> told, int failure) {
    /** Of two faults of one message either is seen first: not what it says, and too large. */
    private static int kind(int failure) {
      return failure == CloseCode.TOO_BIG ? CloseCode.NOT_CONSISTENT : failure;
    }

    boolean sameAs(Outcome other) {
      return told.equals(other.told) && kind(failure) == kind(other.failure);
    }
  }

  private static final class Told implements MessageReader.Receiver {
    final List<String> told = new ArrayList<>();

    @Override
    public void text(String message) {
      int bytes = message.getBytes(StandardCharsets.UTF_8).length;
      assertThat(bytes).isLessThanOrEqualTo(MOST_MESSAGE);
      told.add("text " + message);
    }

    @Override
    public void binary(byte[] message) {
      assertThat(message.length).isLessThanOrEqualTo(MOST_MESSAGE);
      told.add("binary " + Arrays.toString(message));
    }

    @Override
    public void ping(byte[] payload) {
      told.add("ping " + Arrays.toString(payload));
    }

    @Override
    public void pong(byte[] payload) {
      told.add("pong " + Arrays.toString(payload));
    }

    @Override
    public void closed(int code, String reason) {
      assertThat(code == CloseCode.NONE || CloseCode.maySend(code)).as("close %d", code).isTrue();
      told.add("close " + code + reason);
    }
  }

  /** The first byte says whether messages refer to those before. */
  @FuzzTest(maxDuration = "5m")
  void piecesAreTheSameAsTheWhole(byte[] input) {
    if (input.length > 0) {
      check(Arrays.copyOfRange(input, 1, input.length), (input[0] & 1) == 1);
    }
  }

  /** What a fuzzer would find at once, so that a build without one finds it too. */
  @Test
  void piecesOfRandomFramesAreTheSameAsTheWhole() {
    Random random = new Random(7692);
    int messages = 0;
    int failures = 0;
    for (int i = 0; i < 5_000; i++) {
      boolean takeover = random.nextBoolean();
      Outcome outcome = check(frames(random, takeover), takeover);
      messages += outcome.told.size();
      failures += outcome.failure == 0 ? 0 : 1;
    }
    assertThat(messages).isGreaterThan(5_000);
    assertThat(failures).isBetween(500, 4_500);
  }

  private static byte[] frames(Random random, boolean takeover) {
    Deflating deflating = new Deflating(takeover, 0);
    Frames frames = new Frames();
    for (int count = random.nextInt(5); count >= 0; count--) {
      boolean compressed = random.nextInt(3) > 0;
      byte[] payload = compressed ? deflated(deflating, text(random)) : text(random);
      if (compressed && random.nextInt(20) == 0 && payload.length > 0) {
        payload[random.nextInt(payload.length)] ^= (byte) (1 << random.nextInt(8));
      }
      int first = 1 + random.nextInt(2) | (compressed ? Opcode.COMPRESSED : 0);
      int cut = random.nextInt(payload.length + 1);
      if (random.nextBoolean()) {
        frames.add(0x80 | first, payload);
      } else {
        frames.add(first, Arrays.copyOf(payload, cut));
        if (random.nextBoolean()) {
          frames.add(0x89, new byte[random.nextInt(10)]);
        }
        frames.add(0x80, Arrays.copyOfRange(payload, cut, payload.length));
      }
    }
    deflating.close();
    byte[] bytes = frames.bytes();
    if (random.nextInt(8) == 0) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return bytes;
  }

  private static byte[] deflated(Deflating deflating, byte[] text) {
    int size = deflating.deflate(text, 0, text.length);
    byte[] bytes = Arrays.copyOf(deflating.bytes(), size);
    deflating.taken();
    return bytes;
  }

  private static byte[] text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int length = random.nextInt(random.nextInt(10) == 0 ? 4000 : 300); length >= 0; length--) {
      text.append(random.nextInt(6) == 0 ? "é" : "a");
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    return random.nextInt(20) == 0 ? Arrays.copyOf(bytes, bytes.length + 1) : bytes;
  }

  private static Outcome check(byte[] input, boolean takeover) {
    Outcome whole = read(input, takeover, Math.max(1, input.length));
    assertThat(whole.failure).isIn(0, 1002, 1007, 1009);
    for (int piece : new int[] {1, 7, 300}) {
      Outcome other = read(input, takeover, piece);
      assertThat(other.sameAs(whole)).as("%s in pieces of %d: %s", whole, piece, other).isTrue();
    }
    return whole;
  }

  private static Outcome read(byte[] input, boolean takeover, int piece) {
    Told told = new Told();
    MessageReader reader =
        new MessageReader(told, MOST_FRAME, MOST_MESSAGE, new Inflating(takeover));
    try {
      for (int at = 0; at < input.length; at += piece) {
        byte[] part = Arrays.copyOfRange(input, at, Math.min(input.length, at + piece));
        reader.read(part, 0, part.length);
      }
      return new Outcome(told.told, 0);
    } catch (ProtocolFailure failure) {
      return new Outcome(told.told, failure.code());
    } finally {
      reader.close();
    }
  }
}
