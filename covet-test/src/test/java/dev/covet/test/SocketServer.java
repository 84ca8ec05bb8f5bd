package dev.covet.test;

import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.Message;
import dev.covet.WebSocket;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A server with WebSockets for the contracts about them, and a client of the JDK. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SocketServer {
  final HttpClient http = HttpClient.newBuilder().sslContext(AnyCertificate.context()).build();
  TestServer server;

  abstract Config.Builder config();

  abstract void declare(Covet app);

  String mode() {
    return "auto";
  }

  @BeforeAll
  void start() {
    System.setProperty("dev.covet.bridge.mode", mode());
    try {
      server = TestServer.start(config(), this::declare);
    } finally {
      System.clearProperty("dev.covet.bridge.mode");
    }
  }

  @AfterAll
  void stop() {
    server.close();
    http.close();
  }

  URI uri(String path) {
    String scheme = server.uri().getScheme().equals("https") ? "wss" : "ws";
    return URI.create(scheme + "://127.0.0.1:" + server.port() + path);
  }

  /** Answers each message with it. */
  static void echo(WebSocket socket) throws IOException {
    for (Message message : socket.messages()) {
      if (message.isText()) {
        socket.send(message.text());
      } else {
        socket.send(message.bytes());
      }
    }
  }
}
