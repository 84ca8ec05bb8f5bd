package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Config;
import dev.covet.Consumes;
import dev.covet.Controller;
import dev.covet.Covet;
import dev.covet.Get;
import dev.covet.Post;
import dev.covet.Produces;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Negotiation of media types, through the whole framework with real JSON. */
class MediaTypesTest {
  record Row(String name, int pieces) {}

  record Sheet(List<Row> rows) {
    static Sheet read(String csv) {
      return new Sheet(csv.lines().map(line -> line.split(",")).map(Sheet::row).toList());
    }

    private static Row row(String[] cells) {
      return new Row(cells[0], Integer.parseInt(cells[1]));
    }

    byte[] csv() {
      StringBuilder text = new StringBuilder();
      rows.forEach(row -> text.append(row.name()).append(',').append(row.pieces()).append('\n'));
      return text.toString().getBytes(StandardCharsets.UTF_8);
    }
  }

  @Controller("/sheets")
  @Produces({"application/json", "text/csv"})
  static class Sheets {
    @Get
    Sheet all() {
      return new Sheet(List.of(new Row("tea", 2), new Row("salt", 7)));
    }

    @Post
    @Consumes({"text/csv", "application/json"})
    Sheet echo(Sheet sheet) {
      return sheet;
    }
  }

  private static void declare(Covet app) {
    app.writer("text/csv", Sheet.class, (sheet, out) -> out.write(sheet.csv()));
    app.reader("text/csv", Sheet.class, body -> Sheet.read(body.text()));
    app.add(Sheets.class);
    app.get("/plain", req -> Map.of("a", 1));
  }

  private static void answers(TestClient client) {
    String json = "{\"rows\":[{\"name\":\"tea\",\"pieces\":2},{\"name\":\"salt\",\"pieces\":7}]}";
    for (String accept : List.of("", "*/*", "application/json", "text/csv;q=0.2, */*")) {
      TestRequest get = client.get("/sheets");
      TestResponse first = (accept.isEmpty() ? get : get.header("accept", accept)).send();
      assertThat(first.header("content-type")).contains("application/json");
      assertThat(first.header("vary")).contains("Accept");
      assertThat(first.text()).isEqualTo(json);
    }
    for (String accept :
        List.of("text/csv", "application/json;q=0.5, text/*", "text/csv, */*;q=0")) {
      TestResponse csv = client.get("/sheets").header("accept", accept).send();
      assertThat(csv.header("content-type")).startsWith("text/csv");
      assertThat(csv.text()).isEqualTo("tea,2\nsalt,7\n");
    }
    TestResponse none = client.get("/sheets").header("accept", "image/png, text/plain").send();
    assertThat(none.status()).isEqualTo(406);
    assertThat(none.header("content-type")).contains("application/problem+json");
    assertThat(none.text()).contains("application/json", "text/csv");
    TestResponse alone = client.get("/plain").header("accept", "image/png").send();
    assertThat(alone.status()).isEqualTo(200);
    assertThat(alone.header("vary")).isNull();
  }

  private static void bodies(TestClient client) {
    TestRequest crossed = client.post("/sheets").body("text/csv", "oat,3\n");
    assertThat(crossed.send().text()).isEqualTo("{\"rows\":[{\"name\":\"oat\",\"pieces\":3}]}");
    String json = "{\"rows\":[{\"name\":\"oat\",\"pieces\":3}]}";
    assertThat(client.post("/sheets").header("accept", "text/csv").json(json).send().text())
        .isEqualTo("oat,3\n");
    TestResponse refused = client.post("/sheets").body("text/plain", "oat,3\n").send();
    assertThat(refused.status()).isEqualTo(415);
    assertThat(refused.header("accept")).contains("text/csv, application/json");
    assertThat(refused.header("accept-post")).contains("text/csv, application/json");
  }

  @Test
  void typesAreNegotiatedInMemory() {
    Covet app = Covet.create(Config.defaults());
    declare(app);
    try (TestClient client = TestClient.of(app)) {
      answers(client);
      bodies(client);
    }
  }

  @Test
  void typesAreNegotiatedOverASocket() {
    try (TestServer server = TestServer.start(MediaTypesTest::declare)) {
      answers(server.client());
      bodies(server.client());
    }
  }
}
