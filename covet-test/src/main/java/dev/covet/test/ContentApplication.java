package dev.covet.test;

import dev.covet.Compression;
import dev.covet.Covet;
import dev.covet.Events;
import dev.covet.Handler;
import dev.covet.Response;
import dev.covet.StaticFiles;
import dev.covet.Upload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** What {@link ContentContract} asks. */
final class ContentApplication implements AutoCloseable {
  /** Far more than what the buffers of a fresh connection take: it is sent in many parts. */
  static final byte[] LARGE = new byte[3_000_001];

  static {
    new Random(7).nextBytes(LARGE);
  }

  /** For files of uploads. */
  final Path uploads;

  private final CountDownLatch held = new CountDownLatch(1);
  private final Path folder;

  ContentApplication() {
    try {
      folder = Files.createTempDirectory("covet-contract");
      uploads = Files.createDirectory(folder.resolve("uploads"));
      Path files = Files.createDirectory(folder.resolve("files"));
      Files.writeString(files.resolve("small.txt"), "0123456789");
      Files.write(files.resolve("large.bin"), LARGE);
      Files.writeString(folder.resolve("secret.txt"), "the secret");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void declare(Covet app) {
    app.post("/body/text", req -> req.body().text());
    app.post(
            "/upload",
            req -> {
              Upload file = req.upload("file");
              byte[] bytes = file.bytes();
              return req.form("title").asString()
                  + " "
                  + file.fileName()
                  + " "
                  + Arrays.hashCode(bytes);
            })
        .maxBody(1 << 20);
    app.post(
        "/parts",
        req -> {
          List<String> seen = new ArrayList<>();
          req.body().parts().forEach(part -> seen.add(part.name() + "=" + part.text()));
          return seen.toString();
        });
    app.get("/held", req -> Response.sse(this::hold)).use(Compression.gzip());
    app.post("/release", Handler.action(req -> held.countDown()));
    app.files("/files", StaticFiles.folder(folder.resolve("files")));
    app.get(
        "/download", req -> Response.file(folder.resolve("files/large.bin")).download("größe.bin"));
  }

  private void hold(Events events) throws Exception {
    events.send("first");
    held.await();
    events.send("last");
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
