package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Code in the guide that stands below {@code <!-- from FILE -->} is in that file: each part of it,
 * parted by empty lines, line by line, whatever the indentation.
 */
class QuotedCodeTest {
  private static final Path ROOT = Path.of("..");
  private static final String MARK = "<!-- from ";

  /**
   * A block of code.
   *
   * @param page the page
   * @param file where it comes from
   * @param code its lines
   */
  record Quote(String page, String file, List<String> code) {
    @Override
    public String toString() {
      return page + ": " + file + ": " + code.getFirst();
    }
  }

  static List<Quote> quotes() throws IOException {
    List<Quote> quotes = new ArrayList<>();
    try (Stream<Path> pages = Files.list(ROOT.resolve("docs/guide"))) {
      for (Path page : pages.sorted().toList()) {
        collect(page.getFileName().toString(), Files.readAllLines(page), quotes);
      }
    }
    return quotes;
  }

  private static void collect(String page, List<String> lines, List<Quote> quotes) {
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.startsWith(MARK)) {
        String file = line.substring(MARK.length(), line.indexOf(" -->"));
        assertThat(lines.get(i + 1)).as(page + ": " + line).startsWith("```");
        int end = i + 2 + lines.subList(i + 2, lines.size()).indexOf("```");
        quotes.add(new Quote(page, file, List.copyOf(lines.subList(i + 2, end))));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("quotes")
  void quotedCodeIsThatOfTheSource(Quote quote) throws IOException {
    List<String> source = stripped(Files.readAllLines(ROOT.resolve(quote.file())));
    for (List<String> part : parts(quote.code())) {
      assertThat(source).as(String.join("\n", part)).containsSequence(part);
    }
  }

  private static List<List<String>> parts(List<String> code) {
    List<List<String>> parts = new ArrayList<>();
    List<String> part = new ArrayList<>();
    for (String line : stripped(code)) {
      if (line.isEmpty()) {
        parts.add(part);
        part = new ArrayList<>();
      } else {
        part.add(line);
      }
    }
    parts.add(part);
    return parts;
  }

  private static List<String> stripped(List<String> lines) {
    return lines.stream().map(String::strip).toList();
  }

  @Test
  void thePagesThatQuoteAreFound() throws IOException {
    assertThat(quotes()).extracting(Quote::page).contains("moving-from-fastapi.md");
  }
}
