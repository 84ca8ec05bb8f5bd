package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.covet.Config;
import dev.covet.test.RawConnection;
import dev.covet.test.TestServer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The metrics of a server, read by the parsers of Prometheus' client library for Python. */
class MetricsFormatTest {
  private static final Path PYTHON = Path.of("..", ".covet", "venv", "bin", "python");

  @TempDir Path folder;

  @BeforeAll
  static void pythonIsThere() {
    assumeTrue(
        Files.isExecutable(PYTHON),
        PYTHON
            + " is missing: ./covet test installs prometheus_client there, with python3 and its"
            + " venv");
  }

  private String parse(String form, String text) throws Exception {
    Path file = Files.writeString(folder.resolve("metrics.txt"), text);
    Tool.Result result =
        Tool.run(
            PYTHON.toAbsolutePath().normalize().toString(),
            "src/test/resources/metrics/parse.py",
            form,
            file.toString());
    assertThat(result.exit()).as(result.output()).isZero();
    return result.output();
  }

  @ParameterizedTest
  @CsvSource({"openmetrics, application/openmetrics-text", "text, text/plain"})
  void bothFormsAreUnderstood(String form, String accept) throws Exception {
    try (TestServer server =
        TestServer.start(
            Config.builder().set("metrics-enabled", true),
            app ->
                app.get("/users/{id}", req -> req.path("id").asString()).returns(String.class))) {
      for (int i = 0; i < 3; i++) {
        server.client().get("/users/" + i).send();
      }
      try (RawConnection connection = server.connect()) {
        connection.send("G@T \"\\ HTTP/1.1\r\n\r\n");
        connection.rest();
      }
      String text = server.client().get("/metrics").header("Accept", accept).send().text();
      assertThat(parse(form, text))
          .contains("http_server_request_duration_seconds histogram ")
          .contains("http_server_active_requests gauge 1\n")
          .contains("covet_requests_refused counter 1\n")
          .contains("jvm_memory_used_bytes gauge ");
    }
  }

  @Test
  void whatIsNoFormIsRefused() throws Exception {
    Path file = Files.writeString(folder.resolve("wrong.txt"), "a b c\n");
    assertThat(
            Tool.run(
                    PYTHON.toAbsolutePath().normalize().toString(),
                    "src/test/resources/metrics/parse.py",
                    "openmetrics",
                    file.toString())
                .exit())
        .isNotZero();
  }
}
