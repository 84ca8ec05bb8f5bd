package dev.covet;

import dev.covet.http.MediaType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * A file that a client has sent with a form. Its bytes are in memory or in a file without a name,
 * and gone when the request is over: take what is wanted before the handler ends.
 */
public final class Upload {
  private final PartHead head;
  private final Spool spool;

  Upload(PartHead head, Spool spool) {
    this.head = head;
    this.spool = spool;
  }

  /** {@return the name of the field} */
  public String name() {
    return head.name();
  }

  /**
   * {@return the name of the file without any folders, or empty if the client says none} As the
   * client says it: never a name of a file of ours without a check.
   */
  public String fileName() {
    String name = head.fileName();
    return name == null || name.isEmpty() ? "" : FileNames.last(name);
  }

  /** {@return the media type, as the client says it} */
  public MediaType type() {
    return head.type();
  }

  /** {@return how many bytes it has} */
  public long size() {
    return spool.size();
  }

  /** {@return its bytes from the first; a new stream each time, which need not be closed} */
  public InputStream stream() {
    return spool.stream();
  }

  /**
   * {@return all bytes}
   *
   * @throws IOException if they can not be read
   */
  public byte[] bytes() throws IOException {
    return stream().readAllBytes();
  }

  /**
   * Writes it into a new file.
   *
   * @param target must not exist
   * @throws IOException if it exists, or can not be written
   */
  public void copyTo(Path target) throws IOException {
    spool.copyTo(target);
  }

  @Override
  public String toString() {
    return "Upload[" + name() + ", " + fileName() + ", " + size() + " bytes]";
  }
}
