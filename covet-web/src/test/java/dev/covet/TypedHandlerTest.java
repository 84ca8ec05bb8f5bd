package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.http.Method;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Year;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records as inputs of handlers; nothing here is public, as in an application. */
class TypedHandlerTest {
  private final Covet app = Served.app();

  private Response<?> get(String target) {
    return new Served(app).get(target);
  }

  private Response<?> send(MadeRequest request) {
    return new Served(app).send(request);
  }

  private static MadeRequest post(String target, String type, String body) {
    return new MadeRequest("POST", target).body(type, body);
  }

  private static MadeRequest json(String target, String body) {
    return post(target, "application/json", body);
  }

  private static MadeRequest form(String target, String body) {
    return post(target, "application/x-www-form-urlencoded", body);
  }

  /** What the handler made of the request, which was answered with 200. */
  private static String good(Response<?> response) {
    String text = Served.text(response);
    assertThat(response.status().code()).as(text).isEqualTo(200);
    return text;
  }

  /** The problem, whose status was as expected. */
  private static String bad(Response<?> response, int status) {
    String text = Served.text(response);
    assertThat(response.status().code()).as(text).isEqualTo(status);
    assertThat(response.headers().first("content-type")).isEqualTo("application/problem+json");
    return text;
  }

  record One(int id, String q) {}

  record Empty() {}

  record Note(String text) {}

  record Put(int id, Note note) {}

  @Test
  void eachMethodHasItsTypedRoute() {
    app.get("/{id}", One.class, in -> "get" + in.id());
    app.post("/{id}", One.class, in -> "post" + in.id());
    app.put("/{id}", One.class, in -> "put" + in.id());
    app.patch("/{id}", One.class, in -> "patch" + in.id());
    app.delete("/{id}", One.class, in -> "delete" + in.id());
    app.query("/{id}", One.class, in -> "query" + in.id());
    app.route(Method.of("PURGE"), "/{id}", One.class, in -> "purge" + in.id());
    Served served = new Served(app);
    for (String method : List.of("get", "post", "put", "patch", "delete", "query", "purge")) {
      assertThat(good(served.send(method.toUpperCase(), "/7?q=x"))).isEqualTo(method + 7);
    }
  }

  @Test
  void aNameInThePatternIsOfThePathTheRestOfTheQuery() {
    app.get("/{id}", One.class, One::toString);
    assertThat(good(get("/7?q=a%20b&id=9"))).isEqualTo("One[id=7, q=a b]");
  }

  @Test
  void aRecordIsReadFromTheBody() {
    app.put("/{id}", Put.class, Put::toString);
    MadeRequest request = new MadeRequest("PUT", "/7").body("application/json", "{}");
    assertThat(good(send(request))).isEqualTo("Put[id=7, note=Note[text={}]]");
  }

  @Test
  void resultsAreAnsweredAsThoseOfOtherHandlers() {
    app.get("/null", Empty.class, in -> null);
    app.get("/none", Empty.class, in -> Optional.empty());
    app.get("/object", Empty.class, in -> in);
    app.get(
        "/fails",
        Empty.class,
        in -> {
          throw new HttpException(409, "no");
        });
    assertThat(get("/null").status().code()).isEqualTo(204);
    assertThat(get("/none").status().code()).isEqualTo(404);
    assertThat(good(get("/object"))).isEqualTo("<Empty[] as dev.covet.TypedHandlerTest$Empty>");
    assertThat(bad(get("/fails"), 409)).contains("\"detail\":\"no\"");
  }

  @Test
  void middlewareAndErrorMappingAreThoseOfTheRouter() {
    app.group(
        "/g/{tenant}",
        g -> {
          g.use((req, next) -> next.handle(req).header("x-seen", req.pattern()));
          g.error(ArithmeticException.class, (e, req) -> Response.text("mapped"));
          g.get("/{id}", Tenant.class, in -> in.tenant() + 1 / in.id());
        });
    Response<?> response = get("/g/acme/1");
    assertThat(good(response)).isEqualTo("acme1");
    assertThat(response.headers().first("x-seen")).isEqualTo("/g/{tenant}/{id}");
    assertThat(good(get("/g/acme/0"))).isEqualTo("mapped");
  }

  record Tenant(String tenant, int id) {}

  @Test
  void aMountedApplicationIsBoundToTheWholePattern() {
    Covet part = Served.app();
    part.get("/{id}", Tenant.class, Tenant::toString);
    app.mount("/a/{tenant}", part);
    assertThat(good(get("/a/acme/3?tenant=other"))).isEqualTo("Tenant[tenant=acme, id=3]");
  }

  record Everything(
      boolean flag,
      byte tiny,
      short small,
      int number,
      long big,
      float ratio,
      double precise,
      char letter,
      Integer boxed,
      BigDecimal price,
      BigInteger huge,
      UUID key,
      URI link,
      LocalDate day,
      Instant at,
      Year year,
      ZoneId zone,
      DayOfWeek weekday) {}

  @Test
  void simpleTypesAreMadeFromText() {
    app.get("/", Everything.class, Everything::toString);
    String query =
        "flag=true&tiny=-1&small=2&number=3&big=4000000000&ratio=1.5&precise=2.25&letter=%C3%A4"
            + "&boxed=6&price=9.90&huge=12345678901234567890&key=7ab1e0f6-1c2b-4c3d-9e8f-000000000001"
            + "&link=https://a.b/c&day=2026-11-23&at=2026-11-23T13:30:00Z&year=2026"
            + "&zone=Europe/Berlin&weekday=friday";
    assertThat(good(get("/?" + query)))
        .isEqualTo(
            "Everything[flag=true, tiny=-1, small=2, number=3, big=4000000000, ratio=1.5,"
                + " precise=2.25, letter=ä, boxed=6, price=9.90, huge=12345678901234567890,"
                + " key=7ab1e0f6-1c2b-4c3d-9e8f-000000000001, link=https://a.b/c, day=2026-11-23,"
                + " at=2026-11-23T13:30:00Z, year=2026, zone=Europe/Berlin, weekday=FRIDAY]");
  }

  record Lenient(
      Optional<Integer> size,
      @Nullable String q,
      @Nullable Integer count,
      @Default("20") int limit,
      @Default("asc") String order,
      List<Integer> ids,
      Set<DayOfWeek> days,
      @Nullable List<String> tags) {}

  @Test
  void whatMayBeAbsentIsEmptyNullOrTheDefault() {
    app.get("/", Lenient.class, Lenient::toString);
    assertThat(good(get("/")))
        .isEqualTo(
            "Lenient[size=Optional.empty, q=null, count=null, limit=20, order=asc, ids=[],"
                + " days=[], tags=null]");
    assertThat(
            good(
                get(
                    "/?size=1&q=&count=2&limit=3&order=desc&ids=3&ids=1&ids=3&days=monday"
                        + "&days=MONDAY&tags=x")))
        .isEqualTo(
            "Lenient[size=Optional[1], q=, count=2, limit=3, order=desc, ids=[3, 1, 3],"
                + " days=[MONDAY], tags=[x]]");
  }

  @Test
  void collectionsCanNotBeChanged() {
    app.get(
        "/",
        Lenient.class,
        in -> {
          in.ids().add(1);
          return "changed";
        });
    app.error(UnsupportedOperationException.class, (e, req) -> Response.text("refused"));
    assertThat(good(get("/?ids=1&ids=2"))).isEqualTo("refused");
    assertThat(good(get("/"))).isEqualTo("refused");
  }

  record Sources(
      @PathParam("id") long key,
      @QueryParam("q") String text,
      @HeaderParam String userAgent,
      @HeaderParam("X-Tag") List<String> tags,
      @CookieParam Optional<String> session,
      @Context Request request,
      Request same) {}

  @Test
  void annotationsNameOtherSources() {
    app.get(
        "/{id}",
        Sources.class,
        in ->
            List.of(
                in.key(),
                in.text(),
                in.userAgent(),
                in.tags(),
                in.session(),
                in.request() == in.same(),
                in.request().path()));
    MadeRequest request =
        new MadeRequest("GET", "/5?q=x")
            .header("User-Agent", "test")
            .header("x-tag", "a")
            .header("x-tag", "b")
            .header("Cookie", "session=s1");
    assertThat(good(send(request)))
        .isEqualTo("<[5, x, test, [a, b], Optional[s1], true, /5] as java.util.List>");
  }

  record Page(@Default("1") int number, @QueryParam("per-page") @Nullable Integer size) {}

  record Range(int from, Bound bound) {}

  record Bound(int to) {}

  record Search(
      @QueryParam Page page,
      @QueryParam("r") Optional<Range> range,
      @QueryParam @Nullable Bound b) {}

  @Test
  void recordsWithinTheQueryHaveDottedNames() {
    app.get("/", Search.class, Search::toString);
    assertThat(good(get("/")))
        .isEqualTo("Search[page=Page[number=1, size=null], range=Optional.empty, b=null]");
    assertThat(good(get("/?page.number=2&page.per-page=9&r.from=1&r.bound.to=5&b.to=3")))
        .isEqualTo(
            "Search[page=Page[number=2, size=9], range=Optional[Range[from=1,"
                + " bound=Bound[to=5]]], b=Bound[to=3]]");
    assertThat(bad(get("/?r.bound.to=x"), 422))
        .contains("\"parameter\":\"r.from\"", "\"parameter\":\"r.bound.to\"");
  }

  record Login(@FormParam String user, @FormParam("pw") String password, @FormParam Bound bound) {}

  @Test
  void formsAreReadByTheirParameters() {
    app.post("/", Login.class, Login::toString);
    assertThat(good(send(form("/", "user=a+b&pw=%26&bound.to=3"))))
        .isEqualTo("Login[user=a b, password=&, bound=Bound[to=3]]");
    assertThat(bad(send(form("/", "pw=x")), 422))
        .contains("form parameter 'user' is missing", "\"in\":\"form\"");
    assertThat(bad(send(form("/", "user=%zz")), 400)).doesNotContain("errors");
    bad(send(json("/", "{}")), 415);
  }

  record TextIn(@Body String text) {}

  record BytesIn(@Body byte[] bytes) {}

  record StreamIn(@Body InputStream stream) {}

  record NullableText(@Body @Nullable String text) {}

  record NullableBytes(@Body byte @Nullable [] bytes) {}

  record OptionalText(@Body Optional<String> text) {}

  @Test
  void bodiesAreTakenAsTheyAre() {
    app.post("/text", TextIn.class, TextIn::text);
    app.post("/bytes", BytesIn.class, in -> in.bytes().length);
    app.post(
        "/stream",
        StreamIn.class,
        in -> new String(in.stream().readAllBytes(), StandardCharsets.UTF_8));
    app.post("/nullable", NullableText.class, in -> "" + in.text());
    app.post("/nothing", NullableBytes.class, in -> "" + (in.bytes() == null));
    app.post("/optional", OptionalText.class, in -> in.text().toString());
    assertThat(good(send(post("/text", "text/plain", "ä")))).isEqualTo("ä");
    assertThat(good(send(new MadeRequest("POST", "/text")))).isEmpty();
    assertThat(good(send(post("/bytes", "a/b", "ä")))).isEqualTo("<2 as java.lang.Integer>");
    assertThat(good(send(post("/stream", "a/b", "ä")))).isEqualTo("ä");
    assertThat(good(send(post("/nullable", "a/b", "x")))).isEqualTo("x");
    assertThat(good(send(new MadeRequest("POST", "/nullable")))).isEqualTo("null");
    assertThat(good(send(new MadeRequest("POST", "/nothing")))).isEqualTo("true");
    assertThat(good(send(new MadeRequest("POST", "/optional")))).isEqualTo("Optional.empty");
    assertThat(good(send(post("/optional", "a/b", "x")))).isEqualTo("Optional[x]");
  }

  record ListIn(@Body List<Note> notes) {}

  record OptionalNote(Optional<Note> note) {}

  record NullableNote(@Nullable Note note) {}

  @Test
  void jsonKeepsItsTypeArguments() {
    app.post("/", ListIn.class, in -> ((List<?>) in.notes()).toString());
    assertThat(good(send(json("/", "[]"))))
        .isEqualTo("[[], java.util.List<dev.covet.TypedHandlerTest$Note>]");
  }

  @Test
  void aBodyMayBeAbsentIfTheInputSaysSo() {
    app.post("/optional", OptionalNote.class, OptionalNote::toString);
    app.post("/nullable", NullableNote.class, NullableNote::toString);
    app.post("/needed", NoteIn.class, NoteIn::toString);
    assertThat(good(send(new MadeRequest("POST", "/optional"))))
        .isEqualTo("OptionalNote[note=Optional.empty]");
    assertThat(good(send(json("/optional", "x"))))
        .isEqualTo("OptionalNote[note=Optional[Note[text=x]]]");
    assertThat(good(send(new MadeRequest("POST", "/nullable"))))
        .isEqualTo("NullableNote[note=null]");
    assertThat(good(send(json("/nullable", "x")))).isEqualTo("NullableNote[note=Note[text=x]]");
    assertThat(bad(send(new MadeRequest("POST", "/needed")), 422))
        .contains(
            "\"detail\":\"the body is missing\"",
            "{\"pointer\":\"\",\"in\":\"body\",\"message\":\"is missing\",\"code\":\"missing\"}");
  }

  record NoteIn(@Default("1") int page, Note note) {}

  @Test
  void jsonIsRefusedByWhatIsWrongWithIt() {
    app.post("/", NoteIn.class, NoteIn::toString);
    assertThat(bad(send(json("/", "malformed")), 400)).contains("malformed JSON");
    assertThat(bad(send(json("/", "wrong")), 422))
        .contains(
            "\"errors\":[{\"pointer\":\"/a\",\"in\":\"body\",\"message\":\"must be a number\","
                + "\"code\":\"type\"}]");
    bad(send(post("/", "text/plain", "x")), 415);
    assertThat(bad(send(json("/?page=x", "malformed")), 400)).doesNotContain("errors");
  }

  @Test
  void allMistakesAreAnsweredTogether() {
    app.post("/", Wrongs.class, Wrongs::toString);
    MadeRequest request = json("/?limit=many&ids=1&ids=x", "wrong").header("x-count", "s3cret");
    assertThat(bad(send(request), 422))
        .contains(
            "\"detail\":\"query parameter 'limit' must be a whole number, not 'many'"
                + " (1 of 5 mistakes)\"",
            "\"errors\":["
                + "{\"parameter\":\"limit\",\"in\":\"query\",\"message\":\"must be a whole number,"
                + " not 'many'\",\"code\":\"type\"},"
                + "{\"parameter\":\"ids\",\"in\":\"query\",\"message\":\"must be a whole number,"
                + " not 'x'\",\"code\":\"type\"},"
                + "{\"parameter\":\"x-count\",\"in\":\"header\",\"message\":\"must be a whole"
                + " number\",\"code\":\"type\"},"
                + "{\"parameter\":\"session\",\"in\":\"cookie\",\"message\":\"is missing\","
                + "\"code\":\"missing\"},"
                + "{\"pointer\":\"/a\",\"in\":\"body\",\"message\":\"must be a number\","
                + "\"code\":\"type\"}]")
        .doesNotContain("s3cret");
  }

  record Wrongs(
      Note note,
      int limit,
      List<Integer> ids,
      @HeaderParam int xCount,
      @CookieParam String session) {}

  @ParameterizedTest
  @CsvSource({"/x?q=a, 1", "/x, 2"})
  void aPathParameterOfTheWrongTypeIsNotFound(String target, int mistakes) {
    app.put("/{id}", PutOne.class, in -> "bound");
    MadeRequest request = new MadeRequest("PUT", target).body("application/json", "malformed");
    String problem = bad(send(request), 404);
    assertThat(problem).contains("path parameter 'id' must be a whole number, not 'x'");
    assertThat(problem.split("\"code\":")).hasSize(1 + mistakes);
  }

  record PutOne(Note note, String q, int id) {}

  @Test
  void thereIsAnEndToMistakes() {
    app.get("/", Lenient.class, in -> "bound");
    String problem = bad(get("/?" + "ids=x&".repeat(60)), 422);
    assertThat(problem.split("\"code\":")).hasSize(51);
  }

  @Test
  void theConstructorRunsOnlyWithGoodValues() {
    app.get("/", Checked.class, in -> "bound");
    app.error(IllegalArgumentException.class, (e, req) -> Response.text("mapped"));
    assertThat(good(get("/?low=2&high=1"))).isEqualTo("mapped");
    assertThat(good(get("/?low=1&high=2"))).isEqualTo("bound");
    bad(get("/?low=2&high=x"), 422);
  }

  record Checked(int low, int high) {
    Checked {
      if (low > high) {
        throw new IllegalArgumentException("low > high");
      }
    }
  }

  @Test
  void localRecordsAreBound() {
    record Local(int n) {}

    app.get("/", Local.class, in -> in.n());
    assertThat(good(get("/?n=4"))).isEqualTo("<4 as java.lang.Integer>");
  }
}
