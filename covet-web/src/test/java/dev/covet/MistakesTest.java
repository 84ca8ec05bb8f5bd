package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What can be known at start stops the start with a message of its own. The messages are golden
 * files, {@code src/test/resources/golden/*.txt}; to write them anew on purpose, run this test with
 * {@code GOLDEN=write} in the environment and read the difference.
 */
class MistakesTest {
  private static final boolean WRITE = "write".equals(System.getenv("GOLDEN"));
  private static final Path FOLDER = Path.of("src/test/resources/golden");

  /** Mistakes of one kind; each has a file. */
  enum Family {
    RECORDS(RecordMistakes.all()),
    CONTROLLERS(ControllerMistakes.all()),
    PROVIDERS(ProviderMistakes.all()),
    CONTENT(ContentMistakes.all());

    private final Mistakes mistakes;

    Family(Mistakes mistakes) {
      this.mistakes = mistakes;
    }

    String file() {
      return name().toLowerCase(java.util.Locale.ROOT) + ".txt";
    }

    String golden() throws IOException {
      try (InputStream in = MistakesTest.class.getResourceAsStream("/golden/" + file())) {
        return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      }
    }

    String told() {
      return mistakes.messages().entrySet().stream()
          .map(one -> one.getKey() + "\n    " + one.getValue() + "\n")
          .collect(Collectors.joining("\n"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void eachMistakeIsToldAsItsGoldenFileSays(Family family) throws IOException {
    String told = family.told();
    if (WRITE) {
      Files.writeString(FOLDER.resolve(family.file()), told);
    }
    assertThat(told).isEqualTo(WRITE ? told : family.golden());
  }

  @Test
  void eachMistakeHasAMessageOfItsOwnThatSaysHowToMendIt() {
    List<String> all = new ArrayList<>();
    for (Family family : Family.values()) {
      Map<String, String> messages = family.mistakes.messages();
      assertThat(messages.values())
          .allSatisfy(message -> assertThat(message).matches(".*(; | must begin with ).*"));
      all.addAll(messages.values());
    }
    assertThat(all).doesNotHaveDuplicates().hasSizeGreaterThan(60);
  }
}
