package dev.covet.engine.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What comes before a connection, by a fuzzer: nothing but the expected exception; a verdict never
 * changes with what comes behind it; and a line that is read says what was read, written again. In
 * the normal build Jazzer replays the corpus; with {@code JAZZER_FUZZ=1} it searches.
 */
@Tag("fuzz")
class ProxyHeaderFuzzTest {
  private static final byte[] SIGNATURE = HexFormat.of().parseHex("0d0a0d0a000d0a515549540a");
  private static final String[] WORDS = {
    "PROXY ",
    "TCP4 ",
    "TCP6 ",
    "UNKNOWN",
    "192.0.2.1 ",
    "::1 ",
    "1 ",
    "65535",
    "0",
    " ",
    "\r\n",
    "\r",
    "\n",
    "x"
  };

  @FuzzTest(maxDuration = "5m")
  void aVerdictStands(byte[] input) {
    check(input);
  }

  @Test
  void aVerdictStandsOnRandomHeaders() {
    Random random = new Random(1);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      read += check(i % 2 == 0 ? line(random) : binary(random));
    }
    assertThat(read).isGreaterThan(100);
  }

  private static byte[] line(Random random) {
    StringBuilder text = new StringBuilder("PROXY ");
    for (int words = random.nextInt(8); words > 0; words--) {
      text.append(WORDS[random.nextInt(WORDS.length)]);
    }
    return text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] binary(Random random) {
    byte[] bytes = new byte[16 + random.nextInt(60)];
    random.nextBytes(bytes);
    System.arraycopy(SIGNATURE, 0, bytes, 0, SIGNATURE.length);
    bytes[12] = (byte) (0x20 + random.nextInt(2));
    bytes[13] = (byte) (random.nextInt(3) << 4 | random.nextInt(2));
    bytes[14] = 0;
    bytes[15] = (byte) random.nextInt(50);
    return bytes;
  }

  private static int check(byte[] input) {
    Object last = verdict(input, 0);
    for (int size = 1; size <= input.length; size++) {
      Object verdict = verdict(input, size);
      if (last != null) {
        assertThat(verdict).as("%s bytes", size).isEqualTo(last);
      }
      last = verdict;
    }
    if (last instanceof ProxyHeader header) {
      assertThat(header.length()).isBetween(15, input.length);
      if (input[0] == 'P' && header.source() != null) {
        assertThat(again(header, input[9])).isEqualTo(text(input, header));
      }
      return 1;
    }
    return 0;
  }

  /** Null as long as it is open, a header, or the word that it is none. */
  private static @Nullable Object verdict(byte[] input, int size) {
    try {
      return ProxyHeader.read(Arrays.copyOf(input, size), size);
    } catch (ProtocolException e) {
      return "none";
    }
  }

  private static String text(byte[] input, ProxyHeader header) {
    String[] words = new String(input, 0, header.length(), StandardCharsets.ISO_8859_1).split(" ");
    for (int i = 2; i <= 3; i++) {
      words[i] = Objects.requireNonNull(dev.covet.http.IpLiteral.parse(words[i])).getHostAddress();
    }
    return String.join(" ", words);
  }

  private static String again(ProxyHeader header, byte family) {
    var source = Objects.requireNonNull(header.source());
    var destination = Objects.requireNonNull(header.destination());
    return String.join(
            " ",
            "PROXY",
            "TCP" + (char) family,
            source.getAddress().getHostAddress(),
            destination.getAddress().getHostAddress(),
            String.valueOf(source.getPort()),
            String.valueOf(destination.getPort()))
        + "\r\n";
  }
}
