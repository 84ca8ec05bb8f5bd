package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Forms in parts: whatever comes is read or refused, and reading it in pieces changes nothing. */
@Tag("fuzz")
class MultipartFuzzTest {
  private static final UploadLimits LIMITS =
      new UploadLimits(128, 8 << 10, 1 << 20, 64 << 10, Path.of("."));

  private static final String[] WORDS = {
    "\r\n",
    "\r",
    "\n",
    "--XX",
    "\r\n--XX\r\n",
    "--",
    "-",
    "XX",
    " ",
    "data",
    "\"",
    ";",
    "name=",
    "a",
    "Content-Disposition: form-data; name=\"a\"",
    "; filename=\"f\"",
    "\r\n\r\n",
    "\r\n--XX\r\nContent-Disposition: form-data; name=b\r\n\r\n",
    "Content-Type: text/plain"
  };

  @FuzzTest(maxDuration = "5m")
  void piecesAreTheSameAsTheWhole(byte[] input) {
    check(input);
  }

  /** What a fuzzer would find at once, so that a build without one finds it too. */
  @Test
  void piecesOfRandomFormsAreTheSameAsTheWhole() {
    Random random = new Random(7578);
    int parts = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text =
          new StringBuilder("--XX\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n");
      for (int words = random.nextInt(12); words > 0; words--) {
        text.append(WORDS[random.nextInt(WORDS.length)]);
      }
      parts += check(text.toString().getBytes(StandardCharsets.ISO_8859_1)) ? 1 : 0;
    }
    assertThat(parts).isGreaterThan(2_000);
  }

  /** Whether it was a form. */
  private static boolean check(byte[] bytes) {
    byte[] body = Arrays.copyOf(bytes, bytes.length + 12);
    byte[] end = "\r\n--XX--\r\n  ".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(end, 0, body, bytes.length, 12);
    String whole = read(body, Integer.MAX_VALUE);
    assertThat(read(body, 1)).as("in pieces").isEqualTo(whole);
    return !whole.contains("400") && !whole.contains("413");
  }

  private static String read(byte[] body, int most) {
    MultipartReader reader =
        new MultipartReader(
            new ByteArrayInputStream(body) {
              @Override
              public synchronized int read(byte[] target, int from, int length) {
                return super.read(target, from, Math.min(most, length));
              }
            },
            "XX",
            LIMITS);
    StringBuilder seen = new StringBuilder();
    try {
      for (List<String> fields = reader.next(); fields != null; fields = reader.next()) {
        seen.append(PartHead.of(fields));
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        byte[] block = new byte[100];
        for (int count = reader.read(block, 0, 100); count >= 0; ) {
          data.write(block, 0, count);
          count = reader.read(block, 0, 100);
        }
        seen.append(Arrays.hashCode(data.toByteArray()));
      }
    } catch (HttpException refused) {
      seen.append(refused.status());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return seen.toString();
  }
}
