package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.spi.RunningServer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartupReportTest {
  private static final RunningServer SERVER =
      new RunningServer() {
        @Override
        public List<URI> uris() {
          return List.of(URI.create("http://127.0.0.1:8080"));
        }

        @Override
        public Map<String, String> report() {
          return Map.of("transport", "NIO (\"because\")");
        }

        @Override
        public void stop() {}

        @Override
        public boolean ready() {
          return true;
        }
      };

  @Test
  void aTerminalGetsABlock() {
    String text =
        StartupReport.text(
            Config.defaults(),
            SERVER,
            StartupReport.facts(Config.defaults(), SERVER, List.of(), true, 5_000_000),
            true);
    assertThat(text.lines().count()).isGreaterThan(4);
    assertThat(text)
        .contains(
            "Covet listens on http://127.0.0.1:8080", "transport ", "NIO", "started in", "5 ms");
  }

  @Test
  void otherwiseThereAreTwoLines() {
    String text =
        StartupReport.text(
            Config.defaults(),
            SERVER,
            StartupReport.facts(Config.defaults(), SERVER, List.of(), true, 5_000_000),
            false);
    assertThat(text.lines()).hasSize(2);
    assertThat(text)
        .startsWith("Covet listens on http://127.0.0.1:8080\n")
        .contains("limits: body 1MiB");
  }

  @Test
  void logsGetOneLineOfJson() {
    Config json = Config.builder().set("log-format", "json").set("app.api-key", "hidden").build();
    String text =
        StartupReport.text(
            json, SERVER, StartupReport.facts(json, SERVER, List.of(), true, 5_000_000), true);
    assertThat(text.lines()).hasSize(1);
    assertThat(text)
        .startsWith("{\"event\":\"started\",\"urls\":\"http://127.0.0.1:8080\"")
        .contains("\"transport\":\"NIO (\\\"because\\\")\"")
        .doesNotContain("hidden");
  }

  @Test
  void riskySettingsAreNamed() {
    Config risky = Config.builder().host("0.0.0.0").set("request-timeout", "0").build();
    assertThat(
            StartupReport.text(
                risky, SERVER, StartupReport.facts(risky, SERVER, List.of(), true, 1), false))
        .contains("risky: ", "no TLS", "request-timeout=0");
  }
}
