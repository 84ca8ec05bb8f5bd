package dev.covet.engine.http1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.engine.connection.DefaultFields;
import dev.covet.engine.connection.Out;
import dev.covet.http.Headers;
import dev.covet.http.Status;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class AnswerTest {
  private static final byte[] HELLO = HeadOutcome.bytes("hello");
  private final Out out = new Out();
  private final Answer answer =
      new Answer(
          out, new HeadWriter("", new DefaultFields(Headers.of("Date", "D"), Headers.empty())));

  private static RequestHead request(String line) {
    RequestHead head = HeadOutcome.parser();
    byte[] bytes = HeadOutcome.bytes(line + "\r\nHost: a\r\n\r\n");
    head.reset();
    assertThat(head.parse(bytes, 0, bytes.length)).isEqualTo(bytes.length);
    return head;
  }

  private String written() {
    return new String(out.array, 0, out.length, StandardCharsets.ISO_8859_1);
  }

  private void begin(String line, Status status, long length) {
    answer.reset();
    out.clear();
    answer.head(request(line), status, Headers.empty(), length, true, 0);
  }

  @Test
  void aKnownLength() {
    begin("GET / HTTP/1.1", Status.OK, 5);
    assertThat(answer.started()).isTrue();
    assertThat(answer.ended()).isFalse();
    assertThat(answer.body(HELLO, 0, 2)).isTrue();
    assertThat(answer.body(HELLO, 2, 3)).isTrue();
    assertThat(answer.end(Headers.of("X", "dropped"))).isTrue();
    assertThat(answer.ended()).isTrue();
    assertThat(answer.close()).isFalse();
    assertThat(written()).isEqualTo("HTTP/1.1 200 OK\r\nDate: D\r\nContent-Length: 5\r\n\r\nhello");
  }

  @Test
  void chunksAndTrailers() {
    begin("GET / HTTP/1.1", Status.OK, -1);
    assertThat(answer.body(HELLO, 1, 3)).isTrue();
    assertThat(answer.body(HELLO, 0, 0)).isTrue();
    assertThat(answer.body(new byte[0x1a0], 0, 0x1a0)).isTrue();
    assertThat(answer.end(Headers.of("X-Sum", "1", "X-Sum", "2"))).isTrue();
    assertThat(written())
        .isEqualTo(
            "HTTP/1.1 200 OK\r\nDate: D\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nell\r\n1a0\r\n"
                + "\u0000".repeat(0x1a0)
                + "\r\n0\r\nX-Sum: 1\r\nX-Sum: 2\r\n\r\n");
  }

  @Test
  void trailersCanNotSpeakAboutTheFraming() {
    begin("GET / HTTP/1.1", Status.OK, -1);
    assertThat(
            answer.end(
                Headers.of(
                    "Content-Length", "7", "transfer-encoding", "x", "connection", "y", "X", "z")))
        .isTrue();
    assertThat(written()).endsWith("\r\n\r\n0\r\nX: z\r\n\r\n");
  }

  @Test
  void oneDotZeroEndsAnUnknownLengthByClosing() {
    begin("GET / HTTP/1.0", Status.OK, -1);
    assertThat(answer.close()).isTrue();
    assertThat(answer.body(HELLO, 0, 5)).isTrue();
    assertThat(answer.end(Headers.of("X", "dropped"))).isTrue();
    assertThat(written()).isEqualTo("HTTP/1.1 200 OK\r\nDate: D\r\nConnection: close\r\n\r\nhello");
  }

  @Test
  void oneDotZeroIsToldThatTheConnectionStays() {
    begin("GET / HTTP/1.0", Status.OK, 0);
    assertThat(answer.close()).isFalse();
    assertThat(written())
        .isEqualTo(
            "HTTP/1.1 200 OK\r\nDate: D\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n");
  }

  @Test
  void headHasTheFieldsOfGetAndNoBody() {
    begin("HEAD / HTTP/1.1", Status.OK, 5);
    assertThat(answer.body(HELLO, 0, 5)).isTrue();
    assertThat(answer.end(Headers.empty())).isTrue();
    assertThat(written()).isEqualTo("HTTP/1.1 200 OK\r\nDate: D\r\nContent-Length: 5\r\n\r\n");
    begin("HEAD / HTTP/1.1", Status.OK, -1);
    assertThat(answer.body(HELLO, 0, 5)).isTrue();
    assertThat(answer.end(Headers.of("X", "y"))).isTrue();
    assertThat(written())
        .isEqualTo("HTTP/1.1 200 OK\r\nDate: D\r\nTransfer-Encoding: chunked\r\n\r\n");
  }

  @Test
  void anAnswerToHeadNeedNotWriteTheBodyItAnnounces() {
    begin("HEAD / HTTP/1.1", Status.OK, 5);
    assertThat(answer.end(Headers.empty())).isTrue();
    assertThat(answer.ended()).isTrue();
    begin("GET / HTTP/1.1", Status.NOT_MODIFIED, 5);
    assertThat(answer.end(Headers.empty())).isTrue();
    assertThat(written())
        .isEqualTo("HTTP/1.1 304 Not Modified\r\nDate: D\r\nContent-Length: 5\r\n\r\n");
  }

  @Test
  void statusesWithoutABodyHaveNone() {
    begin("GET / HTTP/1.1", Status.NO_CONTENT, 5);
    assertThat(answer.body(HELLO, 0, 5)).isTrue();
    assertThat(answer.end(Headers.empty())).isTrue();
    assertThat(written()).isEqualTo("HTTP/1.1 204 No Content\r\nDate: D\r\n\r\n");
    begin("GET / HTTP/1.1", Status.RESET_CONTENT, 5);
    assertThat(answer.body(HELLO, 0, 5)).isTrue();
    assertThat(answer.end(Headers.empty())).isTrue();
    assertThat(written())
        .isEqualTo("HTTP/1.1 205 Reset Content\r\nDate: D\r\nContent-Length: 0\r\n\r\n");
    begin("GET / HTTP/1.1", Status.NOT_MODIFIED, -1);
    assertThat(answer.body(HELLO, 0, 5)).isTrue();
    assertThat(answer.end(Headers.empty())).isTrue();
    assertThat(written()).isEqualTo("HTTP/1.1 304 Not Modified\r\nDate: D\r\n\r\n");
    begin("GET / HTTP/1.1", Status.NO_CONTENT, -1);
    assertThat(answer.end(Headers.of("X", "y"))).isTrue();
    assertThat(written()).isEqualTo("HTTP/1.1 204 No Content\r\nDate: D\r\n\r\n");
  }

  @Test
  void moreThanAnnouncedIsRefusedAndNotWritten() {
    begin("GET / HTTP/1.1", Status.OK, 4);
    int before = out.length;
    assertThat(answer.body(HELLO, 0, 5)).isFalse();
    assertThat(out.length).isEqualTo(before);
    assertThat(answer.body(HELLO, 0, 4)).isTrue();
    assertThat(answer.body(HELLO, 4, 1)).isFalse();
    assertThat(out.length).isEqualTo(before + 4);
  }

  @Test
  void lessThanAnnouncedDoesNotEnd() {
    begin("GET / HTTP/1.1", Status.OK, 6);
    assertThat(answer.body(HELLO, 0, 5)).isTrue();
    assertThat(answer.end(Headers.empty())).isFalse();
    assertThat(answer.ended()).isFalse();
  }

  @Test
  void closesWhenEitherSideAsks() {
    RequestHead request = request("GET / HTTP/1.1");
    answer.head(request, Status.OK, Headers.empty(), 0, false, 0);
    assertThat(answer.close()).isTrue();
    assertThat(written()).endsWith("Content-Length: 0\r\nConnection: close\r\n\r\n");
    answer.reset();
    assertThat(answer.close()).isFalse();
    answer.head(request, Status.OK, Headers.of("connection", "Close"), 0, true, 0);
    assertThat(answer.close()).isTrue();
    answer.reset();
    answer.head(request, Status.OK, Headers.of("X", "y", "connection", "keep-alive"), 0, true, 0);
    assertThat(answer.close()).isFalse();
    answer.reset();
    answer.closeAfter();
    out.clear();
    answer.head(request, Status.OK, Headers.empty(), 0, true, 0);
    assertThat(answer.close()).isTrue();
    assertThat(written()).contains("Connection: close\r\n");
  }

  @Test
  void aRefusalNeedsNoReadableRequest() {
    answer.refusal(Status.BAD_REQUEST, Headers.of("X", "y"), 5, 0);
    assertThat(answer.body(HELLO, 0, 5)).isTrue();
    assertThat(answer.end(Headers.empty())).isTrue();
    assertThat(answer.close()).isTrue();
    assertThat(written())
        .isEqualTo(
            "HTTP/1.1 400 Bad Request\r\n"
                + "X: y\r\n"
                + "Date: D\r\n"
                + "Content-Length: 5\r\n"
                + "Connection: close\r\n\r\n"
                + "hello");
  }
}
