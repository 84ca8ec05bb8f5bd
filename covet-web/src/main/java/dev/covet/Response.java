package dev.covet;

import dev.covet.http.Cookie;
import dev.covet.http.Headers;
import dev.covet.http.HttpDate;
import dev.covet.http.MediaType;
import dev.covet.http.Problem;
import dev.covet.http.Status;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An answer: status, header fields, body. Immutable: every change returns a new response, so
 * middleware may change what a handler returned without harm, and one without a streamed body may
 * be kept and returned many times.
 *
 * <p>Header names and values are checked when they are set. The server adds {@code Date}, {@code
 * Server}, {@code Content-Length} or the framing, and {@code Connection}; such fields set here are
 * ignored.
 */
public final class Response {
  private static final Headers TEXT = contentType(MediaType.TEXT);
  private static final Headers HTML = contentType(MediaType.HTML);
  private static final Headers JSON = contentType(MediaType.JSON);
  private static final Headers BYTES = contentType(MediaType.BYTES);
  private static final Headers PROBLEM = contentType(MediaType.PROBLEM);
  private static final Response NO_CONTENT = of(Status.NO_CONTENT);

  private final Status status;
  private final Headers headers;
  private final ResponseBody body;
  private final @Nullable Throwable failure;

  Response(Status status, Headers headers, ResponseBody body, @Nullable Throwable failure) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.failure = failure;
  }

  private static Headers contentType(MediaType type) {
    return Headers.of("Content-Type", type.toString());
  }

  private static Response ok(Headers headers, ResponseBody body) {
    return new Response(Status.OK, headers, body, null);
  }

  /** {@return 200 without a body} */
  public static Response ok() {
    return of(Status.OK);
  }

  /**
   * {@return 200 with a value: text for a String, bytes for a byte array, else JSON}
   *
   * @param value the value
   */
  public static Response ok(Object value) {
    return switch (value) {
      case String text -> text(text);
      case byte[] bytes -> bytes(bytes);
      default -> json(value);
    };
  }

  /**
   * {@return 200 with plain text in UTF-8}
   *
   * @param text the text
   */
  public static Response text(String text) {
    return ok(TEXT, ByteBody.utf8(text));
  }

  /**
   * {@return 200 with an HTML page in UTF-8}
   *
   * @param html the page; what stands in it is the caller's to escape
   */
  public static Response html(String html) {
    return ok(HTML, ByteBody.utf8(html));
  }

  /**
   * {@return 200 with a value as JSON} It is written when the response is sent, so it must not be
   * changed any more.
   *
   * @param value any value that the JSON codec can write
   */
  public static Response json(Object value) {
    return ok(JSON, new JsonBody(value));
  }

  /**
   * {@return 200 with bytes of the type application/octet-stream}
   *
   * @param bytes the bytes; not copied, so they must not be changed any more
   */
  public static Response bytes(byte[] bytes) {
    return ok(BYTES, ByteBody.of(bytes));
  }

  /**
   * {@return 200 with a body that is sent while it is produced}
   *
   * @param writer produces the body once the head has been sent; not called for HEAD
   */
  public static Response stream(BodyWriter writer) {
    return ok(BYTES, StreamBody.of(writer));
  }

  /**
   * {@return 200 with the bytes of a stream, which is closed in any case}
   *
   * @param in the bytes
   */
  public static Response stream(InputStream in) {
    return ok(BYTES, StreamBody.of(in));
  }

  /**
   * {@return 200 with a file as it is now: with its length, a type by its name, ETag and
   * Last-Modified}
   *
   * <p>The path is taken as it is: never build it from a request without checking that it stays
   * inside its folder. Files are read outside the event loop.
   *
   * @param path a regular file
   * @throws HttpException 404 if there is no such file
   */
  public static Response file(Path path) {
    return FileBody.response(path);
  }

  /**
   * {@return a status without a body}
   *
   * @param status a final status
   * @throws IllegalArgumentException if it is 1xx
   */
  public static Response of(Status status) {
    return new Response(finalStatus(status), Headers.empty(), ByteBody.EMPTY, null);
  }

  /**
   * {@return a status without a body}
   *
   * @param status a final status
   * @throws IllegalArgumentException if it is 1xx or no status
   */
  public static Response of(int status) {
    return of(Status.of(status));
  }

  /**
   * {@return 201 for something new}
   *
   * @param location where it is: a path, or a URL of this site
   */
  public static Response created(String location) {
    return of(Status.CREATED).header("Location", Redirects.relative(location));
  }

  /** {@return 204} */
  public static Response noContent() {
    return NO_CONTENT;
  }

  /**
   * {@return 302 to a place on this site}
   *
   * @param target a path, query or fragment; not another site, nor what a browser takes for one
   *     ({@code //host}, {@code /\host})
   * @throws IllegalArgumentException if the target could lead to another site
   */
  public static Response redirect(String target) {
    return redirect(Status.FOUND, target);
  }

  /**
   * {@return a redirect to a place on this site}
   *
   * @param status 301, 302, 303, 307 or 308
   * @param target as for {@link #redirect(String)}
   * @throws IllegalArgumentException if the status is no redirect or the target could lead to
   *     another site
   */
  public static Response redirect(Status status, String target) {
    Redirects.checkStatus(status);
    return of(status).header("Location", Redirects.relative(target));
  }

  /**
   * {@return 302 to one of some other sites}
   *
   * @param url an absolute http or https URL
   * @param allowedHosts the hosts that it may name, with port if it is not the default
   * @throws IllegalArgumentException if the URL names none of them
   */
  public static Response redirect(String url, Set<String> allowedHosts) {
    return of(Status.FOUND).header("Location", Redirects.allowed(url, allowedHosts));
  }

  /**
   * {@return a problem detail with its own status}
   *
   * @param problem the problem
   */
  public static Response problem(Problem problem) {
    return new Response(
        Status.of(problem.status()), PROBLEM, ByteBody.utf8(problem.toJson()), null);
  }

  /** {@return the status} */
  public Status status() {
    return status;
  }

  /** {@return the header fields in order} */
  public Headers headers() {
    return headers;
  }

  /** {@return the body} */
  public ResponseBody body() {
    return body;
  }

  /** {@return what was thrown, if this response answers a failure; the client does not see it} */
  public @Nullable Throwable failure() {
    return failure;
  }

  /**
   * {@return this response with another status}
   *
   * @param status a final status
   * @throws IllegalArgumentException if it is 1xx
   */
  public Response status(Status status) {
    return new Response(finalStatus(status), headers, body, failure);
  }

  /**
   * {@return this response with another status}
   *
   * @param status a final status
   * @throws IllegalArgumentException if it is 1xx or no status
   */
  public Response status(int status) {
    return status(Status.of(status));
  }

  /**
   * {@return this response with a field in place of all of the same name}
   *
   * @param name the field's name
   * @param value its value
   * @throws IllegalArgumentException if the name or value holds a forbidden character
   */
  public Response header(String name, String value) {
    return withHeaders(headers.with(name, value));
  }

  /**
   * {@return this response with one field more}
   *
   * @param name the field's name
   * @param value its value
   * @throws IllegalArgumentException if the name or value holds a forbidden character
   */
  public Response addHeader(String name, String value) {
    return withHeaders(headers.add(name, value));
  }

  /**
   * {@return this response without the fields of a name}
   *
   * @param name the fields' name
   */
  public Response withoutHeader(String name) {
    return withHeaders(headers.without(name));
  }

  /**
   * {@return this response with a cookie to set, beside others}
   *
   * @param cookie the cookie
   */
  public Response cookie(Cookie cookie) {
    return withHeaders(headers.add("Set-Cookie", cookie.toString()));
  }

  /**
   * {@return this response with a cookie to set: for all paths, for the session, HttpOnly and
   * SameSite=Lax}
   *
   * @param name the cookie's name
   * @param value its value
   * @throws IllegalArgumentException if name or value hold a forbidden character
   */
  public Response cookie(String name, String value) {
    return cookie(Cookie.of(name, value));
  }

  /**
   * {@return this response with another media type}
   *
   * @param type for example {@code text/css; charset=utf-8}
   * @throws IllegalArgumentException if it is no media type
   */
  public Response type(String type) {
    return type(MediaType.parse(type));
  }

  /**
   * {@return this response with another media type}
   *
   * @param type the type
   */
  public Response type(MediaType type) {
    return header("Content-Type", type.toString());
  }

  /**
   * {@return this response with an entity tag} A GET or HEAD whose conditions it meets is answered
   * with 304 or 412.
   *
   * @param tag the tag, with or without quotes; {@code W/"…"} for a weak one
   * @throws IllegalArgumentException if it holds a forbidden character
   */
  public Response etag(String tag) {
    return header("ETag", EntityTag.of(tag).toString());
  }

  /**
   * {@return this response with the time of its last change} A GET or HEAD whose conditions it
   * meets is answered with 304 or 412.
   *
   * @param time the time, to the second
   */
  public Response lastModified(Instant time) {
    return header("Last-Modified", HttpDate.format(time));
  }

  /**
   * {@return this response with a Cache-Control field}
   *
   * @param directives for example {@code no-store} or {@code max-age=60}
   */
  public Response cacheControl(String directives) {
    return header("Cache-Control", directives);
  }

  /** {@return status, fields and kind of body, for people} */
  @Override
  public String toString() {
    return status + "\n" + headers + body.kind();
  }

  Response withHeaders(Headers changed) {
    return new Response(status, changed, body, failure);
  }

  Response withBody(ResponseBody other) {
    return new Response(status, headers, other, failure);
  }

  Response withFailure(Throwable thrown) {
    return new Response(status, headers, body, thrown);
  }

  private static Status finalStatus(Status status) {
    if (status.isInformational()) {
      throw new IllegalArgumentException(status + " can not be the status of an answer");
    }
    return status;
  }
}
