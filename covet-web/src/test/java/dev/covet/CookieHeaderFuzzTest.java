package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Cookie fields by a fuzzer: no exception, and the same as a slow reference. In the normal build
 * Jazzer replays the corpus; with {@code JAZZER_FUZZ=1} it searches.
 */
@Tag("fuzz")
class CookieHeaderFuzzTest {
  private static final String[] WORDS = {
    ";", "; ", "=", "=", "a", "b", "\"", "\"", " ", "\t", "\\", ",", "a=1", "\u0000", "\u00e4",
    "__Host-", "(", "a=\"1\""
  };

  @FuzzTest(maxDuration = "5m")
  void agreesWithTheReference(byte[] input) {
    check(new String(input, StandardCharsets.ISO_8859_1));
  }

  /** What a fuzzer would find at once, so that a build without one finds it too. */
  @Test
  void agreesWithTheReferenceOnRandomFields() {
    Random random = new Random(6265);
    int cookies = 0;
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int words = random.nextInt(12); words > 0; words--) {
        text.append(WORDS[random.nextInt(WORDS.length)]);
      }
      cookies += check(text.toString());
    }
    assertThat(cookies).isGreaterThan(10_000);
  }

  private static int check(String field) {
    Map<String, List<String>> expected = reference(field);
    assertThat(CookieHeader.parse(List.of(field)).toMap()).as(field).isEqualTo(expected);
    List<String> fields = List.of(field.split(";", -1));
    assertThat(CookieHeader.parse(fields).toMap()).as("in %s", fields).isEqualTo(expected);
    return expected.size();
  }

  private static Map<String, List<String>> reference(String field) {
    Map<String, List<String>> cookies = new LinkedHashMap<>();
    for (String pair : field.split(";", -1)) {
      String[] parts = pair.split("=", 2);
      String name = parts[0].strip();
      if (parts.length == 2 && name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]++")) {
        String value = parts[1].strip();
        if (value.length() > 1 && value.charAt(0) == '"' && value.endsWith("\"")) {
          value = value.substring(1, value.length() - 1);
        }
        cookies.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
      }
    }
    return cookies;
  }
}
