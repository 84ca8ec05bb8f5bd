package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What handlers read without having declared it is told in tests. */
class ReadWatchTest {
  private final List<String> told = new ArrayList<>();
  private final Covet app = Served.app();

  @BeforeEach
  void watch() {
    app.onUndeclaredRead(told::add);
  }

  private void send(MadeRequest request) {
    new Served(app).send(request);
  }

  private void get(String target) {
    send(new MadeRequest("GET", target));
  }

  private void isTold(String what, String remedy) {
    assertThat(told)
        .singleElement()
        .asString()
        .matches("[A-Z]+ /x \\(ReadWatchTest.java:\\d+\\): .*")
        .endsWith(
            ": the handler reads "
                + what
                + ", which the route does not declare; add "
                + remedy
                + " to the route, or .hidden() if it stays out of documents");
  }

  @Test
  void aParameterOfTheQuery() {
    app.get("/x", req -> req.query("limit").or(5));
    get("/x");
    isTold("query parameter 'limit'", ".param(Param.query(\"limit\", String.class))");
  }

  @Test
  void aHeader() {
    app.get("/x", req -> req.header("X-Batch").or(""));
    get("/x");
    isTold("header 'X-Batch'", ".param(Param.header(\"X-Batch\", String.class))");
  }

  @Test
  void aCookie() {
    app.get("/x", req -> req.cookie("seen").or(""));
    get("/x");
    isTold("cookie 'seen'", ".param(Param.cookie(\"seen\", String.class))");
  }

  @Test
  void aFieldOfAForm() {
    app.post("/x", req -> req.form("user").or(""));
    send(new MadeRequest("POST", "/x").body("application/x-www-form-urlencoded", "user=a"));
    isTold("form parameter 'user'", ".param(Param.form(\"user\", String.class))");
  }

  @Test
  void aBody() {
    app.post("/x", req -> req.body().text());
    send(new MadeRequest("POST", "/x").body("text/plain", "a"));
    isTold("the body", ".body(Type.class)");
  }

  @Test
  void credentials() {
    app.get("/x", req -> req.header("authorization").or(""));
    get("/x");
    isTold(
        "header 'authorization'",
        ".security(\"name of a scheme\") or .param(Param.header(\"authorization\", String.class))");
  }

  @Test
  void theQueryAsItCame() {
    app.get("/x", req -> String.valueOf(req.rawQuery()));
    get("/x?a=b");
    isTold("the query", ".param(Param.query(\"name\", String.class))");
  }

  @Test
  void whoReadsAllReadsWhatIsThere() {
    app.get("/x", req -> "" + req.query() + req.headers() + req.cookies())
        .param(Param.query("a", int.class));
    app.post("/x", req -> req.form().toString()).param(Param.form("c", int.class));
    send(
        new MadeRequest("GET", "/x?a=1&b=2")
            .header("Accept", "*/*")
            .header("X-One", "1")
            .header("Cookie", "c=d"));
    send(new MadeRequest("POST", "/x").body("application/x-www-form-urlencoded", "c=1&d=2"));
    assertThat(told)
        .extracting(text -> text.replaceFirst(".*reads ", "").replaceFirst(",.*", ""))
        .containsExactly(
            "query parameter 'b'",
            "header 'X-One'",
            "header 'Cookie'",
            "cookie 'c'",
            "form parameter 'd'");
  }

  @Test
  void whatIsDeclaredMayBeRead() {
    app.securityScheme("key", SecurityScheme.queryKey("key"));
    app.securityScheme("token", SecurityScheme.bearer());
    app.get(
            "/x/{id}",
            req ->
                req.path("id").asString()
                    + req.query("limit").or(1)
                    + req.query("key").or("")
                    + req.header("x-batch").or("")
                    + req.header("Authorization").or("")
                    + req.rawQuery())
        .param(Param.query("limit", int.class).or(1))
        .param(Param.header("X-Batch", String.class).optional())
        .security("key")
        .security("token");
    app.post("/body", req -> req.body().text()).body(String.class);
    app.post("/form", req -> req.form("a").or("") + req.body().length())
        .param(Param.form("a", String.class).optional());
    get("/x/5?limit=2");
    send(new MadeRequest("POST", "/body").body("text/plain", "a"));
    send(new MadeRequest("POST", "/form").body("application/x-www-form-urlencoded", "a=1"));
    assertThat(told).isEmpty();
  }

  @Test
  void whatBelongsToEachMessageMayBeRead() {
    app.get(
        "/x",
        req -> {
          req.checkPreconditions("\"a\"");
          return req.header("Accept-Language").or("")
              + req.header("User-Agent").or("")
              + req.host()
              + req.id()
              + req.remote()
              + req.url();
        });
    get("/x?a=1");
    assertThat(told).isEmpty();
  }

  @Test
  void middlewareAndProvidersMayReadAnything() {
    app.use((req, next) -> next.handle(req).header("X-Tenant", req.header("X-Tenant").or("none")));
    app.use(
        (req, next) -> {
          req.query("before").or("");
          return next.handle(req);
        });
    app.provide(StringBuilder.class, req -> new StringBuilder(req.cookie("sid").or("")));
    app.get("/x", req -> req.provided(StringBuilder.class).toString() + req.query("own").or(""));
    get("/x");
    assertThat(told).singleElement().asString().contains("query parameter 'own'");
  }

  record Find(int limit, Request request) {}

  @Test
  void inputsDeclareWhatTheyRead() {
    app.get("/x", Find.class, in -> in.request().header("X-Other").or(""));
    get("/x?limit=5");
    assertThat(told).isEmpty();
  }

  @Test
  void hiddenRoutesAndThoseWithoutDocumentsAreLeftAlone() {
    app.get("/x", req -> req.query("a").or("")).hidden();
    get("/x");
    Covet without = Served.app("openapi", "false");
    without.onUndeclaredRead(told::add);
    without.get("/x", req -> req.query("a").or(""));
    new Served(without).get("/x");
    assertThat(told).isEmpty();
  }

  @Test
  void aPartIsWatchedByTheWhole() {
    Covet part = Served.app();
    part.get("/x", req -> req.query("a").or(""));
    app.mount("/part", part);
    get("/part/x");
    assertThat(told).singleElement().asString().startsWith("GET /part/x (");
  }
}
