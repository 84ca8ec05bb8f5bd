package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Compressed bodies by a fuzzer: whatever comes is read or refused with 400 or 413, never beyond
 * the limit, and reading it in pieces changes nothing.
 */
@Tag("fuzz")
class DecodedStreamFuzzTest {
  /** Below the size from which the ratio counts, which looks at what has come so far. */
  private static final int LIMIT = 20_000;

  /**
   * What became of a body.
   *
   * @param refused why it is refused, or null
   */
  private record Outcome(byte[] bytes, @Nullable String refused) {}

  @FuzzTest(maxDuration = "5m")
  void gzipIsReadOrRefused(byte[] input) {
    check("gzip", input);
  }

  @FuzzTest(maxDuration = "5m")
  void brotliIsReadOrRefused(byte[] input) {
    check("br", input);
  }

  @FuzzTest(maxDuration = "5m")
  void zstdIsReadOrRefused(byte[] input) {
    check("zstd", input);
  }

  /** What a fuzzer would find at once, so that a build without one finds it too. */
  @Test
  void whatIsDamagedIsReadOrRefused() throws IOException {
    Random random = new Random(9110);
    for (String token : List.of("gzip", "br", "zstd")) {
      ContentCoding coding = ContentCodings.named(token);
      int whole = 0;
      int refused = 0;
      for (int i = 0; i < 2_000; i++) {
        boolean read = check(token, damaged(coding, random));
        whole += read ? 1 : 0;
        refused += read ? 0 : 1;
      }
      assertThat(whole).as(token).isGreaterThan(100);
      assertThat(refused).as(token).isGreaterThan(1_000);
    }
  }

  private static byte[] damaged(ContentCoding coding, Random random) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int members = random.nextInt(3); members >= 0; members--) {
      try (EncodingStream out = coding.encode(all)) {
        out.write(text(random));
        if (random.nextBoolean()) {
          out.flush();
          out.write(text(random));
        }
        out.finish();
      }
    }
    byte[] bytes = all.toByteArray();
    switch (random.nextInt(4)) {
      case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 1 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(20));
      case 2 -> bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      default -> {}
    }
    return bytes;
  }

  private static byte[] text(Random random) {
    byte[] text = new byte[random.nextInt(random.nextInt(8) == 0 ? 2 * LIMIT : 500)];
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) (random.nextInt(10) == 0 ? random.nextInt(256) : 'a');
    }
    return text;
  }

  /** Whether it was read. */
  private static boolean check(String token, byte[] input) {
    ContentCoding coding = ContentCodings.named(token);
    Outcome whole = read(coding, input, Integer.MAX_VALUE, 1 << 16);
    for (int piece : new int[] {1, 7, 4096}) {
      Outcome other = read(coding, input, piece, piece == 7 ? 100 : 5_000);
      if (whole.refused == null) {
        assertThat(other.refused).as("%s in pieces of %d", token, piece).isNull();
        assertThat(other.bytes).isEqualTo(whole.bytes);
      } else {
        // Of several faults one or another is seen first, and what came before it is read or not.
        assertThat(other.refused).as("%s in pieces of %d", token, piece).isNotNull();
        int common = Math.min(whole.bytes.length, other.bytes.length);
        assertThat(Arrays.copyOf(other.bytes, common))
            .isEqualTo(Arrays.copyOf(whole.bytes, common));
      }
    }
    return whole.refused == null;
  }

  private static Outcome read(ContentCoding coding, byte[] input, int piece, int block) {
    ByteArrayInputStream pieces =
        new ByteArrayInputStream(input) {
          @Override
          public synchronized int read(byte[] target, int from, int length) {
            return super.read(target, from, Math.min(piece, length));
          }
        };
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] target = new byte[block];
    try (DecodedStream stream = new DecodedStream(coding, pieces, LIMIT)) {
      for (int count = stream.read(target, 0, block); count >= 0; ) {
        bytes.write(target, 0, count);
        count = stream.read(target, 0, block);
      }
      assertThat(bytes.size()).isLessThanOrEqualTo(LIMIT);
      return new Outcome(bytes.toByteArray(), null);
    } catch (HttpException refused) {
      assertThat(refused.status().code()).isIn(400, 413);
      assertThat(bytes.size()).isLessThanOrEqualTo(LIMIT);
      return new Outcome(bytes.toByteArray(), String.valueOf(refused.getMessage()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
