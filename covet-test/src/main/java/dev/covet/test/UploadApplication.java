package dev.covet.test;

import dev.covet.Covet;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Stream;

/** What {@link UploadContract} asks. */
final class UploadApplication {
  private static final Path OPEN_FILES = Path.of("/proc/self/fd");

  private final BlockingQueue<String> told;
  private final Path folder;

  /**
   * The routes.
   *
   * @param told what handlers are told
   * @param folder for files; {@code upload-folder} has to name it
   */
  UploadApplication(BlockingQueue<String> told, Path folder) {
    this.told = told;
    this.folder = folder;
  }

  void declare(Covet app) {
    app.post(
        "/uploads/stream",
        req -> {
          try (InputStream in = req.body().stream()) {
            return Long.toString(in.transferTo(OutputStream.nullOutputStream()));
          } catch (IOException e) {
            told.add("IOException");
            throw e;
          }
        });
    app.post(
        "/uploads/file",
        req -> {
          try {
            return req.upload("file").fileName();
          } catch (UncheckedIOException e) {
            told.add("UncheckedIOException");
            throw e;
          }
        });
  }

  /** Whether there is a file, with a name or, as far as the system tells, without one. */
  boolean areOnDisk() throws IOException {
    try (Stream<Path> named = Files.list(folder)) {
      if (named.findAny().isPresent()) {
        return true;
      }
    }
    if (!Files.isDirectory(OPEN_FILES)) {
      return false;
    }
    try (Stream<Path> open = Files.list(OPEN_FILES)) {
      return open.anyMatch(this::isOurs);
    }
  }

  private boolean isOurs(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).startsWith(folder);
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }
}
