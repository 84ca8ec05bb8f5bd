package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.covet.http.Method;
import dev.covet.spi.RouteDescription;
import dev.covet.spi.RouteDescription.Parameter;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What providers and those who need them may not declare, with the whole message for each. */
class ProviderPlanTest {
  /** A wrong declaration. */
  record Wrong(String name, Consumer<Covet> declarations, String message) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Wrong wrong(String name, Consumer<Covet> declarations, String message) {
    return new Wrong(name, declarations, message);
  }

  interface Db {}

  interface Repo<T> {}

  class Inner implements Db {}

  record User(String name) {}

  record Token(String text) {}

  record Tenant(String name) {}

  record NeedsDb(Db db) {}

  record NeedsUser(@Context User user) {}

  record NeedsToken(@Context Token token) {}

  record NeedsTenant(@Context Tenant tenant) {}

  record PlainUser(User user) {}

  record PlainZone(ZoneId zone) {}

  record PathUser(User user, int id) {}

  record OptionalUser(@Context Optional<User> user) {}

  record NullableUser(@Context @Nullable User user) {}

  record UserList(@Context List<User> users) {}

  record DefaultUser(@Context @Default("ada") User user) {}

  record Number(@Context int number) {}

  record Users(@Context Repo<User> users) {}

  record ByPath(@PathParam String tenant) {}

  record ByBody(@Body String text) {}

  record ByForm(@FormParam String text) {}

  record Odd(Thread thread) {}

  record BodyAndToken(User user, @Context Token token) {}

  record TokenAndBody(@Context Token token, @FormParam String name) {}

  private static User user(Object in) {
    return new User("ada");
  }

  private static Token token(Object in) {
    return new Token("secret");
  }

  private static Tenant tenant(Object in) {
    return new Tenant("acme");
  }

  private static Consumer<Covet> get(Class<?> input) {
    return app -> app.get("/", input, in -> "bound");
  }

  private static Consumer<Covet> withUser(Class<?> input) {
    return app -> {
      app.provide(User.class, ProviderPlanTest::user);
      app.get("/", input, in -> "bound");
    };
  }

  static Stream<Wrong> wrongs() {
    return Stream.of(
        wrong(
            "a type that nobody provides",
            get(NeedsUser.class),
            "GET / (T): NeedsUser.user: nobody provides User; declare app.provide(User.class, …)"),
        wrong(
            "a type that nobody provides, without an annotation",
            get(NeedsDb.class),
            "GET / (T): NeedsDb.db: nothing says where a value of type Db comes from; annotate it"
                + " with @Body to read it from the body, or declare app.provide(Db.class, …)"),
        wrong(
            "a type that only another group provides",
            app -> {
              app.group("/a", a -> a.provide(User.class, ProviderPlanTest::user));
              app.group("/b", b -> b.get("/", NeedsUser.class, in -> "bound"));
            },
            "GET /b/ (T): NeedsUser.user: nobody provides User; declare app.provide(User.class,"
                + " …)"),
        wrong(
            "a record that is provided, or the body",
            withUser(PlainUser.class),
            "GET / (T): PlainUser.user: a User is provided, and without annotation it is read from"
                + " the body; say which by @Context or @Body"),
        wrong(
            "a text that is provided, or in the query",
            app -> {
              app.provide(ZoneId.class, req -> ZoneId.of("UTC"));
              app.get("/", PlainZone.class, in -> "bound");
            },
            "GET / (T): PlainZone.zone: a java.time.ZoneId is provided, and without annotation it"
                + " is read from the query; say which by @Context or @QueryParam"),
        wrong(
            "a name in the pattern whose type is provided",
            app -> {
              app.provide(User.class, ProviderPlanTest::user);
              app.get("/{user}/{id}", PathUser.class, in -> "bound");
            },
            "GET /{user}/{id} (T): PathUser.user: a User is provided, and without annotation it is"
                + " read from the path; say which by @Context or @PathParam"),
        wrong(
            "an Optional",
            withUser(OptionalUser.class),
            "GET / (T): OptionalUser.user: what is provided is one value that is always there;"
                + " declare a plain User"),
        wrong(
            "a nullable one",
            withUser(NullableUser.class),
            "GET / (T): NullableUser.user: what is provided is one value that is always there;"
                + " declare a plain User"),
        wrong(
            "a list",
            withUser(UserList.class),
            "GET / (T): UserList.users: what is provided is one value that is always there; declare"
                + " a plain User"),
        wrong(
            "a default",
            withUser(DefaultUser.class),
            "GET / (T): DefaultUser.user: what is provided is always there; remove @Default"),
        wrong(
            "a primitive",
            get(Number.class),
            "GET / (T): Number.number: a value of type int can not be provided; provide a class"
                + " without type arguments that holds it"),
        wrong(
            "type arguments",
            get(Users.class),
            "GET / (T): Users.users: a value of type Repo<User> can not be provided; provide a"
                + " class without type arguments that holds it"),
        wrong(
            "a circle of inputs",
            app -> {
              app.provide(User.class, NeedsToken.class, ProviderPlanTest::user);
              app.provide(Token.class, NeedsTenant.class, ProviderPlanTest::token);
              app.provide(Tenant.class, NeedsUser.class, ProviderPlanTest::tenant);
            },
            "provider of User (T): User needs Token needs Tenant needs User, so none of them can be"
                + " the first; let one do without the next"),
        wrong(
            "one that needs itself",
            app -> app.provide(User.class, NeedsUser.class, ProviderPlanTest::user),
            "provider of User (T): User needs User, so none of them can be the first; let one do"
                + " without the next"),
        wrong(
            "a circle that a group closes",
            app -> {
              app.provide(Token.class, req -> new Token("secret"));
              app.provide(User.class, NeedsToken.class, ProviderPlanTest::user);
              app.group(
                  "/a", a -> a.provide(Token.class, NeedsUser.class, ProviderPlanTest::token));
            },
            "provider of User (T): User needs Token needs User, so none of them can be the first;"
                + " let one do without the next"),
        wrong(
            "a chain that ends with what nobody provides",
            app -> {
              app.provide(User.class, NeedsToken.class, ProviderPlanTest::user);
              app.provide(Token.class, NeedsTenant.class, ProviderPlanTest::token);
            },
            "provider of Token (T): NeedsTenant.tenant: User needs Token needs Tenant, and nobody"
                + " provides that; declare app.provide(Tenant.class, …)"),
        wrong(
            "an input that is no record",
            app -> app.provide(User.class, String.class, ProviderPlanTest::user),
            "provider of User (T): java.lang.String: it is no record; declare a record with a"
                + " component for each value"),
        wrong(
            "an input that can not be bound",
            app -> {
              app.provide(User.class, NeedsToken.class, ProviderPlanTest::user);
              app.provide(Token.class, Odd.class, ProviderPlanTest::token);
            },
            "provider of Token (T): Odd.thread: nothing says where a value of type java.lang.Thread"
                + " comes from; annotate it with @Body to read it from the body"),
        wrong(
            "an input that the pattern does not fit",
            app -> {
              app.provide(Tenant.class, ByPath.class, ProviderPlanTest::tenant);
              app.get("/{id}", NeedsTenant.class, in -> "bound");
            },
            "GET /{id} (T): ByPath.tenant: the pattern has no parameter 'tenant', only [id]; write"
                + " {tenant} in the pattern, or name it @PathParam(\"…\")"),
        wrong(
            "a body where there is none",
            app -> {
              app.provide(Token.class, ByBody.class, ProviderPlanTest::token);
              app.get("/", NeedsToken.class, in -> "bound");
            },
            "GET / (T): ByBody.text: a GET request has no body; read it from the query with"
                + " @QueryParam, or declare the route with POST or QUERY"),
        wrong(
            "two bodies",
            app -> {
              app.provide(Token.class, ByBody.class, ProviderPlanTest::token);
              app.post("/", BodyAndToken.class, in -> "bound");
            },
            "POST / (T): ByBody.text: the body is read already by BodyAndToken.user; keep one of"
                + " them, or put both into one record"),
        wrong(
            "a body and a form",
            app -> {
              app.provide(Token.class, ByBody.class, ProviderPlanTest::token);
              app.post("/", TokenAndBody.class, in -> "bound");
            },
            "POST / (T): TokenAndBody.name: the body is read already by ByBody.text; keep one of"
                + " them, or put both into one record"));
  }

  @ParameterizedTest
  @MethodSource("wrongs")
  void aWrongDeclarationStopsTheStart(Wrong wrong) {
    Covet app = Served.app();
    wrong.declarations().accept(app);

    IllegalStateException failure =
        catchThrowableOfType(IllegalStateException.class, app::assemble);

    assertThat(failure).as("the application started").isNotNull();
    assertThat(
            failure
                .getMessage()
                .replaceFirst("\\(ProviderPlanTest.java:[0-9]+\\)", "(T)")
                .replace("dev.covet.ProviderPlanTest.", ""))
        .isEqualTo(wrong.message());
  }

  @Test
  void aFormMayBeSharedByAnInputAndItsProvider() {
    Covet app = Served.app();
    app.provide(Token.class, ByForm.class, in -> new Token(in.text()));
    app.post("/", TokenAndBody.class, in -> in.name() + in.token().text());
    MadeRequest request =
        new MadeRequest("POST", "/")
            .body("application/x-www-form-urlencoded", "name=a&text=b".getBytes());
    assertThat(new Served(app).whole(request)).isEqualTo("ab");
  }

  @Test
  void anInnerClassMayBeProvided() {
    record In(Inner inner) {}
    Covet app = Served.app();
    app.provide(Inner.class, req -> new Inner());
    app.get("/", In.class, in -> in.inner().getClass().getSimpleName());
    assertThat(new Served(app).whole("/")).isEqualTo("Inner");
  }

  @Test
  void whatProvidersReadIsDescribedWithTheRoute() {
    record By(@QueryParam @Nullable String user, @HeaderParam("X-Key") String key) {}
    record In(
        @Context User user, @QueryParam("user") String name, @HeaderParam("x-key") String k) {}
    Covet app = Served.app();
    app.provide(User.class, By.class, ProviderPlanTest::user);
    app.get("/", In.class, in -> "bound");
    RouteDescription route = app.assemble().routes().getFirst();
    assertThat(route.method()).isEqualTo(Method.GET);
    assertThat(route.parameters())
        .extracting(Parameter::name, Parameter::in, Parameter::required)
        .containsExactly(
            tuple("user", RouteDescription.In.QUERY, true),
            tuple("X-Key", RouteDescription.In.HEADER, true));
  }
}
