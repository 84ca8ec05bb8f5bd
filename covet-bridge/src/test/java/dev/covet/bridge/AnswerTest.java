package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.Response;
import dev.covet.http.IncomingRequest;
import dev.covet.http.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What reaches the wire, wherever the handler runs. */
class AnswerTest {
  private static final String CLOSE = "Host: localhost\r\nConnection: close\r\n\r\n";

  @ParameterizedTest
  @EnumSource
  void aBodyThatIsThereIsSentWithItsLength(Mode mode) throws Exception {
    FakeApplication app = new FakeApplication().get("/text", call -> Response.text("Hello"));
    try (Server server = Server.start(app, mode)) {
      assertThat(server.get("/text"))
          .startsWith("HTTP/1.1 200 OK\r\n")
          .contains("Content-Length: 5\r\n")
          .endsWith("Hello");
      assertThat(server.get("/nowhere")).startsWith("HTTP/1.1 404 ");
    }
    assertThat(app.active()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyBodyHasNoLengthButAnEnd(Mode mode) throws Exception {
    FakeApplication app = new FakeApplication().get("/none", call -> Response.noContent());
    try (Server server = Server.start(app, mode);
        Client client = new Client(server.port())) {
      assertThat(client.get("/none")).startsWith("HTTP/1.1 204 ");
      assertThat(client.get("/none")).startsWith("HTTP/1.1 204 ");
    }
  }

  @ParameterizedTest
  @EnumSource
  void pipelinedRequestsAreAnsweredInOrderEvenIfTheFirstWaits(Mode mode) throws Exception {
    FakeApplication app = new FakeApplication();
    CountDownLatch latch = new CountDownLatch(1);
    app.get(
        "/slow",
        call -> {
          latch.await();
          return Response.text("slow");
        });
    app.get("/quick", call -> Response.text("quick"));
    try (Server server = Server.start(app, mode);
        Client client = new Client(server.port())) {
      client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\nGET /quick HTTP/1.1\r\n" + CLOSE);
      assertThat(server.get("/quick")).endsWith("quick");
      latch.countDown();
      assertThat(client.read()).endsWith("slow");
      assertThat(client.read()).endsWith("quick");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aStreamThatFitsIsSentWithoutChunks(Mode mode) throws Exception {
    FakeApplication app =
        new FakeApplication()
            .get(
                "/s",
                call ->
                    Response.stream(
                        out -> {
                          out.write('a');
                          out.write(new byte[] {'b', 'c'});
                        }));
    try (Server server = Server.start(app, mode)) {
      assertThat(server.get("/s")).contains("Content-Length: 3\r\n").endsWith("abc");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLongStreamArrivesWhole(Mode mode) throws Exception {
    FakeApplication app =
        new FakeApplication()
            .get(
                "/s",
                call ->
                    Response.stream(
                        out -> {
                          for (int i = 0; i < 100; i++) {
                            out.write(new byte[10_000]);
                            for (int j = 0; j < 1_000; j++) {
                              out.write('x');
                            }
                            if (i % 10 == 0) {
                              out.flush();
                            }
                          }
                        }));
    try (Server server = Server.start(app, mode);
        Client client = new Client(server.port())) {
      client.send("GET /s HTTP/1.0\r\n\r\n");
      String answer = client.rest();
      assertThat(answer.length() - answer.indexOf("\r\n\r\n") - 4).isEqualTo(1_100_000);
      assertThat(answer.chars().filter(c -> c == 'x').count()).isGreaterThanOrEqualTo(100_000);
    }
    assertThat(app.failures).isEmpty();
    assertThat(app.lateFailures).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aProducerThatFailsBeforeItsFirstBytesLeaveGetsAProperAnswer(Mode mode) throws Exception {
    FakeApplication app =
        new FakeApplication()
            .get(
                "/s",
                call ->
                    Response.stream(
                        out -> {
                          out.write('a');
                          throw new IOException("no disk");
                        }));
    try (Server server = Server.start(app, mode)) {
      assertThat(server.get("/s")).startsWith("HTTP/1.1 500 ").endsWith("failed: no disk");
    }
    assertThat(app.failures).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void aProducerThatFailsLaterCutsTheAnswerVisibly(Mode mode) throws Exception {
    CountDownLatch seen = new CountDownLatch(1);
    FakeApplication app =
        new FakeApplication()
            .get(
                "/s",
                call ->
                    Response.stream(
                        out -> {
                          out.write('a');
                          out.flush();
                          seen.await();
                          throw new IOException("no disk");
                        }));
    try (Server server = Server.start(app, mode);
        Client client = new Client(server.port())) {
      client.send("GET /s HTTP/1.1\r\nHost: a\r\n\r\n");
      assertThat(client.head()).contains("Transfer-Encoding: chunked");
      seen.countDown();
      assertThat(client.rest()).isEqualTo("1\r\na\r\n");
    }
    await().untilAsserted(() -> assertThat(app.lateFailures).hasSize(1));
    assertThat(app.failures).isEmpty();
    assertThat(app.active()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void aClientThatGoesAwayIsNoFailureOfTheProducer(Mode mode) throws Exception {
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    FakeApplication app =
        new FakeApplication()
            .get(
                "/s",
                call ->
                    Response.stream(
                        out -> {
                          try {
                            while (true) {
                              out.write(new byte[1000]);
                            }
                          } catch (IOException e) {
                            thrown.complete(e);
                            throw new IllegalStateException("wrapped", e);
                          }
                        }));
    try (Server server = Server.start(app, mode)) {
      try (Client client = new Client(server.port())) {
        client.send("GET /s HTTP/1.1\r\nHost: a\r\n\r\n");
        client.head();
      }
      assertThat(thrown.get(20, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
      await().until(() -> app.active() == 0);
    }
    assertThat(app.failures).isEmpty();
    assertThat(app.lateFailures).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void headRunsNoProducer(Mode mode) throws Exception {
    FakeApplication app =
        new FakeApplication()
            .get(
                "/s",
                call ->
                    Response.stream(
                        out -> {
                          throw new IOException("must not run");
                        }));
    try (Server server = Server.start(app, mode);
        Client client = new Client(server.port())) {
      client.send("HEAD /s HTTP/1.1\r\n" + CLOSE);
      assertThat(client.rest()).startsWith("HTTP/1.1 200 OK\r\n").endsWith("\r\n\r\n");
    }
    assertThat(app.failures).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void aRequestBodyIsReadWhileItArrives(Mode mode) throws Exception {
    FakeApplication app =
        new FakeApplication().get("/echo", call -> Response.bytes(all(call.incoming())));
    try (Server server = Server.start(app, mode);
        Client client = new Client(server.port())) {
      for (int round = 0; round < 3; round++) {
        client.send("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n");
        for (int i = 0; i < 10; i++) {
          client.send("0123456789".repeat(1000));
        }
        assertThat(client.read()).endsWith("0123456789".repeat(10_000));
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aBodyIsClosedOnce(Mode mode) throws Exception {
    CountingBody body = new CountingBody();
    FakeApplication app = new FakeApplication().get("/b", call -> body.response());
    try (Server server = Server.start(app, mode)) {
      assertThat(server.get("/b")).contains("Content-Length: 4\r\n").endsWith("body");
    }
    // The body is closed after its last byte was handed over.
    await().untilAsserted(() -> assertThat(body.closed()).isEqualTo(1));
  }

  @ParameterizedTest
  @EnumSource
  void anAnnouncedBodyThatIsTooLargeIsRefused(Mode mode) throws Exception {
    FakeApplication app =
        new FakeApplication().get("/b", call -> Response.text("never").status(Status.OK));
    try (Server server = Server.start(app, mode);
        Client client = new Client(server.port())) {
      client.send("POST /b HTTP/1.1\r\nHost: a\r\nContent-Length: 10000000\r\n\r\n");
      assertThat(client.read()).startsWith("HTTP/1.1 413 ");
    }
    assertThat(app.active()).isZero();
  }

  private static byte[] all(IncomingRequest incoming) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] part = new byte[3000];
    for (int n = incoming.read(part, 0, part.length);
        n >= 0;
        n = incoming.read(part, 0, part.length)) {
      all.write(part, 0, n);
    }
    return all.toByteArray();
  }
}
