package dev.covet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole form: its fields, and its files if it came in parts.
 *
 * @param fields in order
 * @param files in order
 */
record FormData(Parameters fields, List<Upload> files) {
  private static final int BLOCK = 16 << 10;

  /** Reads a form in parts; what goes to files is let go when the request is over. */
  static FormData read(Request request, Multipart parts, UploadLimits limits, int parameterLimit) {
    Parameters fields = new Parameters();
    List<Upload> files = new ArrayList<>();
    byte[] block = new byte[BLOCK];
    long text = 0;
    long memory = 0;
    int count = 0;
    try {
      while (parts.hasNext()) {
        Part part = parts.next();
        if (part.isFile()) {
          Spool spool = new Spool(limits.folder());
          request.hold(spool);
          InputStream in = part.stream();
          for (int read = in.read(block); read >= 0; read = in.read(block)) {
            spool.write(block, read, limits.memory() - memory);
          }
          memory += spool.inMemory();
          files.add(new Upload(part.head(), spool));
        } else {
          if (++count > parameterLimit) {
            throw Failure.TOO_MANY_PARAMETERS.because(
                "more than " + parameterLimit + " parameters");
          }
          byte[] bytes = part.bytes(limits.fields() - text);
          text += bytes.length;
          fields.add(part.name(), Part.text(bytes));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new FormData(fields, List.copyOf(files));
  }

  /**
   * The files of a field that were chosen: a browser sends an empty one without a name for none.
   */
  List<Upload> files(String name) {
    return files.stream()
        .filter(file -> file.name().equals(name))
        .filter(file -> file.size() > 0 || !file.fileName().isEmpty())
        .toList();
  }
}
