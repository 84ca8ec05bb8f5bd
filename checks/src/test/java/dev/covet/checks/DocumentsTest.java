package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents of the examples, judged by others. */
class DocumentsTest {
  private static final Path PYTHON = Path.of("..", ".covet", "venv", "bin");
  private static final String TOKEN = "staff-token-of-a-test-0123456789";

  @TempDir Path folder;

  private static String get(ExampleProcess example, String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(example.url(path))).build();
      return client.send(request, BodyHandlers.ofString()).body();
    }
  }

  private static String program(String name) {
    Path program = PYTHON.resolve(name);
    assumeTrue(
        Files.isExecutable(program),
        program + " is missing: ./covet test installs it there, with python3 and its venv");
    return program.toAbsolutePath().normalize().toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Hello",
        "Bench",
        "Conformance",
        "notes.Notes",
        "bookshelf.Bookshelf",
        "shop.Shop"
      })
  void theyAreValidAndReadWithoutAWord(String main) throws Exception {
    try (ExampleProcess example = ExampleProcess.start(main)) {
      String document = get(example, "/openapi.json");
      ParseOptions all = new ParseOptions();
      all.setResolve(true);
      SwaggerParseResult read = new OpenAPIV3Parser().readContents(document, List.of(), all);
      assertThat(read.getMessages()).as(document).isEmpty();
      assertThat(read.getOpenAPI().getOpenapi()).isEqualTo("3.1.0");
      SwaggerParseResult yaml =
          new OpenAPIV3Parser().readContents(get(example, "/openapi.yaml"), List.of(), all);
      assertThat(yaml.getMessages()).isEmpty();
      assertThat(yaml.getOpenAPI()).isEqualTo(read.getOpenAPI());

      Path file = Files.writeString(folder.resolve("openapi.json"), document);
      Tool.Result valid =
          Tool.run(program("openapi-spec-validator"), "--schema", "3.1", file.toString());
      assertThat(valid.exit()).as(valid.output()).isZero();
    }
  }

  /** The long run of this is {@code ./covet test --conformance}. */
  @Test
  void theShopAnswersWhatItsDocumentSays() throws Exception {
    try (ExampleProcess shop =
        ExampleProcess.start("shop.Shop", "--set", "app.staff-token=" + TOKEN)) {
      ProcessBuilder schemathesis =
          new ProcessBuilder(
              program("schemathesis"),
              "--config-file",
              "../examples/shop/schemathesis.toml",
              "run",
              shop.url("/openapi.json"),
              "--checks=all",
              "--exclude-checks=allow_header_conformance,unsupported_method",
              "--max-examples=20",
              "--phases=examples,coverage,fuzzing",
              "--seed=1",
              "--no-color");
      schemathesis.environment().put("SHOP_STAFF_TOKEN", TOKEN);
      schemathesis.environment().put("HYPOTHESIS_STORAGE_DIRECTORY", folder.toString());
      Tool.Result judged = Tool.run(schemathesis);
      assertThat(judged.exit()).as(judged.output()).isZero();
    }
  }
}
