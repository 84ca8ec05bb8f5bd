package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.http.Method;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an application may write as a handler, and what the compiler says about the rest. */
class CompileMatrixTest {
  private static final String STAR_IMPORTS =
      "import dev.covet.*; import java.util.*; import java.nio.file.*; import java.time.*;\n";

  @TempDir Path output;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "lambda|req -> \"x\"|",
        "lambda of a number|req -> 42|",
        "lambda of null|req -> null|",
        "throwing lambda|req -> Files.readString(Path.of(\"x\"))|",
        "block|req -> { return List.of(1); }|",
        "throwing block|req -> { throw new Exception(); }|",
        "two types|req -> { if (yes()) return 1; return \"x\"; }|",
        "method reference|Main::value|",
        "throwing reference|Main::throwing|",
        "one of overloads|Main::overloaded|",
        "bound reference|new Main(null)::bound|",
        "constructor|Main::new|",
        "Handler.action|Handler.action(req -> nothing(req))|",
        "void lambda|req -> nothing(req)|lower bounds: void",
        "void block|req -> { nothing(req); }|missing return value",
        "half void block|req -> { if (yes()) return 1; }|neither value nor void compatible",
        "void reference|Main::nothing|void cannot be converted",
        "no parameter|() -> \"x\"|incompatible parameter types",
        "wrong parameter|Main::ofText|invalid method reference",
        "a text|\"x\"|cannot be converted to dev.covet.Handler"
      })
  void get(String name, String handler, @Nullable String error) {
    check("Covet.create().get(\"/\", " + handler + ");", error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "void lambda|req -> nothing(req)|",
        "unused value|req -> value(req)|",
        "throwing lambda|req -> Files.delete(Path.of(\"x\"))|",
        "block|req -> { nothing(req); }|",
        "early return|req -> { if (yes()) return; nothing(req); }|",
        "throwing block|req -> { throw new Exception(); }|",
        "void reference|Main::nothing|",
        "method reference|Main::value|",
        "throwing reference|Main::throwing|",
        "constructor|Main::new|",
        "a value|req -> \"x\"|not compatible with a void",
        "returning block|req -> { return \"x\"; }|unexpected return value",
        "no parameter|() -> nothing(null)|incompatible parameter types"
      })
  void action(String name, String action, @Nullable String error) {
    check("Handler<Void> handler = Handler.action(" + action + ");", error);
    check("Covet.create().get(\"/\", Handler.action(" + action + "));", error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "lambda|in -> in.id()|",
        "lambda of null|in -> null|",
        "throwing lambda|in -> Files.readString(Path.of(in.q()))|",
        "two types|in -> { if (yes()) return 1; return in; }|",
        "accessor|Input::q|",
        "method reference|Main::read|",
        "one of overloads|Main::taken|",
        "constructor|Box::new|",
        "void lambda|in -> nothing(null)|void",
        "void reference|Main::drop|void cannot be converted",
        "a handler of requests|Main::value|upper bounds: dev.covet.Request",
        "no parameter|() -> 1|incompatible parameter types",
        "no such component|in -> in.nothing()|cannot find symbol"
      })
  void typed(String name, String handler, @Nullable String error) {
    check("Covet.create().post(\"/\", Input.class, " + handler + ");", error);
  }

  @Test
  void theVerbsWithInputsAreNotMistakenForOthers() {
    check("Covet.create().route(dev.covet.http.Method.GET, \"/\", Input.class, Input::q);", null);
    check("Covet.create().group(\"/\", g -> g.get(\"/\", Input.class, in -> in));", null);
    check("Covet.create().get(\"/\", Input.class);", "no suitable method found for get");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a value|Response<Input> r = Response.ok(input);|",
        "changed|Response<Input> r = Response.json(input).header(\"a\", \"b\").status(202);|",
        "made|Response<Input> r = Response.created(\"/x\", input).etag(\"1\");|",
        "no value|Response<Input> r = yes() ? Response.ok(input) : Response.noContent();|",
        "a place|Response<Input> r = Response.created(\"/x\");|",
        "a named type|Response<Input> r = Response.<Input>of(202).header(\"a\", \"b\");|",
        "text|Response<String> r = Response.text(\"x\").type(\"text/css\");|",
        "bytes|Response<byte[]> r = Response.ok(new byte[0]);|",
        "raw|Response r = Response.ok(input).header(\"a\", \"b\");|",
        "raw of any|Response r = Response.redirect(\"/x\");|",
        "another type|Response<Box> r = Response.ok(input);|incompatible bounds",
        "middleware|Covet.create().use((q, next) -> next.handle(q).header(\"a\", \"b\"));|",
        "refusing|Covet.create().use((q, n) -> yes() ? n.handle(q) : Response.of(403));|",
        "raw middleware|Covet.create().use((q, n) -> { Response r = n.handle(q); return r; });|",
        "errors|Covet.create().error(Error.class, (e, q) -> Response.of(500).cookie(\"a\","
            + " \"b\"));|"
      })
  void responses(String name, String statement, @Nullable String error) {
    check("Input input = new Input(1, \"\"); " + statement, error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "lambda|provide(String.class, req -> \"x\");|",
        "throwing lambda|provide(String.class, req -> Files.readString(Path.of(\"x\")));|",
        "block|provide(List.class, req -> { return new ArrayList<Integer>(); });|",
        "method reference|provide(CharSequence.class, Main::value);|",
        "throwing reference|provide(String.class, Main::throwing);|",
        "one of overloads|provide(Integer.class, Main::overloaded);|",
        "constructor|provide(Main.class, Main::new);|",
        "another type|provide(Integer.class, req -> \"x\");|incompatible bounds",
        "void lambda|provide(String.class, req -> nothing(req));|void",
        "input|provide(String.class, Input.class, in -> in.q());|",
        "input by reference|provide(String.class, Input.class, Input::q);|",
        "throwing input|provide(List.class, Input.class, Main::read);|",
        "input of a constructor|provide(Box.class, Input.class, Box::new);|",
        "request for an input|provide(String.class, Input.class, Main::value);|incompatible",
        "once|provideOnce(String.class, values -> values.get(Input.class).q());|",
        "once by reference|provideOnce(Box.class, Main::box);|",
        "once throwing|provideOnce(String.class, v -> Files.readString(Path.of(\"x\")));|",
        "group|group(\"/\", g -> g.provide(String.class, req -> \"x\"));|",
        "override|override(String.class, \"x\");|",
        "override of another type|override(Integer.class, \"x\");|incompatible",
        "override each|overrideEach(String.class, req -> req.provided(Input.class).q());|"
      })
  void provide(String name, String call, @Nullable String error) {
    check("Covet.create()." + call, error);
  }

  private void check(String statement, @Nullable String error) {
    String source =
        STAR_IMPORTS
            + "record Main(Request request) {\n"
            + "  static String value(Request req) { return \"x\"; }\n"
            + "  static String throwing(Request req) throws Exception { throw new Exception(); }\n"
            + "  static int overloaded(Request req) { return 1; }\n"
            + "  static int overloaded(String text) { return 1; }\n"
            + "  static String ofText(String text) { return text; }\n"
            + "  static void nothing(Request req) {}\n"
            + "  static boolean yes() { return true; }\n"
            + "  String bound(Request req) { return \"x\"; }\n"
            + "  record Input(int id, String q) {} record Box(Input in) {}\n"
            + "  static List<String> read(Input in) throws Exception { return List.of(); }\n"
            + "  static int taken(Input in) { return 1; } static int taken(Main in) { return 1; }\n"
            + "  static void drop(Input in) {}"
            + "  static Box box(ProvidedValues of) { return new Box(of.get(Input.class)); }\n"
            + "  static void declare() {\n"
            + statement
            + "\n  }\n}\n";
    List<String> errors = compile(source);
    if (error == null) {
      assertThat(errors).as(statement).isEmpty();
    } else {
      assertThat(errors)
          .as(statement)
          .allSatisfy(e -> assertThat(e).startsWith("16: "))
          .anySatisfy(e -> assertThat(e).contains(error));
    }
  }

  @Test
  void anApplicationWithStarImportsMayUseEveryTypeByItsSimpleName()
      throws IOException, URISyntaxException {
    List<String> types = publicTypes();
    assertThat(types).contains("Covet", "Request", "Response", "Handler", "Config", "Param");
    String uses =
        types.stream()
            .map(type -> "  Class<?> of" + type + " = " + type + ".class;\n")
            .collect(Collectors.joining());
    String others = "  Path path; List<Duration> list; Map<Instant, Optional<Clock>> map;\n";
    assertThat(compile(STAR_IMPORTS + "class Main {\n" + others + uses + "}\n")).isEmpty();
    assertThat(compile("import dev.covet.*;\nvoid main() {}\n" + others + uses)).isEmpty();
  }

  @Test
  void theApplicationOfTheGuideCompilesWithOneImport() {
    String source =
        """
        import dev.covet.*;

        void main(String[] args) {
          Covet app = Covet.create(args);
          app.get("/", req -> "Hello, World!");
          app.get("/hello/{name}", req -> Map.of("hello", req.path("name").asString()));
          app.get("/file", req -> Path.of("x"));
          app.start();
        }
        """;
    assertThat(compile(source)).isEmpty();
  }

  /** Simple names of the public top-level types of the application layer. */
  private static List<String> publicTypes() throws IOException, URISyntaxException {
    Path classes = location(Covet.class).resolve("dev/covet");
    try (Stream<Path> files = Files.list(classes)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".class") && !name.contains("$") && !name.contains("-"))
          .map(name -> name.substring(0, name.length() - ".class".length()))
          .filter(CompileMatrixTest::isPublic)
          .sorted()
          .toList();
    }
  }

  private static boolean isPublic(String name) {
    try {
      Class<?> type = Class.forName("dev.covet." + name, false, Covet.class.getClassLoader());
      return Modifier.isPublic(type.getModifiers());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static Path location(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
  }

  /** The errors, each with its line before it. */
  private List<String> compile(String source) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    JavaFileObject file =
        new SimpleJavaFileObject(URI.create("string:///Main.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return source;
          }
        };
    List<String> options = List.of("-d", output.toString(), "-cp", classPath(), "-proc:none");
    boolean success =
        compiler.getTask(null, null, diagnostics, options, null, List.of(file)).call();
    List<String> errors =
        diagnostics.getDiagnostics().stream()
            .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
            .map(d -> d.getLineNumber() + ": " + d.getMessage(Locale.ROOT))
            .toList();
    assertThat(success).isEqualTo(errors.isEmpty());
    return errors;
  }

  private static String classPath() {
    return Stream.of(Covet.class, Method.class, Nullable.class)
        .map(
            type -> {
              try {
                return location(type).toString();
              } catch (URISyntaxException e) {
                throw new AssertionError(e);
              }
            })
        .collect(Collectors.joining(File.pathSeparator));
  }
}
