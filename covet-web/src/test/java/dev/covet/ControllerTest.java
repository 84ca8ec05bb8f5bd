package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Controllers: routes by annotated methods. */
class ControllerTest {
  private final Covet app = Served.app();

  private Response<?> send(String method, String target) {
    return send(new MadeRequest(method, target));
  }

  private Response<?> send(MadeRequest request) {
    return new Served(app).send(request);
  }

  private String text(String method, String target) {
    return Served.text(send(method, target));
  }

  private int status(String method, String target) {
    return send(method, target).status().code();
  }

  record User(String name) {}

  @Controller("/users")
  private static final class Users {
    private final Map<Integer, User> stored = new TreeMap<>(Map.of(1, new User("ada")));

    @Get
    private List<User> all(@Default("10") int limit) {
      return stored.values().stream().limit(limit).toList();
    }

    @Get("/{id}")
    Optional<User> find(int id) {
      return Optional.ofNullable(stored.get(id));
    }

    @Post
    @Status(201)
    User add(User user, @HeaderParam Optional<String> key) {
      return key.map(k -> new User(user.name() + k)).orElse(user);
    }

    @Put("/{id}")
    Response<User> replace(Request request, int id, User user) {
      stored.put(id, user);
      return Response.created(request.path(), user);
    }

    @Patch("/{id}")
    @Nullable User change(int id) {
      return null;
    }

    @Delete("/{id}")
    public void remove(int id) {
      stored.remove(id);
    }

    @HttpQuery("/search")
    String search(@Body String text) {
      return "found " + text;
    }
  }

  @Test
  void methodsAnswerUnderThePrefixOfTheirClass() {
    app.add(new Users());
    assertThat(text("GET", "/users?limit=1")).contains("User[name=ada]");
    assertThat(text("GET", "/users/1")).startsWith("<User[name=ada]");
    assertThat(status("GET", "/users/2")).isEqualTo(404);
    assertThat(status("GET", "/users/x")).isEqualTo(404);
    assertThat(status("HEAD", "/users/1")).isEqualTo(200);
    assertThat(
            Served.text(send(new MadeRequest("QUERY", "/users/search").body("text/plain", "tea"))))
        .isEqualTo("found tea");
  }

  @Test
  void parametersAreBoundLikeComponentsAndAllMistakesAreTold() {
    app.add(new Users());
    MadeRequest good =
        new MadeRequest("POST", "/users").header("key", "-7").body("application/json", "bo");
    assertThat(Served.text(send(good))).startsWith("<User[name=bo-7]");
    assertThat(status("GET", "/users?limit=many")).isEqualTo(422);
    assertThat(text("POST", "/users")).contains("the body is missing");
    Response<?> both = send(new MadeRequest("PUT", "/users/x").body("application/json", "bo"));
    assertThat(both.status().code()).isEqualTo(404);
  }

  @Test
  void theStatusIs200Or201Or204() {
    app.add(new Users());
    MadeRequest body = new MadeRequest("POST", "/users").body("application/json", "bo");
    assertThat(send(body).status().code()).isEqualTo(201);
    assertThat(status("PATCH", "/users/1")).isEqualTo(204);
    assertThat(status("DELETE", "/users/1")).isEqualTo(204);
    Response<?> made = send(new MadeRequest("PUT", "/users/3").body("application/json", "bo"));
    assertThat(made.status().code()).isEqualTo(201);
    assertThat(made.headers().first("Location")).isEqualTo("/users/3");
  }

  @Status(202)
  record Accepted(int job) {}

  static class Statuses {
    @Post("/job")
    Accepted job() {
      return new Accepted(1);
    }

    @Post("/other")
    @Status(200)
    Accepted other() {
      return new Accepted(1);
    }

    @Post("/later")
    @Status(202)
    void later() {}

    @Get("/stage")
    @Status(203)
    CompletionStage<Optional<String>> stage(boolean there) {
      return CompletableFuture.completedFuture(there ? Optional.of("x") : Optional.empty());
    }

    @Get("/any")
    @Status(203)
    Object any(String kind) {
      return switch (kind) {
        case "response" -> Response.of(418);
        case "optional" -> Optional.of("x");
        default -> Stream.of(1);
      };
    }
  }

  @Test
  void aTypeMayHaveAStatusAndThatOfTheMethodCountsMore() {
    app.add(new Statuses());
    app.get("/lambda", req -> new Accepted(2));
    app.get("/bad", req -> wrong());
    assertThat(status("POST", "/job")).isEqualTo(202);
    assertThat(status("GET", "/lambda")).isEqualTo(202);
    assertThat(status("POST", "/other")).isEqualTo(200);
    assertThat(status("POST", "/later")).isEqualTo(202);
    assertThat(status("GET", "/stage?there=true")).isEqualTo(203);
    assertThat(status("GET", "/stage?there=false")).isEqualTo(404);
    assertThat(status("GET", "/any?kind=response")).isEqualTo(418);
    assertThat(status("GET", "/any?kind=optional")).isEqualTo(203);
    assertThat(text("GET", "/any?kind=stream")).isEqualTo("[<1>]");
    assertThat(status("GET", "/bad")).isEqualTo(500);
  }

  @Test
  void aTypeWithAWrongStatusStopsTheStartWhereItIsTheResult() {
    app.get("/bad", req -> new Wrong());
    assertThatThrownBy(() -> new Served(app))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching(
            "GET /bad \\(ControllerTest.java:\\d+\\): dev.covet.ControllerTest.Wrong:"
                + " @Status\\(1\\) is not the status of an answer; use 200 to 599");
  }

  private static Object wrong() {
    return new Wrong();
  }

  @Status(1)
  record Wrong() {}

  static class Admin extends Person {}

  static class Person {
    @Override
    public String toString() {
      return "person";
    }
  }

  static class Declared {
    @Get("/one")
    Person one() {
      return new Admin();
    }

    @Get("/response")
    Response<Person> response() {
      return Response.ok(new Admin());
    }

    @Get("/any")
    Object any() {
      return new Admin();
    }
  }

  @Test
  void theDeclaredResultIsWhatIsWritten() {
    app.add(new Declared());
    String person = "<person as " + Person.class.getTypeName() + ">";
    assertThat(text("GET", "/one")).isEqualTo(person);
    assertThat(text("GET", "/response")).isEqualTo(person);
    assertThat(text("GET", "/any")).isEqualTo("<person>");
  }

  static class Base {
    @Get("/base")
    String base() {
      return "base";
    }

    @Get("/changed")
    String changed(int n) {
      return "base";
    }

    @Get("/plain")
    String plain(String q) {
      return "base";
    }
  }

  /** As containers make them: overridden without annotations. */
  static class Proxy extends Base {
    @Override
    String plain(String q) {
      return "proxy " + q;
    }

    @Override
    @Get("/own")
    String changed(int n) {
      return "own " + n;
    }
  }

  @Test
  void methodsOfSuperclassesAnswerTooAndOverridingOnesAreCalled() {
    app.add(new Proxy());
    assertThat(text("GET", "/base")).isEqualTo("base");
    assertThat(text("GET", "/plain?q=x")).isEqualTo("proxy x");
    assertThat(text("GET", "/own?n=1")).isEqualTo("own 1");
    assertThat(status("GET", "/changed?n=1")).isEqualTo(404);
  }

  private static final List<String> TRACE = new ArrayList<>();

  record Noting(String name) implements Middleware {
    @Override
    public Response<?> handle(Request request, Next next) {
      TRACE.add(name);
      return next.handle(request);
    }
  }

  static class OfClass implements Middleware {
    static final AtomicInteger MADE = new AtomicInteger();

    OfClass() {
      MADE.incrementAndGet();
    }

    @Override
    public Response<?> handle(Request request, Next next) {
      TRACE.add("class");
      return next.handle(request).header("x-class", "1");
    }
  }

  private static class OfMethod implements Middleware {
    @Override
    public Response<?> handle(Request request, Next next) {
      TRACE.add("method");
      return next.handle(request);
    }
  }

  @Use(OfClass.class)
  static class Wrapped {
    @Get("/both")
    @Use({OfMethod.class, OfClass.class})
    String both() {
      return "both";
    }

    @Get("/one")
    String one() {
      throw new HttpException(418, "no coffee");
    }
  }

  @Test
  void middlewareRunsFromTheApplicationToTheMethodAndIsMadeOnce() {
    TRACE.clear();
    OfClass.MADE.set(0);
    app.use(new Noting("app"));
    app.group(
        "/g",
        group -> {
          group.use(new Noting("group"));
          group.add(new Wrapped());
        });
    Served served = new Served(app);
    assertThat(Served.text(served.get("/g/both"))).isEqualTo("both");
    assertThat(TRACE).containsExactly("app", "group", "class", "method", "class");
    assertThat(OfClass.MADE).hasValue(1);
    TRACE.clear();
    Response<?> failed = served.get("/g/one");
    assertThat(failed.status().code()).isEqualTo(418);
    assertThat(failed.headers().first("x-class")).isEqualTo("1");
    assertThat(TRACE).containsExactly("app", "group", "class");
  }

  static class Counter {
    private final AtomicInteger count = new AtomicInteger();

    @Get("/count")
    int count() {
      return count.incrementAndGet();
    }

    @Get("/same")
    int same() {
      return count.get();
    }
  }

  @Test
  void aClassHasOneObjectForAllItsRoutes() {
    app.add(Counter.class);
    Served served = new Served(app);
    assertThat(Served.text(served.get("/count"))).startsWith("<1 ");
    assertThat(Served.text(served.get("/count"))).startsWith("<2 ");
    assertThat(Served.text(served.get("/same"))).startsWith("<2 ");
  }

  record Store(List<String> events) implements AutoCloseable {
    @Override
    public void close() {
      events.add("store closed");
    }
  }

  record Desk(String name) {}

  record Orders(Store store) implements AutoCloseable {
    @Get("/orders")
    String all(Request request, @Context Desk desk) {
      return desk.name() + request.path() + store.events();
    }

    @Override
    public void close() {
      store.events().add("orders closed");
    }
  }

  @Test
  void aConstructorGetsWhatTheApplicationProvidesAndTheObjectIsClosedFirst() {
    Store store = new Store(new ArrayList<>());
    app.add(Orders.class);
    app.provideOnce(Store.class, values -> store);
    app.provide(Desk.class, request -> new Desk("desk "));
    assertThat(text("GET", "/orders")).isEqualTo("desk /orders[]");
    app.start(new FakeServer());
    app.stop();
    assertThat(store.events()).containsExactly("orders closed", "store closed");
  }

  @Test
  void whatAContainerSuppliesIsClosedByTheContainer() {
    Store store = new Store(new ArrayList<>());
    app.instances(new Container(new Orders(store)));
    app.provide(Desk.class, request -> new Desk("desk "));
    app.add(Orders.class);
    app.start(new FakeServer());
    app.stop();
    assertThat(store.events()).isEmpty();
  }

  @Test
  void nothingIsMadeBeforeTheStart() {
    Container container = new Container();
    app.instances(container);
    app.add(Named.class);
    app.assemble();
    assertThat(container.asked).isEmpty();
    assertThatThrownBy(() -> app.start(new FakeServer()))
        .hasMessageContaining("Named: the instance source has none");
  }

  /** A container. */
  private static final class Container implements InstanceSource {
    private final List<Class<?>> asked = new ArrayList<>();
    private final Map<Class<?>, Object> objects;

    Container(Object... objects) {
      this.objects = new java.util.HashMap<>();
      for (Object object : objects) {
        this.objects.put(object.getClass(), object);
      }
    }

    @Override
    public <T> T get(Class<T> type) {
      asked.add(type);
      return type.cast(objects.get(type));
    }
  }

  record Named(String name) {
    @Get("/name")
    String get() {
      return name;
    }
  }

  @Test
  void aContainerSuppliesControllersAndMiddlewareOncePerClass() {
    Container container = new Container(new Named("contained"), new OfClass(), new Wrapped());
    container.objects.put(OfMethod.class, new OfMethod());
    app.instances(container);
    app.add(Named.class);
    app.add(Wrapped.class);
    assertThat(text("GET", "/name")).isEqualTo("contained");
    assertThat(container.asked)
        .containsExactlyInAnyOrder(Named.class, Wrapped.class, OfClass.class, OfMethod.class);
  }

  @Test
  void aPartMayHaveASourceOfItsOwnOrUseThatAroundIt() {
    Covet with = Served.app();
    with.instances(new Container(new Named("own")));
    with.add(Named.class);
    Covet without = Served.app();
    without.add(Named.class);
    app.instances(new Container(new Named("outer")));
    app.mount("/with", with);
    app.mount("/without", without);
    assertThat(text("GET", "/with/name")).isEqualTo("own");
    assertThat(text("GET", "/without/name")).isEqualTo("outer");
  }

  @Test
  void nothingIsAddedAfterTheStart() {
    app.add(new Users());
    app.start(new FakeServer());
    try {
      assertThatThrownBy(() -> app.add(new Users())).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> app.add(Users.class)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> app.instances(new Container()))
          .isInstanceOf(IllegalStateException.class);
    } finally {
      app.stop();
    }
  }

  static class Failing {
    @Get("/checked")
    String checked() throws Exception {
      throw new java.io.IOException("down");
    }

    @Get("/error")
    String error() {
      throw new StackOverflowError();
    }
  }

  @Test
  void whatAMethodThrowsIsMappedAsEver() {
    app.add(new Failing());
    app.error(java.io.IOException.class, (e, req) -> Response.text(e.getMessage()).status(503));
    assertThat(text("GET", "/checked")).isEqualTo("down");
    assertThat(status("GET", "/error")).isEqualTo(500);
  }

  @Test
  void routesSayWhichMethodAnswers() {
    app.add(new Counter());
    assertThat(new Served(app).application().routes())
        .extracting(route -> route.pattern() + " " + route.place().replaceAll("[0-9]+$", ""))
        .containsExactly(
            "/count Counter.count, ControllerTest.java:",
            "/same Counter.same, ControllerTest.java:");
  }

  @Test
  void settingsWithoutAnnotationAreGivenWhereItIsAdded() {
    app.add(
        new Users(), route -> route.maxBody(route.method() == dev.covet.http.Method.POST ? 7 : 99));
    app.group("/v2", group -> group.add(Counter.class, route -> route.hidden()));
    assertThat(new Served(app).application().routes())
        .extracting(
            route ->
                route.pattern()
                    + " "
                    + route.hidden()
                    + (route.body() == null ? "" : " " + route.body().maxBytes()))
        .containsExactly(
            "/users false",
            "/users false 7",
            "/users/search false 99",
            "/users/{id} false",
            "/users/{id} false",
            "/users/{id} false",
            "/users/{id} false 99",
            "/v2/count true",
            "/v2/same true");
  }
}
