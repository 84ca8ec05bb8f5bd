package dev.covet;

import dev.covet.http.Headers;
import dev.covet.http.Method;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Middleware that compresses answers for clients that take it. Off unless it is declared or {@code
 * compression=gzip} is set: where a page holds both a secret and what somebody else chose, the
 * length of its compressed form tells the secret bit by bit (BREACH). Immutable and safe for any
 * thread.
 *
 * <p>Codings are gzip, and br and zstd where their library is on the class path; of those that the
 * client likes alike the first that was named is used.
 *
 * <p>Only text, JSON, XML and the like is compressed, from 1 KiB on where the length is known, and
 * never what has a Content-Encoding, a digest or {@code Cache-Control: no-transform}. A flush of a
 * streamed body reaches the client. An entity tag becomes weak. Wherever it is declared, it stands
 * outside other middleware; of several, that of the nearest group counts alone.
 *
 * <pre>{@code
 * app.use(Compression.gzip());
 * app.group("/account", account -> account.use(Compression.none()));
 * }</pre>
 */
public final class Compression implements Middleware {
  private static final int FROM = 1 << 10;

  /** Larger ones are sent while they are compressed. */
  private static final int IN_MEMORY = 64 << 10;

  private static final Set<String> DIGESTS =
      Set.of("content-digest", "repr-digest", "digest", "content-md5");
  private static final Compression GZIP = new Compression(FROM, List.of(new GzipCoding()));
  private static final Compression NONE = new Compression(FROM, List.of());

  private final long from;
  private final List<ContentCoding> codings;
  private final List<String> tokens;

  /** The fields of answers, by coding. */
  private final List<HeaderMemo> packed;

  private final HeaderMemo plain = new HeaderMemo(CodedFields::varying);

  private Compression(long from, List<ContentCoding> codings) {
    this.from = from;
    this.codings = codings;
    this.tokens = codings.stream().map(ContentCoding::token).toList();
    this.packed =
        tokens.stream()
            .map(token -> new HeaderMemo(fields -> CodedFields.packed(fields, token)))
            .toList();
  }

  /** {@return compression by gzip} */
  public static Compression gzip() {
    return GZIP;
  }

  /**
   * {@return compression by several codings}
   *
   * @param codings {@code zstd}, {@code br}, {@code gzip}: the best first
   * @throws IllegalArgumentException if one is unknown, or its library is not on the class path
   */
  public static Compression of(String... codings) {
    return new Compression(FROM, Arrays.stream(codings).map(ContentCodings::named).toList());
  }

  /** {@return no compression, for groups whose answers hold secrets} */
  public static Compression none() {
    return NONE;
  }

  /**
   * {@return this with another size from which on bodies are compressed} Streamed ones without a
   * known length always are.
   *
   * @param bytes at least 1
   * @throws IllegalArgumentException if it is less
   */
  public Compression from(int bytes) {
    if (bytes < 1) {
      throw new IllegalArgumentException("the least size is " + bytes + "; 1 at least");
    }
    return isOff() ? this : new Compression(bytes, codings);
  }

  /** That of the settings, or null. */
  static @Nullable Compression of(Config config) {
    List<ContentCoding> codings = config.compression();
    return codings.isEmpty() ? null : new Compression(FROM, codings);
  }

  /** Whether it does nothing, so that it is left out of chains. */
  boolean isOff() {
    return codings.isEmpty();
  }

  @Override
  public Response<?> handle(Request request, Next next) {
    Response<?> response = next.handle(request);
    int status = response.status().code();
    if (status == 304) {
      return notModified(request, response);
    }
    boolean fits = status != 204 && status != 205 && status != 206 && isOpen(response);
    if (!fits || response.body().kind() == ResponseBody.Kind.EMPTY) {
      return response;
    }
    String token = AcceptEncoding.best(request.headerLines("Accept-Encoding"), tokens);
    if (token == null) {
      return response.withHeaders(plain.of(response.headers()));
    }
    try {
      return compressed(response, tokens.indexOf(token), request.method() == Method.HEAD);
    } catch (Throwable failure) {
      response.body().close();
      return KeptFields.keep(
          response.headers(), request.route().errors().respond(failure, request));
    }
  }

  private Response<?> compressed(Response<?> response, int index, boolean head) throws Exception {
    ContentCoding coding = codings.get(index);
    ResponseBody body = inMemory(response.body());
    long length = body.length();
    if (length >= 0 && length < from) {
      return response.withBody(body).withHeaders(plain.of(response.headers()));
    }
    boolean whole = !head && body.kind() == ResponseBody.Kind.BYTES && length <= IN_MEMORY;
    ResponseBody coded = whole ? coded(body, coding) : new CodedBody(body, coding);
    return response.withBody(coded).withHeaders(packed.get(index).of(response.headers()));
  }

  /** A body that would be run into memory by the server is so now: its size decides. */
  private static ResponseBody inMemory(ResponseBody body) throws Exception {
    if (body.kind() != ResponseBody.Kind.BUFFERED) {
      return body;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    body.writeTo(bytes);
    return new HoldingBody(ByteBody.of(bytes.toByteArray()), body::close);
  }

  private static ResponseBody coded(ResponseBody body, ContentCoding coding) throws IOException {
    byte[] bytes = body.bytes();
    ByteArrayOutputStream target = new ByteArrayOutputStream(64 + bytes.length / 4);
    try (EncodingStream encoding = coding.encode(target)) {
      encoding.write(bytes, 0, bytes.length);
      encoding.finish();
    }
    return new HoldingBody(ByteBody.of(target.toByteArray()), body::close);
  }

  /** Whether another coding of the body would be right and of use. */
  private static boolean isOpen(Response<?> response) {
    Headers headers = response.headers();
    String type = headers.first("Content-Type");
    return type != null
        && CompressibleTypes.contain(type)
        && !headers.contains("Content-Encoding")
        && !headers.contains("Content-Range")
        && DIGESTS.stream().noneMatch(headers::contains)
        && headers.all("Cache-Control").stream()
            .noneMatch(field -> field.toLowerCase(Locale.ROOT).contains("no-transform"));
  }

  /** The tag of the answer that the client keeps (RFC 9111, section 4.3.4): of a compressed one. */
  private static Response<?> notModified(Request request, Response<?> response) {
    String tag = response.headers().first("ETag");
    boolean kept =
        tag != null
            && request.headerLines("If-None-Match").stream()
                .flatMap(field -> EntityTag.list(field).stream())
                .anyMatch(known -> known.toString().equals("W/" + tag));
    Headers headers = kept ? CodedFields.weak(response.headers()) : response.headers();
    return response.withHeaders(CodedFields.varying(headers));
  }
}
