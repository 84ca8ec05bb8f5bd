package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.http.MediaType;
import dev.covet.http.Status;
import dev.covet.spi.RouteDescription;
import dev.covet.spi.RouteDescription.Result;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.Type;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known at start of what handlers return, for each way to write one. */
class ResultTypesTest {
  record Note(String text) {}

  record Box<T>(T content) {}

  static class Shelf<T> {
    private final List<T> all = new ArrayList<>();

    T one(Request request) {
      return all.getFirst();
    }

    List<T> all() {
      return all;
    }

    Optional<T> find(String name, int at) {
      return all.stream().filter(t -> t.toString().equals(name)).skip(at).findFirst();
    }
  }

  static final class NoteShelf extends Shelf<Note> {
    static final NoteShelf ONLY = new NoteShelf();

    List<Note> page(Request request) {
      return all();
    }

    @Nullable Note maybe(Request request) {
      return null;
    }

    int count(Request request) {
      return 0;
    }

    <X> X any(Request request) {
      throw new AssertionError("never called");
    }

    <X> List<X> many(Request request) {
      return List.of();
    }
  }

  private static final Shelf<Note> SHELF = new Shelf<>();

  private final Shelf<Note> shelf = new Shelf<>();
  private final NoteShelf notes = new NoteShelf();
  private final Map<String, List<Note>> byName = Map.of();

  private static <R> @Nullable Type of(Handler<R> handler) {
    return ResultTypes.of(handler, Request.class).type();
  }

  private static <R> void is(Handler<R> handler, TypeRef<?> expected) {
    assertThat(of(handler)).isEqualTo(expected.type());
  }

  private static <R> void isOpen(Handler<R> handler) {
    Type type = of(handler);
    assertThat(type == null || !ResultTypes.tells(type)).as(() -> "open: " + type).isTrue();
  }

  private static List<Note> listed(Request request) {
    return List.of();
  }

  private static Optional<List<Note>> found() {
    return Optional.empty();
  }

  // references to methods

  @Test
  void aReferredMethodTellsItsGenericType() {
    is(ResultTypesTest::listed, new TypeRef<List<Note>>() {});
    is(notes::page, new TypeRef<List<Note>>() {});
    assertThat(ResultTypes.of((Handler<?>) notes::page, Request.class).method())
        .extracting(m -> m == null ? "" : m.getName())
        .isEqualTo("page");
  }

  @Test
  void theReceiversClassMayFixAVariable() {
    assertThat(of(notes::one)).isEqualTo(Note.class);
  }

  @Test
  void whatIsInferredWhereItIsReferredToCountsIfTheMethodDoesNotSay() {
    Handler<Note> inferred = shelf::one;
    assertThat(of(inferred)).isEqualTo(Note.class);
    Handler<Note> any = notes::any;
    assertThat(of(any)).isEqualTo(Note.class);
    Handler<List<Note>> many = notes::many;
    isOpen(many);
    Handler<Object> object = shelf::one;
    isOpen(object);
  }

  @Test
  void aPrimitiveResultIsKept() {
    assertThat(of(notes::count)).isEqualTo(int.class);
  }

  static final class Made {
    Made(Request request) {
      assertThat(request).isNull();
    }
  }

  static final class MadeBox<T> {
    MadeBox(Request request) {
      assertThat(request).isNull();
    }
  }

  @Test
  void aConstructorMakesItsClass() {
    assertThat(of(Made::new)).isEqualTo(Made.class);
    isOpen(MadeBox<Note>::new);
  }

  record Input(int id) {
    List<Note> notes() {
      return List.of();
    }
  }

  @Test
  void theInputMayAnswerItself() {
    TypedHandler<Input, List<Note>> handler = Input::notes;
    assertThat(ResultTypes.of(handler, Input.class).type())
        .isEqualTo(new TypeRef<List<Note>>() {}.type());
  }

  // classes

  static class Base<T> implements Handler<T> {
    private static final long serialVersionUID = 1;

    @Override
    public @Nullable T handle(Request request) {
      return null;
    }

    public String handle(String other) {
      return other;
    }
  }

  static class OfNotes extends Base<List<Note>> {
    private static final long serialVersionUID = 1;
  }

  @Test
  void aClassTellsTheTypeOfItsMethod() {
    is(new OfNotes(), new TypeRef<List<Note>>() {});
    isOpen(new Base<Note>());
    is(
        new Handler<Object>() {
          private static final long serialVersionUID = 1;

          @Override
          public List<Note> handle(Request request) {
            return List.of();
          }
        },
        new TypeRef<List<Note>>() {});
  }

  // lambdas

  @Test
  void aLambdaTellsItsErasedType() {
    assertThat(of(req -> new Note("a"))).isEqualTo(Note.class);
    assertThat(of(req -> req.path())).isEqualTo(String.class);
    assertThat(of(req -> 42)).isEqualTo(Integer.class);
    assertThat(of(req -> new byte[0])).isEqualTo(byte[].class);
    assertThat(of(req -> new Note[0])).isEqualTo(Note[].class);
    assertThat(of(Handler.action(req -> {}))).isEqualTo(Void.class);
  }

  @Test
  void theLastCallTellsTypeArguments() {
    is(req -> listed(req), new TypeRef<List<Note>>() {});
    is(req -> notes.page(req), new TypeRef<List<Note>>() {});
    is(req -> found(), new TypeRef<Optional<List<Note>>>() {});
    is(req -> found().orElseThrow(), new TypeRef<List<Note>>() {});
    is(req -> (List<?>) listed(req), new TypeRef<List<Note>>() {});
  }

  @Test
  void theReceiverOfTheLastCallTellsItsArguments() {
    is(req -> notes.all(), new TypeRef<List<Note>>() {});
    is(req -> shelf.all(), new TypeRef<List<Note>>() {});
    is(req -> SHELF.all(), new TypeRef<List<Note>>() {});
    is(req -> NoteShelf.ONLY.all(), new TypeRef<List<Note>>() {});
    is(
        req -> shelf.find(req.path(), req.method().name().length()),
        new TypeRef<Optional<Note>>() {});
    is(req -> byName.get(req.query("name").or("")), new TypeRef<List<Note>>() {});
    is(req -> new NoteShelf().all(), new TypeRef<List<Note>>() {});
    is(
        req -> shelf.all().stream().filter(n -> !n.text().isEmpty()).skip(2).toList(),
        new TypeRef<List<Note>>() {});
    is(req -> notes.all().iterator(), new TypeRef<Iterator<Note>>() {});
  }

  @Test
  void variablesThatAreSetOnceHaveTheTypeOfTheirValue() {
    long wide = byName.size();
    Shelf<Note> other = notes;
    is(req -> wide > 0 ? null : notes.all(), new TypeRef<List<Note>>() {});
    is(
        req -> {
          var all = notes.all();
          all.add(new Note(other.toString()));
          return all;
        },
        new TypeRef<List<Note>>() {});
    is(req -> Optional.of(req), new TypeRef<Optional<Request>>() {});
    is(req -> Optional.of(this), new TypeRef<Optional<ResultTypesTest>>() {});
    is(req -> Optional.of(wide + req.path()), new TypeRef<Optional<String>>() {});
  }

  private static final String VARIABLES =
      """
      import dev.covet.*;
      import java.util.*;

      public class Variables implements java.util.function.Supplier<List<Handler<?>>> {
        record Box<T>(T content) {}

        public List<Handler<?>> get() {
          List<String> captured = List.of();
          Map<String, List<String>> map = new HashMap<>();
          List<?> wild = captured;
          Handler<List<String>> one = req -> captured;
          Handler<List<String>> two = req -> {
            List<String> list = new ArrayList<>();
            list.add(req.path());
            return list;
          };
          Handler<Map<String, List<String>>> three = req -> map;
          Handler<List<?>> four = req -> wild;
          return List.of(one, two, three, four);
        }
      }
      """;

  private static List<String> ofVariables(Path folder, String debug) throws Exception {
    Path source = Files.writeString(folder.resolve("Variables.java"), VARIABLES);
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                debug,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                source.toString());
    assertThat(exit).isZero();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      Supplier<?> made =
          (Supplier<?>) loader.loadClass("Variables").getDeclaredConstructor().newInstance();
      return ((List<?>) made.get())
          .stream().map(handler -> String.valueOf(of((Handler<?>) handler))).toList();
    }
  }

  @Test
  void variablesHaveTheTypeThatIsWrittenIfTheCompilerKeepsIt(@TempDir Path folder)
      throws Exception {
    assertThat(ofVariables(folder, "-g"))
        .containsExactly(
            "interface java.util.List",
            "java.util.List<java.lang.String>",
            "interface java.util.Map",
            "interface java.util.List");
  }

  @Test
  void variablesThatTheCompilerDroppedSayNothing(@TempDir Path folder) throws Exception {
    assertThat(ofVariables(folder, "-g:none"))
        .containsExactly(
            "interface java.util.List",
            "interface java.util.List",
            "interface java.util.Map",
            "interface java.util.List");
  }

  @Test
  void argumentsTellTheVariablesOfAMethod() {
    is(req -> Optional.of(listed(req)), new TypeRef<Optional<List<Note>>>() {});
    is(req -> Optional.of("text"), new TypeRef<Optional<String>>() {});
    is(req -> Optional.of("text" + req), new TypeRef<Optional<String>>() {});
    is(req -> Optional.of(new Note("a")), new TypeRef<Optional<Note>>() {});
    is(req -> Optional.of(5), new TypeRef<Optional<Integer>>() {});
    is(req -> List.of(new Note("a"), new Note("b")), new TypeRef<List<Note>>() {});
    is(
        req -> CompletableFuture.completedFuture(shelf.all()),
        new TypeRef<CompletableFuture<List<Note>>>() {});
    is(req -> Map.of("a", 1), new TypeRef<Map<String, Integer>>() {});
    isOpen(req -> List.of(new Note("a"), "b"));
    isOpen(req -> Optional.of(new Box<>("a")));
    isOpen(req -> Optional.of(new Note("a")).map(Note::text));
    isOpen(req -> Optional.of((Runnable) () -> {}).map(r -> r));
  }

  @Test
  void aResponseIsWhatItWasMadeOf() {
    is(req -> Response.json(listed(req)), new TypeRef<Response<List<Note>>>() {});
    is(
        req -> Response.json(new Note("a")).header("X-A", "b").status(Status.CREATED),
        new TypeRef<Response<Note>>() {});
    isOpen(req -> Response.json(List.of()));
  }

  @Test
  void allReturnsMustSayTheSame() {
    is(req -> req.path().isEmpty() ? listed(req) : shelf.all(), new TypeRef<List<Note>>() {});
    is(
        req -> {
          if (req.path().isEmpty()) {
            return Optional.of(listed(req));
          }
          return found();
        },
        new TypeRef<Optional<List<Note>>>() {});
    is(
        req ->
            switch (req.path()) {
              case "a" -> listed(req);
              case "b" -> notes.all();
              case "c" -> null;
              default -> throw new AssertionError();
            },
        new TypeRef<List<Note>>() {});
    isOpen(req -> req.path().isEmpty() ? listed(req) : List.of("a"));
    isOpen(req -> req.path().isEmpty() ? new Note("a") : "b");
    isOpen(req -> req.path().isEmpty() ? Optional.empty() : Optional.of("a"));
  }

  @Test
  void whatIsUncertainIsOpen() {
    isOpen(req -> null);
    isOpen(req -> List.of());
    isOpen(req -> new Box<>("a"));
    isOpen(req -> new ArrayList<Note>());
    isOpen(req -> req.find(Key.of("a")));
    isOpen(
        req -> {
          List<Note>[] many = many();
          return many[0];
        });
    isOpen(
        req -> {
          Collection<Note> list;
          list = req.path().isEmpty() ? List.of() : new ArrayList<>();
          List<Note> copy;
          return (copy = List.copyOf(list)).isEmpty() ? List.of() : copy;
        });
    isOpen(
        req -> {
          throw new AssertionError();
        });
  }

  @SuppressWarnings("unchecked")
  private static List<Note>[] many() {
    return new List[1];
  }

  @Test
  void aLambdaAroundAnotherHandlerSaysNothing() {
    Handler<List<Note>> inner = req -> listed(req);
    isOpen(around(inner));
  }

  private static <R> Handler<R> around(Handler<R> inner) {
    return req -> inner.handle(req);
  }

  @Test
  void statementsOfOneLambdaDoNotDisturbEachOther() {
    is(
        req -> {
          int count = 0;
          long sum = 0;
          double[] parts = {1, 2};
          for (String word : req.path().split("/")) {
            count++;
            sum += word.length() * 3L;
            parts[0] = -sum;
          }
          synchronized (parts) {
            parts[1] = count;
          }
          Object[][] table = new Object[2][3];
          table[0][0] = word(count, sum, parts.length);
          try {
            listed(req).forEach(note -> {});
          } catch (IllegalStateException e) {
            return List.of(new Note(e.toString()));
          }
          return table[0][0] instanceof String ? listed(req) : notes.all();
        },
        new TypeRef<List<Note>>() {});
  }

  private static String word(int count, long sum, int length) {
    return count + " " + sum + " " + length;
  }

  // what clients get

  private final Covet app = Served.app();

  private Result result() {
    List<RouteDescription> routes = new Served(app).application().routes();
    assertThat(routes).hasSize(1);
    return routes.getFirst().result();
  }

  private Result.Value value() {
    assertThat(result()).isInstanceOf(Result.Value.class);
    return (Result.Value) result();
  }

  private List<Integer> failures() {
    return new Served(app)
        .application().routes().getFirst().failures().stream().map(Status::code).toList();
  }

  @Test
  void anOptionalMeans404() {
    app.get("/", req -> found());
    assertThat(value().type()).isEqualTo(new TypeRef<List<Note>>() {}.type());
    assertThat(value().status()).isEqualTo(Status.OK);
    assertThat(failures()).containsExactly(404, 503);
  }

  @Test
  void anOptionalOfSomethingMeans404Too() {
    app.get("/", req -> Optional.of(new Box<>("a")));
    assertThat(result()).isEqualTo(new Result.Open());
    assertThat(failures()).containsExactly(404, 503);
  }

  private static Stream<Note> streamed(Request request) {
    return Stream.of();
  }

  private static Flow.Publisher<Note> published(Request request) {
    return subscriber -> {};
  }

  private static CompletionStage<Optional<@Nullable Note>> staged(Request request) {
    return new CompletableFuture<>();
  }

  @Test
  void aStreamIsAnArray() {
    app.get("/", ResultTypesTest::streamed);
    assertThat(value().type()).isEqualTo(new TypeRef<List<Note>>() {}.type());
  }

  @Test
  void aPublisherIsAnArray() {
    app.get("/", ResultTypesTest::published);
    assertThat(value().type()).isEqualTo(new TypeRef<List<Note>>() {}.type());
  }

  @Test
  void aStageIsItsResult() {
    app.get("/", ResultTypesTest::staged);
    assertThat(value().type()).isEqualTo(Note.class);
    assertThat(value().nullable()).isTrue();
    assertThat(value().annotated()).isNotNull();
    assertThat(failures()).containsExactly(404, 503);
  }

  @Test
  void whatMayBeNullMayBe204() {
    app.get("/", notes::maybe);
    assertThat(value().type()).isEqualTo(Note.class);
    assertThat(value().nullable()).isTrue();
  }

  @Test
  void anActionAnswersNothing() {
    app.post("/", Handler.action(req -> {}));
    assertThat(result()).isEqualTo(new Result.Empty(Status.NO_CONTENT));
  }

  @Test
  void theStatusOfAResponseIsNotKnown() {
    app.get("/", req -> Response.json(new Note("a")));
    assertThat(value().type()).isEqualTo(Note.class);
    assertThat(value().status()).isNull();
  }

  @Test
  void mediaTypesFollowTheType() {
    app.get("/text", req -> "text");
    app.get("/bytes", req -> new byte[0]);
    app.get("/stream", req -> (InputStream) new ByteArrayInputStream(new byte[0]));
    app.get("/file", req -> Path.of("file"));
    app.get("/json", req -> new Note("a"));
    assertThat(new Served(app).application().routes())
        .extracting(r -> r.result() instanceof Result.Value v ? v.mediaTypes().getFirst() : null)
        .containsExactly(
            MediaType.TEXT,
            MediaType.BYTES,
            MediaType.BYTES,
            MediaType.parse("*/*"),
            MediaType.JSON);
  }

  private static List<? extends Note> wild(Request request) {
    return List.of();
  }

  private static Optional<? extends Note> wildOne(Request request) {
    return Optional.empty();
  }

  @Test
  void wildcardsAreTheirBounds() {
    app.get("/", ResultTypesTest::wildOne);
    assertThat(value().type()).isEqualTo(Note.class);
    assertThat(of(ResultTypesTest::wild))
        .hasToString("java.util.List<? extends " + Note.class.getName() + ">");
  }

  // what a route says

  @Test
  void whatARouteSaysCountsMore() {
    app.get("/", req -> (Object) new Note("a")).returns(Note.class);
    assertThat(value().type()).isEqualTo(Note.class);
    assertThat(Served.text(new Served(app).get("/"))).endsWith(" as " + Note.class.getName() + ">");
  }

  @Test
  void whatARouteSaysStandsInWhatItsHandlerReturns() {
    app.get("/optional", req -> Optional.of(note())).returns(Note.class);
    app.get("/response", req -> Response.json(note())).returns(Note.class);
    app.get("/stage", req -> CompletableFuture.completedFuture(note())).returns(Note.class);
    app.get("/whole", req -> Optional.of(note())).returns(new TypeRef<Optional<Note>>() {});
    app.get("/stream", req -> Stream.of(note())).returns(new TypeRef<List<Note>>() {});
    app.get("/array", req -> Stream.of(note())).returns(Note[].class);
    app.get("/element", req -> Stream.of(note())).returns(Note.class);
    app.get("/int", req -> (Object) 5).returns(int.class);
    Served served = new Served(app);
    for (String path : List.of("/optional", "/response", "/stage", "/whole")) {
      assertThat(Served.text(served.get(path))).endsWith(" as " + Note.class.getName() + ">");
    }
    for (String path : List.of("/stream", "/array", "/element")) {
      assertThat(Served.text(served.get(path))).endsWith(" as " + Note.class.getName() + ">]");
    }
    assertThat(Served.text(served.get("/int"))).isEqualTo("<5 as java.lang.Integer>");
    assertThat(served.application().routes())
        .extracting(r -> r.result() instanceof Result.Value v ? v.type().getTypeName() : "")
        .containsExactly(
            Note.class.getName(),
            Note.class.getName(),
            Note.class.getName(),
            Note.class.getName(),
            "java.util.List<" + Note.class.getName() + ">",
            "java.util.List<" + Note.class.getName() + ">",
            "java.util.List<" + Note.class.getName() + ">",
            "java.lang.Integer");
  }

  private static Object note() {
    return new Note("a");
  }

  @Doc(summary = "All notes", tags = "notes")
  @Deprecated
  private static List<Note> documented(Request request) {
    return List.of();
  }

  @Test
  @SuppressWarnings("deprecation")
  void aReferredMethodDescribesItsRoute() {
    app.get("/", ResultTypesTest::documented);
    RouteDescription route = new Served(app).application().routes().getFirst();
    assertThat(route.summary()).isEqualTo("All notes");
    assertThat(route.tags()).containsExactly("notes");
    assertThat(route.deprecated()).isTrue();
  }
}
