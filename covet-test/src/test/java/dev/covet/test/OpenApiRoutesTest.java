package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.openapi.JsonTool;
import dev.covet.openapi.YamlTool;
import dev.covet.spi.RunningServer;
import dev.covet.spi.Tool;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the document and its page are served. */
class OpenApiRoutesTest {
  private static final String SWAGGER = "/docs/5.34.1/";

  private static TestResponse get(Covet app, String target) {
    try (TestClient client = TestClient.of(app)) {
      return client.get(target).send();
    }
  }

  private static Covet app(String... settings) {
    Config.Builder config = Config.builder();
    for (int i = 0; i < settings.length; i += 2) {
      config.set(settings[i], settings[i + 1]);
    }
    Covet app = Covet.create(config.build());
    app.get("/hello", req -> "hello");
    return app;
  }

  @Test
  void theDocumentIsServedAsJsonAndYaml() {
    Covet app = app();
    app.get("/secret", req -> "").hidden();
    Covet part = Covet.create(Config.defaults());
    part.get("/inner", req -> "");
    app.mount("/part", part);
    try (TestClient client = TestClient.of(app)) {
      TestResponse json = client.get("/openapi.json").send();
      assertThat(json.header("content-type")).isEqualTo("application/json");
      assertThat(json.text())
          .contains("/hello", "/part/inner")
          .doesNotContain("/secret", "/docs", "/openapi.json");
      TestResponse yaml = client.get("/openapi.yaml").send();
      assertThat(yaml.header("content-type")).isEqualTo("application/yaml");
      assertThat(yaml.text()).contains("openapi: \"3.1.0\"", "  /hello:");
      assertThat(client.get("/openapi.json").send().text()).isEqualTo(json.text());
      String tag = String.valueOf(json.header("etag"));
      assertThat(client.get("/openapi.json").header("if-none-match", tag).send().status())
          .isEqualTo(304);
    }
  }

  @Test
  void theSameApplicationGivesTheSameDocument() {
    assertThat(get(app(), "/openapi.json").text()).isEqualTo(get(app(), "/openapi.json").text());
  }

  @Test
  void middlewareStandsBeforeIt() {
    Covet app = app();
    app.use((req, next) -> next.handle(req).header("x-seen", "yes"));
    assertThat(get(app, "/openapi.json").header("x-seen")).isEqualTo("yes");
  }

  @Test
  void routesOfTheApplicationWin() {
    Covet app = app();
    app.get("/openapi.json", req -> "mine");
    app.get("/docs", req -> "my docs");
    assertThat(get(app, "/openapi.json").text()).isEqualTo("mine");
  }

  @Test
  void aPageThatWouldMissAPartIsNotServedAtAll() {
    Covet app = app();
    app.get("/docs/{a}/{b}", req -> "mine");
    try (TestClient client = TestClient.of(app)) {
      assertThat(client.get("/docs").send().status()).isEqualTo(404);
      assertThat(client.get(SWAGGER + "docs.js").send().text()).isEqualTo("mine");
      assertThat(client.get("/openapi.yaml").send().status()).isEqualTo(200);
    }
  }

  @Test
  void bothCanBeSwitchedOff() {
    assertThat(get(app("docs", "false"), "/docs").status()).isEqualTo(404);
    assertThat(get(app("docs", "false"), "/openapi.json").status()).isEqualTo(200);
    assertThat(get(app("openapi", "false"), "/openapi.json").status()).isEqualTo(404);
    assertThat(get(app("openapi", "false"), "/docs").status()).isEqualTo(404);
  }

  @Test
  void thePageLoadsNothingFromElsewhereAndHoldsNoScript() {
    try (TestClient client = TestClient.of(app())) {
      TestResponse page = client.get("/docs").send();
      assertThat(page.header("content-security-policy"))
          .contains("default-src 'none'", "script-src 'self'")
          .doesNotContain("unsafe");
      assertThat(page.header("x-content-type-options")).isEqualTo("nosniff");
      assertThat(page.text())
          .doesNotContain("http:", "https:", "<style")
          .contains(SWAGGER.substring(1));
      assertThat(page.text().replaceAll("<script src=[^>]*></script>", ""))
          .doesNotContain("<script");
      for (String file : new String[] {"docs.js", "swagger-ui-bundle.js", "swagger-ui.css"}) {
        TestResponse asset = client.get(SWAGGER + file).send();
        assertThat(asset.status()).as(file).isEqualTo(200);
        assertThat(asset.header("cache-control")).contains("immutable");
        assertThat(asset.header("x-content-type-options")).isEqualTo("nosniff");
      }
      assertThat(client.get(SWAGGER + "index.html").send().status()).isEqualTo(404);
      assertThat(client.get("/docs/1.0/docs.js").send().status()).isEqualTo(404);
    }
  }

  private record Idle() implements RunningServer {
    @Override
    public List<URI> uris() {
      return List.of();
    }

    @Override
    public Map<String, String> report() {
      return Map.of();
    }

    @Override
    public void stop() {}

    @Override
    public boolean ready() {
      return true;
    }
  }

  @Test
  void toolsSayWhatIsServed() {
    List<String> said = new ArrayList<>();
    Covet app = app();
    app.start(
        (application, config) -> {
          for (Tool tool : List.of(new JsonTool(), new YamlTool())) {
            said.add(tool.name());
            said.add(tool.look(application));
          }
          return new Idle();
        });
    app.stop();
    assertThat(said)
        .containsExactly(
            "openapi",
            get(app(), "/openapi.json").text() + "\n",
            "openapi-yaml",
            get(app(), "/openapi.yaml").text());
  }
}
