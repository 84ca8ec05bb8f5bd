package dev.covet;

import dev.covet.http.Headers;
import dev.covet.http.MediaType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A part of a form that is read as it comes ({@link RequestBody#parts}): nothing of it is kept.
 * Valid until the next part is asked for.
 */
public final class Part {
  private static final int BLOCK = 8 << 10;

  private final PartHead head;
  private final List<String> lines;
  private final MultipartReader reader;
  private final UploadLimits limits;
  private final InputStream stream = new Data();
  private boolean passed;

  /** Of the fields that have been read, a character for each byte. */
  Part(List<String> lines, MultipartReader reader, UploadLimits limits) {
    this.head = PartHead.of(lines);
    this.lines = lines;
    this.reader = reader;
    this.limits = limits;
  }

  private final class Data extends BlockInputStream {
    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      Objects.checkFromIndexSize(from, length, target.length);
      if (passed) {
        throw new IllegalStateException("the next part is being read already");
      }
      return length == 0 ? 0 : reader.read(target, from, length);
    }
  }

  /** {@return the name of the field} */
  public String name() {
    return head.name();
  }

  /** {@return whether it is a file} */
  public boolean isFile() {
    return head.fileName() != null;
  }

  /**
   * {@return the name of the file without any folders, or empty if it is no file} As the client
   * says it: never a name of a file of ours without a check.
   */
  public Optional<String> fileName() {
    return Optional.ofNullable(head.fileName()).map(FileNames::last);
  }

  /** {@return the media type, as the client says it} */
  public MediaType type() {
    return head.type();
  }

  /**
   * {@return all fields of its head in order, each once, with a character for each byte of a value}
   * As the client says them; RFC 7578, section 4.8, wants none but {@code Content-Disposition} and
   * {@code Content-Type} to mean anything, but clients may agree on more. Made anew by each call.
   */
  public Headers headers() {
    return PartHead.headers(lines);
  }

  /** {@return the bytes as they come; reading blocks} */
  public InputStream stream() {
    return stream;
  }

  /**
   * {@return the part as text in UTF-8}
   *
   * @throws HttpException 413 if it is larger than all fields of a form may be, 400 if it is no
   *     UTF-8
   * @throws UncheckedIOException if the client went away or was too slow
   */
  public String text() {
    return text(bytes(limits.fields()));
  }

  byte[] bytes(long most) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] block = new byte[BLOCK];
    try {
      for (int count = stream.read(block); count >= 0; count = stream.read(block)) {
        if (bytes.size() + count > most) {
          throw Failure.TOO_LARGE.because("the fields of the form are too large");
        }
        bytes.write(block, 0, count);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static String text(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw Failure.MALFORMED_FORM.because("a field of the form is not UTF-8", e);
    }
  }

  PartHead head() {
    return head;
  }

  /** Another part is being read. */
  void pass() {
    passed = true;
  }
}
