package dev.covet;

import dev.covet.http.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request. Reading blocks the virtual thread until the bytes are there. It is either
 * taken as a whole, as often as wanted ({@link #bytes}, {@link #text}, {@link #json}), or read once
 * as a {@link #stream}.
 *
 * <p>Its size is limited by {@code max-body} or {@link Route#maxBody}; a larger one is answered
 * with 413. A compressed body ({@code Content-Encoding}) is read as it was before, by the codings
 * of the setting {@code decompression}; the limit counts its bytes then too, and more than 100 for
 * each that came are 413 as well. Another coding is answered with 415.
 */
public final class RequestBody {
  private final Request request;
  private byte @Nullable [] bytes;
  private @Nullable InputStream stream;

  RequestBody(Request request) {
    this.request = request;
  }

  /**
   * {@return the announced length in bytes, 0 if there is no body, -1 if it is not known before: a
   * compressed body has one that nobody knows}
   */
  public long length() {
    return isCoded() ? -1 : request.incoming().contentLength();
  }

  /**
   * {@return the media type, or empty if there is none}
   *
   * @throws HttpException 415 if the Content-Type field is malformed
   */
  public Optional<MediaType> type() {
    String field = request.headerOrNull("Content-Type");
    if (field == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(MediaType.parse(field));
    } catch (IllegalArgumentException e) {
      throw Failure.WRONG_MEDIA_TYPE.because("malformed Content-Type", e);
    }
  }

  /**
   * {@return all bytes; the same array each time}
   *
   * @throws UncheckedIOException if the client went away, was too slow or sent too much
   * @throws IllegalStateException if the stream was taken
   */
  public byte[] bytes() {
    byte[] read = bytes;
    if (read == null) {
      if (stream != null) {
        throw new IllegalStateException("the body has been taken as a stream");
      }
      try (InputStream in = open()) {
        read = length() == 0 ? new byte[0] : in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      bytes = read;
    }
    request.check();
    return read;
  }

  /**
   * {@return the bytes as they come} Can be taken once; closing it is not needed.
   *
   * @throws IllegalStateException if the stream was taken before
   */
  public InputStream stream() {
    request.check();
    if (bytes != null) {
      return new ByteArrayInputStream(bytes);
    }
    if (stream != null) {
      throw new IllegalStateException("the body has been taken as a stream already");
    }
    stream = open();
    return stream;
  }

  /**
   * {@return the body as text, in the character set of its media type, by default UTF-8}
   *
   * @throws HttpException 400 if the bytes are no such text, 415 if the character set is unknown
   * @throws UncheckedIOException if the client went away, was too slow or sent too much
   */
  public String text() {
    Charset charset;
    try {
      charset = type().flatMap(MediaType::charset).orElse(StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Failure.WRONG_MEDIA_TYPE.because(String.valueOf(e.getMessage()), e);
    }
    return decode(bytes(), charset);
  }

  /**
   * {@return the body as a value read from JSON}
   *
   * @param type its class
   * @param <T> its type
   * @throws HttpException 415 if the media type is not JSON, 400 if the body is no JSON, 422 if it
   *     is another type
   * @throws UncheckedIOException if the client went away, was too slow or sent too much
   */
  @SuppressWarnings("unchecked") // the codec makes what it is asked for
  public <T> T json(Class<T> type) {
    return (T) readJson(type);
  }

  /**
   * {@return the body as a value of a generic type read from JSON}
   *
   * @param type its type
   * @param <T> its type
   * @throws HttpException 415 if the media type is not JSON, 400 if the body is no JSON, 422 if it
   *     is another type
   * @throws UncheckedIOException if the client went away, was too slow or sent too much
   */
  @SuppressWarnings("unchecked") // the codec makes what it is asked for
  public <T> T json(TypeRef<T> type) {
    return (T) readJson(type.type());
  }

  /**
   * {@return the body as a change of a value}
   *
   * @param type the class of the value
   * @param <T> its type
   * @throws HttpException 415 with Accept-Patch if the media type is not
   *     application/merge-patch+json, 400 if the body is no JSON, 422 if it is null or has a name
   *     twice
   * @throws UncheckedIOException if the client went away, was too slow or sent too much
   */
  public <T> MergePatch<T> mergePatch(Class<T> type) {
    return new MergePatch<>(readPatch(), type, null);
  }

  /** The body as a value of any type read from JSON. */
  Object readJson(Type type) {
    MediaType given =
        type().orElseThrow(() -> Failure.WRONG_MEDIA_TYPE.because("Content-Type is missing"));
    if (!given.isJson()) {
      throw other(MediaType.JSON, given);
    }
    try {
      return Json.codec().read(new ByteArrayInputStream(bytes()), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What a merge patch changes, as a tree of maps. */
  Object readPatch() {
    MediaType given = type().orElse(MediaType.BYTES);
    if (!given.sameEssence(MediaType.MERGE_PATCH)) {
      throw other(MediaType.MERGE_PATCH, given)
          .header("Accept-Patch", MediaType.MERGE_PATCH.toString());
    }
    try {
      return Json.codec().readTree(new ByteArrayInputStream(bytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HttpException other(MediaType wanted, MediaType given) {
    return Failure.WRONG_MEDIA_TYPE.because("the body must be " + wanted + ", not " + given);
  }

  /**
   * The body of a form; raw bytes above ASCII stay single characters, which the parser joins again.
   */
  String formText() {
    MediaType given = type().orElse(MediaType.BYTES);
    if (!given.sameEssence(MediaType.FORM)) {
      throw Failure.WRONG_MEDIA_TYPE.because(
          "the body must be " + MediaType.FORM + " or " + Multipart.TYPE);
    }
    return new String(bytes(), StandardCharsets.ISO_8859_1);
  }

  boolean isMultipart() {
    return type().filter(Multipart.TYPE::sameEssence).isPresent();
  }

  /**
   * {@return the parts of a form ({@code multipart/form-data}) as they come} Nothing is kept: each
   * part is to be read before the next one is asked for. Can be taken once.
   *
   * @throws HttpException 415 if the body is no such form; while parts are read 400 if it is
   *     malformed, 413 if it has too many parts or they have too many fields
   * @throws IllegalStateException if the body was taken before
   */
  public Iterable<Part> parts() {
    Multipart parts = Multipart.of(this, request.route().uploads());
    return () -> parts;
  }

  /** The bytes as they come, or as they were before they were compressed. */
  private InputStream open() {
    BodyInputStream received = new BodyInputStream(request);
    if (!isCoded()) {
      return received;
    }
    List<ContentCoding> taken = request.route().decodings();
    List<String> fields = request.headerLines("Content-Encoding");
    String field = fields.getFirst().strip();
    ContentCoding coding = fields.size() > 1 ? null : ContentCodings.find(taken, field);
    if (coding == null) {
      String accepted = ContentCodings.accepted(taken);
      throw Failure.CONTENT_ENCODING
          .because("the body may be compressed by one of: " + accepted)
          .header("Accept-Encoding", accepted);
    }
    DecodedStream decoded = new DecodedStream(coding, received, request.route().plan().bodyLimit());
    request.hold(decoded);
    return decoded;
  }

  private boolean isCoded() {
    String field = request.headerOrNull("Content-Encoding");
    return field != null
        && !field.strip().equalsIgnoreCase("identity")
        && request.incoming().contentLength() != 0;
  }

  private static String decode(byte[] bytes, Charset charset) {
    try {
      return charset
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes))
          .toString();
    } catch (CharacterCodingException e) {
      throw Failure.MALFORMED_TEXT.because("the body is not " + charset.name(), e);
    }
  }
}
