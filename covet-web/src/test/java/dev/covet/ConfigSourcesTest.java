package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.covet.ConfigSource.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigSourcesTest {
  @TempDir Path folder;

  private Map<String, Setting> file(String name, String text) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return ConfigSources.file(file.toString()).settings();
  }

  @Test
  void hoconIsReadWithLines() throws IOException {
    String text = "// comment\nport = 81\napp {\n  db { url = \"x=y\" }\n  list = [a, 2]\n}\n";
    assertThat(file("a.conf", text))
        .containsOnly(
            entry("port", new Setting("81", "a.conf:2")),
            entry("app.db.url", new Setting("x=y", "a.conf:4")),
            entry("app.list", new Setting("a,2", "a.conf:5")));
  }

  @Test
  void jsonIsReadWithLines() throws IOException {
    assertThat(file("a.json", "{\n \"port\": 81,\n \"signals\": false\n}"))
        .containsOnly(
            entry("port", new Setting("81", "a.json:2")),
            entry("signals", new Setting("false", "a.json:3")));
  }

  @Test
  void propertiesAreReadAndTheirPlaceIsTheFile() throws IOException {
    assertThat(file("a.properties", "request-timeout=2s\napp.x=1\n"))
        .containsOnly(
            entry("request-timeout", new Setting("2s", "a.properties")),
            entry("app.x", new Setting("1", "a.properties")));
  }

  @Test
  void anUnknownKeyOfAFileIsRefusedWithItsLineAndASuggestion() {
    assertThatThrownBy(() -> file("a.conf", "port = 1\n\nrequest-timout = 3s\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "a.conf:3: there is no setting 'request-timout'; did you mean 'request-timeout'?");
    assertThatThrownBy(() -> file("a.conf", "server {\n port = 1\n}"))
        .hasMessageStartingWith("a.conf:2: there is no setting 'server.port'");
  }

  @Test
  void aMalformedFileIsRefusedInOneLine() {
    assertThatThrownBy(() -> file("a.json", "{\n \"port\": \n"))
        .isInstanceOf(ConfigException.class)
        .message()
        .contains("a.json: 3")
        .doesNotContain("\n");
    assertThatThrownBy(() -> file("a.conf", "port = ${nowhere.at.all}"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("nowhere.at.all");
  }

  @Test
  void aMissingFileIsNamed() {
    String name = folder.resolve("none.conf").toString();
    assertThatThrownBy(() -> ConfigSources.file(name))
        .hasMessage("the configuration file " + name + " does not exist");
  }

  @Test
  void theEnvironmentIsReadWhereNamesBeginWithCovet() {
    Map<String, String> variables =
        Map.of(
            "COVET_REQUEST_TIMEOUT",
            "3s",
            "COVET_APP_DB_URL",
            "u",
            "PORT",
            "9",
            "covet_port",
            "9",
            "COVET_JAVA_HOME",
            "/j",
            "COVET_JAVA_OPTS",
            "-X",
            "COVET_CONFIG",
            "c",
            "COVET_ROOT",
            "/r",
            "COVET_HOME",
            "/h");
    assertThat(ConfigSources.environment(variables).settings())
        .containsOnly(
            entry("request-timeout", new Setting("3s", "COVET_REQUEST_TIMEOUT")),
            entry("app.db-url", new Setting("u", "COVET_APP_DB_URL")));
  }

  @Test
  void anUnknownVariableIsRefusedByName() {
    assertThatThrownBy(() -> ConfigSources.environment(Map.of("COVET_PROT", "1")))
        .hasMessage("COVET_PROT: there is no setting 'prot'; did you mean 'port'?");
  }

  @Test
  void flagsHaveThreeFormsAndTheLastCounts() {
    assertThat(
            ConfigSources.flags(
                    "--port",
                    "1",
                    "--host=h=1",
                    "--set",
                    "app.x=a=b",
                    "--set=port=2",
                    "--server=",
                    "--config",
                    "ignored",
                    "--config=ignored")
                .settings())
        .containsOnly(
            entry("port", new Setting("2", "--set")),
            entry("host", new Setting("h=1", "--host")),
            entry("app.x", new Setting("a=b", "--set")),
            entry("server", new Setting("", "--server")));
  }

  @ParameterizedTest
  @CsvSource({
    "port,'''port'' is no flag; settings are given as --key value or --set key=value'",
    "-p,'''-p'' is no flag; settings are given as --key value or --set key=value'",
    "--,'''--'' is no flag; settings are given as --key value or --set key=value'",
    "--port,--port: a value is missing",
    "--set,--set: a value is missing",
    "--set=x,--set x: must be --set key=value",
    "--prt=1,'--prt: there is no setting ''prt''; did you mean ''port''?'",
    "--set=hosts=1,'--set: there is no setting ''hosts''; did you mean ''host''?'"
  })
  void aWrongFlagIsRefusedInOneLine(String flag, String message) {
    assertThatThrownBy(() -> ConfigSources.flags(flag))
        .isInstanceOf(ConfigException.class)
        .hasMessage(message);
  }

  @Test
  void whatResemblesNothingHasNoSuggestion() {
    assertThatThrownBy(() -> ConfigSources.flags("--zzzzzzzzzzzzzzzz=1"))
        .hasMessage("--zzzzzzzzzzzzzzzz: there is no setting 'zzzzzzzzzzzzzzzz'");
  }

  @Test
  void theFileIsNamedByFlagOrElseByTheEnvironment() {
    Map<String, String> variables = Map.of("COVET_CONFIG", "env");
    assertThat(ConfigSources.fileName(variables, "--port=1")).isEqualTo("env");
    assertThat(ConfigSources.fileName(variables, "--config", "flag")).isEqualTo("flag");
    assertThat(ConfigSources.fileName(variables, "--config=flag")).isEqualTo("flag");
    assertThat(ConfigSources.fileName(Map.of())).isNull();
    assertThatThrownBy(() -> ConfigSources.fileName(variables, "--config"))
        .hasMessage("--config: a value is missing");
  }
}
