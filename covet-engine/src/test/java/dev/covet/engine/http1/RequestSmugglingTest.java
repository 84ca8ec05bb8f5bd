package dev.covet.engine.http1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.http.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Known request smuggling attacks, by their names. Each must end in a refusal before a byte of what
 * is smuggled is seen as a request: what two servers could read differently is not served at all.
 */
class RequestSmugglingTest {
  private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\n";
  private static final String SMUGGLED = "GET /admin HTTP/1.1\r\nHost: a\r\n\r\n";

  private static void refusesHead(String head) {
    byte[] bytes = HeadOutcome.bytes(head + SMUGGLED);
    HeadOutcome outcome = HeadOutcome.whole(bytes, HeadOutcome.parser());
    assertThat(outcome.end()).as(head).isEqualTo(RequestHead.REFUSED);
    for (int piece = 1; piece < bytes.length; piece++) {
      assertThat(HeadOutcome.moving(bytes, piece, HeadOutcome.parser())).isEqualTo(outcome);
    }
  }

  private static void refusesChunks(String chunks) {
    byte[] bytes = HeadOutcome.bytes(chunks + SMUGGLED);
    ChunkedDecoder decoder = new ChunkedDecoder(Limits.defaults());
    ChunkedOutcome outcome = ChunkedOutcome.whole(bytes, decoder, ChunkedOutcome.LIMIT);
    assertThat(outcome.refusal()).as(chunks).isNotNull();
    assertThat(outcome.done()).as(chunks).isFalse();
    for (int piece = 1; piece < bytes.length; piece++) {
      assertThat(ChunkedOutcome.pieces(bytes, piece, 4, decoder, ChunkedOutcome.LIMIT))
          .isEqualTo(outcome);
    }
  }

  @Test
  void contentLengthBeforeTransferEncoding() {
    refusesHead(POST + "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
  }

  @Test
  void transferEncodingBeforeContentLength() {
    refusesHead(POST + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n5c\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding : chunked",
        "Transfer-Encoding\t: chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: x",
        "Transfer-Encoding: x\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nTransfer-encoding: cow",
        " Transfer-Encoding: chunked",
        "X: X\nTransfer-Encoding: chunked",
        "X: X\rTransfer-Encoding: chunked",
        "Transfer-Encoding\r\n : chunked",
        "Transfer-Encoding:\r\n chunked",
        "Transfer-Encoding:\r\n\tchunked",
        "Transfer-Encoding:\u000bchunked",
        "Transfer-Encoding:\u000cchunked",
        "Transfer-Encoding: chunked\u000b",
        "Transfer-Encoding: chunked\u0000",
        "Transfer-Encoding: \u0000chunked",
        "Transfer-Encoding: chunked\u00a0",
        "Transfer-Encoding: \u0085chunked",
        "Transfer-Encoding: chunked\u00ff",
        "Transfer-Encoding: chunk\u007f",
        "Transfer-Encoding: \"chunked\"",
        "Transfer-Encoding: 'chunked'",
        "Transfer-Encoding: chunked;foo=bar",
        "Transfer-Encoding: identity, chunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: , chunked",
        "Transfer-Encoding: chunked,",
        "Transfer-Encoding: chunked chunked",
        "Transfer-Encoding: identity",
        "Transfer-Encoding:",
        "Transfer-Encoding\u0000: chunked",
        "Transfer-Encoding;: chunked",
        "\u0000Transfer-Encoding: chunked",
        "Transfer\u0000Encoding: chunked",
        "Transfer-Encoding\u00a0: chunked"
      })
  void obscuredTransferEncoding(String line) {
    refusesHead(POST + line + "\r\n\r\n");
    refusesHead(POST + "Content-Length: 4\r\n" + line + "\r\n\r\n");
    refusesHead(POST + line + "\r\nContent-Length: 4\r\n\r\n");
  }

  @Test
  void transferEncodingInOneDotZero() {
    refusesHead(
        "POST / HTTP/1.0\r\n"
            + "Host: a\r\n"
            + "Connection: keep-alive\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 0\r\nContent-Length: 44",
        "Content-Length: 44\r\nContent-Length: 44",
        "Content-Length: 44\r\nContent-length: 0",
        "Content-Length: 0, 44",
        "Content-Length: 44, 44",
        "Content-Length: +44",
        "Content-Length: -1",
        "Content-Length: 0x2c",
        "Content-Length: 044",
        "Content-Length: 4 4",
        "Content-Length: 44\u000b",
        "Content-Length: 44\u0000",
        "Content-Length: 4_4",
        "Content-Length: 4294967296000000000000",
        "Content-Length: 18446744073709551616",
        "Content-Length : 44",
        " Content-Length: 44",
        "X: y\r\n Content-Length: 44",
        "X: y\nContent-Length: 44",
        "Content-Length:",
        "Content-Length: \u0664",
        "Content-Length: 44\u00a0",
        "Content-Length\u0000: 44"
      })
  void ambiguousContentLength(String line) {
    refusesHead(POST + line.replace('\u0664', '\u00b4') + "\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Terminators that only one side takes for the end of the line (TERM.EXT, EXT.TERM;
        // CVE-2023-38522 and others).
        "2;\nxx\r\n0\r\n\r\n",
        "2;a\nxx\r\n0\r\n\r\n",
        "2;a\rxx\r\n0\r\n\r\n",
        "2;a=\"\n\"\r\nxx\r\n0\r\n\r\n",
        "2;a=\"\r\n\"\r\nxx\r\n0\r\n\r\n",
        "2;a=\"x\r\nxx\r\n0\r\n\r\n",
        "2\nxx\r\n0\r\n\r\n",
        "2\rxx\r\n0\r\n\r\n",
        "2\r\rxx\r\n0\r\n\r\n",
        "0\n\n",
        "0\r\n\n",
        "0\n\r\n",
        "0;\n\r\n",
        // Terminators of the data that only one side takes (TERM.SPILL, ONE.TWO, TWO.ONE).
        "2\r\nxx\n0\r\n\r\n",
        "2\r\nxx\r0\r\n\r\n",
        "2\r\nxx0\r\n\r\n",
        "2\r\nxx\r\r\n0\r\n\r\n",
        "2\r\nxxyy0\r\n\r\n",
        "2\r\nxx\n\n0\r\n\r\n",
        // Sizes that only one side reads so.
        "0x2\r\nxx\r\n0\r\n\r\n",
        "+2\r\nxx\r\n0\r\n\r\n",
        "-2\r\nxx\r\n0\r\n\r\n",
        " 2\r\nxx\r\n0\r\n\r\n",
        "2 \r\nxx\r\n0\r\n\r\n",
        "2_\r\nxx\r\n0\r\n\r\n",
        "\r\n2\r\nxx\r\n0\r\n\r\n",
        "\r\n0\r\n\r\n",
        "2,2\r\nxx\r\n0\r\n\r\n",
        "2\u0000\r\nxx\r\n0\r\n\r\n",
        "2\u000b\r\nxx\r\n0\r\n\r\n",
        // Sizes beyond 32 and 64 bits.
        "10000000000000002\r\nxx\r\n0\r\n\r\n",
        "100000000\r\n\r\n\r\n",
        "fffffffffffffffe\r\nxx\r\n0\r\n\r\n",
        "00000000000000000000000000000002\r\nxx\r\n0\r\n\r\n",
        // Trailers whose end only one side sees.
        "0\r\nX: y\n\r\n",
        "0\r\nX: y\n\n",
        "0\r\nX: y\r\n\n",
        "0\r\nX: y\r\r\n\r\n",
        "0\r\nX: \rGET / HTTP/1.1\r\n\r\n",
        "0\r\n X: y\r\n\r\n",
        "0\r\nX: y\r\n folded\r\n\r\n",
        "0\r\nX\u0000: y\r\n\r\n",
        "0\r\nGET /admin HTTP/1.1\r\nHost: a\r\n\r\n"
      })
  void ambiguousChunks(String chunks) {
    refusesChunks(chunks);
  }

  @Test
  void aBodyOfARequestThatHasNoneIsTheNextRequestForEverybody() {
    String head = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    HeadOutcome outcome = HeadOutcome.whole(head + SMUGGLED);
    assertThat(outcome.end()).isEqualTo(head.length());
  }

  @Test
  void theFirstHostIsTheOnlyOne() {
    refusesHead("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
    refusesHead("GET / HTTP/1.1\r\nHost: a\r\n Host: b\r\n\r\n");
    refusesHead("GET / HTTP/1.1\r\n Host: a\r\nHost: b\r\n\r\n");
    refusesHead("GET / HTTP/1.1\r\nHost: a\u0000b\r\n\r\n");
    refusesHead("GET / HTTP/1.1\r\nHost: a, b\r\n\r\n");
    refusesHead("GET http://a@b/ HTTP/1.1\r\nHost: b\r\n\r\n");
  }

  @Test
  void aSecondRequestDoesNotHideInTheRequestLine() {
    refusesHead("GET / HTTP/1.1 HTTP/1.1\r\nHost: a\r\n\r\n");
    refusesHead("GET /\rGET /admin HTTP/1.1\r\nHost: a\r\n\r\n");
    refusesHead("GET / HTTP/1.1\nGET /admin HTTP/1.1\r\nHost: a\r\n\r\n");
    refusesHead("GET /\u0000 HTTP/1.1\r\nHost: a\r\n\r\n");
    refusesHead("GET /a\u000bb HTTP/1.1\r\nHost: a\r\n\r\n");
  }

  @Test
  void trailersCanNotReplaceFieldsOfTheHead() {
    ChunkedOutcome outcome =
        ChunkedOutcome.whole(
            "0\r\nHost: evil\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nOk: 1\r\n\r\n");
    assertThat(outcome.trailers()).isEqualTo(dev.covet.http.Headers.of("Ok", "1"));
  }
}
