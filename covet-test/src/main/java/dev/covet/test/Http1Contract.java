package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The contract over HTTP/1.1, with what only that version has. */
public abstract class Http1Contract extends UploadContract {
  /** For subclasses. */
  protected Http1Contract() {}

  @Test
  void theAuthorityOfAnAbsoluteTargetCounts() throws Exception {
    assertThat(get("http://other:81/host").text())
        .isEqualTo("other:81 " + server.uri().getScheme());
    assertThat(get("HTTP://other").status()).isEqualTo(404);
  }

  @Test
  void theVersionIsKnown() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send("GET /version HTTP/1.0\r\n\r\n");
      assertThat(connection.read().text()).isEqualTo("HTTP/1.0");
    }
    try (RawConnection connection = server.connect()) {
      connection.send("GET /version HTTP/1.9\r\nHost: a\r\n\r\n");
      assertThat(connection.read().text()).isEqualTo("HTTP/1.1");
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    try (RawConnection connection = server.connect()) {
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < 100; i++) {
        requests.append("GET /echo/r/").append(i).append(" HTTP/1.1\r\nHost: a\r\n\r\n");
        requests
            .append("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nb")
            .append(10 + i % 90);
        requests.append(i % 10 == 0 ? "GET /sleep HTTP/1.1\r\nHost: a\r\n\r\n" : "");
      }
      connection.send(requests.toString());
      for (int i = 0; i < 100; i++) {
        assertThat(connection.read().text()).isEqualTo("r" + i);
        assertThat(connection.read().text()).isEqualTo("b" + (10 + i % 90));
        if (i % 10 == 0) {
          assertThat(connection.read().text()).isEqualTo("slept");
        }
      }
    }
  }

  @Test
  void connectionsLiveOnUnlessTheClientCloses() throws Exception {
    try (RawConnection connection = server.connect()) {
      for (int i = 0; i < 5; i++) {
        TestResponse response = connection.send("GET /text HTTP/1.1\r\nHost: a\r\n\r\n").read();
        assertThat(response.header("connection")).isNull();
      }
      connection.send("GET /text HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertThat(connection.read().header("connection")).isEqualTo("close");
      assertThat(connection.rest()).isEmpty();
    }
  }

  @Test
  void http10LivesOnOnlyWhenAsked() throws Exception {
    try (RawConnection connection = server.connect()) {
      TestResponse kept =
          connection.send("GET /text HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").read();
      assertThat(kept.header("connection")).isEqualTo("keep-alive");
      TestResponse last = connection.send("GET /text HTTP/1.0\r\n\r\n").read();
      assertThat(last.header("connection")).isEqualTo("close");
      assertThat(connection.rest()).isEmpty();
    }
  }

  @Test
  void http10GetsStreamsUntilTheEnd() throws Exception {
    try (RawConnection connection = server.connect()) {
      TestResponse response = connection.send("GET /stream/3 HTTP/1.0\r\n\r\n").read();
      assertThat(response.header("transfer-encoding")).isNull();
      assertThat(response.text()).isEqualTo("line 0\nline 1\nline 2\n");
    }
  }

  @Test
  void bodiesOfBothFramingsArriveWhole() throws Exception {
    assertThat(request("POST", "/echo", "hello").text()).isEqualTo("hello");
    assertThat(request("POST", "/echo", "").bytes()).isEmpty();
    try (RawConnection connection = server.connect()) {
      connection.send("POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      for (char c : "5\r\nhello\r\n6;x=y\r\n world\r\n0\r\nX-Sum: 1\r\n\r\n".toCharArray()) {
        connection.send(String.valueOf(c));
      }
      assertThat(connection.read().text()).isEqualTo("hello world");
    }
  }

  @Test
  void largeBodiesAreReadAsTheyCome() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send("POST /count HTTP/1.1\r\nHost: a\r\nContent-Length: 5000000\r\n\r\n");
      String part = "x".repeat(100_000);
      for (int i = 0; i < 50; i++) {
        connection.send(part);
      }
      assertThat(connection.read().text()).isEqualTo("5000000");
    }
  }

  @Test
  void bodiesOverTheRoutesLimitAre413() throws Exception {
    assertThat(request("POST", "/small", "0123456789").text()).isEqualTo("0123456789");
    try (RawConnection connection = server.connect()) {
      connection.send("POST /small HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\n");
      TestResponse response = connection.read();
      assertThat(response.status()).isEqualTo(413);
      assertThat(response.header("connection")).isEqualTo("close");
    }
    try (RawConnection connection = server.connect()) {
      connection.send("POST /small HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n");
      assertThat(connection.read().status()).isEqualTo(413);
    }
  }

  @Test
  void theClientIsAskedToGoOnOnlyForABodyThatIsRead() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send(
          "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
      assertThat(connection.read().status()).isEqualTo(100);
      assertThat(connection.send("ok").read().text()).isEqualTo("ok");
    }
    try (RawConnection connection = server.connect()) {
      connection.send(
          "POST /ignore HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
      TestResponse response = connection.read();
      assertThat(response.text()).isEqualTo("ignored");
      assertThat(response.header("connection")).isEqualTo("close");
      assertThat(connection.rest()).isEmpty();
    }
    assertThat(get("/text", "Expect: magic").status()).isEqualTo(417);
  }

  @Test
  void bodiesThatNobodyReadAreNeverRequests() throws Exception {
    try (RawConnection connection = server.connect()) {
      String inner = "GET /echo/smuggled/1 HTTP/1.1\r\nHost: a\r\n\r\n";
      connection.send(
          "POST /ignore HTTP/1.1\r\nHost: a\r\nContent-Length: " + inner.length() + "\r\n\r\n");
      assertThat(connection.read().text()).isEqualTo("ignored");
      connection.send(inner + "GET /text HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(connection.read().text()).isEqualTo("text");
    }
  }

  @Test
  void aBodyThatEndsEarlyIs400() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection
          .send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc")
          .shutdownOutput();
      assertThat(connection.read().status()).isEqualTo(400);
      assertThat(connection.rest()).isEmpty();
    }
  }

  @Test
  void malformedRequestsAre400AndEndTheConnection() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send(
          "GET /text HTTP/1.1\r\n"
              + "Host: a\r\n\r\n"
              + "GET /text HTTP/1.1\n"
              + "Host: a\r\n\r\n"
              + "GET /text HTTP/1.1\r\n"
              + "Host: a\r\n\r\n");
      assertThat(connection.read().text()).isEqualTo("text");
      TestResponse refused = connection.read();
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.header("connection")).isEqualTo("close");
      assertThat(refused.header("content-type")).isEqualTo("application/problem+json");
      assertThat(connection.rest()).isEmpty();
    }
  }

  @Test
  void streamsAreChunkedAndTheConnectionLivesOn() throws Exception {
    try (RawConnection connection = server.connect()) {
      TestResponse response = connection.send("GET /stream/50 HTTP/1.1\r\nHost: a\r\n\r\n").read();
      assertThat(response.text().lines()).hasSize(50);
      assertThat(response.header("transfer-encoding")).isEqualTo("chunked");
      assertThat(connection.send("GET /text HTTP/1.1\r\nHost: a\r\n\r\n").read().text())
          .isEqualTo("text");
    }
  }

  @Test
  void aProducerStopsWhenItsReaderIsGone() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send("GET /endless HTTP/1.1\r\nHost: a\r\n\r\n");
    }
    assertThat(application.events.poll(20, TimeUnit.SECONDS)).isEqualTo("stopped");
  }

  @Test
  void aStreamThatFailsIsCutVisibly() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send("GET /cut HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThatThrownBy(connection::read).isInstanceOf(IOException.class);
    }
  }

  @Test
  void manyConnectionsAreServedAtOnce() throws Exception {
    List<RawConnection> connections = new ArrayList<>();
    try {
      for (int i = 0; i < 100; i++) {
        connections.add(server.connect().send("GET /sleep HTTP/1.1\r\nHost: a\r\n\r\n"));
      }
      for (RawConnection connection : connections) {
        assertThat(connection.read().text()).isEqualTo("slept");
      }
    } finally {
      for (RawConnection connection : connections) {
        connection.close();
      }
    }
  }

  @Test
  void headIsGetWithoutItsBody() throws Exception {
    for (String target : List.of("/text", "/json", "/block/100000")) {
      TestResponse get = get(target);
      try (RawConnection connection = server.connect()) {
        connection.send("HEAD " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");
        TestResponse head = connection.readHead();
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.headers().without("date"))
            .isEqualTo(get.headers().without("date").without("connection"));
        assertThat(connection.send("GET /text HTTP/1.1\r\nHost: a\r\n\r\n").read().text())
            .isEqualTo("text");
      }
    }
  }

  @Test
  void headOfAStreamProducesNothing() throws Exception {
    try (RawConnection connection = server.connect()) {
      connection.send("HEAD /endless HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(connection.readHead().status()).isEqualTo(200);
      assertThat(connection.send("GET /text HTTP/1.1\r\nHost: a\r\n\r\n").read().text())
          .isEqualTo("text");
    }
  }

  @Test
  void framingFieldsOfTheApplicationDoNotCount() throws Exception {
    TestResponse response = get("/own-framing");
    assertThat(response.text()).isEqualTo("four");
    assertThat(response.headers().all("content-length")).containsExactly("4");
    assertThat(response.header("transfer-encoding")).isNull();
    assertThat(response.header("connection")).isEqualTo("close");
  }

  @Test
  void handlersPastTheirTimeAreInterruptedAnd503() throws Exception {
    TestResponse response = get("/hang");
    assertThat(response.status()).isEqualTo(503);
    assertThat(response.header("connection")).isEqualTo("close");
    assertThat(application.events.poll(20, TimeUnit.SECONDS)).isEqualTo("interrupted");
  }

  @Override
  TestResponse send(String method, String target, String body, String... fields)
      throws IOException {
    StringBuilder text = new StringBuilder();
    text.append(method)
        .append(' ')
        .append(target)
        .append(" HTTP/1.1\r\nHost: a\r\nConnection: close\r\n");
    for (String field : fields) {
      text.append(field).append("\r\n");
    }
    if (!body.isEmpty()) {
      text.append("Content-Length: ").append(body.length()).append("\r\n");
    }
    try (RawConnection connection = server.connect()) {
      connection.send(text.append("\r\n").append(body).toString());
      TestResponse response = method.equals("HEAD") ? connection.readHead() : connection.read();
      assertThat(connection.rest()).as("nothing after the answer").isEmpty();
      return response;
    }
  }

  @Override
  Listening listen(String target, String... fields) throws IOException {
    RawConnection connection = server.connect();
    String lines = String.join("\r\n", fields) + (fields.length == 0 ? "" : "\r\n");
    connection.send("GET " + target + " HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n");
    return new Listening() {
      @Override
      public void until(String text) throws IOException {
        connection.until(text);
      }

      @Override
      public void close() throws IOException {
        connection.close();
      }
    };
  }

  @Override
  Uploading upload(TestServer to, String target, String... fields) throws IOException {
    RawConnection connection = to.connect();
    String lines = String.join("\r\n", fields) + (fields.length == 0 ? "" : "\r\n");
    connection.send("POST " + target + " HTTP/1.1\r\nHost: a\r\n" + lines);
    connection.send("Transfer-Encoding: chunked\r\n\r\n");
    return new Uploading() {
      @Override
      public void send(String piece) throws IOException {
        connection.send(Integer.toHexString(piece.length()) + "\r\n" + piece + "\r\n");
      }

      @Override
      public void end() throws IOException {
        connection.send("0\r\n\r\n");
      }

      @Override
      public TestResponse answer() throws IOException {
        return connection.read();
      }

      @Override
      public void abort() throws IOException {
        connection.close();
      }

      @Override
      public void close() throws IOException {
        connection.close();
      }
    };
  }
}
