package dev.covet.engine.http1;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.covet.engine.connection.Refusal;
import dev.covet.http.Limits;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Chunked bodies by a fuzzer: no exception, the same outcome in pieces, and the same as the slow
 * reference. In the normal build Jazzer replays the corpus; with {@code JAZZER_FUZZ=1} it searches.
 */
@Tag("fuzz")
class ChunkedDecoderFuzzTest {
  private static final long LIMIT = 300;
  private static final String[] WORDS = {
    "0",
    "1",
    "5",
    "a",
    "F",
    "10",
    "0\r\n\r\n",
    "5\r\nhello\r\n",
    "1\r\nx\r\n",
    "\r\n",
    "\r\n",
    "\n",
    "\r",
    ";",
    "a=b",
    "\"",
    "\\",
    ";a=\"b\"",
    " ",
    "\t",
    "X: y\r\n",
    "X",
    ":",
    "\u0000",
    "\u007f",
    "\u0080",
    "+",
    "-",
    "_",
    "0x",
    "000000000000000",
    "fffffffffffffff",
    "100\r\n",
    "z".repeat(256)
  };

  @FuzzTest(maxDuration = "5m")
  void agreesWithTheReference(byte[] input) {
    check(input);
  }

  /** What a fuzzer would find at once, so that a build without one finds it too. */
  @Test
  void agreesWithTheReferenceOnRandomBodies() {
    Random random = new Random(9112);
    for (int i = 0; i < 50_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int words = random.nextInt(9); words > 0; words--) {
        text.append(WORDS[random.nextInt(WORDS.length)]);
      }
      byte[] input = HeadOutcome.bytes(text.toString());
      if (random.nextInt(8) == 0 && input.length > 0) {
        input[random.nextInt(input.length)] = (byte) random.nextInt(256);
      }
      check(input);
    }
  }

  private static void check(byte[] input) {
    ChunkedDecoder decoder = new ChunkedDecoder(Limits.defaults());
    ChunkedOutcome whole = ChunkedOutcome.whole(input, decoder, LIMIT);
    Refusal refusal = whole.refusal();
    assertThat(whole.consumed()).isBetween(0, input.length);
    assertThat(whole.data().length()).isLessThanOrEqualTo((int) LIMIT);
    if (refusal != Refusal.CHUNK_EXTENSIONS
        && refusal != Refusal.HEADERS_TOO_LARGE
        && refusal != Refusal.TOO_MANY_HEADERS) {
      ReferenceHead.Verdict verdict =
          refusal != null
              ? ReferenceHead.Verdict.REFUSED
              : whole.done() ? ReferenceHead.Verdict.COMPLETE : ReferenceHead.Verdict.INCOMPLETE;
      assertThat(ReferenceChunks.of(input, LIMIT))
          .isEqualTo(
              new ReferenceChunks(verdict, whole.data(), whole.done() ? whole.consumed() : 0));
    }
    assertThat(ChunkedOutcome.inPlace(input, decoder, LIMIT)).isEqualTo(whole);
    assertThat(ChunkedOutcome.pieces(input, 1, 1, decoder, LIMIT)).isEqualTo(whole);
    assertThat(ChunkedOutcome.pieces(input, 7, 5, decoder, LIMIT)).isEqualTo(whole);
    if (input.length > 0) {
      int at = (input[input.length / 2] & 0xff) * input.length / 256;
      assertThat(ChunkedOutcome.split(input, at, decoder, LIMIT)).isEqualTo(whole);
    }
  }
}
