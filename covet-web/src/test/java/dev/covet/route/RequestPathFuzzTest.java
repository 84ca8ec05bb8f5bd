package dev.covet.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Paths by a fuzzer: no exception, and the same as a slow reference. In the normal build Jazzer
 * replays the corpus; with {@code JAZZER_FUZZ=1} it searches.
 */
@Tag("fuzz")
class RequestPathFuzzTest {
  private static final String[] WORDS = {
    "/",
    "/",
    "/",
    "a",
    ".",
    "..",
    "...",
    ";",
    "\\",
    "%",
    "%2",
    "%2e",
    "%2E",
    "%2f",
    "%5C",
    "%00",
    "%25",
    "%3b",
    "%41",
    "%c3%a4",
    "%c0%ae",
    "%e2%82%ac",
    "%ed%a0%80",
    "%f0%9f%98%80",
    "%80",
    "%zz",
    "\u0000",
    "\u00e4",
    "+"
  };

  @FuzzTest(maxDuration = "5m")
  void agreesWithTheReference(byte[] input) {
    check(new String(input, StandardCharsets.ISO_8859_1));
  }

  /** What a fuzzer would find at once, so that a build without one finds it too. */
  @Test
  void agreesWithTheReferenceOnRandomPaths() {
    Random random = new Random(3986);
    int accepted = 0;
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder(random.nextInt(20) == 0 ? "" : "/");
      for (int words = random.nextInt(7); words > 0; words--) {
        text.append(WORDS[random.nextInt(WORDS.length)]);
      }
      accepted += check(text.toString()) ? 1 : 0;
    }
    assertThat(accepted).isBetween(5_000, 45_000);
  }

  private static boolean check(String raw) {
    String expected = reference(raw);
    assertThat(RequestPath.decode(raw)).as(raw).isEqualTo(expected);
    return expected != null;
  }

  private static @Nullable String reference(String raw) {
    boolean escaped = raw.contains("%");
    String plain = raw.replaceAll("%[0-9a-fA-F]{2}", "");
    if (escaped && !plain.chars().allMatch(c -> c < 0x80 && c != '%')) {
      return null;
    }
    String decoded = escaped ? decoded(raw) : raw;
    if (decoded == null
        || !decoded.startsWith("/")
        || decoded.contains("\\")
        || decoded.contains("\u0000")
        || raw.matches("(?is).*%(2f|5c|00).*")) {
      return null;
    }
    for (String segment : decoded.split("/", -1)) {
      String name = segment.split(";", -1)[0];
      if (name.equals(".") || name.equals("..")) {
        return null;
      }
    }
    return decoded;
  }

  /** Valid UTF-8 is what is the same after decoding and encoding. */
  private static @Nullable String decoded(String raw) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < raw.length(); i++) {
      if (raw.charAt(i) == '%') {
        bytes.write(Integer.parseInt(raw.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(raw.charAt(i));
      }
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    boolean valid = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes.toByteArray());
    return valid ? text : null;
  }
}
