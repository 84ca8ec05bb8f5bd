package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application pays for its document when somebody reads it, not before. */
class DocumentLoadTest {
  @TempDir Path folder;

  private static String get(ExampleProcess server, String path) throws Exception {
    try (Connection connection = new Connection(URI.create(server.url("/")).getPort())) {
      connection.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      return connection.read();
    }
  }

  private String loaded(String path) throws Exception {
    Path loaded = folder.resolve("classes.log");
    List<String> log = List.of("-Xlog:class+load:file=" + loaded);
    try (ExampleProcess server = ExampleProcess.start(log, "Hello")) {
      assertThat(get(server, path)).startsWith("HTTP/1.1 200 ");
      assertThat(server.terminate()).isZero();
    }
    return Files.readAllLines(loaded).stream()
        .map(line -> line.replaceFirst(".*\\[class,load\\] ", "").replaceFirst(" source:.*", " "))
        .filter(name -> name.matches("(dev.covet.openapi|tools.jackson|org.snake|jakarta).*"))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void nothingOfItIsLoadedBefore() throws Exception {
    assertThat(loaded("/"))
        .contains("dev.covet.openapi.OpenApiDocumentation ")
        .doesNotContain(
            "dev.covet.openapi.ApiDocument ",
            "dev.covet.openapi.DocsPage ",
            "tools.jackson.dataformat",
            "org.snakeyaml");
  }

  @Test
  void theFirstRequestLoadsWhatItNeeds() throws Exception {
    assertThat(loaded("/openapi.json"))
        .contains("dev.covet.openapi.DocumentTree ")
        .doesNotContain("tools.jackson.dataformat", "jakarta.validation.Validator ");
  }
}
