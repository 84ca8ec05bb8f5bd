package dev.covet.engine.http1;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Heads by a fuzzer: no exception, the end within the bytes, the same outcome in pieces, and the
 * same as the slow reference. In the normal build Jazzer replays the corpus; with {@code
 * JAZZER_FUZZ=1} it searches.
 */
@Tag("fuzz")
class RequestHeadFuzzTest {
  private static final String[] WORDS = {
    "GET ",
    "POST ",
    "OPTIONS ",
    "/",
    "*",
    "/a?b",
    "http://",
    "a",
    " HTTP/1.1",
    " HTTP/1.0",
    " HTTP/2.0",
    "\r\n",
    "\r\n",
    "\r\n",
    "\r\n\r\n",
    "\n",
    "\r",
    "Host: a",
    "Host: ",
    "host:b:80",
    "[::1]",
    "Content-Length: ",
    "5",
    "0",
    "05",
    "9".repeat(19),
    "Transfer-Encoding: chunked",
    "Transfer-Encoding: ",
    "chunked",
    "Expect: 100-continue",
    "Connection: close",
    " ",
    "\t",
    ":",
    ",",
    "@",
    "#",
    "%",
    "%41",
    "\u0000",
    "\u007f",
    "\u0080",
    "\u00ff",
    "X: y",
    "X:",
    "p".repeat(4090),
    "X: y\r\n".repeat(50)
  };

  @FuzzTest(maxDuration = "5m")
  void agreesWithTheReference(byte[] input) {
    check(input);
  }

  /** What a fuzzer would find at once, so that a build without one finds it too. */
  @Test
  void agreesWithTheReferenceOnRandomHeads() {
    Random random = new Random(9112);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder();
      if (random.nextInt(4) > 0) {
        text.append("GET / HTTP/1.1\r\nHost: a\r\n");
      }
      for (int words = random.nextInt(12); words > 0; words--) {
        text.append(WORDS[random.nextInt(WORDS.length)]);
      }
      if (random.nextBoolean()) {
        text.append("\r\n\r\n");
      }
      byte[] input = HeadOutcome.bytes(text.toString());
      if (random.nextInt(4) == 0 && input.length > 0) {
        input[random.nextInt(input.length)] = (byte) random.nextInt(256);
      }
      check(input);
    }
  }

  private static void check(byte[] input) {
    RequestHead head = HeadOutcome.parser();
    HeadOutcome whole = HeadOutcome.whole(input, head);
    assertThat(whole.end()).isBetween(RequestHead.REFUSED, input.length);
    ReferenceHead reference = ReferenceHead.of(input);
    HeadOutcome.Parsed parsed = whole.parsed();
    if (parsed != null) {
      assertThat(reference)
          .isEqualTo(
              new ReferenceHead(
                  ReferenceHead.Verdict.COMPLETE,
                  whole.end(),
                  parsed.method().name(),
                  parsed.path(),
                  parsed.query(),
                  parsed.fields(),
                  parsed.contentLength()));
    } else {
      assertThat(reference.verdict())
          .isEqualTo(
              whole.end() == RequestHead.REFUSED
                  ? ReferenceHead.Verdict.REFUSED
                  : ReferenceHead.Verdict.INCOMPLETE);
    }
    if (input.length > 0) {
      int at = (input[input.length / 2] & 0xff) * input.length / 256;
      assertThat(HeadOutcome.split(input, at, head)).isEqualTo(whole);
      assertThat(HeadOutcome.moving(input, 1 + at, head)).isEqualTo(whole);
    }
    assertThat(HeadOutcome.byteByByte(input, head)).isEqualTo(whole);
  }
}
