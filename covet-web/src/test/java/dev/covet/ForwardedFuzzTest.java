package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.covet.http.AddressBlocks;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What clients may write into fields of proxies, by a fuzzer: the grammar is that of a slow
 * reference, and whatever stands at the left of what a proxy adds, it never hides or changes that.
 * In the normal build Jazzer replays the corpus; with {@code JAZZER_FUZZ=1} it searches.
 */
@Tag("fuzz")
class ForwardedFuzzTest {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]++";
  private static final String PAIR = TOKEN + "=(" + TOKEN + "|\"(?:[^\"\\\\]|\\\\.)*+\")";
  private static final String ELEMENT =
      "[ \t]*+(" + PAIR + "[ \t]*+)?+(;[ \t]*+(" + PAIR + "[ \t]*+)?+)*+";
  private static final Pattern LINE =
      Pattern.compile(ELEMENT + "(," + ELEMENT + ")*+", Pattern.DOTALL);

  private static final String[] WORDS = {
    "for=",
    "by=",
    "proto=",
    "host=",
    "https",
    "http",
    "192.0.2.1",
    "10.0.0.9",
    "\"[::1]\"",
    "\"[2001:db8::1]:80\"",
    "unknown",
    "_x",
    ",",
    ", ",
    ";",
    "\"",
    "\\",
    "=",
    " ",
    "a",
    "\u00e4",
    "shop.example",
    "for=10.1.1.1",
    "for=192.0.2.7;proto=https"
  };
  private static final AddressBlocks TRUSTED = AddressBlocks.parse("10.0.0.0/8");
  private static final InetSocketAddress CLIENT = InetSocketAddress.createUnresolved("_c", 0);

  @FuzzTest(maxDuration = "5m")
  void whatAClientWritesHidesNothing(byte[] input) {
    check(new String(input, StandardCharsets.ISO_8859_1));
  }

  /** What a fuzzer would find at once, so that a build without one finds it too. */
  @Test
  void whatAClientWritesHidesNothingOnRandomLines() {
    Random random = new Random(7239);
    int wellFormed = 0;
    for (int i = 0; i < 30_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int words = random.nextInt(9); words > 0; words--) {
        text.append(WORDS[random.nextInt(WORDS.length)]);
      }
      wellFormed += check(text.toString());
    }
    assertThat(wellFormed).isGreaterThan(3_000);
  }

  private static int check(String line) {
    List<ForwardedElement> elements = parse(line);
    if (elements != null) {
      assertThat(LINE.matcher(line).matches()).as(line).isTrue();
    }
    List<ForwardedElement> added = parse(line + ", for=_c");
    if (added != null) {
      assertThat(added).as(line).hasSize(1 + (elements == null ? 0 : elements.size()));
      assertThat(added.getLast().node()).as(line).isEqualTo(CLIENT);
    }
    assertThat(added == null).as(line).isEqualTo(elements == null);

    FakeIncoming forwarded = FakeIncoming.get("/").from("10.0.0.1");
    forwarded.with("Forwarded", line).with("Forwarded", "for=_c");
    assertThat(new ForwardedHeader().client(forwarded, TRUSTED).remote()).isEqualTo(CLIENT);
    FakeIncoming old = FakeIncoming.get("/").from("10.0.0.1").with("X-Forwarded-For", line + ",_c");
    XForwardedHeaders headers = new XForwardedHeaders(Set.of(XForwardedHeaders.FOR));
    assertThat(headers.client(old, TRUSTED).remote()).isEqualTo(CLIENT);
    return elements == null ? 0 : 1;
  }

  private static @Nullable List<ForwardedElement> parse(String line) {
    try {
      return ForwardedParser.parse(line);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
