package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Config;
import dev.covet.StaticFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Paths that try to leave a folder, sent as they are over a socket to a server with all options.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TraversalTest {
  private static final String SECRET = "the secret";

  /** What may be read: the folder's own files and the lists of its folders. */
  private static final List<String> LEGAL = List.of("body {}", "<p>index", "<p>docs");

  private TestServer server;

  @BeforeAll
  void start(@TempDir Path outside) throws IOException {
    Path folder = outside.resolve("public");
    Files.createDirectories(folder.resolve("docs/.git"));
    Files.createDirectories(outside.resolve("public-not"));
    Files.writeString(folder.resolve("site.css"), "body {}");
    Files.writeString(folder.resolve("index.html"), "<p>index");
    Files.writeString(folder.resolve("docs/index.html"), "<p>docs");
    for (String secret :
        List.of(
            "secret.txt", "public-not/secret.txt", "public/.hidden", "public/docs/.git/config")) {
      Files.writeString(outside.resolve(secret), SECRET);
    }
    Files.createSymbolicLink(folder.resolve("link-out"), outside.resolve("secret.txt"));
    Files.createSymbolicLink(folder.resolve("link-out-folder"), outside);
    Files.createSymbolicLink(folder.resolve("link-to-hidden"), folder.resolve(".hidden"));
    Files.createSymbolicLink(folder.resolve("loop"), folder.resolve("loop"));
    StaticFiles files = StaticFiles.folder(folder).listing().precompressed();
    server =
        TestServer.start(
            Config.builder().workers(1),
            app -> {
              app.files("/assets", files);
              app.files("/pages", files.fallback("index.html"));
            });
  }

  @AfterAll
  void stop() {
    server.close();
  }

  /** Connections of their own: what the parser refuses ends its connection. */
  private TestResponse get(String path) throws IOException {
    String sent = new String(path.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    try (RawConnection connection = server.connect()) {
      connection.send("GET " + sent + " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      TestResponse answer = connection.read();
      assertThat(connection.rest()).as(path).isEmpty();
      return answer;
    }
  }

  private static void tellsNothing(String path, TestResponse answer) {
    assertThat(answer.text()).as(path).doesNotContain(SECRET).doesNotContain("root:");
    assertThat(answer.status()).as(path).isIn(200, 301, 400, 403, 404);
    if (answer.status() == 200) {
      assertThat(answer.text()).as(path).isIn(LEGAL);
    }
  }

  @Test
  void nothingOutsideTheFolderIsReadOverASocket() throws IOException {
    Map<Integer, Integer> seen = new HashMap<>();
    for (String path : TraversalStrings.all().toList()) {
      TestResponse answer = get(path);
      tellsNothing(path, answer);
      seen.merge(answer.status(), 1, Integer::sum);
      tellsNothing(path, get(path.replaceFirst("/assets", "/pages")));
    }
    // Were the server to refuse all alike, the paths would never have come to the files.
    assertThat(seen.get(400)).isGreaterThan(50);
    assertThat(seen.get(404)).isGreaterThan(50);
    assertThat(get("/assets/site.css").text()).isEqualTo("body {}");
  }

  @Test
  void theseAreManyTraversals() {
    assertThat(TraversalStrings.all().distinct()).hasSizeGreaterThan(400);
  }
}
