package dev.covet.engine.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.covet.http.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rows of the framing rules about chunks. However the bytes are cut, the outcome is the same.
 */
class ChunkedDecoderRulesTest {
  private static final int ACCEPTED = 0;
  private static final int INCOMPLETE = -1;
  private static final String END = "0\r\n\r\n";

  static Stream<Arguments> rows() {
    List<Arguments> rows = new ArrayList<>();
    sizes(rows);
    extensions(rows);
    data(rows);
    trailers(rows);
    return rows.stream();
  }

  private static void row(List<Arguments> rows, int status, String... inputs) {
    for (String input : inputs) {
      rows.add(arguments(status, input));
    }
  }

  private static void size(List<Arguments> rows, int status, String... sizes) {
    for (String size : sizes) {
      row(rows, status, size + "\r\nhello\r\n" + END, "1\r\nx\r\n" + size + "\r\nhello\r\n" + END);
    }
  }

  private static void sizes(List<Arguments> rows) {
    size(
        rows,
        400,
        "+5",
        "-5",
        "0x5",
        "0X5",
        "5_0",
        "_5",
        " 5",
        "5 ",
        "\t5",
        "5\t",
        "",
        "5 ;a",
        "5\u0000",
        "5\u000b",
        "g",
        "5h",
        "5\u00e9",
        "\u00b5",
        "5.",
        "5,",
        "5:",
        "0000000000000005",
        "1000000000000000",
        "10000000000000005",
        "ffffffffffffffff",
        "fffffffffffffffb",
        "5\r",
        "5\n",
        "5\r\r",
        ";a",
        "\u00155",
        "5\"");
    size(rows, ACCEPTED, "5", "05", "000000000000005");
    size(rows, 413, "fffffffffffffff", "100000", "7fffffff");
    row(rows, 400, "5\nhello\r\n" + END, "0\n\r\n", "\r\n" + END, "\n" + END, "0\r\r\n");
    row(
        rows,
        ACCEPTED,
        END,
        "0000\r\n\r\n",
        "A\r\n0123456789\r\n" + END,
        "a\r\n0123456789\r\n" + END);
    row(
        rows,
        INCOMPLETE,
        "",
        "0",
        "0\r",
        "0\r\n",
        "0\r\n\r",
        "5\r\nhello",
        "5\r\nhello\r",
        "5\r\nhello\r\n",
        "5\r\nhe");
  }

  private static void extensions(List<Arguments> rows) {
    size(
        rows,
        400,
        "5;a\n",
        "5;a\nb",
        "5;\n",
        "5;a\rb",
        "5;\r",
        "5;a\u0000",
        "5;a=\u0000",
        "5;a=\"",
        "5;a=\"x",
        "5;a=\"\\",
        "5;a=\"\u0000\"",
        "5;a=\"\n\"",
        "5;a=\"\r\"",
        "5;a=\"\\\n\"",
        "5;a=\"\\\r\"",
        "5;a=\"\\\u0000\"",
        "5;a=\u007f",
        "5;a=\"\u007f\"",
        "5;a=\u0001",
        "5;a=\u00e9",
        "5;a=<",
        "5;a=,",
        "5;a=\"\u000b\"");
    size(
        rows,
        ACCEPTED,
        "5;",
        "5;a",
        "5;a=b",
        "5;a=b;c=d",
        "5; a = b",
        "5;\ta",
        "5;a=\"\"",
        "5;a=\"b c\"",
        "5;a=\"\\\"\"",
        "5;a=\"\u00e9\t\"",
        "5;a=\";\"",
        "5;" + "a".repeat(1024),
        "5;\"" + "a".repeat(1022) + "\"");
    size(
        rows,
        400,
        "5;" + "a".repeat(1025),
        "5;\"" + "a".repeat(1023) + "\"",
        "5;" + "\"\\a\"".repeat(257));
    String small = "1;" + "a".repeat(1000) + "\r\nx\r\n";
    row(
        rows,
        ACCEPTED,
        small.repeat(4) + END,
        small.repeat(4) + "1;" + "a".repeat(100) + "\r\nx\r\n" + END);
    row(
        rows,
        400,
        small.repeat(5) + END,
        small.repeat(4) + "1;" + "a".repeat(101) + "\r\nx\r\n" + END);
    row(
        rows,
        ACCEPTED,
        ("400;" + "a".repeat(1000) + "\r\n" + "d".repeat(1024) + "\r\n").repeat(8) + END);
  }

  private static void data(List<Arguments> rows) {
    row(
        rows,
        400,
        "5\r\nhello" + END,
        "5\r\nhello\n" + END,
        "5\r\nhello\r" + END,
        "5\r\nhello\r\r\n" + END,
        "5\r\nhellox\r\n",
        "5\r\nhello \r\n",
        "5\r\nhello\n\r",
        "3\r\nhello\r\n" + END,
        "5\r\nhello\r\n\r\n" + END,
        "5\r\nhello\u0000\r\n");
    row(
        rows,
        ACCEPTED,
        "5\r\n\r\n\r\n0\r\n" + END,
        "1\r\n\u0000\r\n" + END,
        "3\r\n0\r\n\r\n" + END);
  }

  private static void trailers(List<Arguments> rows) {
    for (String bad :
        new String[] {
          "X: y\n",
          "\n",
          "X: y\r",
          "X: \ry\r\n",
          " X: y\r\n",
          "\tX: y\r\n",
          "X: y\r\n z\r\n",
          "X : y\r\n",
          ": y\r\n",
          "X\r\n",
          "X: a\u0000\r\n",
          "X: \u000b\r\n",
          "X\u00e9: y\r\n",
          "X: y\r\n\n",
          "\rX: y\r\n",
          "X: a\u007f\r\n"
        }) {
      row(rows, 400, "0\r\n" + bad + "\r\n");
    }
    row(
        rows,
        ACCEPTED,
        "0\r\nX: y\r\n\r\n",
        "0\r\nX:\r\nY: \u00e9\tz\r\n\r\n",
        "0;last\r\nX: y\r\n\r\n");
    row(rows, INCOMPLETE, "0\r\nX: y", "0\r\nX: y\r", "0\r\nX: y\r\n", "0\r\nX: y\r\n\r");
    row(rows, ACCEPTED, "0\r\n" + "X: y\r\n".repeat(100) + "\r\n");
    row(rows, 431, "0\r\n" + "X: y\r\n".repeat(101) + "\r\n");
    String big = "X: " + "y".repeat(16_384 - 5) + "\r\n";
    row(rows, ACCEPTED, "0\r\n" + big + "\r\n");
    row(
        rows,
        431,
        "0\r\n" + "y" + big + "\r\n",
        "0\r\n" + "y".repeat(16_386),
        "0\r\n" + big + "X:\r\n\r\n");
  }

  @ParameterizedTest
  @MethodSource("rows")
  void hasTheSameOutcomeHoweverItArrives(int status, String input) {
    byte[] bytes = HeadOutcome.bytes(input);
    ChunkedDecoder decoder = new ChunkedDecoder(Limits.defaults());
    long limit = ChunkedOutcome.LIMIT - 1;
    ChunkedOutcome whole = ChunkedOutcome.whole(bytes, decoder, limit);
    if (status == ACCEPTED || status == INCOMPLETE) {
      assertThat(whole.refusal()).isNull();
      assertThat(whole.done()).isEqualTo(status == ACCEPTED);
      assertThat(whole.consumed()).isEqualTo(input.length());
    } else {
      assertThat(whole.done()).isFalse();
      assertThat(whole.refusal())
          .isNotNull()
          .extracting(why -> why.status().code())
          .isEqualTo(status);
    }
    assertThat(ChunkedOutcome.inPlace(bytes, decoder, limit)).isEqualTo(whole);
    int step = bytes.length > 1500 ? 997 : 1;
    for (int piece = 1; piece < bytes.length; piece += step) {
      assertThat(ChunkedOutcome.pieces(bytes, piece, 1, decoder, limit))
          .as("pieces of %d", piece)
          .isEqualTo(whole);
      assertThat(ChunkedOutcome.pieces(bytes, piece, 3, decoder, limit))
          .as("pieces of %d", piece)
          .isEqualTo(whole);
    }
    for (int at = 0; at <= bytes.length; at++) {
      ChunkedOutcome split = ChunkedOutcome.split(bytes, at, decoder, limit);
      if (!split.equals(whole)) {
        assertThat(split).as("split at %d", at).isEqualTo(whole);
      }
    }
  }
}
