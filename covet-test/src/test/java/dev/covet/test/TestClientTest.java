package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.Param;
import dev.covet.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestClientTest {
  private final List<String> trace = new ArrayList<>();

  private void declare(Covet app) {
    app.onStart(() -> trace.add("start"));
    app.onStop(() -> trace.add("stop"));
    app.use((req, next) -> next.handle(req).header("x-seen", req.header("x-sent").or("nothing")));
    app.get(
            "/hello/{name}",
            req -> "Hello, " + req.path("name").asString() + req.query("mark").or(""))
        .param(Param.query("mark", String.class).optional());
    app.post("/sum", req -> Map.of("sum", req.body().json(List.class).size())).body(List.class);
    app.post("/small", req -> req.body().text()).body(String.class).maxBody(3);
    app.put("/x", req -> Response.stream(out -> out.write(req.body().bytes()))).body(byte[].class);
    app.delete("/x", req -> null);
    app.get("/broken", req -> new ContractApplication.Unwritable());
    app.get(
        "/after",
        req -> {
          req.after(() -> trace.add("after"));
          req.executor().execute(() -> {});
          return req.host() + req.remote() + req.local() + req.version() + req.scheme();
        });
  }

  private void answers(TestClient client) {
    TestResponse hello = client.get("/hello/ada?mark=!").header("x-sent", "sent").send();
    assertThat(hello.status()).isEqualTo(200);
    assertThat(hello.text()).isEqualTo("Hello, ada!");
    assertThat(hello.header("x-seen")).isEqualTo("sent");
    assertThat(client.post("/sum").json("[1,2,3]").send().text()).isEqualTo("{\"sum\":3}");
    assertThat(client.post("/small").body("text/plain", "four").send().status()).isEqualTo(413);
    assertThat(client.put("/x").body("text/plain", new byte[] {'b'}).send().text()).isEqualTo("b");
    assertThat(client.delete("/x").send().status()).isEqualTo(204);
    assertThat(client.get("/broken").send().status()).isEqualTo(500);
    assertThat(client.get("/none").send().toString()).startsWith("404").contains("problem+json");
    TestResponse head = client.request("HEAD", "/hello/ada").send();
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.bytes()).isEmpty();
    assertThat(head.trailers().isEmpty()).isTrue();
    assertThat(client.get("/after").header("host", "example.com").send().text())
        .startsWith("example.com");
  }

  @Test
  void inMemoryTheWholePipelineRuns() {
    Covet app = Covet.create(Config.defaults());
    declare(app);
    try (TestClient client = TestClient.of(app)) {
      answers(client);
      assertThat(app.ready()).isTrue();
    }
    assertThat(trace).containsExactly("start", "after", "stop");
    assertThatThrownBy(() -> app.get("/late", req -> "")).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void overASocketTheAnswersAreTheSame() {
    try (TestServer server = TestServer.start(this::declare)) {
      answers(server.client());
      assertThat(server.app().uris()).containsExactly(server.uri());
    }
    assertThat(trace).startsWith("start").endsWith("stop");
  }

  @Test
  void withoutAServerThereIsNoAnswer() {
    TestClient client;
    try (TestServer server = TestServer.start(app -> app.get("/", req -> ""))) {
      client = server.client();
    }
    assertThatThrownBy(() -> client.get("/").send()).isInstanceOf(AssertionError.class);
    client.close();
  }
}
