package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.http.MediaType;
import dev.covet.http.Problem;
import dev.covet.http.Status;
import dev.covet.spi.ApplicationDescription;
import dev.covet.spi.RouteDescription;
import dev.covet.spi.RouteDescription.Answer;
import dev.covet.spi.RouteDescription.Content;
import dev.covet.spi.RouteDescription.ContentKind;
import dev.covet.spi.RouteDescription.In;
import dev.covet.spi.RouteDescription.Parameter;
import dev.covet.spi.RouteDescription.Requirement;
import dev.covet.spi.RouteDescription.Result;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What routes, groups and applications say about themselves. */
class RouteStatementsTest {
  private final Covet app = Served.app();

  private List<RouteDescription> routes() {
    return new Served(app).application().routes();
  }

  private RouteDescription route() {
    assertThat(routes()).hasSize(1);
    return routes().getFirst();
  }

  private Content body() {
    Content body = route().body();
    assertThat(body).isNotNull();
    return body;
  }

  record Order(String customer) {}

  @Test
  void anUntypedRouteTellsWhatItReads() {
    app.get("/orders/{id}", req -> "")
        .param(Param.path("id", Long.class).description("its number").example(17))
        .param(Param.query("limit", Integer.class).or(20).description("most orders"))
        .param(Param.query("tag", String.class).many())
        .param(Param.header("X-Batch", int.class))
        .param(Param.cookie("seen", Boolean.class).optional().deprecated());
    List<Parameter> parameters = route().parameters();
    assertThat(parameters)
        .extracting(p -> p.in() + " " + p.name() + " " + p.required() + " " + p.type())
        .containsExactly(
            "PATH id true class java.lang.Long",
            "QUERY limit false class java.lang.Integer",
            "QUERY tag false java.util.List<java.lang.String>",
            "HEADER X-Batch true int",
            "COOKIE seen false class java.lang.Boolean");
    assertThat(parameters.get(0).example()).isEqualTo("17");
    assertThat(parameters.get(0).description()).isEqualTo("its number");
    assertThat(parameters.get(1).standard()).isEqualTo("20");
    assertThat(parameters.get(1).description()).isEqualTo("most orders");
    assertThat(parameters.get(2).repeated()).isTrue();
    assertThat(parameters.get(4).deprecated()).isTrue();
    assertThat(route().failures()).extracting(Status::code).containsExactly(400, 404, 422, 503);
  }

  @Test
  void aBodyIsToldByItsType() {
    app.post("/order", req -> "").body(Order.class).bodyExample("{\"customer\":\"ada\"}");
    assertThat(body().kind()).isEqualTo(ContentKind.JSON);
    assertThat(body().type()).isEqualTo(Order.class);
    assertThat(body().required()).isTrue();
    assertThat(body().example()).isEqualTo("{\"customer\":\"ada\"}");
    assertThat(route().failures())
        .extracting(Status::code)
        .containsExactly(400, 413, 415, 422, 503);
  }

  @Test
  void aBodyMayBeGenericOrHaveAMediaTypeOfItsOwn() {
    app.post("/orders", req -> "").body(new TypeRef<List<Order>>() {});
    app.post("/image", req -> "").body(byte[].class, "image/png");
    assertThat(routes())
        .extracting(
            r ->
                r.body() == null ? "" : r.body().type().getTypeName() + " " + r.body().mediaTypes())
        .containsExactly(
            "java.util.List<dev.covet.RouteStatementsTest$Order> [application/json]",
            "byte[] [image/png]");
  }

  @Test
  void aFormIsToldFieldByField() {
    app.post("/login", req -> "")
        .param(Param.form("user", String.class))
        .param(Param.form("keep", Boolean.class).or(false))
        .bodyExample("user=ada");
    assertThat(body().kind()).isEqualTo(ContentKind.FORM);
    assertThat(body().fields()).extracting(Parameter::name).containsExactly("user", "keep");
    assertThat(body().fields()).extracting(Parameter::in).containsOnly(In.FORM);
    assertThat(body().required()).isTrue();
    assertThat(body().example()).isEqualTo("user=ada");
  }

  @Test
  void aRouteTellsWhatItAnswers() {
    app.get("/order", req -> "").returns(Order.class).resultExample("{}");
    app.post("/order", req -> "").returns(Status.CREATED, Order.class);
    app.get("/orders", req -> "").returns(new TypeRef<List<Order>>() {}).returns(Status.ACCEPTED);
    app.get("/page", req -> "").returns(String.class, "text/html");
    app.delete("/order", req -> "").returns(void.class);
    assertThat(routes())
        .extracting(RouteDescription::result)
        .containsExactly(
            new Result.Value(Status.OK, Order.class, null, List.of(MediaType.JSON), false, "{}"),
            new Result.Value(
                Status.CREATED, Order.class, null, List.of(MediaType.JSON), false, null),
            new Result.Value(
                Status.ACCEPTED,
                GenericType.of(List.class, Order.class),
                null,
                List.of(MediaType.JSON),
                false,
                null),
            new Result.Value(
                Status.OK, String.class, null, List.of(MediaType.parse("text/html")), false, null),
            new Result.Empty(Status.NO_CONTENT));
  }

  @Test
  void furtherAnswersAreProblemsUnlessTheySayOtherwise() {
    app.get("/", req -> "")
        .answers(Status.CONFLICT, "the order is closed")
        .answers(Status.SEE_OTHER, "it has moved")
        .answers(Status.ACCEPTED, Order.class)
        .answers(Status.MULTI_STATUS, new TypeRef<List<Order>>() {});
    assertThat(route().answers())
        .containsExactly(
            new Answer(
                Status.CONFLICT, "the order is closed", Problem.class, List.of(MediaType.PROBLEM)),
            new Answer(Status.SEE_OTHER, "it has moved", null, List.of()),
            new Answer(Status.ACCEPTED, "", Order.class, List.of(MediaType.JSON)),
            new Answer(
                Status.MULTI_STATUS,
                "",
                GenericType.of(List.class, Order.class),
                List.of(MediaType.JSON)));
  }

  @Test
  void wordsOfARoute() {
    app.get("/", req -> "")
        .summary("in a line")
        .description("in full")
        .tags("one", "two")
        .deprecated();
    assertThat(route().summary()).isEqualTo("in a line");
    assertThat(route().description()).isEqualTo("in full");
    assertThat(route().tags()).containsExactly("one", "two");
    assertThat(route().deprecated()).isTrue();
  }

  @Doc(
      value = "in full",
      summary = "in a line",
      tags = {"tag", "two"},
      hidden = true)
  @Deprecated
  record Find(
      @Doc(value = "how many", example = "20") int limit,
      @Deprecated String old,
      @Doc(value = "the order", example = "{}") Order order) {}

  @Test
  @SuppressWarnings("deprecation")
  void annotationsOfAnInputDescribeItsRoute() {
    app.tags("all");
    app.post("/", Find.class, in -> "").tags("two");
    assertThat(route().summary()).isEqualTo("in a line");
    assertThat(route().description()).isEqualTo("in full");
    assertThat(route().tags()).containsExactly("all", "two", "tag");
    assertThat(route().deprecated()).isTrue();
    assertThat(route().hidden()).isTrue();
    assertThat(route().parameters())
        .extracting(p -> p.description() + " " + p.example() + " " + p.deprecated())
        .containsExactly("how many 20 false", " null true");
    assertThat(body().description()).isEqualTo("the order");
    assertThat(body().example()).isEqualTo("{}");
  }

  @Test
  @SuppressWarnings("deprecation")
  void whatTheRouteSaysCountsMore() {
    app.post("/", Find.class, in -> "")
        .summary("mine")
        .description("my own")
        .bodyExample("{\"customer\":\"bob\"}");
    assertThat(route().summary()).isEqualTo("mine");
    assertThat(route().description()).isEqualTo("my own");
    assertThat(body().example()).isEqualTo("{\"customer\":\"bob\"}");
  }

  @Test
  void groupsGiveTagsAndSecurityToTheirRoutes() {
    app.securityScheme("token", SecurityScheme.bearer("JWT"));
    app.securityScheme("key", SecurityScheme.headerKey("X-Key"));
    app.security("token");
    app.get("/a", req -> "");
    app.group(
        "/g",
        group -> {
          group.tags("orders");
          group.get("/b", req -> "").tags("more");
          group.security("token", "admin");
          group.security("key");
          group.get("/c", req -> "").anonymous();
          group.get("/d", req -> "").security("key");
        });
    assertThat(routes())
        .extracting(RouteDescription::security)
        .containsExactly(
            List.of(new Requirement("token", List.of())),
            List.of(new Requirement("token", List.of("admin")), new Requirement("key", List.of())),
            List.of(),
            List.of(new Requirement("key", List.of())));
    assertThat(routes())
        .extracting(RouteDescription::tags)
        .containsExactly(
            List.of(), List.of("orders", "more"), List.of("orders"), List.of("orders"));
    assertThat(routes().getFirst().failures())
        .extracting(Status::code)
        .containsExactly(401, 403, 503);
    assertThat(routes().get(2).failures()).extracting(Status::code).containsExactly(503);
  }

  @Test
  void anApplicationDescribesItselfAndItsParts() {
    Covet part = Served.app();
    part.title("Part");
    part.tag("orders", "of the part");
    part.tag("stock", "what is there");
    part.securityScheme("token", SecurityScheme.bearer());
    part.get("/", req -> "").security("token");
    app.title("Shop");
    app.version("1.2");
    app.description("Sells things");
    app.tag("orders", "what is ordered");
    app.securityScheme("user", SecurityScheme.basic());
    app.mount("/part", part);
    assertThat(new Served(app).application().description())
        .isEqualTo(
            new ApplicationDescription(
                "Shop",
                "1.2",
                "Sells things",
                Map.of("orders", "what is ordered", "stock", "what is there"),
                Map.of("user", SecurityScheme.basic(), "token", SecurityScheme.bearer())));
  }

  @Test
  void schemesOfOneNameMustBeTheSame() {
    app.securityScheme("token", SecurityScheme.bearer());
    app.securityScheme("token", SecurityScheme.bearer());
    assertThatThrownBy(() -> app.securityScheme("token", SecurityScheme.basic()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("two security schemes have the name 'token'");
    Covet part = Served.app();
    part.securityScheme("token", SecurityScheme.queryKey("token"));
    app.mount("/part", part);
    assertThatThrownBy(() -> new Served(app))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "the security scheme 'token' is another one in a mounted part; name one of them"
                + " otherwise");
  }

  @Test
  void schemesKeepWhatTheyAreMadeOf() {
    Map<String, String> scopes = Map.of("read", "look at orders");
    assertThat(Set.of(SecurityScheme.cookieKey("sid"), SecurityScheme.queryKey("key")))
        .extracting(Object::toString)
        .containsExactlyInAnyOrder("ApiKey[in=COOKIE, name=sid]", "ApiKey[in=QUERY, name=key]");
    assertThat(SecurityScheme.openIdConnect("https://id.example/.well-known").toString())
        .isEqualTo("OpenIdConnect[discovery=https://id.example/.well-known]");
    assertThat(SecurityScheme.oauth2("https://a.example", "https://t.example", scopes).toString())
        .isEqualTo(
            "Oauth2[authorization=https://a.example, token=https://t.example,"
                + " scopes={read=look at orders}]");
    assertThat(SecurityScheme.oauth2("https://t.example", scopes).toString())
        .isEqualTo(
            "Oauth2[authorization=null, token=https://t.example, scopes={read=look at orders}]");
  }

  record In1(int limit, Order order) {}

  private static Route get(Covet app) {
    return app.get("/x/{id}", req -> "");
  }

  /** A wrong statement and what is said about it. */
  interface Wrong {
    void tell(Covet app);
  }

  private static Arguments wrong(Wrong wrong, String message) {
    return Arguments.of(wrong, message);
  }

  static List<Arguments> wrongStatements() {
    return List.of(
        wrong(
            app -> get(app).param(Param.path("ids", int.class)),
            "path parameter 'ids': the pattern has no such parameter, only [id]; write {ids} in"
                + " the pattern"),
        wrong(
            app -> get(app).param(Param.path("id", int.class).optional()),
            "path parameter 'id': a path parameter is always there, once; remove .optional(),"
                + " .or(…) or .many()"),
        wrong(
            app -> get(app).param(Param.query("a", Order.class)),
            "query parameter 'a': it can not be made into dev.covet.RouteStatementsTest.Order;"
                + " tell the type of one value: a number, String, enum or another type that has a"
                + " text, or declare app.converter for it"),
        wrong(
            app -> get(app).param(Param.query("a", int.class).or("x")),
            "query parameter 'a': its .or(\"x\") can not be converted; it must be a whole number"),
        wrong(
            app -> get(app).param(Param.query("a", int.class).example(true)),
            "query parameter 'a': its .example(\"true\") can not be converted; it must be a whole"
                + " number"),
        wrong(
            app -> {
              DeclaredParam param = Param.header("a", int.class);
              get(app).param(param).param(param);
            },
            "header 'a': it is told twice; keep one of the .param"),
        wrong(
            app -> app.post("/x/{id}", In1.class, in -> "").param(Param.query("limit", int.class)),
            "query parameter 'limit': the input has it already; remove .param, and put @Doc at the"
                + " component"),
        wrong(
            app -> get(app).body(Order.class),
            ".body: a GET request has no body; read it from the query, or declare the route with"
                + " POST or QUERY"),
        wrong(
            app -> get(app).param(Param.form("a", int.class)),
            "form parameter 'a': a GET request has no body; read it from the query, or declare the"
                + " route with POST or QUERY"),
        wrong(
            app -> app.post("/x/{id}", In1.class, in -> "").body(Order.class),
            ".body: the input reads the body already; remove .body"),
        wrong(
            app ->
                app.post("/x/{id}", req -> "").body(Order.class).param(Param.form("a", int.class)),
            "form parameter 'a': the body is read as a whole already; keep one of them"),
        wrong(
            app -> get(app).bodyExample("{}"),
            ".bodyExample: nothing says that the handler reads a body; add .body(…)"),
        wrong(
            app -> get(app).security("token"),
            "security: there is no security scheme 'token', there is none; declare"
                + " app.securityScheme(\"token\", SecurityScheme.bearer())"));
  }

  @ParameterizedTest
  @MethodSource("wrongStatements")
  void whatCanNotBeTrueStopsTheStart(Wrong wrong, String message) {
    wrong.tell(app);
    assertThatThrownBy(() -> new Served(app))
        .isInstanceOf(IllegalStateException.class)
        .message()
        .matches("(GET|POST) /x/\\{id} \\(RouteStatementsTest.java:\\d+\\): .*")
        .endsWith(": " + message);
  }

  @Test
  void aSchemeThatIsNotThereIsToldWithThoseThatAre() {
    app.securityScheme("key", SecurityScheme.headerKey("X-Key"));
    get(app).security("token");
    assertThatThrownBy(() -> new Served(app)).hasMessageContaining("'token', only [key]");
  }

  @Test
  void aMediaTypeIsCheckedWhereItIsTold() {
    assertThatThrownBy(() -> app.post("/", req -> "").body(byte[].class, "png"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("png");
  }

  @Test
  void nothingIsToldAfterTheStart() {
    Route route = app.get("/", req -> "");
    app.start(new FakeServer());
    assertThatThrownBy(() -> route.tags("x")).hasMessageContaining("has been started");
    assertThatThrownBy(() -> app.title("x")).hasMessageContaining("has been started");
    app.stop();
  }
}
