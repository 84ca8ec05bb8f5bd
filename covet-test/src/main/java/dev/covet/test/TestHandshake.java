package dev.covet.test;

import dev.covet.http.Headers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * A WebSocket that is to be opened, over HTTP/1.1 and by TLS where the server has it; {@link #open}
 * opens it. Not safe for several threads.
 */
public final class TestHandshake {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final URI uri;
  private final WebSocket.Builder builder;
  private Duration timeout = TIMEOUT;

  /** Made once; its threads are daemons. */
  private static final class Shared {
    static final HttpClient HTTP =
        HttpClient.newBuilder().sslContext(AnyCertificate.context()).build();
  }

  TestHandshake(URI uri) {
    this.uri = uri;
    this.builder = Shared.HTTP.newWebSocketBuilder();
  }

  /**
   * Adds a header field.
   *
   * @param name its name; none that belongs to the handshake itself
   * @param value its value
   * @return this
   */
  public TestHandshake header(String name, String value) {
    builder.header(name, value);
    return this;
  }

  /**
   * Says of which origin the page is that opens it, as browsers do.
   *
   * @param origin as {@code https://app.example}
   * @return this
   */
  public TestHandshake origin(String origin) {
    return header("Origin", origin);
  }

  /**
   * Offers subprotocols.
   *
   * @param names their names, best first, at least one
   * @return this
   */
  public TestHandshake subprotocols(String... names) {
    builder.subprotocols(names[0], Arrays.copyOfRange(names, 1, names.length));
    return this;
  }

  /**
   * Sets how long is waited for the server, each time; without it 10 seconds.
   *
   * @param time above 0
   * @return this
   */
  public TestHandshake timeout(Duration time) {
    if (!time.isPositive()) {
      throw new IllegalArgumentException("the time must be above 0, not " + time);
    }
    this.timeout = time;
    return this;
  }

  /**
   * {@return the open WebSocket; to be closed}
   *
   * @throws AssertionError if the server refuses it, with its answer, or gives none
   */
  public TestWebSocket open() {
    TestWebSocket socket = new TestWebSocket(uri.getPath(), timeout);
    TestResponse refusal = handshake(socket);
    if (refusal != null) {
      throw new AssertionError(uri + ": the WebSocket was refused: " + refusal);
    }
    return socket;
  }

  /**
   * {@return the answer of a server that refuses it}
   *
   * @throws AssertionError if the server opens it, or gives no answer
   */
  public TestResponse refused() {
    try (TestWebSocket socket = new TestWebSocket(uri.getPath(), timeout)) {
      TestResponse refusal = handshake(socket);
      if (refusal == null) {
        throw new AssertionError(uri + ": the WebSocket was opened, not refused");
      }
      return refusal;
    }
  }

  /** Opens it, or returns the answer that refuses it. */
  private @Nullable TestResponse handshake(TestWebSocket socket) {
    CompletableFuture<WebSocket> opening =
        builder.connectTimeout(timeout).buildAsync(uri, socket.listener());
    try {
      socket.opened(Waiting.get(opening, timeout));
      return null;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        return answer(refused.getResponse());
      }
      throw new AssertionError(uri + ": no answer to the handshake", e.getCause());
    }
  }

  private static TestResponse answer(HttpResponse<?> response) {
    Headers headers = Headers.empty();
    for (var field : response.headers().map().entrySet()) {
      for (String value : field.getValue()) {
        headers = headers.add(field.getKey(), value);
      }
    }
    // The JDK has read the body as text.
    byte[] body =
        response.body() instanceof String text
            ? text.getBytes(StandardCharsets.UTF_8)
            : new byte[0];
    return new TestResponse(response.statusCode(), headers, body, Headers.empty());
  }
}
