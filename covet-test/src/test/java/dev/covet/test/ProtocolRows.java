package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Config;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The rows for HTTP/1.1 framing and limits, each over a socket, for each transport by a subclass:
 * the answer is as the row says, the connection ends, no handler has run, and an honest client on
 * another connection is served all the time. What the codec makes of the same rows however they are
 * cut in pieces is tested beside it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ProtocolRows {
  private final String transport;

  private final AtomicInteger handled = new AtomicInteger();
  private TestServer server;
  private RawConnection honest;

  ProtocolRows(String transport) {
    this.transport = transport;
  }

  @BeforeAll
  void start() throws IOException {
    server =
        TestServer.start(
            Config.builder().transport(transport).workers(1),
            app -> {
              app.get("/honest", req -> "honest");
              app.get("/x", req -> handled.incrementAndGet());
              app.post("/x", req -> handled.incrementAndGet() + req.body().text())
                  .body(String.class);
            });
    honest = server.connect();
  }

  @AfterAll
  void stop() throws IOException {
    honest.close();
    server.close();
  }

  @AfterEach
  void theHonestClientNeverNotices() throws IOException {
    assertThat(honest.send("GET /honest HTTP/1.1\r\nHost: a\r\n\r\n").read().text())
        .isEqualTo("honest");
  }

  /** Sends the bytes; checks status, problem, close and that no handler ran. */
  private void refused(String bytes, int status) throws IOException {
    int before = handled.get();
    try (RawConnection connection = server.connect()) {
      TestResponse response = connection.send(bytes).read();
      assertThat(response.status()).as("%s", response).isEqualTo(status);
      assertThat(response.header("content-type")).isEqualTo("application/problem+json");
      assertThat(response.header("connection")).isEqualTo("close");
      assertThat(response.header("date")).isNotNull();
      assertThat(connection.rest()).isEmpty();
    }
    assertThat(handled).hasValue(before);
  }

  private static String unescaped(String text) {
    return text.replace("\\r", "\r")
        .replace("\\n", "\n")
        .replace("\\t", "\t")
        .replace("\\0", "\0")
        .replace("\\v", "\u000b")
        .replace("\\e", "\u00e4")
        .replace("\\s", " ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // Content-Length and Transfer-Encoding
        "400 | Content-Length: 3\\r\\nTransfer-Encoding: chunked",
        "400 | Transfer-Encoding: chunked\\r\\nContent-Length: 3",
        "400 | Content-Length: 3\\r\\nContent-Length: 3",
        "400 | Content-Length: 3\\r\\nContent-Length: 4",
        "400 | Content-Length: 5, 6",
        "400 | Content-Length: +5",
        "400 | Content-Length: -5",
        "400 | Content-Length: 0x5",
        "400 | Content-Length: 5_0",
        "400 | Content-Length: 05",
        "400 | Content-Length:",
        "400 | Content-Length: 9223372036854775808",
        "400 | Content-Length: 99999999999999999999",
        "400 | Content-Length: 5 5",
        "501 | Transfer-Encoding: gzip",
        "501 | Transfer-Encoding: gzip, chunked",
        "501 | Transfer-Encoding: chunked, chunked",
        "501 | Transfer-Encoding: chunked;q=1",
        "501 | Transfer-Encoding: xchunked",
        "501 | Transfer-Encoding: identity",
        "501 | Transfer-Encoding:",
        "400 | Transfer-Encoding: \\vchunked",
        "400 | Transfer-Encoding: chunked\\r\\nTransfer-Encoding: chunked",
        // fields
        "400 | X: a\\nY: b",
        "400 | X: a\\rY: b",
        "400 | X: a\\r\\n folded",
        "400 | X: a\\r\\n\\tfolded",
        "400 | X : a",
        "400 | X\\t: a",
        "400 | no colon",
        "400 | : no name",
        "400 | n@me: a",
        "400 | n\\e: a",
        "400 | X: a\\0b",
        "400 | X: a\\vb",
        // Host
        "400 | Host: b",
        "417 | Expect: magic",
      })
  void fieldsThatAreRefused(int status, String field) throws IOException {
    refused("POST /x HTTP/1.1\r\nHost: a\r\n" + unescaped(field) + "\r\n\r\n0\r\n\r\n", status);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "400 | GET  /x HTTP/1.1",
        "400 | GET /x  HTTP/1.1",
        "400 | GET /x HTTP/1.1\\s",
        "400 | GET\\t/x HTTP/1.1",
        "400 | \\sGET /x HTTP/1.1",
        "400 | \\0GET /x HTTP/1.1",
        "400 | \\r\\n\\r\\nGET /x HTTP/1.1",
        "400 | GET /x",
        "400 | GET /x http/1.1",
        "400 | GET /x HTTP/1.x",
        "400 | GET /x HTTP/1.10",
        "400 | GET /x HTTP/11",
        "505 | GET /x HTTP/2.0",
        "505 | GET /x HTTP/0.9",
        "505 | GET /x HTTP/3.1",
        "505 | PRI * HTTP/2.0",
        "400 | G@T{} /x HTTP/1.1",
        "400 | GET /\\e HTTP/1.1",
        "400 | GET /x#part HTTP/1.1",
        "400 | GET /\\vx HTTP/1.1",
        "400 | GET * HTTP/1.1",
        "400 | GET x HTTP/1.1",
        "400 | GET ftp://a/x HTTP/1.1",
        "400 | GET http:///x HTTP/1.1",
        "400 | GET http://user@a/x HTTP/1.1",
        "501 | CONNECT a:80 HTTP/1.1",
      })
  void requestLinesThatAreRefused(int status, String line) throws IOException {
    refused(unescaped(line) + "\r\nHost: a\r\n\r\n", status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Host:\r\n",
        "Host: a b\r\n",
        "Host: a,b\r\n",
        "Host: user@a\r\n",
        "Host: a/b\r\n",
        "Host: a:b\r\n",
        "Host: a:65536\r\n",
        "Host: [::1\r\n",
        "Host: [1]\r\n",
        "Host: a?b\r\n",
        "Host: a\r\nHost: a\r\n",
      })
  void hostsThatAreRefused(String host) throws IOException {
    refused("GET /x HTTP/1.1\r\n" + host + "\r\n", 400);
  }

  @Test
  void transferEncodingInHttp10IsRefused() throws IOException {
    refused("POST /x HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400);
  }

  @Test
  void aTlsHandshakeIsRefused() throws IOException {
    refused("\u0016\u0003\u0001\u0000\u00a5\u0001\u0000\u0000\u00a1\u0003\u0003", 400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "+3\r\nabc",
        "-3\r\nabc",
        "0x3\r\nabc",
        "1_0\r\nabc",
        " 3\r\nabc",
        "3 \r\nabc",
        "\r\nabc",
        ";x\r\nabc",
        "1234567890123456\r\nabc",
        "3\nabc",
        "3;a\nb\r\nabc",
        "3;a\u0000\r\nabc",
        "3;a=\"b\r\nabc",
        "3\r\nabcd\r\n",
        "3\r\nabc\n",
        "3\r\nabcXY",
        "3\r\nabc\r\n0\r\nX: a\nY: b\r\n\r\n",
        "3\r\nabc\r\n0\r\n X: a\r\n\r\n",
        "3\r\nabc\r\n0\r\nX : a\r\n\r\n",
        "g\r\n",
      })
  void chunksThatAreRefused(String body) throws IOException {
    try (RawConnection connection = server.connect()) {
      connection.send("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + body);
      assertThat(connection.read().status()).isEqualTo(400);
      assertThat(connection.rest()).isEmpty();
    }
  }

  @Test
  void extensionsOutOfProportionAreRefused() throws IOException {
    try (RawConnection connection = server.connect()) {
      connection.send("POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
      connection.send(("1;" + "a".repeat(1000) + "\r\nx\r\n").repeat(5));
      assertThat(connection.read().status()).isEqualTo(400);
    }
  }

  @Test
  void oneEmptyLineBeforeARequestIsIgnored() throws IOException {
    try (RawConnection connection = server.connect()) {
      assertThat(connection.send("\r\nGET /honest HTTP/1.1\r\nHost: a\r\n\r\n").read().text())
          .isEqualTo("honest");
      assertThat(connection.send("\r\nGET /honest HTTP/1.9\r\nHost: a\r\n\r\n").read().text())
          .isEqualTo("honest");
    }
  }

  @Test
  void requestLinesMayHave8192Bytes() throws IOException {
    String rest = "GET /honest? HTTP/1.1";
    String line =
        "GET /honest?" + "q".repeat(8192 - rest.length()) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    try (RawConnection connection = server.connect()) {
      assertThat(connection.send(line).read().text()).isEqualTo("honest");
    }
    refused(line.replace("?", "?q"), 414);
    refused("GET /" + "x".repeat(9000), 414);
  }

  @Test
  void headersMayHave16384Bytes() throws IOException {
    String head = "GET /honest HTTP/1.1\r\n";
    String fields =
        "Host: a\r\nX: " + "x".repeat((16 << 10) - "Host: a\r\nX: \r\n".length()) + "\r\n";
    assertThat(fields).hasSize(16 << 10);
    try (RawConnection connection = server.connect()) {
      assertThat(connection.send(head + fields + "\r\n").read().text()).isEqualTo("honest");
    }
    refused(head + fields.replace("X: ", "X: x") + "\r\n", 431);
    refused(head + "X: " + "x".repeat(20_000), 431);
  }

  @Test
  void thereMayBe100Fields() throws IOException {
    String fields = "Host: a\r\n" + "X: x\r\n".repeat(99);
    try (RawConnection connection = server.connect()) {
      assertThat(connection.send("GET /honest HTTP/1.1\r\n" + fields + "\r\n").read().text())
          .isEqualTo("honest");
    }
    refused("GET /honest HTTP/1.1\r\n" + fields + "X: x\r\n\r\n", 431);
  }

  @Test
  void bodiesMayHave1MiB() throws IOException {
    int size = 1 << 20;
    try (RawConnection connection = server.connect()) {
      connection.send(
          "POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: " + size + "\r\n\r\n" + "x".repeat(size));
      assertThat(connection.read().status()).isEqualTo(200);
    }
    refused("POST /x HTTP/1.1\r\nHost: a\r\nContent-Length: " + (size + 1) + "\r\n\r\n", 413);
    try (RawConnection connection = server.connect()) {
      connection.send(
          "POST /x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n");
      assertThat(connection.read().status()).isEqualTo(413);
    }
  }

  @Test
  void thereMayBe1024Parameters() throws IOException {
    try (RawConnection connection = server.connect()) {
      String form = "a&".repeat(1023) + "a";
      connection.send(
          "POST /x HTTP/1.1\r\n"
              + "Host: a\r\n"
              + "Content-Type: application/x-www-form-urlencoded\r\n"
              + "Content-Length: "
              + form.length()
              + "\r\n\r\n"
              + form);
      assertThat(connection.read().status()).isEqualTo(200);
    }
  }

  @Test
  void validRequestsBeforeAnInvalidOneAreAnsweredAndNothingAfterIt() throws IOException {
    int before = handled.get();
    try (RawConnection connection = server.connect()) {
      String valid = "GET /x HTTP/1.1\r\nHost: a\r\n\r\n";
      connection.send(valid + valid + "GET /x HTTP/1.1\r\nHost : a\r\n\r\n" + valid);
      assertThat(connection.read().status()).isEqualTo(200);
      assertThat(connection.read().status()).isEqualTo(200);
      assertThat(connection.read().status()).isEqualTo(400);
      assertThat(connection.rest()).isEmpty();
    }
    assertThat(handled).hasValue(before + 2);
  }
}
