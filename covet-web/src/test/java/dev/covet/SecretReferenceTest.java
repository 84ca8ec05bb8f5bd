package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretReferenceTest {
  private static final Map<String, String> VARIABLES = Map.of("DB", "from-variable", "EMPTY", "");

  @TempDir Path folder;

  private static String resolve(String key, String text) {
    return SecretReference.resolve(
            key, new ConfigSource.Setting(text, "app.conf:3"), VARIABLES::get)
        .text();
  }

  private String file(String content) throws IOException {
    return "file:" + Files.writeString(folder.resolve("secret"), content);
  }

  @Test
  void aSecretMayStandInAFile() throws IOException {
    assertThat(resolve("tls-key-password", file("from file\n"))).isEqualTo("from file");
    assertThat(resolve("app.db.password", file("from file\r\n"))).isEqualTo("from file");
    assertThat(resolve("csrf-key", file("\n two\nlines "))).isEqualTo("\n two\nlines ");
  }

  @Test
  void aSecretMayStandInTheEnvironment() {
    assertThat(resolve("app.db.password", "env:DB")).isEqualTo("from-variable");
    assertThat(resolve("app.db.password", "env: DB ")).isEqualTo("from-variable");
    assertThat(resolve("app.db.password", "plain")).isEqualTo("plain");
  }

  @Test
  void otherSettingsAreWhatTheySay() {
    assertThat(resolve("tls-key", "file:x")).isEqualTo("file:x");
    assertThat(resolve("app.source", "file:/x")).isEqualTo("file:/x");
    assertThat(resolve("server", "env:DB")).isEqualTo("env:DB");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "file:/does/not/exist ! the file /does/not/exist can not be read (NoSuchFileException)",
        "file: ! the file  can not be read",
        "env:NOBODY ! the environment has no variable NOBODY",
        "env:EMPTY ! the variable EMPTY is empty",
      })
  void whatRefersToNothingStopsTheStart(String text, String why) {
    assertThatThrownBy(() -> resolve("csrf-key", text))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("app.conf:3: csrf-key: ")
        .hasMessageContaining(why);
  }

  @Test
  void aFileMustHoldASecretOfASensibleSize() throws IOException {
    String empty = file("\n");
    assertThatThrownBy(() -> resolve("csrf-key", empty)).hasMessageContaining(" is empty");
    String large = file("x".repeat((64 << 10) + 1));
    assertThatThrownBy(() -> resolve("csrf-key", large)).hasMessageContaining("larger than 64 KiB");
  }

  @Test
  void theConfigurationHoldsTheValue() throws IOException {
    Config config =
        Config.builder()
            .set("app.db.password", file("from-file"))
            .set("tls-key-password", file("from-file"))
            .build();
    assertThat(config.app("db.password")).contains("from-file");
    assertThat(config.tlsKeyPassword()).isEqualTo("from-file");
  }
}
