package dev.covet.test;

import dev.covet.Principal;
import dev.covet.http.Headers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A request that is being put together; {@link #send} sends it. Not safe for several threads. */
public final class TestRequest {
  private final TestClient client;
  private final String method;
  private final String target;
  private Headers headers = Headers.empty();
  private byte[] body = {};
  private @Nullable Principal principal;

  TestRequest(TestClient client, String method, String target) {
    this.client = client;
    this.method = method;
    this.target = target;
  }

  /**
   * Sends the request as somebody, in place of credentials; authenticators are not asked, rules
   * are. In memory alone: over a socket send a token or a key.
   *
   * @param principal who sends it
   * @return this
   */
  public TestRequest as(Principal principal) {
    this.principal = principal;
    return this;
  }

  /**
   * Adds a header field.
   *
   * @param name its name
   * @param value its value
   * @return this
   */
  public TestRequest header(String name, String value) {
    headers = headers.add(name, value);
    return this;
  }

  /**
   * Sets the body.
   *
   * @param type its media type
   * @param bytes the body
   * @return this
   */
  public TestRequest body(String type, byte[] bytes) {
    body = bytes.clone();
    return header("content-type", type);
  }

  /**
   * Sets the body.
   *
   * @param type its media type
   * @param text the body, sent as UTF-8
   * @return this
   */
  public TestRequest body(String type, String text) {
    return body(type, text.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Sets a form with files as the body.
   *
   * @param form the form
   * @return this
   */
  public TestRequest multipart(MultipartBody form) {
    return body(MultipartBody.TYPE, form.bytes());
  }

  /**
   * Sets a JSON body.
   *
   * @param json the text of it
   * @return this
   */
  public TestRequest json(String json) {
    return body("application/json", json);
  }

  /**
   * {@return the answer; blocks until it is complete}
   *
   * @throws AssertionError if there is none; of a client in memory also if the handler has read
   *     something that its untyped route does not declare, and {@code openapi} is on
   */
  public TestResponse send() {
    return client.send(this);
  }

  String method() {
    return method;
  }

  String target() {
    return target;
  }

  Headers headers() {
    return headers;
  }

  @Nullable Principal principal() {
    return principal;
  }

  byte[] body() {
    return body;
  }
}
