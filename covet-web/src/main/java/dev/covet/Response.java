package dev.covet;

import dev.covet.http.Cookie;
import dev.covet.http.Headers;
import dev.covet.http.HttpDate;
import dev.covet.http.MediaType;
import dev.covet.http.Problem;
import dev.covet.http.Status;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.Set;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An answer: status, header fields, body. Immutable: every change returns a new response, so
 * middleware may change what a handler returned without harm, and one without a streamed body may
 * be kept and returned many times.
 *
 * <p>Header names and values are checked when they are set. The server adds {@code Date}, {@code
 * Server}, {@code Content-Length} or the framing, and {@code Connection}; such fields set here are
 * ignored.
 *
 * <p>Its type argument is the type of what it stands for, so that a handler can say {@code
 * Response<Order>}; at run time it is not there.
 *
 * @param <T> the type of the value that was made into the body
 */
public final class Response<T> {
  private static final Headers TEXT = contentType(MediaType.TEXT);
  private static final Headers HTML = contentType(MediaType.HTML);
  private static final Headers JSON = contentType(MediaType.JSON);
  private static final Headers BYTES = contentType(MediaType.BYTES);
  private static final Headers LINES = Headers.of("Content-Type", "application/jsonl");
  private static final Headers EVENTS =
      Headers.of(
          "Content-Type",
          MediaType.EVENT_STREAM.toString(),
          "Cache-Control",
          "no-store",
          "X-Accel-Buffering",
          "no");
  private static final Headers PROBLEM = contentType(MediaType.PROBLEM);
  private static final Response<?> NO_CONTENT = of(Status.NO_CONTENT);

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

  private static <T> Response<T> ok(Headers headers, ResponseBody body) {
    return new Response<>(Status.OK, headers, body, null);
  }

  /**
   * {@return 200 without a body}
   *
   * @param <T> any type
   */
  public static <T> Response<T> ok() {
    return of(Status.OK);
  }

  /**
   * {@return 200 with a value: text for a String, bytes for a byte array, else JSON}
   *
   * @param value the value
   * @param <T> its type
   */
  public static <T> Response<T> ok(T value) {
    return switch (value) {
      case String text -> ok(TEXT, ByteBody.utf8(text));
      case byte[] bytes -> ok(BYTES, ByteBody.of(bytes));
      default -> json(value);
    };
  }

  /**
   * {@return 200 with plain text in UTF-8}
   *
   * @param text the text
   */
  public static Response<String> text(String text) {
    return ok(TEXT, ByteBody.utf8(text));
  }

  /**
   * {@return 200 with an HTML page in UTF-8}
   *
   * @param html the page; what stands in it is the caller's to escape
   */
  public static Response<String> html(String html) {
    return ok(HTML, ByteBody.utf8(html));
  }

  /**
   * {@return 200 with a value as JSON} It is written when the response is sent, so it must not be
   * changed any more.
   *
   * @param value any value that the JSON codec can write; the elements of a {@code Stream}, {@code
   *     Iterator} or {@code Flow.Publisher} are streamed as an array
   * @param <T> its type
   */
  public static <T> Response<T> json(T value) {
    return json(value, ResultType.UNKNOWN);
  }

  /** As JSON, by its declared type. */
  static <T> Response<T> json(T value, ResultType declared) {
    return ok(JSON, ValueBody.of(value, declared));
  }

  /**
   * {@return 200 with bytes of the type application/octet-stream}
   *
   * @param bytes the bytes; not copied, so they must not be changed any more
   */
  public static Response<byte[]> bytes(byte[] bytes) {
    return ok(BYTES, ByteBody.of(bytes));
  }

  /**
   * {@return 200 with a body that is sent while it is produced}
   *
   * @param writer produces the body once the head has been sent; not called for HEAD
   * @param <T> any type
   */
  public static <T> Response<T> stream(BodyWriter writer) {
    return ok(BYTES, StreamBody.of(writer));
  }

  /**
   * {@return 200 with the bytes of a stream, which is closed in any case}
   *
   * @param in the bytes
   */
  public static Response<InputStream> stream(InputStream in) {
    return ok(BYTES, StreamBody.of(in));
  }

  /**
   * {@return 200 with the elements of a stream as JSON Lines: one value a line, each sent as soon
   * as it is there; the stream is closed in any case}
   *
   * @param elements the elements, none null
   * @param <T> their type
   */
  public static <T> Response<Stream<T>> jsonLines(Stream<T> elements) {
    return ok(LINES, new JsonLinesBody(Elements.of(elements)));
  }

  /**
   * {@return 200 with elements as JSON Lines: one value a line, each sent as soon as it is there}
   *
   * @param elements the elements, none null; closed in any case if it is {@link AutoCloseable}
   * @param <T> their type
   */
  public static <T> Response<Iterator<T>> jsonLines(Iterator<T> elements) {
    return ok(LINES, new JsonLinesBody(Elements.of(elements)));
  }

  /**
   * {@return 200 with what is published as JSON Lines: one value a line, each sent as soon as it is
   * there; the subscription is cancelled in any case}
   *
   * @param elements the elements
   * @param <T> their type
   */
  public static <T> Response<Flow.Publisher<T>> jsonLines(Flow.Publisher<T> elements) {
    return ok(LINES, new JsonLinesBody(Elements.of(elements)));
  }

  /**
   * {@return 200 with a stream of events ({@code text/event-stream}), which is not stored and which
   * no proxy shall hold back}
   *
   * @param writer sends the events; not called for HEAD
   * @param <T> the type of their data, for documents
   */
  public static <T> Response<Event<T>> sse(EventWriter writer) {
    return ok(EVENTS, EventsBody.of(writer));
  }

  /** Elements of a sequence as events, data written as the declared type. */
  static <T> Response<T> sse(Object sequence, Type declared) {
    return ok(EVENTS, EventsBody.of(sequence, declared));
  }

  /**
   * {@return 200 with a file as it is now: with its length, a type by its name, ETag and
   * Last-Modified} A request for ranges gets them.
   *
   * <p>The path is taken as it is: never build it from a request without checking that it stays
   * inside its folder. Files are read outside the event loop.
   *
   * @param path a regular file
   * @throws HttpException 404 if there is no such file
   */
  public static Response<Path> file(Path path) {
    return StoredFile.response(path);
  }

  /**
   * {@return this response as a download: browsers save it and do not show it} By
   * Content-Disposition (RFC 6266).
   *
   * @param name the name that is proposed, in any letters; separators of paths and control
   *     characters in it are replaced
   */
  public Response<T> download(String name) {
    return header("Content-Disposition", Disposition.attachment(name));
  }

  /**
   * {@return a status without a body}
   *
   * @param status a final status
   * @param <T> any type
   * @throws IllegalArgumentException if it is 1xx
   */
  public static <T> Response<T> of(Status status) {
    return new Response<>(finalStatus(status), Headers.empty(), ByteBody.EMPTY, null);
  }

  /**
   * {@return a status without a body}
   *
   * @param status a final status
   * @param <T> any type
   * @throws IllegalArgumentException if it is 1xx or no status
   */
  public static <T> Response<T> of(int status) {
    return of(Status.of(status));
  }

  /**
   * {@return 201 for something new}
   *
   * @param location where it is: a path, or a URL of this site
   * @param <T> any type
   */
  public static <T> Response<T> created(String location) {
    return Response.<T>of(Status.CREATED).header("Location", Redirects.relative(location));
  }

  /**
   * {@return 201 for something new, with the thing itself as {@link #ok(Object)} would send it}
   *
   * @param location where it is: a path, or a URL of this site
   * @param value the thing
   * @param <T> its type
   */
  public static <T> Response<T> created(String location, T value) {
    return ok(value).status(Status.CREATED).header("Location", Redirects.relative(location));
  }

  /**
   * {@return 204}
   *
   * @param <T> any type
   */
  @SuppressWarnings("unchecked") // it holds nothing
  public static <T> Response<T> noContent() {
    return (Response<T>) NO_CONTENT;
  }

  /**
   * {@return 302 to a place on this site}
   *
   * @param target a path, query or fragment; not another site, nor what a browser takes for one
   *     ({@code //host}, {@code /\host})
   * @param <T> any type
   * @throws IllegalArgumentException if the target could lead to another site
   */
  public static <T> Response<T> redirect(String target) {
    return redirect(Status.FOUND, target);
  }

  /**
   * {@return a redirect to a place on this site}
   *
   * @param status 301, 302, 303, 307 or 308
   * @param target as for {@link #redirect(String)}
   * @param <T> any type
   * @throws IllegalArgumentException if the status is no redirect or the target could lead to
   *     another site
   */
  public static <T> Response<T> redirect(Status status, String target) {
    Redirects.checkStatus(status);
    return Response.<T>of(status).header("Location", Redirects.relative(target));
  }

  /**
   * {@return whether somebody asks for a path on this site, to which {@link #redirect} may lead, as
   * after a login} False for anything that a browser could take for another site.
   *
   * @param target as it was sent
   */
  public static boolean isLocalPath(String target) {
    return Redirects.isLocalPath(target);
  }

  /**
   * {@return 302 to one of some other sites}
   *
   * @param url an absolute http or https URL
   * @param allowedHosts the hosts that it may name, with port if it is not the default
   * @param <T> any type
   * @throws IllegalArgumentException if the URL names none of them
   */
  public static <T> Response<T> redirect(String url, Set<String> allowedHosts) {
    return Response.<T>of(Status.FOUND).header("Location", Redirects.allowed(url, allowedHosts));
  }

  /**
   * {@return a problem detail with its own status}
   *
   * @param problem the problem
   * @param <T> any type
   */
  public static <T> Response<T> problem(Problem problem) {
    return new Response<>(
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
  public Response<T> status(Status status) {
    return new Response<>(finalStatus(status), headers, body, failure);
  }

  /**
   * {@return this response with another status}
   *
   * @param status a final status
   * @throws IllegalArgumentException if it is 1xx or no status
   */
  public Response<T> status(int status) {
    return status(Status.of(status));
  }

  /**
   * {@return this response with a field in place of all of the same name}
   *
   * @param name the field's name
   * @param value its value
   * @throws IllegalArgumentException if the name or value holds a forbidden character
   */
  public Response<T> header(String name, String value) {
    return withHeaders(headers.with(name, value));
  }

  /**
   * {@return this response with one field more}
   *
   * @param name the field's name
   * @param value its value
   * @throws IllegalArgumentException if the name or value holds a forbidden character
   */
  public Response<T> addHeader(String name, String value) {
    return withHeaders(headers.add(name, value));
  }

  /**
   * {@return this response without the fields of a name}
   *
   * @param name the fields' name
   */
  public Response<T> withoutHeader(String name) {
    return withHeaders(headers.without(name));
  }

  /**
   * {@return this response with a cookie to set, beside others}
   *
   * @param cookie the cookie
   */
  public Response<T> cookie(Cookie cookie) {
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
  public Response<T> cookie(String name, String value) {
    return cookie(Cookie.of(name, value));
  }

  /**
   * {@return this response with another media type}
   *
   * @param type for example {@code text/css; charset=utf-8}
   * @throws IllegalArgumentException if it is no media type
   */
  public Response<T> type(String type) {
    return type(MediaType.parse(type));
  }

  /**
   * {@return this response with another media type}
   *
   * @param type the type
   */
  public Response<T> type(MediaType type) {
    return header("Content-Type", type.toString());
  }

  /**
   * {@return this response with an entity tag} A GET or HEAD whose conditions it meets is answered
   * with 304 or 412.
   *
   * @param tag the tag, with or without quotes; {@code W/"…"} for a weak one
   * @throws IllegalArgumentException if it holds a forbidden character
   */
  public Response<T> etag(String tag) {
    return header("ETag", EntityTag.of(tag).toString());
  }

  /**
   * {@return this response with the time of its last change} A GET or HEAD whose conditions it
   * meets is answered with 304 or 412.
   *
   * @param time the time, to the second
   */
  public Response<T> lastModified(Instant time) {
    return header("Last-Modified", HttpDate.format(time));
  }

  /**
   * {@return this response with a Cache-Control field}
   *
   * @param directives for example {@code no-store} or {@code max-age=60}
   */
  public Response<T> cacheControl(String directives) {
    return header("Cache-Control", directives);
  }

  /**
   * {@return this response with another body} The header fields stay: what they say of the body
   * ({@code ETag}, {@code Content-Type}) is the caller's to change. Who puts a body around the old
   * one closes that, too.
   *
   * @param other the body
   */
  public Response<T> withBody(ResponseBody other) {
    return new Response<>(status, headers, other, failure);
  }

  /** {@return status, fields and kind of body, for people} */
  @Override
  public String toString() {
    return status + "\n" + headers + body.kind();
  }

  /** With the value, if it is one, written as its type is declared. */
  Response<T> writtenAs(ResultType declared) {
    return declared != ResultType.UNKNOWN && body instanceof ValueBody value
        ? withBody(value.writtenAs(declared))
        : this;
  }

  Response<T> withHeaders(Headers changed) {
    return new Response<>(status, changed, body, failure);
  }

  Response<T> withFailure(Throwable thrown) {
    return new Response<>(status, headers, body, thrown);
  }

  /** The connection becomes something else; not for others, because only servers can do that. */
  static Response<Object> upgrade(ResponseBody body) {
    return new Response<>(Status.SWITCHING_PROTOCOLS, Headers.empty(), body, null);
  }

  private static Status finalStatus(Status status) {
    if (status.isInformational()) {
      throw new IllegalArgumentException(status + " can not be the status of an answer");
    }
    return status;
  }
}
