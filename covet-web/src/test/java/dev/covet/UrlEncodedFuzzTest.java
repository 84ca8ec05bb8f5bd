package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.covet.http.Status;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Queries and forms by a fuzzer: parameters or a 400, and the same as a slow reference. In the
 * normal build Jazzer replays the corpus; with {@code JAZZER_FUZZ=1} it searches.
 */
@Tag("fuzz")
class UrlEncodedFuzzTest {
  private static final int MOST = 8;
  private static final String[] WORDS = {
    "&",
    "&",
    "=",
    "=",
    "a",
    "b",
    "+",
    "%",
    "%2",
    "%20",
    "%26",
    "%3D",
    "%41",
    "%c3%a4",
    "%c0%af",
    "%80",
    "%zz",
    "\u00c3\u00a4",
    "\u00e4",
    "\u0000",
    "a=1",
    ";"
  };

  @FuzzTest(maxDuration = "5m")
  void aQueryAgreesWithTheReference(byte[] input) {
    check(new String(input, StandardCharsets.ISO_8859_1), Failure.MALFORMED_QUERY);
  }

  @FuzzTest(maxDuration = "5m")
  void aFormAgreesWithTheReference(byte[] input) {
    check(new String(input, StandardCharsets.ISO_8859_1), Failure.MALFORMED_FORM);
  }

  /** What a fuzzer would find at once, so that a build without one finds it too. */
  @Test
  void agreesWithTheReferenceOnRandomTexts() {
    Random random = new Random(1866);
    int accepted = 0;
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int words = random.nextInt(12); words > 0; words--) {
        text.append(WORDS[random.nextInt(WORDS.length)]);
      }
      accepted += check(text.toString(), Failure.MALFORMED_QUERY) ? 1 : 0;
    }
    assertThat(accepted).isBetween(5_000, 45_000);
  }

  private static boolean check(String text, Failure malformed) {
    Map<String, List<String>> expected = reference(text);
    if (expected == null) {
      assertThatThrownBy(() -> UrlEncoded.parse(text, MOST, malformed))
          .as(text)
          .isInstanceOfSatisfying(
              HttpException.class, e -> assertThat(e.status()).isEqualTo(Status.BAD_REQUEST));
      return false;
    }
    Parameters parameters = UrlEncoded.parse(text, MOST, malformed);
    assertThat(parameters.toMap()).as(text).isEqualTo(expected);
    expected.forEach((name, values) -> assertThat(parameters.all(name)).isEqualTo(values));
    return true;
  }

  private static @Nullable Map<String, List<String>> reference(String text) {
    String[] pairs = text.split("&", -1);
    if (pairs.length > MOST) {
      return null;
    }
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : pairs) {
      String[] parts = pair.split("=", 2);
      String name = decoded(parts[0]);
      String value = parts.length == 1 ? "" : decoded(parts[1]);
      if (name == null || value == null) {
        return null;
      }
      if (!pair.isEmpty()) {
        parameters.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
      }
    }
    return parameters;
  }

  /** Valid UTF-8 is what is the same after decoding and encoding. */
  private static @Nullable String decoded(String raw) {
    if (raw.replaceAll("%[0-9a-fA-F]{2}", "").contains("%")) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        bytes.write(Integer.parseInt(raw.substring(i + 1, i + 3), 16));
        i += 2;
      } else {
        bytes.write(c == '+' ? ' ' : c);
      }
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    boolean valid = Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes.toByteArray());
    return valid ? text : null;
  }
}
