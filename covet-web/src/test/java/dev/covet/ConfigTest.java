package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.http.Limits;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {
  private static Config flags(String... flags) {
    return Config.of(List.of(ConfigSources.flags(flags)));
  }

  @Test
  void laterSourcesWinKeyByKey(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("app.conf");
    Files.writeString(file, "backlog = 2\nworkers = 2\nport = 2");
    Config.Builder code = Config.builder().set("host", "::1").set("backlog", 1).set("workers", 1);
    Config loaded =
        code.port(1).load("--config", file.toString(), "--port", "4", "--set", "app.x=flag");
    assertThat(loaded.host()).isEqualTo("::1");
    assertThat(loaded.backlog()).isEqualTo(2);
    assertThat(loaded.port()).isEqualTo(4);
    assertThat(loaded.app("x")).contains("flag");
    assertThat(loaded.app("y")).isEmpty();
    Config four =
        Config.of(
            List.of(
                ConfigSources.file(file.toString()),
                ConfigSources.environment(Map.of("COVET_PORT", "3", "COVET_WORKERS", "3")),
                ConfigSources.flags("--port=4")));
    assertThat(four.backlog()).isEqualTo(2);
    assertThat(four.workers()).isEqualTo(3);
    assertThat(four.port()).isEqualTo(4);
  }

  @Test
  void defaultsAreThoseOfTheTable() {
    Config config = Config.defaults();
    assertThat(config.host()).isEqualTo("127.0.0.1");
    assertThat(config.port()).isEqualTo(8080);
    assertThat(config.transport()).isEqualTo("auto");
    assertThat(config.workers()).isZero();
    assertThat(config.pinWorkers()).isEqualTo("auto");
    assertThat(config.reusePort()).isFalse();
    assertThat(config.backlog()).isEqualTo(4096);
    assertThat(config.strictHost()).isFalse();
    assertThat(config.server()).isEqualTo("covet");
    assertThat(config.dev()).isFalse();
    assertThat(config.signals()).isTrue();
    assertThat(config.jsonLogs()).isFalse();
    assertThat(config.logLevel()).isEqualTo("info");
    assertThat(config.drainDelay()).isZero();
    assertThat(config.limits()).isEqualTo(Limits.defaults());
  }

  @Test
  void everyGetterFollowsItsKey() {
    Config config =
        flags(
            "--transport=nio",
            "--pin-workers=on",
            "--reuse-port=true",
            "--strict-host=true",
            "--server=",
            "--mode=dev",
            "--signals=false",
            "--log-format=json",
            "--log-level=off",
            "--drain-delay=3s",
            "--backlog=7");
    assertThat(config.transport()).isEqualTo("nio");
    assertThat(config.pinWorkers()).isEqualTo("on");
    assertThat(config.reusePort()).isTrue();
    assertThat(config.strictHost()).isTrue();
    assertThat(config.server()).isEmpty();
    assertThat(config.dev()).isTrue();
    assertThat(config.signals()).isFalse();
    assertThat(config.jsonLogs()).isTrue();
    assertThat(config.logLevel()).isEqualTo("off");
    assertThat(config.drainDelay()).isEqualTo(Duration.ofSeconds(3));
    assertThat(config.backlog()).isEqualTo(7);
  }

  @Test
  void theSettersOfTheBuilderSetTheirKeys() {
    Config config =
        Config.builder()
            .host("localhost")
            .port(0)
            .workers(3)
            .transport("epoll")
            .requestTimeout(Duration.ofMillis(1500))
            .maxBody(99)
            .build();
    assertThat(config.host()).isEqualTo("localhost");
    assertThat(config.port()).isZero();
    assertThat(config.workers()).isEqualTo(3);
    assertThat(config.transport()).isEqualTo("epoll");
    assertThat(config.limits().request()).isEqualTo(Duration.ofMillis(1500));
    assertThat(config.limits().body()).isEqualTo(99);
  }

  @ParameterizedTest
  @CsvSource({
    "max-request-line,requestLine,4711",
    "max-header-bytes,headerBytes,4711",
    "max-headers,headerCount,4711",
    "max-body,body,4711",
    "max-parameters,parameters,4711",
    "head-timeout,headTimeout,PT4711S",
    "body-grace,bodyGrace,PT4711S",
    "body-rate,bodyRate,4711",
    "response-stall,responseStall,PT4711S",
    "response-rate,responseRate,4711",
    "response-window,responseWindow,PT4711S",
    "keepalive-timeout,keepAlive,PT4711S",
    "request-timeout,request,PT4711S",
    "max-connections,connectionsPerLoop,4711",
    "max-connections-per-address,connectionsPerAddress,4711",
    "linger-bytes,lingerBytes,4711",
    "linger-timeout,lingerTime,PT4711S",
    "max-lingering,lingering,4711",
    "drain-timeout,drain,PT4711S"
  })
  void eachLimitFollowsItsKeyAlone(String key, String limit, String value) throws Exception {
    assertThat(Limits.class.getRecordComponents()).hasSize(19);
    Limits limits = flags("--" + key, "4711").limits();
    Map<String, String> expected = components(Limits.defaults());
    expected.put(limit, value.startsWith("PT") ? Duration.parse(value).toString() : value);
    assertThat(components(limits)).isEqualTo(expected);
  }

  private static Map<String, String> components(Limits limits) {
    return Arrays.stream(Limits.class.getRecordComponents())
        .collect(Collectors.toMap(RecordComponent::getName, c -> text(c, limits)));
  }

  private static String text(RecordComponent component, Limits limits) {
    try {
      return component.getAccessor().invoke(limits).toString();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aWrongValueIsRefusedInOneLineWithPlaceKeyValueAndReason(@TempDir Path folder)
      throws IOException {
    Path file = Files.writeString(folder.resolve("app.conf"), "host = a\nport = http");
    assertThatThrownBy(() -> Config.of(List.of(ConfigSources.file(file.toString()))))
        .isInstanceOf(ConfigException.class)
        .hasMessage("app.conf:2: port = http: must be a whole number like 100 or 100_000");
    assertThatThrownBy(() -> Config.builder().requestTimeout(Duration.ofSeconds(-1)).build())
        .hasMessageStartingWith("code: request-timeout = -1000000000ns: must be a time");
  }

  @Test
  void anUnknownKeyInCodeIsRefusedAtOnce() {
    Config.Builder builder = Config.builder();
    assertThatThrownBy(() -> builder.set("bcklog", 1))
        .hasMessage("code: there is no setting 'bcklog'; did you mean 'backlog'?");
  }

  @Test
  void settingsOfTlsThatDoNotFitTogetherStopTheStart() {
    assertThatThrownBy(() -> flags("--tls-self-signed=true"))
        .hasMessageContaining("tls-self-signed is for mode=dev");
    assertThatThrownBy(() -> flags("--mode=dev", "--tls-self-signed=true", "--tls-cert=a.pem"))
        .hasMessageContaining("choose one");
    assertThatThrownBy(() -> flags("--tls-key=a.pem"))
        .hasMessageContaining("tls-key is set and tls-cert is not");
    assertThatThrownBy(() -> flags("--tls-redirect-port=80")).hasMessageContaining("set tls-cert");
    assertThatThrownBy(() -> flags("--tls-hsts=365d")).hasMessageContaining("set tls-cert");
    assertThatThrownBy(() -> flags("--tls-cert=a.pem", "--port=80", "--tls-redirect-port=80"))
        .hasMessageContaining("are both 80");
    assertThatThrownBy(() -> flags("--tls-more-certs=a.pem"))
        .hasMessageContaining("tls-more-certs is set and tls-cert is not");
    assertThatThrownBy(() -> flags("--tls-cert=a.pem", "--tls-client-auth=need"))
        .hasMessageContaining("tls-client-auth and tls-client-ca go together");
    assertThatThrownBy(() -> flags("--tls-cert=a.pem", "--tls-client-ca=ca.pem"))
        .hasMessageContaining("tls-client-auth and tls-client-ca go together");
    assertThatThrownBy(() -> flags("--tls-client-auth=want", "--tls-client-ca=ca.pem"))
        .hasMessageContaining("set tls-cert");
    assertThat(flags("--tls-cert=a.pem", "--tls-more-certs=b.pem+b.key, c.p12").tlsMoreCerts())
        .containsExactly("b.pem+b.key", "c.p12");
    assertThat(flags("--tls-cert=a.pem").tls()).isTrue();
    assertThat(flags("--mode=dev", "--tls-self-signed=true").tls()).isTrue();
    assertThat(flags().tls()).isFalse();
    assertThat(flags("--host=0.0.0.0").report().get("risky")).contains("there is no TLS");
    assertThat(flags("--host=0.0.0.0", "--tls-cert=a.pem").report()).doesNotContainKey("risky");
  }

  @Test
  void aSecretIsNeverShown() {
    assertThat(flags("--tls-cert=a.pem", "--tls-key-password=hunter2").report().get("settings"))
        .contains("tls-key-password=***")
        .doesNotContain("hunter2");
    Config config =
        flags(
            "--set=app.db.password=hunter2", "--set=app.API_TOKEN=hunter2",
            "--set=app.clientSecret=hunter2", "--set=app.passwd=hunter2",
            "--set=app.credentials=hunter2", "--set=app.name=shown");
    assertThat(config.report().get("settings"))
        .contains("app.db.password=*** (--set)", "app.name=shown (--set)")
        .doesNotContain("hunter2");
    assertThat(config.app("db.password")).contains("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1", "10.0.0.1"})
  void devModeIsRefusedWhereOthersCanReachIt(String host) {
    assertThatThrownBy(() -> flags("--mode=dev", "--host", host))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("host " + host + " can be reached by others")
        .hasMessageContaining("dev-remote=true");
    assertThat(flags("--mode=dev", "--host", host, "--dev-remote=true").dev()).isTrue();
    assertThat(flags("--host", host).host()).isEqualTo(host);
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1", "localhost"})
  void devModeIsAllowedOnLoopback(String host) {
    assertThat(flags("--mode=dev", "--host", host).dev()).isTrue();
  }

  @Test
  void theReportOfTheDefaultsHasNoSettingsAndNoRisks() {
    assertThat(Config.defaults().report())
        .containsOnlyKeys("profile", "limits")
        .containsEntry("profile", "none")
        .containsEntry(
            "limits",
            "body 1MiB, head 16KiB in 10s, request 30s, idle 65s, 100000 connections a worker");
  }

  @Test
  void theReportShowsWhatDiffersFromWhereAndWhatIsRisky() {
    Map<String, String> report =
        flags("--mode=dev", "--dev-remote=true", "--host=0.0.0.0", "--request-timeout=0").report();
    assertThat(report)
        .containsEntry(
            "settings",
            "mode=dev (--mode), dev-remote=true (--dev-remote), host=0.0.0.0 (--host),"
                + " request-timeout=0 (--request-timeout)")
        .containsEntry(
            "risky",
            "mode=dev shows internals; others can reach this address, and there is no TLS;"
                + " request-timeout=0: a request may take for ever");
  }
}
