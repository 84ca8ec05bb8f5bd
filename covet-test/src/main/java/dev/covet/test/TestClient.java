package dev.covet.test;

import dev.covet.Covet;
import dev.covet.Principal;
import java.net.URI;

/**
 * Sends requests to an application: in memory, through its whole pipeline without a socket ({@link
 * #of}), or over a socket ({@link TestServer#client}). Safe for several threads.
 */
public abstract class TestClient implements AutoCloseable {
  TestClient() {}

  /**
   * {@return a client that calls an application directly: routing, middleware, handlers and error
   * mapping are the real ones, there is no engine and no HTTP} Starts the application; closing the
   * client stops it.
   *
   * @param app an application that has not been started
   */
  public static TestClient of(Covet app) {
    return MemoryClient.start(app, "http");
  }

  /**
   * {@return as {@link #of}, with requests that look as if they had come by TLS} What needs that,
   * sessions for one, works.
   *
   * @param app an application that has not been started
   */
  public static TestClient secure(Covet app) {
    return MemoryClient.start(app, "https");
  }

  /**
   * {@return this client, whose requests are sent as somebody} See {@link TestRequest#as}; closing
   * it closes this one.
   *
   * @param principal who sends them
   */
  public TestClient as(Principal principal) {
    TestClient to = this;
    return new TestClient() {
      @Override
      URI socketUri(String target) {
        return to.socketUri(target);
      }

      @Override
      TestResponse send(TestRequest request) {
        return to.send(request.principal() == null ? request.as(principal) : request);
      }

      @Override
      public void close() {
        to.close();
      }
    };
  }

  /**
   * {@return a GET request}
   *
   * @param target path and query
   */
  public TestRequest get(String target) {
    return request("GET", target);
  }

  /**
   * {@return a POST request}
   *
   * @param target path and query
   */
  public TestRequest post(String target) {
    return request("POST", target);
  }

  /**
   * {@return a PUT request}
   *
   * @param target path and query
   */
  public TestRequest put(String target) {
    return request("PUT", target);
  }

  /**
   * {@return a DELETE request}
   *
   * @param target path and query
   */
  public TestRequest delete(String target) {
    return request("DELETE", target);
  }

  /**
   * {@return a request}
   *
   * @param method the method
   * @param target path and query, percent-encoded
   */
  public TestRequest request(String method, String target) {
    return new TestRequest(this, method, target);
  }

  /**
   * {@return a WebSocket that is to be opened} Needs a socket: {@link TestServer#client}.
   *
   * @param target path and query, percent-encoded
   * @throws IllegalStateException if this client calls the application in memory
   */
  public TestHandshake webSocket(String target) {
    return new TestHandshake(socketUri(target));
  }

  abstract URI socketUri(String target);

  abstract TestResponse send(TestRequest request);

  @Override
  public abstract void close();
}
