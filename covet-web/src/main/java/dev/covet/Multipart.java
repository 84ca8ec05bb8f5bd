package dev.covet;

import dev.covet.http.MediaType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The parts of a form, one after another (RFC 7578). */
final class Multipart implements Iterator<Part> {
  static final MediaType TYPE = MediaType.parse("multipart/form-data");

  private static final int LONGEST = 70;

  private final MultipartReader reader;
  private final UploadLimits limits;
  private @Nullable Part current;
  private @Nullable Part next;
  private boolean over;

  private Multipart(MultipartReader reader, UploadLimits limits) {
    this.reader = reader;
    this.limits = limits;
  }

  /**
   * The parts of a body.
   *
   * @throws HttpException 415 if it is no form with parts, 400 if its boundary is malformed
   */
  static Multipart of(RequestBody body, UploadLimits limits) {
    MediaType type = body.type().orElse(MediaType.BYTES);
    if (!type.sameEssence(TYPE)) {
      throw Failure.WRONG_MEDIA_TYPE.because("the body must be " + TYPE + ", not " + type);
    }
    String boundary = type.parameters().getOrDefault("boundary", "");
    if (!isBoundary(boundary)) {
      throw Failure.MALFORMED_FORM.because("the boundary of the form is missing or malformed");
    }
    return new Multipart(new MultipartReader(body.stream(), boundary, limits), limits);
  }

  /** RFC 2046, section 5.1.1. */
  private static boolean isBoundary(String text) {
    return !text.isEmpty()
        && text.length() <= LONGEST
        && !text.endsWith(" ")
        && text.chars()
            .allMatch(
                c ->
                    c >= '0' && c <= '9'
                        || c >= 'a' && c <= 'z'
                        || c >= 'A' && c <= 'Z'
                        || "'()+_,-./:=? ".indexOf(c) >= 0);
  }

  @Override
  public boolean hasNext() {
    if (next == null && !over) {
      Part before = current;
      if (before != null) {
        before.pass();
      }
      try {
        List<String> fields = reader.next();
        next = fields == null ? null : new Part(fields, reader, limits);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      over = next == null;
    }
    return next != null;
  }

  @Override
  public Part next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException("the form has no more parts");
    }
    Part part = next;
    current = part;
    next = null;
    return part;
  }
}
