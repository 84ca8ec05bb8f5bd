package dev.covet;

import java.util.Map;
import java.util.Optional;

/** Controllers that can not answer. */
final class ControllerMistakes {
  private ControllerMistakes() {}

  record Note(String text) {}

  static class NoRoutes {
    String find() {
      return "";
    }
  }

  class Inner {
    @Get
    String find() {
      return "";
    }
  }

  interface Face {
    @Get
    String find();
  }

  abstract static class AbstractClass {
    @Get
    String find() {
      return "";
    }
  }

  abstract static class AbstractMethod {
    @Get
    abstract String find();
  }

  static class TwoVerbs {
    @Get
    @Post
    String find() {
      return "";
    }
  }

  static class StaticMethod {
    @Get
    static String find() {
      return "";
    }
  }

  static class GenericMethod {
    @Get
    <T> T find(T value) {
      return value;
    }
  }

  static class NoSlash {
    @Get("users")
    String find() {
      return "";
    }
  }

  @Controller("users")
  static class NoSlashBefore {
    @Get("/all")
    String find() {
      return "";
    }
  }

  static class StatusAlone {
    @Get
    String find() {
      return "";
    }

    @Status(201)
    String make() {
      return "";
    }
  }

  static class UseAlone {
    @Get
    String find() {
      return "";
    }

    @Use(Quiet.class)
    String make() {
      return "";
    }
  }

  static final class Quiet implements Middleware {
    @Override
    public Response<?> handle(Request request, Next next) {
      return next.handle(request);
    }
  }

  static class BadStatus {
    @Get
    @Status(99)
    String find() {
      return "";
    }
  }

  static class StatusOfResponse {
    @Get
    @Status(201)
    Response<Note> find() {
      return Response.noContent();
    }
  }

  static class StatusOfOptionalResponse {
    @Get
    @Status(201)
    Optional<Response<Note>> find() {
      return Optional.empty();
    }
  }

  static class TwoConstructors {
    TwoConstructors() {}

    TwoConstructors(String name) {}

    @Get
    String find() {
      return "";
    }
  }

  static class NeedsName {
    NeedsName(String name) {}

    @Get
    String find() {
      return "";
    }
  }

  static class NeedsNote {
    NeedsNote(Note note) {}

    @Get
    String find() {
      return "";
    }
  }

  static class NeedsBoth {
    NeedsBoth(Note note) {}

    @Get
    String find() {
      return "";
    }
  }

  static class FailsToBeMade {
    FailsToBeMade() {
      throw new UnsupportedOperationException("no database");
    }

    @Get
    String find() {
      return "";
    }
  }

  static final class NeedsTwo implements Middleware {
    NeedsTwo(int one, int two) {}

    @Override
    public Response<?> handle(Request request, Next next) {
      return next.handle(request);
    }
  }

  static class UsesNeedy {
    @Get
    @Use(NeedsTwo.class)
    String find() {
      return "";
    }
  }

  static class TwoBodies {
    @Post
    String make(Note note, @Body String text) {
      return "";
    }
  }

  static class BodyOfGet {
    @Get
    String find(Note note) {
      return "";
    }
  }

  static class UnknownPath {
    @Get("/{id}")
    String find(@PathParam String key) {
      return "";
    }
  }

  static class UnknownType {
    @Get
    String find(Map<String, String> all) {
      return "";
    }
  }

  static class TwoSources {
    @Get("/{id}")
    String find(@PathParam @QueryParam String id) {
      return "";
    }
  }

  static class WrongDefault {
    @Get
    String find(@Default("many") int limit) {
      return "";
    }
  }

  record Input(@PathParam int id, String text) {}

  static class InputAsBody {
    @Post("/{id}")
    String save(Input input) {
      return "";
    }
  }

  static class Varargs {
    @Get
    String find(@QueryParam String... tags) {
      return "";
    }
  }

  static class SamePath {
    @Get("/same")
    String find() {
      return "";
    }

    @Get("/same")
    String search() {
      return "";
    }
  }

  static Mistakes all() {
    Mistakes wrong = new Mistakes();
    wrong.add("no routes", app -> app.add(new NoRoutes()));
    wrong.add("an object of the JDK", app -> app.add("text"));
    wrong.add("an inner class", app -> app.add(Inner.class));
    wrong.add("an interface", app -> app.add(Face.class));
    wrong.add("an abstract class", app -> app.add(AbstractClass.class));
    wrong.add("an abstract method", app -> app.add(AbstractMethod.class));
    wrong.add("two verbs", app -> app.add(new TwoVerbs()));
    wrong.add("a static method", app -> app.add(new StaticMethod()));
    wrong.add("a generic method", app -> app.add(new GenericMethod()));
    wrong.add("a pattern without slash", app -> app.add(new NoSlash()));
    wrong.add("a prefix without slash", app -> app.add(new NoSlashBefore()));
    wrong.add("@Status without a route", app -> app.add(new StatusAlone()));
    wrong.add("@Use without a route", app -> app.add(new UseAlone()));
    wrong.add("a status that is none", app -> app.add(new BadStatus()));
    wrong.add("a status of a Response", app -> app.add(new StatusOfResponse()));
    wrong.add("a status of a Response in it", app -> app.add(new StatusOfOptionalResponse()));
    wrong.add("two constructors", app -> app.add(TwoConstructors.class));
    wrong.add("a constructor with a parameter", app -> app.add(NeedsName.class));
    wrong.add("a constructor with what nobody has", app -> app.add(NeedsNote.class));
    wrong.add(
        "a constructor with what each request has",
        app -> {
          app.provide(Note.class, req -> new Note("x"));
          app.add(NeedsBoth.class);
        });
    wrong.add("a constructor that fails", app -> app.add(FailsToBeMade.class));
    wrong.add("middleware that can not be made", app -> app.add(new UsesNeedy()));
    wrong.add("two bodies", app -> app.add(new TwoBodies()));
    wrong.add("a body of GET", app -> app.add(new BodyOfGet()));
    wrong.add("an unknown name of the path", app -> app.add(new UnknownPath()));
    wrong.add("a type from nowhere", app -> app.add(new UnknownType()));
    wrong.add("two sources", app -> app.add(new TwoSources()));
    wrong.add("a wrong default", app -> app.add(new WrongDefault()));
    wrong.add("any number of parameters", app -> app.add(new Varargs()));
    wrong.add("an input as a parameter", app -> app.add(new InputAsBody()));
    wrong.add("two routes of one pattern", app -> app.add(new SamePath()));
    wrong.add(
        "a source that has none",
        app -> {
          app.instances(source(null));
          app.add(NeedsName.class);
        });
    wrong.add(
        "a source that fails",
        app -> {
          app.instances(source(new IllegalStateException("no bean")));
          app.add(NeedsName.class);
        });
    return wrong;
  }

  static InstanceSource source(@org.jspecify.annotations.Nullable RuntimeException failure) {
    return new InstanceSource() {
      @Override
      public <T> T get(Class<T> type) {
        if (failure != null) {
          throw failure;
        }
        return type.cast(null);
      }
    };
  }
}
