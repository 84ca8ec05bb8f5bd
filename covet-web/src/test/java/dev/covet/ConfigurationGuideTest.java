package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide's page says what the code does; {@code -Dcovet.docs.write=true} writes its table. */
class ConfigurationGuideTest {
  private static final Path PAGE = Path.of("..", "docs", "guide", "configuration.md");
  private static final String HEADING = "| key | default | values | meaning |\n|---|---|---|---|\n";

  private static String table() {
    return ConfigKey.ALL.stream().map(ConfigurationGuideTest::row).collect(Collectors.joining());
  }

  private static String row(ConfigKey key) {
    String standard = key.standard().isEmpty() ? "none" : "`" + key.standard() + "`";
    String name = "| `" + key.name() + "`" + (key.reloadable() ? " ↻" : "");
    return String.join(" | ", name, standard, key.values(), key.meaning()) + " |\n";
  }

  @Test
  void theTableIsThatOfTheCode() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(page).containsOnlyOnce(HEADING);
    int start = page.indexOf(HEADING) + HEADING.length();
    if (Boolean.getBoolean("covet.docs.write")) {
      Files.writeString(PAGE, page.substring(0, start) + table());
    } else {
      assertThat(page.substring(start)).isEqualTo(table());
    }
  }

  @Test
  void theExampleFileIsAccepted(@TempDir Path folder) throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf("```hocon\n") + "```hocon\n".length();
    String example = page.substring(start, page.indexOf("```", start));
    Path file = Files.writeString(folder.resolve("app.conf"), example);
    Config config = Config.of(List.of(ConfigSources.file(file.toString())));
    assertThat(config.port()).isEqualTo(9000);
    assertThat(config.limits().body()).isEqualTo(4 << 20);
    assertThat(config.app("greeting")).contains("Hello");
  }

  @Test
  void theMessagesOfThePageAreThoseOfTheCode(@TempDir Path folder) throws IOException {
    String page = Files.readString(PAGE);
    Path file = Files.writeString(folder.resolve("app.conf"), "\n\nrequest-timout = 3s");
    assertThatThrownBy(() -> ConfigSources.file(file.toString()))
        .satisfies(e -> assertThat(page).contains("\n" + e.getMessage() + "\n"));
    ConfigSource variable = ConfigSources.environment(Map.of("COVET_PORT", "http"));
    ConfigSource flag = ConfigSources.flags("--compression", "zip");
    for (ConfigSource source : List.of(variable, flag)) {
      assertThatThrownBy(() -> Config.of(List.of(source)))
          .satisfies(e -> assertThat(page).contains("\n" + e.getMessage() + "\n"));
    }
  }
}
