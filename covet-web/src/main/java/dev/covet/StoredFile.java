package dev.covet;

import dev.covet.http.Headers;
import dev.covet.http.HttpDate;
import dev.covet.http.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A regular file as it is at some moment.
 *
 * @param path where it is
 * @param size its length in bytes
 * @param changed when it was changed last
 * @param settled whether any later change gets another time of change
 * @param key what tells it from another file at the same place, or null
 */
record StoredFile(Path path, long size, Instant changed, boolean settled, @Nullable Object key) {
  /** No clock of a file system that matters is coarser. */
  private static final Duration GRAIN = Duration.ofSeconds(2);

  /** Looks at a path; null if there is no regular file. Blocks: a file thread calls. */
  static @Nullable StoredFile find(Path path) throws IOException {
    BasicFileAttributes file;
    try {
      file = Files.readAttributes(path, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return null;
    } catch (FileSystemException e) {
      if (e.getClass() == FileSystemException.class) { // "not a directory" or "name too long"
        return null;
      }
      throw e;
    }
    if (!file.isRegularFile()) {
      return null;
    }
    Instant changed = file.lastModifiedTime().toInstant();
    boolean settled = changed.isBefore(Instant.now().minus(GRAIN));
    return new StoredFile(path, file.size(), changed, settled, file.fileKey());
  }

  /** The answer that streams the file, for {@link Response#file}. */
  static Response<Path> response(Path path) {
    StoredFile file;
    try {
      file = FileWork.call(() -> find(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (file == null) {
      throw Failure.NO_FILE.because("there is no such file");
    }
    Headers headers = file.headers(FileTypes.of(path), file.tag());
    return new Response<>(Status.OK, headers, FileBody.of(file), null);
  }

  /** Whether there is another file in its place by now. */
  boolean replaced() throws IOException {
    return key != null
        && !key.equals(Files.readAttributes(path, BasicFileAttributes.class).fileKey());
  }

  /** Whether another look has found the same. */
  boolean same(@Nullable StoredFile other) {
    return other != null
        && path.equals(other.path)
        && Objects.equals(key, other.key)
        && size == other.size
        && changed.equals(other.changed);
  }

  /**
   * Size and time of change: strong only when no other content can get the same (RFC 9110, section
   * 8.8.1).
   */
  String tag() {
    long nanos = changed.getEpochSecond() * 1_000_000_000L + changed.getNano();
    return (settled ? "\"%x-%x\"" : "W/\"%x-%x\"").formatted(nanos, size);
  }

  Headers headers(String type, String tag) {
    return Headers.of(
        "Content-Type",
        type,
        "ETag",
        tag,
        "Last-Modified",
        HttpDate.format(changed),
        "Accept-Ranges",
        "bytes");
  }
}
