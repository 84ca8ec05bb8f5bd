package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Secrets are planted wherever a configuration takes them, and looked for wherever Covet speaks.
 */
class PlantedSecretsTest {
  private static final String PLANTED = "hunter2-planted-in-the-configuration";

  @TempDir Path folder;

  private Config config(String mode) throws IOException {
    Path file = Files.writeString(folder.resolve("db"), PLANTED + "-file\n");
    return Config.of(
        List.of(
            ConfigSources.file(
                Files.writeString(
                        folder.resolve("app.conf"),
                        "app.db.password = \"file:" + file + "\"\nmode = " + mode)
                    .toString()),
            ConfigSources.environment(Map.of("COVET_TLS_KEY_PASSWORD", PLANTED + "-variable")),
            ConfigSources.flags(
                "--csrf-key", PLANTED + "-flag", "--set", "app.api-token=" + PLANTED + "-set")));
  }

  private static List<String> planted() {
    return List.of(PLANTED + "-file", PLANTED + "-variable", PLANTED + "-flag", PLANTED + "-set");
  }

  @Test
  void theReportShowsNone() throws IOException {
    String report = config("dev").report().toString();
    assertThat(report).contains("csrf-key=***", "app.db.password=***").doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "production"})
  void answersPagesAndLogsShowNone(String mode) throws IOException {
    Covet app = Covet.create(config(mode));
    for (String secret : planted()) {
      app.get(
          "/" + secret.substring(PLANTED.length() + 1),
          request -> {
            IOException cause = new IOException("login as " + secret + " failed");
            throw new IllegalStateException("can not reach " + secret, cause);
          });
    }
    AssembledApplication assembled = app.assemble();
    try (LogCapture log = new LogCapture()) {
      for (String path : new String[] {"/file", "/variable", "/flag", "/set"}) {
        for (String accept : new String[] {"application/json", "text/html"}) {
          FakeIncoming incoming = FakeIncoming.get(path).host("localhost").with("Accept", accept);
          Response<?> response = Exchange.serve(assembled, incoming);
          assertThat(response.status().code()).isEqualTo(500);
          assertThat(Exchange.text(response)).doesNotContain("hunter2");
          assertThat(response.headers().toString()).doesNotContain("hunter2");
        }
      }
      List<LogRecord> records = log.from(Level.ALL);
      assertThat(records).hasSize(8);
      for (LogRecord record : records) {
        StringWriter text = new StringWriter();
        record.getThrown().printStackTrace(new PrintWriter(text, true));
        assertThat(record.getMessage() + text)
            .contains("IllegalStateException: can not reach ***", "PlantedSecretsTest")
            .doesNotContain("hunter2");
      }
    }
  }

  @Test
  void thePageOfDevelopmentStillSaysWhatFailed() throws IOException {
    Covet app = Covet.create(config("dev"));
    app.get(
        "/",
        request -> {
          throw new IllegalStateException("jdbc:x?user=me&password=unknown-one&ssl=on failed");
        });
    String page = Exchange.text(Exchange.serve(app, FakeIncoming.get("/").host("localhost")));
    assertThat(page).contains("jdbc:x?user=me&password=***&ssl=on failed", "PlantedSecretsTest");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app.db.password = \"hunter2\nport = 1",
        "app.db { password = hunter2 } }",
        "app.db.password = hunter2 [",
        "app.db.password = ${hunter2}",
        "port = [hunter2",
      })
  void aBrokenFileIsNotQuotedIfItHoldsSecrets(String content) throws IOException {
    Path file = Files.writeString(folder.resolve("bad.conf"), "app.token = hunter2\n" + content);
    assertThatThrownBy(() -> ConfigSources.file(file.toString()))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("bad.conf")
        .hasMessageContaining("holds secrets")
        .hasMessageNotContaining("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-tls-key-password=hunter2",
        "tls-key-password=hunter2",
        "--tls-key-password a hunter2",
        "--set app.token=a hunter2",
        "--set app.token:hunter2",
        "--csrf-key hunter2",
        "--set csrf-key=hunter2",
        "--tls-key-passwort=hunter2",
      })
  void aMistypedFlagIsToldWithoutItsValue(String line) {
    assertThatThrownBy(() -> Config.of(List.of(ConfigSources.flags(line.split(" ")))))
        .isInstanceOf(ConfigException.class)
        .hasMessageNotContaining("hunter2");
  }
}
