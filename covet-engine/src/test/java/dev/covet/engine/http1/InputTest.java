package dev.covet.engine.http1;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InputTest {
  private static final int SIZE = 16 << 10;
  private final Input input = new Input();

  private void append(String text) {
    append(HeadOutcome.bytes(text));
  }

  private void append(byte[] bytes) {
    ByteBuf buffer = Unpooled.wrappedBuffer(bytes);
    input.append(buffer);
    assertThat(buffer.isReadable()).isFalse();
  }

  private String rest() {
    return new String(input.bytes, input.start, input.size(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void holdsWhatIsNotConsumed() {
    append("abc");
    append("def");
    assertThat(input.size()).isEqualTo(6);
    input.consume(2);
    assertThat(rest()).isEqualTo("cdef");
    input.consume(4);
    assertThat(input.size()).isZero();
    assertThat(input.start).as("an empty input begins anew").isZero();
  }

  @Test
  void makesRoomByMovingToTheFront() {
    byte[] array = input.bytes;
    append("x".repeat(SIZE - 2));
    input.consume(SIZE - 4);
    append("abcdef");
    assertThat(rest()).isEqualTo("xxabcdef");
    assertThat(input.bytes).isSameAs(array);
  }

  @Test
  void growsWhenThereIsNoRoom() {
    append("a".repeat(SIZE));
    append("b".repeat(3 * SIZE));
    assertThat(rest()).isEqualTo("a".repeat(SIZE) + "b".repeat(3 * SIZE));
    input.clear();
    assertThat(input.bytes).as("a grown buffer is dropped").hasSize(SIZE);
    assertThat(input.size()).isZero();
  }

  @Test
  void aHeldHeadStaysInPlace() {
    append("HEADbody");
    input.start = 4;
    input.hold();
    input.consume(4);
    append("x".repeat(SIZE));
    input.consume(SIZE);
    append("y".repeat(2 * SIZE));
    assertThat(new String(input.bytes, 0, 4, StandardCharsets.ISO_8859_1)).isEqualTo("HEAD");
    assertThat(rest()).isEqualTo("y".repeat(2 * SIZE));
    input.consume(2 * SIZE);
    assertThat(input.start).isEqualTo(4);
    input.letGo();
    assertThat(input.start).isZero();
  }

  @Test
  void lettingGoKeepsWhatIsNotConsumed() {
    append("HEADnext");
    input.start = 4;
    input.hold();
    input.letGo();
    assertThat(rest()).isEqualTo("next");
  }

  @Test
  void aLongBodyBehindAHeldHeadDoesNotGrowTheBuffer() {
    append("HEAD");
    input.start = 4;
    input.hold();
    append("0");
    for (int i = 0; i < 1000; i++) {
      append("x".repeat(1000));
      input.consume(1000);
      assertThat(input.size()).isEqualTo(1);
    }
    assertThat(input.bytes).hasSize(SIZE);
    assertThat(new String(input.bytes, 0, 4, StandardCharsets.ISO_8859_1)).isEqualTo("HEAD");
  }

  @Test
  void nothingIsLostOrDoubledByAnyOrderOfCalls() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      input.clear();
      byte[] sent = new byte[200_000];
      random.nextBytes(sent);
      int in = 0;
      int out = 0;
      int headAt = -1;
      int headFrom = 0;
      while (in < sent.length) {
        switch (random.nextInt(4)) {
          case 0, 1 -> {
            int count =
                Math.min(sent.length - in, random.nextInt(random.nextBoolean() ? 100 : 9000));
            ByteBuf more = Unpooled.wrappedBuffer(sent, in, count);
            input.append(more);
            in += count;
          }
          case 2 -> {
            int count = Math.min(input.size(), random.nextInt(7000));
            input.consume(count);
            out += count;
          }
          default -> {
            if (headAt >= 0) {
              input.letGo();
              headAt = -1;
            } else if (input.size() > 10) {
              headAt = input.start;
              headFrom = out;
              input.start += 10;
              input.hold();
              out += 10;
            }
          }
        }
        assertThat(input.size()).isEqualTo(in - out);
        assertThat(java.util.Arrays.mismatch(input.bytes, input.start, input.end, sent, out, in))
            .isEqualTo(-1);
        if (headAt >= 0) {
          assertThat(
                  java.util.Arrays.mismatch(
                      input.bytes, headAt, headAt + 10, sent, headFrom, headFrom + 10))
              .isEqualTo(-1);
        }
      }
    }
  }
}
