package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.http.MediaType;
import dev.covet.http.Method;
import dev.covet.spi.RouteDescription;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Representations by Accept, and bodies by their media type. */
class NegotiationTest {
  private static final String JSON = "application/json";
  private static final String CSV = "text/csv";

  record Row(String name) {}

  record Sheet(List<Row> rows) {}

  private final Covet app = Served.app();

  private static void csv(Sheet sheet, OutputStream out) throws java.io.IOException {
    for (Row row : sheet.rows()) {
      out.write((row.name() + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  private static Sheet sheet(RequestBody body) {
    return new Sheet(body.text().lines().map(Row::new).toList());
  }

  private static final Sheet SHEET = new Sheet(List.of(new Row("a"), new Row("b")));

  private Response<?> get(String path, String accept) {
    MadeRequest request = new MadeRequest("GET", path);
    return new Served(app).send(accept.isEmpty() ? request : request.header("accept", accept));
  }

  private static String type(Response<?> response) {
    return String.valueOf(response.headers().first("Content-Type"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|application/json",
        "*/*|application/json",
        "text/csv|text/csv",
        "text/*|text/csv",
        "application/json;q=0.5, text/csv;q=0.6|text/csv",
        "application/json;q=0.5, text/csv;q=0.5|application/json",
        "text/csv, */*;q=0.1|text/csv",
        "text/csv;q=0, */*|application/json",
        "nonsense|application/json"
      })
  void theClientChooses(String accept, String type) {
    app.writer(CSV, Sheet.class, NegotiationTest::csv);
    app.get("/sheet", req -> SHEET).produces(JSON, CSV);
    Response<?> response = get("/sheet", accept);
    assertThat(type(response)).isEqualTo(type);
    assertThat(response.headers().first("Vary")).isEqualTo("Accept");
    assertThat(Served.text(response)).startsWith(type.equals(CSV) ? "a\nb\n" : "<Sheet");
  }

  @Test
  void whatTheClientDoesNotTakeIs406AndTheHandlerIsNotCalled() {
    boolean[] called = new boolean[1];
    app.writer(CSV, Sheet.class, NegotiationTest::csv);
    app.get(
            "/sheet",
            req -> {
              called[0] = true;
              return SHEET;
            })
        .produces(JSON, CSV);
    Response<?> refused = get("/sheet", "image/png");
    assertThat(refused.status().code()).isEqualTo(406);
    assertThat(refused.headers().first("Vary")).isEqualTo("Accept");
    assertThat(Served.text(refused))
        .contains("there is only application/json, text/csv")
        .contains("\"available\":[\"application/json\",\"text/csv\"]");
    assertThat(called[0]).isFalse();
  }

  @Test
  void aRouteThatDeclaresNothingDisregardsAccept() {
    app.get("/sheet", req -> SHEET);
    Response<?> response = get("/sheet", "image/png");
    assertThat(response.status().code()).isEqualTo(200);
    assertThat(response.headers().contains("Vary")).isFalse();
  }

  @Test
  void oneTypeIsNoChoice() {
    app.get("/text", req -> "a;b").produces(CSV);
    app.get("/json", req -> SHEET).produces("application/vnd.sheet+json");
    app.get("/bytes", req -> new byte[] {1}).produces("image/png");
    assertThat(type(get("/text", ""))).isEqualTo("text/csv; charset=utf-8");
    assertThat(get("/text", "").headers().contains("Vary")).isFalse();
    assertThat(get("/text", "image/png").status().code()).isEqualTo(406);
    assertThat(type(get("/json", ""))).isEqualTo("application/vnd.sheet+json");
    assertThat(type(get("/bytes", ""))).isEqualTo("image/png");
  }

  @Test
  void responsesOfTheHandlerKeepWhatTheyAre() {
    app.writer(CSV, Sheet.class, NegotiationTest::csv);
    app.get("/value", req -> Response.ok(SHEET).status(202)).produces(JSON, CSV);
    app.get("/text", req -> Response.text("x")).produces(JSON, CSV);
    app.get("/none", req -> null).produces(JSON, CSV);
    app.get("/optional", req -> Optional.of(SHEET)).produces(JSON, CSV);
    Response<?> value = get("/value", CSV);
    assertThat(value.status().code()).isEqualTo(202);
    assertThat(Served.text(value)).isEqualTo("a\nb\n");
    assertThat(type(get("/text", CSV))).isEqualTo("text/plain; charset=utf-8");
    assertThat(get("/none", CSV).status().code()).isEqualTo(204);
    assertThat(Served.text(get("/optional", CSV))).isEqualTo("a\nb\n");
  }

  @Test
  void theNearestWriterWritesAndThatOfAPartBeforeThatAroundIt() {
    app.writer(CSV, Record.class, (value, out) -> out.write('r'));
    app.writer(CSV, Sheet.class, (value, out) -> out.write('s'));
    app.writer(CSV, Object.class, (value, out) -> out.write('o'));
    Covet part = Served.app();
    part.writer(CSV, Sheet.class, (value, out) -> out.write('p'));
    part.get("/sheet", req -> SHEET).produces(CSV);
    app.mount("/part", part);
    app.get("/sheet", req -> SHEET).produces(CSV);
    app.get("/row", req -> new Row("x")).produces(CSV);
    app.get("/list", req -> List.of()).produces(CSV);
    assertThat(Served.text(get("/sheet", ""))).isEqualTo("s");
    assertThat(Served.text(get("/row", ""))).isEqualTo("r");
    assertThat(Served.text(get("/list", ""))).isEqualTo("o");
    assertThat(Served.text(get("/part/sheet", ""))).isEqualTo("p");
  }

  private static Object anySheet(Request request) {
    return SHEET;
  }

  private static Object anyStream(Request request) {
    return Stream.of(1);
  }

  @Test
  void aRouteIsDescribedWithWhatItTakesAndSends() {
    app.writer(CSV, Sheet.class, NegotiationTest::csv);
    app.reader(CSV, Sheet.class, NegotiationTest::sheet);
    app.add(new Sheets());
    RouteDescription post =
        new Served(app)
            .application().routes().stream()
                .filter(route -> route.method().equals(Method.POST))
                .findFirst()
                .orElseThrow();
    List<MediaType> both = List.of(MediaType.JSON, MediaType.parse(CSV));
    assertThat(post.body()).isNotNull();
    assertThat(post.body().mediaTypes()).isEqualTo(both);
    assertThat(post.result())
        .isInstanceOfSatisfying(
            RouteDescription.Result.Value.class,
            value -> assertThat(value.mediaTypes()).isEqualTo(both));
    assertThat(post.failures()).extracting(status -> status.code()).contains(406, 415);
  }

  @Test
  void whatNothingWritesIs500() {
    app.get("/sheet", NegotiationTest::anySheet).produces(CSV);
    app.get("/stream", NegotiationTest::anyStream).produces(JSON, CSV);
    assertThat(get("/sheet", "").status().code()).isEqualTo(500);
    assertThat(get("/stream", CSV).status().code()).isEqualTo(500);
    assertThat(Served.text(get("/stream", ""))).isEqualTo("[<1>]");
  }

  static class User {
    @Override
    public String toString() {
      return "user";
    }
  }

  static class Admin extends User {}

  @Produces({JSON, CSV})
  @Consumes(CSV)
  static class Sheets {
    @Get("/sheet")
    Sheet get() {
      return SHEET;
    }

    @Post("/sheet")
    @Consumes({JSON, CSV})
    @Status(201)
    Sheet add(Sheet sheet) {
      return sheet;
    }

    @Put("/sheet")
    @Produces("text/plain")
    String put(Sheet sheet) {
      return sheet.toString();
    }

    @Patch("/sheet")
    @Produces(JSON)
    @Status(202)
    User patch() {
      return new Admin();
    }

    @Delete("/sheet")
    void remove() {}
  }

  private Response<?> send(String method, String type, String body) {
    MadeRequest request = new MadeRequest(method, "/sheet");
    return new Served(app).send(type.isEmpty() ? request : request.body(type, body));
  }

  @Test
  void controllersDeclareBothDirections() {
    app.writer(CSV, Sheet.class, NegotiationTest::csv);
    app.reader(CSV, Sheet.class, NegotiationTest::sheet);
    app.add(new Sheets());
    assertThat(Served.text(get("/sheet", CSV))).isEqualTo("a\nb\n");
    Response<?> added = send("POST", CSV, "x\ny");
    assertThat(added.status().code()).isEqualTo(201);
    assertThat(Served.text(added)).contains("Sheet[rows=[Row[name=x], Row[name=y]]]");
    assertThat(Served.text(send("PUT", CSV, "z"))).contains("Row[name=z]");
    assertThat(Served.text(send("PATCH", "", "")))
        .isEqualTo("<user as " + User.class.getTypeName() + ">");
    assertThat(send("PATCH", "", "").status().code()).isEqualTo(202);
    assertThat(send("DELETE", "", "").status().code()).isEqualTo(204);
  }

  @Test
  void whatIsNotTakenIs415AndSaysWhatIs() {
    app.writer(CSV, Sheet.class, NegotiationTest::csv);
    app.reader(CSV, Sheet.class, NegotiationTest::sheet);
    app.add(new Sheets());
    Response<?> posted = send("POST", "text/html", "x");
    assertThat(posted.status().code()).isEqualTo(415);
    assertThat(posted.headers().first("Accept")).isEqualTo("application/json, text/csv");
    assertThat(posted.headers().first("Accept-Post")).isEqualTo("application/json, text/csv");
    assertThat(Served.text(posted))
        .contains("the body must be application/json, text/csv, not text/html");
    Response<?> put = send("PUT", JSON, "x");
    assertThat(put.status().code()).isEqualTo(415);
    assertThat(put.headers().contains("Accept-Post")).isFalse();
    Response<?> patched = send("PATCH", JSON, "x");
    assertThat(patched.headers().first("Accept-Patch")).isEqualTo(CSV);
    assertThat(send("POST", "", "").status().code()).isEqualTo(422);
  }

  @Test
  void aReaderLeavesJsonPossible() {
    app.reader(CSV, Row.class, body -> new Row("csv " + body.text()));
    record In(Row row) {}
    app.post("/sheet", In.class, in -> in.row().name());
    assertThat(Served.text(send("POST", CSV, "x"))).isEqualTo("csv x");
    assertThat(Served.text(send("POST", JSON, "x"))).isEqualTo("x");
    assertThat(send("POST", "text/html", "x").status().code()).isEqualTo(415);
  }

  @Test
  void jsonIsWrittenByTheCodec() {
    assertThatThrownBy(() -> app.writer(JSON, Sheet.class, NegotiationTest::csv))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("put a JsonCodec on the class path");
    assertThatThrownBy(() -> app.get("/x", req -> "").produces())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
