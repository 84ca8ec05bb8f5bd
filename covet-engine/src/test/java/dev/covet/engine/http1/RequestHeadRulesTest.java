package dev.covet.engine.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.covet.engine.connection.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The table of the framing rules and limits, row by row. However the bytes are cut and wherever
 * they lie, the outcome is the same.
 */
class RequestHeadRulesTest {
  private static final int ACCEPTED = 0;
  private static final int INCOMPLETE = -1;
  private static final String LINE = "GET / HTTP/1.1\r\n";
  private static final String GET = LINE + "Host: a\r\n";
  private static final String POST = "POST / HTTP/1.1\r\nHost: a\r\n";

  private static final List<Arguments> ROWS = new ArrayList<>();

  private static void row(int status, String... inputs) {
    for (String input : inputs) {
      ROWS.add(arguments(status, input));
    }
  }

  private static void fields(int status, String before, String... lines) {
    for (String line : lines) {
      row(status, before + line + "\r\n\r\n");
    }
  }

  private static void lines(int status, String... lines) {
    for (String line : lines) {
      row(status, line + "\r\nHost: a\r\n\r\n");
    }
  }

  static Stream<Arguments> rows() {
    ROWS.clear();
    lengths();
    codings();
    lineEnds();
    fieldLines();
    requestLines();
    hosts();
    targets();
    expectations();
    limits();
    return ROWS.stream();
  }

  private static void lengths() {
    fields(
        400,
        POST,
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 5",
        "Content-Length: 0\r\nTransfer-Encoding: chunked",
        "Content-Length: 5\r\nContent-Length: 5",
        "Content-Length: 5\r\ncontent-length: 6",
        "Content-Length: 5, 5",
        "Content-Length: 5, 6",
        "Content-Length: 5,",
        "Content-Length: +5",
        "Content-Length: -5",
        "Content-Length: 0x5",
        "Content-Length: 5_0",
        "Content-Length: 05",
        "Content-Length: 00",
        "Content-Length:",
        "Content-Length: \t ",
        "Content-Length: 5 5",
        "Content-Length: 5;",
        "Content-Length: 5.0",
        "Content-Length: 5e1",
        "Content-Length: \"5\"",
        "Content-Length: \u00b2",
        "Content-Length: :",
        "Content-Length: /",
        "Content-Length: 9223372036854775808",
        "Content-Length: 9999999999999999999",
        "Content-Length: 18446744073709551616",
        "Content-Length: 18446744073709551621",
        "Content-Length: 99999999999999999999");
    fields(
        ACCEPTED,
        POST,
        "Content-Length: 0",
        "Content-Length: 5",
        "CONTENT-LENGTH:5",
        "Content-Length: 10",
        "Content-Length: 9223372036854775807",
        "X-Content-Length: x",
        "Content-Lengt: x",
        "Content-Length1: x");
  }

  private static void codings() {
    fields(
        501,
        POST,
        "Transfer-Encoding: gzip",
        "Transfer-Encoding: identity",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked, chunked",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: chunked;q=1",
        "Transfer-Encoding: chunked ;x",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: chunkedx",
        "Transfer-Encoding: chunke",
        "Transfer-Encoding: \"chunked\"",
        "Transfer-Encoding: ,chunked",
        "Transfer-Encoding: chunked,",
        "Transfer-Encoding:",
        "Transfer-Encoding: c hunked",
        "Transfer-Encoding: chun\u212aed".replace('\u212a', '\u00eb'),
        "Transfer-Encoding: \u00a0chunked",
        "Transfer-Encoding: chunked\u00a0",
        "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked");
    fields(
        400,
        POST,
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip",
        "Transfer-Encoding: chunked\u000b",
        "Transfer-Encoding: \u000bchunked",
        "Transfer-Encoding: chunked\u0000",
        "Transfer-Encoding: chun\u007fked",
        "Transfer-Encoding: \u000cchunked");
    row(400, "POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    row(400, "POST / HTTP/1.0\r\nTransfer-Encoding: gzip\r\n\r\n");
    fields(
        ACCEPTED,
        POST,
        "Transfer-Encoding: chunked",
        "transfer-encoding: Chunked",
        "TRANSFER-ENCODING:\tCHUNKED\t ",
        "Transfer-Encodin: gzip",
        "Transfer_Encoding: gzip");
  }

  private static void lineEnds() {
    row(
        400,
        "GET / HTTP/1.1\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\n\r\n",
        GET + "\n",
        GET + "X: y\n\r\n\r\n",
        "GET / HTTP/1.1\rHost: a\r\n\r\n",
        GET + "X: a\rb\r\n\r\n",
        GET + "\rX: a\r\n\r\n",
        GET + "X: a\r\r\n\r\n",
        GET + "\r\r\n",
        GET + "X\r: a\r\n\r\n",
        "\n" + GET + "\r\n",
        "\rGET / HTTP/1.1\r\n",
        "\r\r\n" + GET + "\r\n",
        "\r\n\r\n" + GET + "\r\n",
        "\r\n\n" + GET + "\r\n",
        " \r\n" + GET + "\r\n",
        "GET / HTTP/1.1\r\r\nHost: a\r\n\r\n");
    row(ACCEPTED, "\r\n" + GET + "\r\n", GET + "\r\n");
    row(
        INCOMPLETE,
        "",
        "\r",
        "\r\n",
        "\r\nG",
        "GET",
        LINE,
        LINE + "\r",
        GET,
        GET + "\r",
        GET + "X",
        GET + "X:\r");
  }

  private static void fieldLines() {
    fields(
        400,
        GET,
        " folded",
        "\tfolded",
        "X: y\r\n z",
        "X: y\r\n\tz",
        "X: y\r\n ",
        "X : y",
        "X\t: y",
        " : y",
        ": y",
        ":",
        "X",
        "X y",
        "X;a: y",
        "X(: y",
        "X\"Y: z",
        "X\u00e9: y",
        "X/Y: z",
        "X[0]: y",
        "X{: y",
        "X@: y",
        "X,Y: z",
        "X: a\u0000b",
        "X: \u0000",
        "X\u0000: a",
        "X: a\u0001",
        "X: \u001f",
        "X: a\u000bb",
        "X: a\u007f",
        "X: \u0008",
        "Content-Length : 5",
        "Transfer-Encoding : chunked");
    row(400, LINE + " Host: a\r\n\r\n", LINE + "\tHost: a\r\n\r\n", LINE + "Host : a\r\n\r\n");
    fields(
        ACCEPTED,
        GET,
        "X: y",
        "X:y",
        "X:",
        "X:: y",
        "X: a\tb",
        "X: \u0080\u00ff",
        "!#$%&'*+-.^_`|~09azAZ: y",
        "X: \"a\\\"b\"",
        "X: :",
        "X: a b  c");
  }

  private static void requestLines() {
    lines(
        400,
        "GET  / HTTP/1.1",
        "GET /  HTTP/1.1",
        " GET / HTTP/1.1",
        "GET / HTTP/1.1 ",
        "GET\t/ HTTP/1.1",
        "GET /\tHTTP/1.1",
        "GET / HTTP/1.1\t",
        "GET /",
        "GET",
        "GET ",
        "GET / ",
        "GET  HTTP/1.1",
        "GET HTTP/1.1",
        "/ HTTP/1.1",
        "G\u00c9T / HTTP/1.1",
        "G(T / HTTP/1.1",
        "GET: / HTTP/1.1",
        "\u0000GET / HTTP/1.1",
        "\u0001GET / HTTP/1.1",
        "\u0016\u0003\u0001\u0002\u0000\u0001",
        "\u007fGET / HTTP/1.1",
        "\tGET / HTTP/1.1",
        "GET / x HTTP/1.1");
    lines(
        400,
        "GET / http/1.1",
        "GET / Http/1.1",
        "GET / HTTP/1",
        "GET / HTTP/1.",
        "GET / HTTP/.1",
        "GET / HTTP/1.10",
        "GET / HTTP/11.1",
        "GET / HTTP/1,1",
        "GET / HTTP/1.x",
        "GET / HTTP/x.1",
        "GET / HTTP 1.1",
        "GET / HTTP/-1.1",
        "GET / HTTPS/1.1",
        "GET / HTTP1.1",
        "GET / XTTP/1.1",
        "GET / HTTP/1.\u00b9",
        "GET / HTTP/ 1.1",
        "GET / HTTP/1 1");
    lines(
        505,
        "GET / HTTP/2.0",
        "GET / HTTP/0.9",
        "GET / HTTP/3.0",
        "GET / HTTP/9.9",
        "PRI * HTTP/2.0");
    row(505, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    lines(ACCEPTED, "GET / HTTP/1.1", "GET / HTTP/1.0", "GET / HTTP/1.2", "brew /pot HTTP/1.1");
  }

  private static void hosts() {
    row(
        400,
        LINE + "\r\n",
        LINE + "Hos: a\r\n\r\n",
        LINE + "Host1: a\r\n\r\n",
        "GET http://a/ HTTP/1.1\r\n\r\n");
    fields(
        400,
        LINE,
        "Host: a\r\nHost: a",
        "Host: a\r\nHost: b",
        "Host: a\r\nhOST: a",
        "Host:",
        "Host: ",
        "Host: user@a",
        "Host: user:pass@a",
        "Host: a/b",
        "Host: a,b",
        "Host: a, b",
        "Host: a b",
        "Host: a:x",
        "Host: a:80:80",
        "Host: a:65536",
        "Host: a:99999",
        "Host: a:000080",
        "Host: :80",
        "Host: a:-1",
        "Host: a?b",
        "Host: a#b",
        "Host: a\\b",
        "Host: [::1",
        "Host: ::1",
        "Host: [::1]x",
        "Host: []",
        "Host: [1]",
        "Host: [::g]",
        "Host: [::1]]",
        "Host: [[::1]]",
        "Host: a%",
        "Host: a%2",
        "Host: a%zz",
        "Host: a\u00e9",
        "Host: http://a",
        "Host: a<b",
        "Host: \"a\"",
        "Host: [::1]:65536",
        "Host: [::1%25eth0]",
        "Host: a\tb",
        "Host: *:80@",
        "Host: [0000:0000:0000:0000:0000:0000:0000:0000:0000:0]");
    fields(
        ACCEPTED,
        LINE,
        "Host: a",
        "Host: EXAMPLE.com",
        "Host: a:",
        "Host: a:0",
        "Host: a:65535",
        "Host: 127.0.0.1:80",
        "Host: [::1]",
        "Host: [::1]:8080",
        "Host: [::ffff:127.0.0.1]",
        "Host: a_b-c~",
        "Host: a%2Db",
        "Host: a%2D");
    row(400, "GET / HTTP/1.0\r\nHost: a,b\r\n\r\n", "GET / HTTP/1.0\r\nHost: a\r\nHost: a\r\n\r\n");
    row(
        400,
        "GET http://a/ HTTP/1.1\r\nHost: b,c\r\n\r\n",
        "GET http://a/ HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n");
    row(ACCEPTED, "GET http://a/ HTTP/1.1\r\nHost: b\r\n\r\n", "GET / HTTP/1.0\r\n\r\n");
  }

  private static void targets() {
    lines(
        400,
        "GET /\u00e9 HTTP/1.1",
        "GET /\u0080 HTTP/1.1",
        "GET /\u00ff HTTP/1.1",
        "GET /a#b HTTP/1.1",
        "GET # HTTP/1.1",
        "GET /\u0001 HTTP/1.1",
        "GET /\u007f HTTP/1.1",
        "GET /\u0000 HTTP/1.1",
        "GET * HTTP/1.1",
        "POST * HTTP/1.1",
        "OPTIONS ** HTTP/1.1",
        "OPTIONS *? HTTP/1.1",
        "GET a HTTP/1.1",
        "GET a/b HTTP/1.1",
        "GET ?x HTTP/1.1",
        "GET example.com:80 HTTP/1.1",
        "GET ftp://a/ HTTP/1.1",
        "GET http:/a HTTP/1.1",
        "GET http:// HTTP/1.1",
        "GET http:///x HTTP/1.1",
        "GET http://u@a/ HTTP/1.1",
        "GET http://a,b/ HTTP/1.1",
        "GET http://a:x/ HTTP/1.1",
        "GET http://[::1/ HTTP/1.1",
        "GET http://?x HTTP/1.1",
        "GET https:// HTTP/1.1",
        "GET \\ HTTP/1.1",
        "GET .. HTTP/1.1");
    lines(501, "CONNECT a:443 HTTP/1.1", "CONNECT / HTTP/1.1", "CONNECT http://a/ HTTP/1.1");
    lines(
        ACCEPTED,
        "GET // HTTP/1.1",
        "GET /%00 HTTP/1.1",
        "GET /..;/ HTTP/1.1",
        "GET /?? HTTP/1.1",
        "GET /\\ HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "OPTIONS / HTTP/1.1",
        "GET http://a HTTP/1.1",
        "GET https://a:1/b?c HTTP/1.1",
        "GET HtTp://[::1]/ HTTP/1.1",
        "GET /<>\"{}|^` HTTP/1.1",
        "connect / HTTP/1.1");
  }

  private static void expectations() {
    fields(
        417,
        POST + "Content-Length: 1\r\n",
        "Expect: 200-ok",
        "Expect:",
        "Expect: 100-continue, x",
        "Expect: 100-continu",
        "Expect: 100-continue;q");
    fields(
        ACCEPTED,
        POST + "Content-Length: 1\r\n",
        "Expect: 100-continue",
        "expect: 100-CONTINUE",
        "Expec: x");
  }

  private static void limits() {
    String path = "/" + "p".repeat(8192 - "GET / HTTP/1.1".length());
    lines(ACCEPTED, "GET " + path + " HTTP/1.1");
    lines(414, "GET " + path + "p HTTP/1.1");
    row(414, "G".repeat(8194), "\r\n" + "G".repeat(8194), "GET " + path + "p HTTP/1.1\r");
    row(INCOMPLETE, "G".repeat(8193), "G".repeat(8192) + "\r", "\r\n" + "G".repeat(8193));
    row(ACCEPTED, "\r\nGET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
    row(414, "\r\nGET " + path + "p HTTP/1.1\r\nHost: a\r\n\r\n");

    String big = "X: " + "y".repeat(16_384 - "Host: a\r\nX: \r\n".length());
    fields(ACCEPTED, GET, big);
    fields(431, GET, big + "y");
    row(431, GET + big + "y\r\n");
    fields(ACCEPTED, GET, big.substring(0, big.length() - 4) + "\r\nX:");
    fields(431, GET, big.substring(0, big.length() - 3) + "\r\nX:");
    row(431, GET + "y".repeat(16_384));
    row(INCOMPLETE, GET + big + "\r\n", GET + big + "\r\n\r");

    row(ACCEPTED, GET + "X: y\r\n".repeat(99) + "\r\n");
    row(431, GET + "X: y\r\n".repeat(100) + "\r\n", GET + "X: y\r\n".repeat(100));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void hasTheSameOutcomeHoweverItArrives(int status, String input) {
    byte[] bytes = HeadOutcome.bytes(input);
    RequestHead head = HeadOutcome.parser();
    HeadOutcome whole = HeadOutcome.whole(bytes, head);
    Refusal refusal = whole.refusal();
    if (status == ACCEPTED) {
      assertThat(refusal).isNull();
      assertThat(whole.end()).isEqualTo(input.length());
    } else if (status == INCOMPLETE) {
      assertThat(whole.end()).isEqualTo(RequestHead.INCOMPLETE);
    } else {
      assertThat(refusal).isNotNull().extracting(why -> why.status().code()).isEqualTo(status);
    }
    assertThat(HeadOutcome.byteByByte(bytes, head)).isEqualTo(whole);
    int step = bytes.length > 4096 ? 1021 : 1;
    for (int piece = 1; piece <= bytes.length; piece += step) {
      assertThat(HeadOutcome.moving(bytes, piece, head)).as("pieces of %d", piece).isEqualTo(whole);
    }
    for (int at = 0; at <= bytes.length; at++) {
      HeadOutcome split = HeadOutcome.split(bytes, at, head);
      if (!split.equals(whole)) {
        assertThat(split).as("split at %d", at).isEqualTo(whole);
      }
    }
  }
}
