package dev.covet.test;

import dev.covet.Covet;
import dev.covet.Response;
import dev.covet.StaticFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;

/** What {@link ContentContract} asks. */
final class ContentApplication implements AutoCloseable {
  /** Does not fit into the buffers of a connection. */
  static final byte[] LARGE = new byte[9_000_001];

  static {
    new Random(7).nextBytes(LARGE);
  }

  private final Path folder;

  ContentApplication() {
    try {
      folder = Files.createTempDirectory("covet-contract");
      Path files = Files.createDirectory(folder.resolve("files"));
      Files.writeString(files.resolve("small.txt"), "0123456789");
      Files.write(files.resolve("large.bin"), LARGE);
      Files.writeString(folder.resolve("secret.txt"), "the secret");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void declare(Covet app) {
    app.files("/files", StaticFiles.folder(folder.resolve("files")));
    app.get(
        "/download", req -> Response.file(folder.resolve("files/large.bin")).download("größe.bin"));
  }

  @Override
  public void close() {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
