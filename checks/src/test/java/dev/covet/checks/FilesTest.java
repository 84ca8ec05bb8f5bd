package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file server with a real browser: a large upload with progress, a download in parts. */
class FilesTest {
  private static final int MIB = 1 << 20;

  @TempDir Path folder;

  @BeforeEach
  void tools() throws Exception {
    Tool.need("chromium");
  }

  @Test
  void aLargeFileIsUploadedWithProgressAndComesBackInParts() throws Exception {
    Path kept = folder.resolve("kept");
    try (ExampleProcess server =
        ExampleProcess.start(List.of("-Dfiles.folder=" + kept, "-Xmx128m"), "files.FileServer")) {
      try (Browser browser = Browser.open(folder, server.url("/"))) {
        browser.await("typeof upload == 'function'");
        browser.evaluate(
            "const part = new Uint8Array(1 << 20).map((_, i) => i % 251);"
                + "upload(new File(Array(200).fill(part), 'größe 1.bin')); ''");
        browser.await("document.getElementById('state').textContent == 'kept'");
        browser.await("progress.length > 2 && progress.at(-1) == 1");
        browser.await("document.querySelectorAll('li').length == 1");
      }
      assertThat(Files.size(kept.resolve("größe 1.bin"))).isEqualTo(200L * MIB);
      try (Stream<Path> left = Files.list(kept)) {
        assertThat(left).hasSize(1);
      }
      long from = 150L * MIB - 10;
      HttpResponse<byte[]> part =
          get(server.url("/files/gr%C3%B6%C3%9Fe%201.bin"), from, from + 19);
      assertThat(part.statusCode()).isEqualTo(206);
      byte[] expected = new byte[20];
      for (int i = 0; i < 20; i++) {
        expected[i] = (byte) ((from + i) % MIB % 251);
      }
      assertThat(part.body()).isEqualTo(expected);
      assertThat(part.headers().firstValue("content-disposition"))
          .hasValue(
              "attachment; filename=\"gr__e 1.bin\"; filename*=UTF-8''gr%C3%B6%C3%9Fe%201.bin");
      assertThat(server.terminate()).as(server.output()).isZero();
    }
  }

  private static HttpResponse<byte[]> get(String url, long from, long to) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(url))
              .header("Range", "bytes=" + from + "-" + to)
              .build();
      return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }
  }
}
