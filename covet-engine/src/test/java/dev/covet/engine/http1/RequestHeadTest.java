package dev.covet.engine.http1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.engine.connection.Refusal;
import dev.covet.http.HttpVersion;
import dev.covet.http.Limits;
import dev.covet.http.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RequestHeadTest {
  private static final String LINE = "GET / HTTP/1.1\r\n";

  private static HeadOutcome.Parsed parsed(String input) {
    HeadOutcome outcome = HeadOutcome.whole(input);
    assertThat(outcome.refusal()).as("refusal of %s", input).isNull();
    return Objects.requireNonNull(outcome.parsed());
  }

  @Test
  void readsEachPartOfAPlainRequest() {
    HeadOutcome.Parsed head =
        parsed(
            "GET /a/b?c=d?e HTTP/1.1\r\nHost: example.com:8080\r\nAccept:\t text/html \t\r\n"
                + "X-Empty:\r\naccept: b\u00e9\r\n\r\n");
    assertThat(head.method()).isSameAs(Method.GET);
    assertThat(head.version()).isEqualTo(HttpVersion.HTTP_1_1);
    assertThat(head.path()).isEqualTo("/a/b");
    assertThat(head.query()).isEqualTo("c=d?e");
    assertThat(head.authority()).isEqualTo("example.com:8080");
    assertThat(head.fields())
        .containsExactly("Host=example.com:8080", "Accept=text/html", "X-Empty=", "accept=b\u00e9");
    assertThat(head.contentLength()).isZero();
    assertThat(head.chunked()).isFalse();
    assertThat(head.keepAlive()).isTrue();
    assertThat(head.expectContinue()).isFalse();
  }

  @Test
  void findsFieldsWithoutCase() {
    RequestHead head = HeadOutcome.parser();
    byte[] input = HeadOutcome.bytes(LINE + "Host: a\r\nX-Two: 1\r\nx-tWO: 2\r\n\r\n");
    head.reset();
    assertThat(head.parse(input, 0, input.length)).isEqualTo(input.length);
    assertThat(head.header("x-two")).isEqualTo("1");
    assertThat(head.headers("X-TWO")).containsExactly("1", "2");
    assertThat(head.header("x-three")).isNull();
    assertThat(head.headers("x-three")).isEmpty();
    assertThat(head.headers("x-tw\u00ef")).isEqualTo(List.of());
  }

  @Test
  void stopsAtTheEndOfTheHeadAndLeavesTheRest() {
    String head = LINE + "Host: a\r\n\r\n";
    assertThat(HeadOutcome.whole(head + "GET /next HTTP/1.1\r\n").end()).isEqualTo(head.length());
    assertThat(HeadOutcome.whole(head + "\u0000\r\u0001").end()).isEqualTo(head.length());
  }

  @Test
  void knowsTheRegisteredMethodsAndTakesAnyToken() {
    for (Method method : Method.known()) {
      if (method != Method.CONNECT) {
        assertThat(parsed(method.name() + " / HTTP/1.1\r\nHost: a\r\n\r\n").method())
            .isSameAs(method);
      }
    }
    for (String name :
        List.of(
            "get",
            "GETT",
            "POS",
            "PUTT",
            "PATCHES",
            "HEAT",
            "DELETf",
            "QUERX",
            "X",
            "!#$%&'*+-.^_`|~9")) {
      Method method = parsed(name + " / HTTP/1.1\r\nHost: a\r\n\r\n").method();
      assertThat(method.name()).isEqualTo(name);
      assertThat(Method.known()).doesNotContain(method);
    }
  }

  @Test
  void laterMinorVersionsCountAsOneDotOne() {
    assertThat(parsed("GET / HTTP/1.2\r\nHost: a\r\n\r\n").version())
        .isEqualTo(HttpVersion.HTTP_1_1);
    assertThat(parsed("GET / HTTP/1.9\r\nHost: a\r\n\r\n").version())
        .isEqualTo(HttpVersion.HTTP_1_1);
  }

  @Test
  void oneDotZeroNeedsNoHostAndClosesUnlessToldOtherwise() {
    HeadOutcome.Parsed head = parsed("GET / HTTP/1.0\r\n\r\n");
    assertThat(head.version()).isEqualTo(HttpVersion.HTTP_1_0);
    assertThat(head.authority()).isEmpty();
    assertThat(head.keepAlive()).isFalse();
    assertThat(parsed("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n").keepAlive()).isTrue();
    assertThat(parsed("GET / HTTP/1.0\r\nConnection: keep-alive, close\r\n\r\n").keepAlive())
        .isFalse();
  }

  @Test
  void connectionCloseIsFoundInAnyList() {
    for (String value : List.of("close", "CLOSE", "upgrade, close", ",close ,\tx", "x,,close")) {
      assertThat(parsed(LINE + "Host: a\r\nConnection: " + value + "\r\n\r\n").keepAlive())
          .as(value)
          .isFalse();
    }
    assertThat(parsed(LINE + "Host: a\r\nConnection: x\r\nConnection: close\r\n\r\n").keepAlive())
        .isFalse();
    for (String value : List.of("", "closed", "clos", "x close", "keep-alive", "close;q=1")) {
      assertThat(parsed(LINE + "Host: a\r\nConnection: " + value + "\r\n\r\n").keepAlive())
          .as(value)
          .isTrue();
    }
  }

  @Test
  void theLengthOfTheBodyIsRead() {
    assertThat(parsed("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n").contentLength())
        .isZero();
    assertThat(parsed("POST / HTTP/1.1\r\nHost: a\r\ncontent-length:\t17 \r\n\r\n").contentLength())
        .isEqualTo(17);
    assertThat(
            parsed("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9223372036854775807\r\n\r\n")
                .contentLength())
        .isEqualTo(Long.MAX_VALUE);
    HeadOutcome.Parsed chunked =
        parsed("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: CHUNked\r\n\r\n");
    assertThat(chunked.chunked()).isTrue();
    assertThat(chunked.contentLength()).isEqualTo(-1);
  }

  @Test
  void expectContinueNeedsABodyAndOneDotOne() {
    String expect = "Host: a\r\nExpect: 100-Continue\r\n";
    assertThat(
            parsed("POST / HTTP/1.1\r\n" + expect + "Content-Length: 1\r\n\r\n").expectContinue())
        .isTrue();
    assertThat(
            parsed("POST / HTTP/1.1\r\n" + expect + "Transfer-Encoding: chunked\r\n\r\n")
                .expectContinue())
        .isTrue();
    assertThat(
            parsed("POST / HTTP/1.1\r\n" + expect + "Content-Length: 0\r\n\r\n").expectContinue())
        .isFalse();
    assertThat(parsed("POST / HTTP/1.1\r\n" + expect + "\r\n").expectContinue()).isFalse();
    assertThat(
            parsed("POST / HTTP/1.0\r\n" + expect + "Content-Length: 1\r\n\r\n").expectContinue())
        .isFalse();
  }

  @Test
  void theAuthorityOfAnAbsoluteTargetCounts() {
    HeadOutcome.Parsed head = parsed("GET HTTP://real:81/x?y HTTP/1.1\r\nHost: other\r\n\r\n");
    assertThat(head.authority()).isEqualTo("real:81");
    assertThat(head.path()).isEqualTo("/x");
    assertThat(head.query()).isEqualTo("y");
    assertThat(parsed("GET https://real HTTP/1.1\r\nHost: real\r\n\r\n").path()).isEqualTo("/");
    HeadOutcome.Parsed query = parsed("GET http://real?q HTTP/1.1\r\nHost: real\r\n\r\n");
    assertThat(query.path()).isEqualTo("/");
    assertThat(query.query()).isEqualTo("q");
  }

  @Test
  void strictHostRefusesADifferentAuthority() {
    RequestHead head = new RequestHead(Limits.defaults(), true, new RecentPaths());
    byte[] different = HeadOutcome.bytes("GET http://real/ HTTP/1.1\r\nHost: other\r\n\r\n");
    assertThat(HeadOutcome.whole(different, head).refusal()).isSameAs(Refusal.HOST_DIFFERS);
    byte[] same = HeadOutcome.bytes("GET http://real/ HTTP/1.1\r\nHost: REAL\r\n\r\n");
    assertThat(HeadOutcome.whole(same, head).refusal()).isNull();
    assertThat(HeadOutcome.moving(same, 5, head)).isEqualTo(HeadOutcome.whole(same, head));
    byte[] origin = HeadOutcome.bytes(LINE + "Host: other\r\n\r\n");
    assertThat(HeadOutcome.whole(origin, head).refusal()).isNull();
  }

  @Test
  void theAsteriskGoesWithOptions() {
    assertThat(parsed("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").path()).isEqualTo("*");
    assertThat(parsed("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").query()).isNull();
  }

  @Test
  void anEmptyLineBeforeTheHeadDoesNotStartIt() {
    RequestHead head = HeadOutcome.parser();
    head.reset();
    byte[] input = HeadOutcome.bytes("\r\n" + LINE + "Host: a\r\n\r\n");
    assertThat(head.parse(input, 0, 0)).isEqualTo(RequestHead.INCOMPLETE);
    assertThat(head.parse(input, 0, 1)).isEqualTo(RequestHead.INCOMPLETE);
    assertThat(head.parse(input, 0, 2)).isEqualTo(RequestHead.INCOMPLETE);
    assertThat(head.started()).isFalse();
    assertThat(head.parse(input, 0, 3)).isEqualTo(RequestHead.INCOMPLETE);
    assertThat(head.started()).isTrue();
    assertThat(head.parse(input, 0, input.length)).isEqualTo(input.length);
    head.reset();
    assertThat(head.started()).isFalse();
  }

  @Test
  void oneObjectServesManyRequestsWithoutATraceOfTheLast() {
    RequestHead head = HeadOutcome.parser();
    byte[] rich =
        HeadOutcome.bytes(
            "POST http://one/x?y HTTP/1.0\r\n"
                + "Host: one\r\n"
                + "Content-Length: 9\r\n"
                + "Expect: 100-continue\r\n"
                + "Connection: keep-alive\r\n\r\n");
    byte[] chunked =
        HeadOutcome.bytes("PUT /c HTTP/1.1\r\nHost: b\r\nTransfer-Encoding: chunked\r\n\r\n");
    byte[] plain = HeadOutcome.bytes("GET /p HTTP/1.1\r\nHost: c\r\n\r\n");
    byte[] refused = HeadOutcome.bytes("GET /p HTTP/1.1\r\nHost: c\r\nHost: c\r\n\r\n");
    for (byte[] before : List.of(rich, chunked, plain, refused)) {
      for (byte[] after : List.of(rich, chunked, plain, refused)) {
        HeadOutcome.whole(before, head);
        assertThat(HeadOutcome.whole(after, head))
            .isEqualTo(HeadOutcome.whole(after, HeadOutcome.parser()));
      }
    }
  }

  /**
   * Bytes that were searched before are made illegal while more arrive, so a parser that began
   * again from the front would refuse them: a head that drips in is read once for the ends of its
   * lines, and each line once when it is complete.
   */
  @Test
  void aHeadThatDripsInIsNotSearchedAgainFromTheFront() {
    String text =
        "\r\nGET /"
            + "p".repeat(300)
            + " HTTP/1.1\r\nHost: a\r\nX-Long: "
            + "v".repeat(300)
            + "\r\nY: z\r\n\r\n";
    byte[] input = HeadOutcome.bytes(text);
    RequestHead head = HeadOutcome.parser();
    head.reset();
    int line = 2;
    for (int length = 3; length < input.length; length++) {
      byte[] poisoned = input.clone();
      boolean lineEnds = input[length - 1] == '\n';
      Arrays.fill(poisoned, 2, lineEnds ? line : Math.max(line, length - 1), (byte) 0);
      if (lineEnds) {
        line = length;
      }
      assertThat(head.parse(poisoned, 0, length))
          .as("at %d", length)
          .isEqualTo(RequestHead.INCOMPLETE);
    }
    assertThat(head.parse(input, 0, input.length)).isEqualTo(input.length);
    assertThat(head.rawPath()).isEqualTo("/" + "p".repeat(300));
    assertThat(head.header("x-long")).isEqualTo("v".repeat(300));
  }

  @Test
  void asksForARefusalOnlyAfterOne() {
    RequestHead head = HeadOutcome.parser();
    head.reset();
    assertThatThrownBy(head::refusal).isInstanceOf(IllegalStateException.class);
  }
}
