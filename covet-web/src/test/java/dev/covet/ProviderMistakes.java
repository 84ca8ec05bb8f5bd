package dev.covet;

import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Providers, and uses of them, that can not be. */
final class ProviderMistakes {
  private ProviderMistakes() {}

  interface Db {}

  interface Repo<T> {}

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
      app.provide(User.class, ProviderMistakes::user);
      app.get("/", input, in -> "bound");
    };
  }

  static Mistakes all() {
    Mistakes wrong = new Mistakes();
    inputs(wrong);
    chains(wrong);
    once(wrong);
    overrides(wrong);
    return wrong;
  }

  private static void inputs(Mistakes wrong) {
    wrong.add("a type that nobody provides", get(NeedsUser.class));
    wrong.add("a type that nobody provides, without an annotation", get(NeedsDb.class));
    wrong.add(
        "a type that only another group provides",
        app -> {
          app.group("/a", a -> a.provide(User.class, ProviderMistakes::user));
          app.group("/b", b -> b.get("/", NeedsUser.class, in -> "bound"));
        });
    wrong.add("a record that is provided, or the body", withUser(PlainUser.class));
    wrong.add(
        "a text that is provided, or in the query",
        app -> {
          app.provide(ZoneId.class, req -> ZoneId.of("UTC"));
          app.get("/", PlainZone.class, in -> "bound");
        });
    wrong.add(
        "a name in the pattern whose type is provided",
        app -> {
          app.provide(User.class, ProviderMistakes::user);
          app.get("/{user}/{id}", PathUser.class, in -> "bound");
        });
    wrong.add("an Optional", withUser(OptionalUser.class));
    wrong.add("a nullable one", withUser(NullableUser.class));
    wrong.add("a list", withUser(UserList.class));
    wrong.add("a default", withUser(DefaultUser.class));
    wrong.add("a primitive", get(Number.class));
    wrong.add("type arguments", get(Users.class));
    wrong.add(
        "an input that is no record",
        app -> app.provide(User.class, String.class, ProviderMistakes::user));
    wrong.add(
        "an input that can not be bound",
        app -> {
          app.provide(User.class, NeedsToken.class, ProviderMistakes::user);
          app.provide(Token.class, Odd.class, ProviderMistakes::token);
        });
    wrong.add(
        "an input that the pattern does not fit",
        app -> {
          app.provide(Tenant.class, ByPath.class, ProviderMistakes::tenant);
          app.get("/{id}", NeedsTenant.class, in -> "bound");
        });
    wrong.add(
        "a body where there is none",
        app -> {
          app.provide(Token.class, ByBody.class, ProviderMistakes::token);
          app.get("/", NeedsToken.class, in -> "bound");
        });
    wrong.add(
        "two bodies",
        app -> {
          app.provide(Token.class, ByBody.class, ProviderMistakes::token);
          app.post("/", BodyAndToken.class, in -> "bound");
        });
    wrong.add(
        "a body and a form",
        app -> {
          app.provide(Token.class, ByBody.class, ProviderMistakes::token);
          app.post("/", TokenAndBody.class, in -> "bound");
        });
  }

  private static void chains(Mistakes wrong) {
    wrong.add(
        "a circle of inputs",
        app -> {
          app.provide(User.class, NeedsToken.class, ProviderMistakes::user);
          app.provide(Token.class, NeedsTenant.class, ProviderMistakes::token);
          app.provide(Tenant.class, NeedsUser.class, ProviderMistakes::tenant);
        });
    wrong.add(
        "one that needs itself",
        app -> app.provide(User.class, NeedsUser.class, ProviderMistakes::user));
    wrong.add(
        "a circle that a group closes",
        app -> {
          app.provide(Token.class, req -> new Token("secret"));
          app.provide(User.class, NeedsToken.class, ProviderMistakes::user);
          app.group("/a", a -> a.provide(Token.class, NeedsUser.class, ProviderMistakes::token));
        });
    wrong.add(
        "a chain that ends with what nobody provides",
        app -> {
          app.provide(User.class, NeedsToken.class, ProviderMistakes::user);
          app.provide(Token.class, NeedsTenant.class, ProviderMistakes::token);
        });
  }

  private static void once(Mistakes wrong) {
    wrong.add(
        "values that need each other",
        app -> {
          app.provideOnce(User.class, values -> user(values.get(Token.class)));
          app.provideOnce(Token.class, values -> token(values.get(Tenant.class)));
          app.provideOnce(Tenant.class, values -> tenant(values.get(Token.class)));
        });
    wrong.add(
        "a value that needs what nobody provides",
        app -> {
          app.provideOnce(User.class, values -> user(values.get(Token.class)));
          app.provideOnce(Token.class, values -> token(values.get(Db.class)));
        });
    wrong.add(
        "a value that needs one of a request",
        app -> {
          app.provide(User.class, ProviderMistakes::user);
          app.provideOnce(Token.class, values -> token(values.get(User.class)));
        });
    wrong.add("a value that is null", app -> app.provideOnce(User.class, values -> null));
    wrong.add(
        "a value that can not be made",
        app ->
            app.provideOnce(
                User.class,
                values -> {
                  throw new IOException("nobody is there");
                }));
    wrong.add(
        "a type that is provided twice",
        app -> {
          app.provide(User.class, ProviderMistakes::user);
          app.provideOnce(User.class, ProviderMistakes::user);
        });
    wrong.add("a type that says too little", app -> app.provide(List.class, req -> List.of()));
    wrong.add("a primitive type", app -> app.provide(int.class, req -> 1));
    wrong.add(
        "what a container does not have",
        app -> {
          app.instances(ControllerMistakes.source(null));
          app.get("/", NeedsUser.class, in -> "bound");
        });
    wrong.add(
        "what a container can not make, in a provider",
        app -> {
          app.instances(ControllerMistakes.source(new IllegalStateException("no bean")));
          app.provide(Token.class, NeedsUser.class, ProviderMistakes::token);
        });
    wrong.add(
        "what a container does not have, once",
        app -> {
          app.instances(ControllerMistakes.source(null));
          app.provideOnce(Token.class, values -> token(values.get(Db.class)));
        });
  }

  private static void overrides(Mistakes wrong) {
    wrong.add("an override of nothing", app -> app.override(User.class, user("test")));
    wrong.add(
        "an override of another type",
        app -> {
          app.provide(User.class, ProviderMistakes::user);
          app.group("/a", a -> a.provide(Token.class, ProviderMistakes::token));
          app.overrideEach(Tenant.class, ProviderMistakes::tenant);
        });
    wrong.add(
        "an override in a part",
        app -> {
          Covet part = Covet.create();
          part.provide(User.class, ProviderMistakes::user);
          part.override(User.class, user("test"));
          app.mount("/part", part);
        });
    wrong.add(
        "an override for each request of what is needed once",
        app -> {
          app.provideOnce(Tenant.class, ProviderMistakes::tenant);
          app.provideOnce(Token.class, values -> token(values.get(Tenant.class)));
          app.overrideEach(Tenant.class, ProviderMistakes::tenant);
        });
    wrong.add(
        "two overrides of a type",
        app -> {
          app.override(User.class, user("test"));
          app.overrideEach(User.class, ProviderMistakes::user);
        });
  }
}
