package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.covet.http.MediaType;
import dev.covet.http.Method;
import dev.covet.http.Status;
import dev.covet.spi.RouteDescription;
import dev.covet.spi.RouteDescription.Content;
import dev.covet.spi.RouteDescription.ContentKind;
import dev.covet.spi.RouteDescription.In;
import dev.covet.spi.RouteDescription.Parameter;
import dev.covet.spi.RouteDescription.Style;
import dev.covet.spi.ServingPlan.Placement;
import java.io.InputStream;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.AnnotatedParameterizedType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is known about routes at start. */
class RouteDescriptionTest {
  private final Covet app = Served.app();

  private List<RouteDescription> routes() {
    return new Served(app).application().routes();
  }

  private RouteDescription route() {
    assertThat(routes()).hasSize(1);
    return routes().getFirst();
  }

  private static Parameter parameter(RouteDescription route, String name) {
    return route.parameters().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
  }

  private Content body() {
    Content body = route().body();
    assertThat(body).isNotNull();
    return body;
  }

  private static List<Integer> failures(RouteDescription route) {
    return route.failures().stream().map(Status::code).toList();
  }

  @Test
  void aLambdaTellsItsPatternPlaceAndSettings() {
    app.get("/users/{id:long}/{key:uuid}/{n:int}/{rest...}", req -> "")
        .name("user")
        .summary("A user")
        .hidden()
        .offload();
    RouteDescription route = route();
    assertThat(route.method()).isEqualTo(Method.GET);
    assertThat(route.pattern()).isEqualTo("/users/{id:long}/{key:uuid}/{n:int}/{rest...}");
    assertThat(route.place()).matches("RouteDescriptionTest.java:\\d+");
    assertThat(route.name()).isEqualTo("user");
    assertThat(route.summary()).isEqualTo("A user");
    assertThat(route.hidden()).isTrue();
    assertThat(route.style()).isEqualTo(Style.LAMBDA);
    assertThat(route.placement()).isEqualTo(Placement.OFFLOAD);
    assertThat(route.body()).isNull();
    assertThat(route.parameters())
        .extracting(Parameter::name, Parameter::in, Parameter::type, Parameter::required)
        .containsExactly(
            tuple("id", In.PATH, long.class, true),
            tuple("key", In.PATH, UUID.class, true),
            tuple("n", In.PATH, int.class, true),
            tuple("rest", In.PATH, String.class, true));
  }

  @Test
  void routesStandInOrderWithTheirWholePatterns() {
    Covet part = Served.app();
    part.get("/{p}", req -> "");
    app.mount("/part/{q}", part);
    app.group("/group", group -> group.get("/a", req -> ""));
    app.post("/b", req -> "");
    app.get("/b", req -> "");
    assertThat(routes())
        .extracting(route -> route.method() + " " + route.pattern())
        .containsExactly("POST /b", "GET /b", "GET /group/a", "GET /part/{q}/{p}");
    assertThat(routes().getLast().parameters())
        .extracting(Parameter::name)
        .containsExactly("q", "p");
  }

  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.TYPE_USE)
  @interface Mark {}

  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.METHOD)
  @interface OnAccessor {}

  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.FIELD)
  @interface OnField {}

  record Page(@Default("1") int number, int size) {}

  record OrderId(String text) {}

  record Find(
      long id,
      @Mark @OnAccessor @OnField int limit,
      @Default("asc") String order,
      Optional<@Mark Integer> from,
      @Nullable String by,
      List<@Mark String> tag,
      Set<UUID> keys,
      @HeaderParam String userAgent,
      @CookieParam("sid") String session,
      OrderId order2,
      @QueryParam Page page,
      @QueryParam Optional<Page> other) {}

  @Test
  void aTypedRouteTellsItsParameters() {
    app.converter(OrderId.class, "an order number (A-17)", OrderId::new);
    app.get("/{id}", Find.class, in -> "");
    RouteDescription route = route();
    assertThat(route.style()).isEqualTo(Style.TYPED);
    assertThat(route.parameters())
        .extracting(p -> p.in() + " " + p.name() + " " + p.required() + " " + p.repeated())
        .containsExactly(
            "PATH id true false",
            "QUERY limit true false",
            "QUERY order false false",
            "QUERY from false false",
            "QUERY by false false",
            "QUERY tag false true",
            "QUERY keys false true",
            "HEADER user-agent true false",
            "COOKIE sid true false",
            "QUERY order2 true false",
            "QUERY page.number false false",
            "QUERY page.size true false",
            "QUERY other.number false false",
            "QUERY other.size false false");
    assertThat(parameter(route, "id").type()).isEqualTo(long.class);
    assertThat(parameter(route, "order").standard()).isEqualTo("asc");
    assertThat(parameter(route, "order").notation()).isNull();
    assertThat(parameter(route, "order2").notation()).isEqualTo("an order number (A-17)");
    assertThat(parameter(route, "page.number").standard()).isEqualTo("1");
    assertThat(failures(route)).containsExactly(400, 404, 422, 503);
  }

  @Test
  void aParameterKeepsItsAnnotationsWhereverTheyStand() {
    app.converter(OrderId.class, "an order number (A-17)", OrderId::new);
    app.get("/{id}", Find.class, in -> "");
    RouteDescription route = route();
    assertThat(parameter(route, "limit").annotations())
        .extracting(a -> (Object) a.annotationType())
        .containsExactlyInAnyOrder(Mark.class, OnAccessor.class, OnField.class);
    Parameter from = parameter(route, "from");
    assertThat(from.type()).isEqualTo(Integer.class);
    assertThat(from.annotated()).isNotNull();
    assertThat(from.annotated().isAnnotationPresent(Mark.class)).isTrue();
    assertThat(parameter(route, "tag").annotated())
        .isInstanceOfSatisfying(
            AnnotatedParameterizedType.class,
            type ->
                assertThat(
                        type.getAnnotatedActualTypeArguments()[0].isAnnotationPresent(Mark.class))
                    .isTrue());
    assertThat(parameter(route, "tag").type()).hasToString("java.util.List<java.lang.String>");
  }

  record Note(String text) {}

  record Save(String key, Note note) {}

  record SaveAll(@Body List<Note> notes) {}

  record SaveMaybe(@Body Optional<Note> note) {}

  @Test
  void aJsonBodyTellsTypeAndLimit() {
    app.put("/{key}", Save.class, in -> "").maxBody(1024);
    assertThat(body().kind()).isEqualTo(ContentKind.JSON);
    assertThat(body().type()).isEqualTo(Note.class);
    assertThat(body().required()).isTrue();
    assertThat(body().maxBytes()).isEqualTo(1024);
    assertThat(body().mediaTypes()).containsExactly(MediaType.JSON);
    assertThat(failures(route())).containsExactly(400, 413, 415, 422, 503);
  }

  @Test
  void aGenericBodyKeepsItsArgumentsAndAnOptionalOneMayBeAbsent() {
    app.put("/", SaveAll.class, in -> "");
    app.post("/", SaveMaybe.class, in -> "");
    assertThat(routes())
        .extracting(r -> r.body() == null ? "" : r.body().type() + " " + r.body().required())
        .containsExactly(
            "java.util.List<dev.covet.RouteDescriptionTest$Note> true",
            "class dev.covet.RouteDescriptionTest$Note false");
  }

  record Login(@FormParam String user, @FormParam @Default("false") boolean keep) {}

  @Test
  void aFormTellsItsFields() {
    app.post("/", Login.class, in -> "");
    assertThat(body().kind()).isEqualTo(ContentKind.FORM);
    assertThat(body().fields()).extracting(Parameter::name).containsExactly("user", "keep");
    assertThat(body().required()).isTrue();
    assertThat(route().parameters()).isEmpty();
    assertThat(failures(route())).containsExactly(400, 413, 415, 422, 503);
  }

  record Text(@Body String text) {}

  record Bytes(@Body byte[] bytes) {}

  record Stream(@Body InputStream stream) {}

  @Test
  void otherBodiesTellTheirKind() {
    app.post("/text", Text.class, in -> "");
    app.post("/bytes", Bytes.class, in -> "");
    app.post("/stream", Stream.class, in -> "").timeout(Duration.ZERO);
    assertThat(routes())
        .extracting(
            r ->
                r.body() == null
                    ? ""
                    : r.body().kind() + " " + r.body().required() + " " + failures(r))
        .containsExactly(
            "TEXT false [400, 413, 415, 503]", "BYTES false [413, 503]", "STREAM false [413]");
  }

  record Words(String word, @Default("x") String other) {}

  record Any(@Default("x") String word, List<String> more) {}

  @Test
  void failuresAreThoseThatCanHappen() {
    app.get("/", req -> "").timeout(Duration.ZERO);
    app.get("/{id:int}", req -> "");
    app.get("/x/{id}", req -> "");
    app.get("/words", Words.class, in -> "");
    app.get("/any", Any.class, in -> "");
    assertThat(routes())
        .extracting(RouteDescriptionTest::failures)
        .containsExactly(
            List.of(),
            List.of(400, 404, 503),
            List.of(400, 503),
            List.of(400, 422, 503),
            List.of(400, 503));
  }

  record Patched(String text) {}

  record ChangePatched(MergePatch<Patched> patch) {}

  @Test
  void aMergePatchHasItsOwnMediaType() {
    app.patch("/", ChangePatched.class, in -> "");
    Content body = body();
    assertThat(body.kind()).isEqualTo(ContentKind.JSON);
    assertThat(body.mediaTypes()).containsExactly(MediaType.MERGE_PATCH);
    assertThat(body.type()).hasToString("dev.covet.MergePatch<" + Patched.class.getName() + ">");
    assertThat(body.required()).isTrue();
    assertThat(failures(route())).contains(400, 413, 415, 422);
  }
}
