package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StaticFilesTest {
  private static final String SECRET = "the secret";

  @TempDir Path outside;
  private Path folder;

  @BeforeEach
  void files() throws IOException {
    folder = Files.createDirectories(outside.resolve("public"));
    write("site.css", "body {}");
    write("index.html", "<p>index");
    write("docs/index.html", "<p>docs");
    write("docs/a b.txt", "spaced");
    write("plain/one.txt", "1");
    write(".hidden", SECRET);
    write("docs/.git/config", SECRET);
    Files.writeString(outside.resolve("secret.txt"), SECRET);
    Files.createDirectories(outside.resolve("public-not"));
    Files.writeString(outside.resolve("public-not/secret.txt"), SECRET);
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private Served serve(StaticFiles files) {
    return served(app -> app.files("/assets", files));
  }

  private static Served served(Consumer<Covet> declare) {
    Covet app = Served.app();
    declare.accept(app);
    return new Served(app);
  }

  private Served served() {
    return serve(StaticFiles.folder(folder));
  }

  @Test
  void aFileIsServedWithWhatCachesNeed() {
    Response<?> answer = served().get("/assets/site.css");
    assertThat(answer.status().code()).isEqualTo(200);
    assertThat(Exchange.text(answer)).isEqualTo("body {}");
    assertThat(answer.headers().first("Content-Type")).isEqualTo("text/css; charset=utf-8");
    assertThat(answer.headers().first("ETag")).matches("\"[0-9a-f]{32}\"");
    assertThat(answer.headers().first("Last-Modified")).endsWith("GMT");
    assertThat(answer.headers().first("Accept-Ranges")).isEqualTo("bytes");
    assertThat(answer.headers().first("Cache-Control")).isEqualTo("no-cache");
  }

  @Test
  void aRequestThatHasItIsAnsweredByThat() {
    Served served = served();
    String tag = String.valueOf(served.get("/assets/site.css").headers().first("ETag"));
    Response<?> known = served.send(get("/assets/site.css").header("If-None-Match", tag));
    assertThat(known.status().code()).isEqualTo(304);
    assertThat(known.headers().first("ETag")).isEqualTo(tag);
    assertThat(served.send("HEAD", "/assets/site.css").status().code()).isEqualTo(200);
    assertThat(served.send("POST", "/assets/site.css").status().code()).isEqualTo(405);
  }

  private static MadeRequest get(String target) {
    return new MadeRequest("GET", target);
  }

  @Test
  void foldersAreTheirIndexAndNeedASlash() {
    Served served = served();
    assertThat(served.whole("/assets/")).isEqualTo("<p>index");
    assertThat(served.whole("/assets/docs/")).isEqualTo("<p>docs");
    Response<?> moved = served.get("/assets/docs");
    assertThat(moved.status().code()).isEqualTo(301);
    assertThat(moved.headers().first("Location")).isEqualTo("/assets/docs/");
    assertThat(served.get("/assets/plain/").status().code()).isEqualTo(404);
    assertThat(served.whole("/assets/docs/a%20b.txt")).isEqualTo("spaced");
    Served renamed = serve(StaticFiles.folder(folder).index("one.txt"));
    assertThat(renamed.whole("/assets/plain/")).isEqualTo("1");
  }

  @Test
  void aListingShowsNothingHiddenAndBreaksNoPage() throws IOException {
    write("plain/<b>&\"", "odd");
    write("plain/javascript:alert(1)", "odd");
    write("plain/.secret", SECRET);
    Files.createDirectory(folder.resolve("plain/sub"));
    Files.createSymbolicLink(folder.resolve("plain/link"), outside.resolve("secret.txt"));
    String page = serve(StaticFiles.folder(folder).listing()).whole("/assets/plain/");
    assertThat(page)
        .contains("<a href=\"./one.txt\">one.txt</a>", "./sub/\">sub/</a>")
        .contains("./%3Cb%3E%26%22\">&lt;b&gt;&amp;&quot;</a>", "./javascript%3Aalert")
        .doesNotContain("secret", "link", "<b>");
  }

  @Test
  void anApplicationOfOnePageHasItsPageEverywhereButForFiles() {
    Served served =
        served(
            app -> {
              app.files("/", StaticFiles.folder(folder).fallback("index.html"));
              app.get("/api/things", req -> "things");
            });
    MadeRequest link = get("/orders/7").header("Accept", "text/html,*/*;q=0.8");
    assertThat(Exchange.text(served.send(link))).isEqualTo("<p>index");
    assertThat(served.get("/orders/7").status().code()).isEqualTo(404);
    MadeRequest script = get("/missing.js").header("Accept", "text/html");
    assertThat(served.send(script).status().code()).isEqualTo(404);
    assertThat(served.whole("/api/things")).isEqualTo("things");
    assertThat(served.whole("/")).isEqualTo("<p>index");
    Served without = serve(StaticFiles.folder(folder).fallback("none.html"));
    MadeRequest lost = get("/assets/a").header("Accept", "text/html");
    assertThat(without.send(lost).status().code()).isEqualTo(404);
  }

  @Test
  void theFirstRuleThatMatchesTellsCaches() throws IOException {
    write("docs/app.js", "1");
    Served served =
        serve(
            StaticFiles.folder(folder)
                .cache("docs/*.js", "no-store")
                .cache("*.{js,css}", "max-age=60"));
    assertThat(served.get("/assets/docs/app.js").headers().first("Cache-Control"))
        .isEqualTo("no-store");
    assertThat(served.get("/assets/site.css").headers().first("Cache-Control"))
        .isEqualTo("max-age=60");
    assertThat(served.get("/assets/").headers().first("Cache-Control")).isEqualTo("no-cache");
  }

  @Test
  void aFileBesideItIsSentToThoseThatTakeItsCoding() throws IOException {
    write("site.css.gz", "gzipped");
    write("site.css.br", "brotli");
    Served served = serve(StaticFiles.folder(folder).precompressed());
    Response<?> best =
        served.send(get("/assets/site.css").header("Accept-Encoding", "gzip, br, zstd"));
    assertThat(Exchange.text(best)).isEqualTo("brotli");
    assertThat(best.headers().first("Content-Encoding")).isEqualTo("br");
    assertThat(best.headers().first("Content-Type")).isEqualTo("text/css; charset=utf-8");
    assertThat(best.headers().first("Vary")).isEqualTo("Accept-Encoding");
    Response<?> gzip =
        served.send(get("/assets/site.css").header("Accept-Encoding", "gzip, br;q=0.5"));
    assertThat(Exchange.text(gzip)).isEqualTo("gzipped");
    Response<?> plain = served.get("/assets/site.css");
    assertThat(Exchange.text(plain)).isEqualTo("body {}");
    assertThat(plain.headers().first("Vary")).isEqualTo("Accept-Encoding");
    assertThat(plain.headers().first("ETag")).isNotEqualTo(best.headers().first("ETag"));
    assertThat(served.get("/assets/").headers().first("Vary")).isNull();
    write("large.js", "x".repeat(100_000));
    write("large.js.gz", "y".repeat(70_000));
    Response<?> large = served.send(get("/assets/large.js").header("Accept-Encoding", "gzip"));
    assertThat(Exchange.text(large)).hasSize(70_000);
    assertThat(large.headers().first("ETag")).contains("-gzip\"");
  }

  @Test
  void aChangedFileIsSeen() throws IOException {
    Served served = served();
    assertThat(served.whole("/assets/site.css")).isEqualTo("body {}");
    write("site.css", "a { }");
    Awaitility.await().until(() -> served.whole("/assets/site.css").equals("a { }"));
    Files.delete(folder.resolve("site.css"));
    Awaitility.await().until(() -> served.get("/assets/site.css").status().code() == 404);
    write("plain/one.txt", "z".repeat(70_000));
    assertThat(served.whole("/assets/plain/one.txt")).hasSize(70_000);
  }

  @Test
  void aLargeFileThatIsReplacedWhileItIsSentIsNotMixed() throws IOException {
    write("large", "a".repeat(100_000));
    Response<?> answer = served().get("/assets/large");
    write("other", "b".repeat(100_000));
    Files.move(
        folder.resolve("other"),
        folder.resolve("large"),
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> Exchange.text(answer)).hasMessageContaining("was replaced");
  }

  @Test
  void aTagIsStrongOnlyWhenNoOtherContentCanGetIt() throws IOException {
    write("large", "a".repeat(100_000));
    assertThat(served().get("/assets/large").headers().first("ETag")).startsWith("W/");
    Files.setLastModifiedTime(
        folder.resolve("large"), FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
    assertThat(served().get("/assets/large").headers().first("ETag")).startsWith("\"");
    // Of before the clock was set back: the same time may come again.
    Files.setLastModifiedTime(
        folder.resolve("large"), FileTime.from(Instant.now().plus(Duration.ofDays(1))));
    assertThat(served().get("/assets/large").headers().first("ETag")).startsWith("W/");
  }

  @Test
  void memoryForFilesIsBounded() throws IOException {
    FileCache cache = new FileCache();
    for (int i = 0; i < 400; i++) {
      write("many/" + i, "x".repeat(64 << 10));
      StoredFile file = StoredFile.find(folder.resolve("many/" + i));
      cache.put(
          Integer.toString(i), new FileEntry(List.of(FileVariant.of(file, "text/plain", "", ""))));
    }
    long kept =
        Stream.iterate(0, i -> i + 1).limit(400).filter(i -> cache.get("" + i) != null).count();
    assertThat(kept).isEqualTo(256);
    assertThat(cache.get("399")).isNotNull();
    cache.remove("399");
    cache.remove("399");
    assertThat(cache.get("399")).isNull();
  }

  @Test
  void filesOfTheClassPathAreInFoldersAndJars() throws Exception {
    Path jar = outside.resolve("assets.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String name :
          List.of("web/", "web/docs/", "web/docs/page.html", "web/app.js", "other.txt")) {
        out.putNextEntry(new JarEntry(name));
        if (!name.endsWith("/")) {
          out.write(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        out.closeEntry();
      }
    }
    Files.createDirectories(folder.resolve("web"));
    write("web/app.js", "from the folder");
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    URL[] places = {folder.toUri().toURL(), jar.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(places)) {
      Thread.currentThread().setContextClassLoader(loader);
      Served served = serve(StaticFiles.classPath("/web"));
      assertThat(served.whole("/assets/app.js")).isEqualTo("from the folder");
      assertThat(served.whole("/assets/docs/page.html")).isEqualTo("web/docs/page.html");
      assertThat(served.get("/assets/docs").status().code()).isEqualTo(301);
      assertThat(served.get("/assets/docs/").status().code()).isEqualTo(404);
      assertThat(served.get("/assets/../other.txt").status().code()).isEqualTo(400);
      assertThatThrownBy(() -> StaticFiles.classPath("/nowhere"))
          .hasMessageContaining("there is no folder /nowhere on the class path");
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  @Test
  void whatIsNoFolderIsTold() {
    assertThatThrownBy(() -> StaticFiles.folder(outside.resolve("nowhere")))
        .hasMessageContaining("there is no folder");
    assertThatThrownBy(() -> StaticFiles.folder(outside.resolve("secret.txt")))
        .hasMessageContaining("is no folder");
  }

  @Test
  void rootsRefuseWhatTheRouterWouldNotLetThrough() throws IOException {
    FileRoots roots = FileRoots.folder(folder);
    List<String> names = new ArrayList<>(List.of("..", "../secret.txt", "docs/../../secret.txt"));
    names.addAll(
        List.of("/etc/passwd", "docs//index.html", "a\\b", "a\0b", ".hidden", "docs/.git"));
    for (String name : names) {
      assertThat(roots.find(name)).as(name).isNull();
    }
    Files.createSymbolicLink(folder.resolve("inside"), folder.resolve("site.css"));
    assertThat(roots.find("inside")).isEqualTo(folder.toRealPath().resolve("site.css"));
  }
}
