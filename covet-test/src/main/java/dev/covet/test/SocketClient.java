package dev.covet.test;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Sends each request over a connection of its own. */
final class SocketClient extends TestClient {
  private final int port;
  private final boolean tls;

  SocketClient(int port, boolean tls) {
    this.port = port;
    this.tls = tls;
  }

  @Override
  URI socketUri(String target) {
    return URI.create((tls ? "wss" : "ws") + "://localhost:" + port + target);
  }

  @Override
  TestResponse send(TestRequest request) {
    if (request.principal() != null) {
      throw new IllegalStateException(
          "nobody can be given to a server from outside: send a token or a key, or use"
              + " TestClient.of(app)");
    }
    StringBuilder text = new StringBuilder();
    text.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
    if (!request.headers().contains("host")) {
      text.append("Host: localhost:").append(port).append("\r\n");
    }
    request
        .headers()
        .forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    if (request.body().length > 0) {
      text.append("Content-Length: ").append(request.body().length).append("\r\n");
    }
    text.append("Connection: close\r\n\r\n");
    text.append(new String(request.body(), StandardCharsets.ISO_8859_1));
    try (RawConnection connection = new RawConnection(port, tls)) {
      connection.send(text.toString());
      return request.method().equals("HEAD") ? connection.readHead() : connection.read();
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    }
  }

  @Override
  public void close() {}
}
