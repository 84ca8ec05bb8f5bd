package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.Reload.Change;
import dev.covet.spi.RunningServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReloadTest {
  @TempDir Path folder;
  private final List<Config> given = new ArrayList<>();
  private @Nullable String fault;

  private final RunningServer server =
      new RunningServer() {
        @Override
        public List<URI> uris() {
          return List.of();
        }

        @Override
        public Map<String, String> report() {
          return Map.of();
        }

        @Override
        public List<String> reload(Config config) throws IOException {
          if (fault != null) {
            throw new IOException(fault);
          }
          given.add(config);
          return List.of("the certificate was loaded again: CN=a");
        }

        @Override
        public void stop() {}

        @Override
        public boolean ready() {
          return true;
        }
      };

  @AfterEach
  void back() {
    LogLevels.apply("info");
  }

  private static List<String> messages(LogCapture log, Level level) {
    return log.from(level).stream().map(LogRecord::getMessage).toList();
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("app.conf"), text);
  }

  private Reload loaded(String text, String... flags) throws IOException {
    List<String> all = new ArrayList<>(List.of("--config", file(text).toString()));
    all.addAll(List.of(flags));
    return new Reload(Config.load(all.toArray(String[]::new)), () -> server);
  }

  @Test
  void whatCanChangeDoesAndTheRestIsTold() throws IOException {
    Reload reload = loaded("log-level = info\nport = 81\n");
    file("log-level = debug\nport = 82\naccess-log-query = true\napp.password = hunter22\n");
    try (LogCapture log = new LogCapture()) {
      Reload.Outcome outcome = reload.run();
      assertThat(outcome.changed())
          .containsExactly(
              new Change("access-log-query", "true", "app.conf:3"),
              new Change("log-level", "debug", "app.conf:1"));
      assertThat(outcome.restart())
          .containsExactly(
              new Change("app.password", "***", "app.conf:4"),
              new Change("port", "82", "app.conf:2"));
      assertThat(outcome.done()).containsExactly("the certificate was loaded again: CN=a");
      assertThat(messages(log, Level.INFO))
          .containsExactly(
              "access-log-query = true (app.conf:3): changed",
              "log-level = debug (app.conf:1): changed",
              "app.password = *** (app.conf:4): needs a restart",
              "port = 82 (app.conf:2): needs a restart",
              "the certificate was loaded again: CN=a");
      assertThat(LogLevels.of("dev.covet")).isEqualTo("debug");
    }
    assertThat(given.getFirst().accessLogQuery()).isTrue();
    assertThat(given.getFirst().port()).isEqualTo(81);
    assertThat(reload.running().port()).isEqualTo(81);
    // It still waits for the restart.
    assertThat(reload.run().restart()).hasSize(2);
    assertThat(reload.run().changed()).isEmpty();
  }

  @Test
  void whatIsNotSaidAnyMoreIsTheDefaultAgainAndFlagsStay() throws IOException {
    Reload reload = loaded("log-level = debug\naccess-log-sample = 0.5\n", "--log-level", "error");
    file("log-level = trace\n");
    Reload.Outcome outcome = reload.run();
    assertThat(outcome.changed())
        .containsExactly(new Change("access-log-sample", "1.0", "default"));
    assertThat(reload.running().logLevel()).isEqualTo("error");
    assertThat(reload.running().accessLogSample()).isEqualTo(1.0);
  }

  @Test
  void anotherWordForTheSameIsNoChange() throws IOException {
    Reload reload = loaded("request-timeout = 1s\nallowed-hosts = [a.example, b.example]\n");
    file("request-timeout = 1000ms\nallowed-hosts = \"a.example,b.example\"\n");
    try (LogCapture log = new LogCapture()) {
      assertThat(reload.run().restart()).isEmpty();
      assertThat(messages(log, Level.INFO))
          .contains("the configuration was read again: no setting has changed");
    }
  }

  @Test
  void aMistakeAnywhereChangesNothing() throws IOException {
    Reload reload = loaded("log-level = info\n");
    file("log-level = debug\nmax-bdy = 3\n");
    try (LogCapture log = new LogCapture()) {
      assertThatThrownBy(reload::run)
          .isInstanceOf(ConfigException.class)
          .hasMessageContaining("there is no setting 'max-bdy'");
      file("log-level = debug\n");
      fault = "tls-cert a.pem: no certificate in it";
      assertThatThrownBy(reload::run).hasMessage("tls-cert a.pem: no certificate in it");
      assertThat(messages(log, Level.SEVERE))
          .containsExactly(
              "the configuration stays as it is: app.conf:2: there is no setting 'max-bdy';"
                  + " did you mean 'max-body'?",
              "the configuration stays as it is: tls-cert a.pem: no certificate in it");
    }
    assertThat(reload.running().logLevel()).isEqualTo("info");
    assertThat(given).isEmpty();
  }

  @Test
  void whatWasSetInCodeStaysAsItWasWhenItWasBuilt() {
    Config.Builder builder = Config.builder().set("log-level", "error");
    Reload reload = new Reload(builder.build(), () -> null);
    builder.set("log-level", "debug");
    assertThat(reload.run()).isEqualTo(new Reload.Outcome(List.of(), List.of(), List.of()));
  }

  @Test
  void aSecretInAFileIsReadAgain() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "first-value");
    Reload reload = loaded("app.token = \"file:" + secret + "\"\n");
    Files.writeString(secret, "second-value");
    assertThat(reload.run().restart())
        .containsExactly(new Change("app.token", "***", "app.conf:1"));
  }

  @Test
  void theFewThatChange() {
    Set<String> keys =
        ConfigKey.ALL.stream()
            .filter(ConfigKey::reloadable)
            .map(ConfigKey::name)
            .collect(Collectors.toSet());
    assertThat(keys)
        .containsExactlyInAnyOrder("log-level", "access-log-sample", "access-log-query");
  }
}
