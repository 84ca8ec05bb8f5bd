package dev.covet.bridge.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.http.HttpVersion;
import dev.covet.http.Method;
import dev.covet.http.RequestEnd;
import dev.covet.http.RequestEnd.Outcome;
import dev.covet.spi.Application;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoopLogTest {
  @TempDir Path folder;

  /** A request with secrets in every place. */
  private record Ended(int status, Outcome outcome, @Nullable String refusal)
      implements RequestEnd {
    @Override
    public Method method() {
      return Method.GET;
    }

    @Override
    public String rawPath() {
      return "/path";
    }

    @Override
    public String rawQuery() {
      return "token=secret1";
    }

    @Override
    public HttpVersion version() {
      return HttpVersion.HTTP_2;
    }

    @Override
    public String scheme() {
      return "https";
    }

    @Override
    public String header(String name) {
      return switch (name) {
        case "referer" -> "https://a.example/page?token=secret2";
        case "user-agent" -> "agent ".repeat(1000);
        default -> throw new AssertionError("nobody reads " + name);
      };
    }

    @Override
    public SocketAddress remote() {
      return new InetSocketAddress("::1", 1);
    }

    @Override
    public long bytesIn() {
      return 0;
    }

    @Override
    public long bytesOut() {
      return 0;
    }

    @Override
    public long nanos() {
      return 0;
    }
  }

  private List<String> log(LogOptions options, int count, Ended ended) throws Exception {
    Path file = folder.resolve("a.log");
    Files.deleteIfExists(file);
    Application nobody =
        (Application)
            Proxy.newProxyInstance(
                Application.class.getClassLoader(),
                new Class<?>[] {Application.class},
                (self, method, arguments) -> {
                  throw new AssertionError("nobody asks");
                });
    LogWriter writer =
        new LogWriter(
            new LineFormat(options.form()), LogSink.file(file), 1 << 14, System::nanoTime);
    AccessLog log = new AccessLog(nobody, options, writer);
    LoopLog loop = (LoopLog) log.loop();
    for (int i = 0; i < count; i++) {
      loop.ended(ended, null);
    }
    writer.start();
    log.close();
    return Files.readAllLines(file);
  }

  private static final Ended FINE = new Ended(200, Outcome.COMPLETED, null);

  @Test
  void queriesAreNotShownUnlessAskedFor() throws Exception {
    for (LogForm form : LogForm.values()) {
      assertThat(log(new LogOptions(form, 1, false), 1, FINE))
          .singleElement()
          .asString()
          .contains("/path")
          .doesNotContain("secret", "?");
    }
    assertThat(log(new LogOptions(LogForm.COMBINED, 1, true), 1, FINE))
        .singleElement()
        .asString()
        .contains("GET /path?token=secret1 HTTP/2", "https://a.example/page?token=secret2");
  }

  @Test
  void longTextsAreCut() throws Exception {
    assertThat(log(new LogOptions(LogForm.JSON, 1, false), 1, FINE))
        .singleElement()
        .asString()
        .hasSizeLessThan(1000)
        .contains("...\"");
  }

  @Test
  void aSampleIsAPart() throws Exception {
    assertThat(log(new LogOptions(LogForm.COMMON, 0.5, false), 10_000, FINE))
        .hasSizeBetween(4_000, 6_000);
    assertThat(log(new LogOptions(LogForm.COMMON, 0, false), 100, FINE)).isEmpty();
  }

  @Test
  void whatWentWrongIsAlwaysLogged() throws Exception {
    LogOptions none = new LogOptions(LogForm.COMMON, 0, false);
    for (Ended bad :
        List.of(
            new Ended(500, Outcome.COMPLETED, null),
            new Ended(0, Outcome.ABORTED, null),
            new Ended(400, Outcome.COMPLETED, "host"))) {
      assertThat(log(none, 10, bad)).hasSize(10);
    }
  }
}
