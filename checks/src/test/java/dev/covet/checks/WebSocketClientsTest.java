package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.covet.Covet;
import dev.covet.Message;
import dev.covet.WebSocket;
import dev.covet.WebSocketUpgrade;
import dev.covet.http.WebSocketCompression;
import dev.covet.test.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server, and the websockets package of Python as its client: what it finds wrong fails. */
class WebSocketClientsTest {
  private static final Path PYTHON = Path.of("..", ".covet", "venv", "bin", "python");
  private static final BlockingQueue<String> CLOSES = new LinkedBlockingQueue<>();

  private static TestServer server;

  @BeforeAll
  static void start() {
    assumeTrue(
        Files.isExecutable(PYTHON),
        PYTHON + " is missing: ./covet test installs websockets there, with python3 and its venv");
    server = TestServer.start(WebSocketClientsTest::declare);
  }

  @AfterAll
  static void stop() {
    if (server != null) {
      server.close();
    }
  }

  private static void declare(Covet app) {
    for (WebSocketCompression mode : WebSocketCompression.values()) {
      app.get(
          "/" + mode.name(),
          req ->
              WebSocketUpgrade.of(req)
                  .compression(mode)
                  .maxMessage(1 << 20)
                  .accept(WebSocketClientsTest::echo));
    }
    app.get(
        "/strict",
        req ->
            WebSocketUpgrade.of(req)
                .origins()
                .subprotocols("two", "one")
                .maxMessage(2000)
                .accept(WebSocketClientsTest::echo));
    app.websocket("/closes", socket -> socket.close(4001, "enough ☂"));
  }

  private static void echo(WebSocket socket) throws IOException {
    for (Message message : socket.messages()) {
      if (message.isText()) {
        socket.send(message.text());
      } else {
        socket.send(message.bytes());
      }
    }
    CLOSES.add(socket.closeCode() + " " + socket.closeReason());
  }

  private static void run(String scenario, String path) throws Exception {
    Tool.Result result =
        Tool.run(
            PYTHON.toAbsolutePath().normalize().toString(),
            "src/test/resources/websockets/client.py",
            scenario,
            "ws://127.0.0.1:" + server.port() + path);
    assertThat(result.exit()).as(result.output()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "sizes, /ON",
    "fragments, /ON",
    "fragments, /TAKEOVER",
    "pings, /ON",
    "is_closed, /closes",
    "too_large, /strict",
    "subprotocol, /strict",
    "origin, /strict",
    "deflate, /ON",
    "deflate, /TAKEOVER",
  })
  void theClientHasNothingToComplainOf(String scenario, String path) throws Exception {
    run(scenario, path);
  }

  @Test
  void theServerIsToldWhyTheClientCloses() throws Exception {
    CLOSES.clear();
    run("closes", "/OFF");
    assertThat(CLOSES.poll(20, TimeUnit.SECONDS)).isEqualTo("4321 genug ☂");
  }
}
