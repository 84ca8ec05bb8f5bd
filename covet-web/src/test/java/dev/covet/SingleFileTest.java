package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.covet.http.Method;
import java.io.StringWriter;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications in one file: an implicit class, whose records nobody outside may name. */
class SingleFileTest {
  @TempDir Path folder;

  /** The implicit class of a source, loaded beside or below the framework. */
  private Class<?> compiled(ClassLoader parent, List<URL> others, String source, String... options)
      throws Exception {
    Path file = Files.writeString(folder.resolve("Hello.java"), source);
    StringWriter out = new StringWriter();
    boolean good =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                out,
                null,
                null,
                Stream.concat(Stream.of("-d", folder.toString(), "-proc:none"), Stream.of(options))
                    .toList(),
                null,
                ToolProvider.getSystemJavaCompiler()
                    .getStandardFileManager(null, null, null)
                    .getJavaFileObjects(file))
            .call();
    assertThat(good).as(out.toString()).isTrue();
    List<URL> urls = new ArrayList<>(others);
    urls.add(folder.toUri().toURL());
    return new URLClassLoader(urls.toArray(URL[]::new), parent).loadClass("Hello");
  }

  private static Object call(Class<?> hello, String method, Class<?> type, Object argument)
      throws Exception {
    Constructor<?> constructor = hello.getDeclaredConstructor();
    constructor.setAccessible(true);
    java.lang.reflect.Method called = hello.getDeclaredMethod(method, type);
    called.setAccessible(true);
    return called.invoke(constructor.newInstance(), argument);
  }

  @Test
  void recordsOfTheImplicitClassAreBound() throws Exception {
    Class<?> hello =
        compiled(
            Covet.class.getClassLoader(),
            List.of(),
            """
            import dev.covet.*;

            String greeting = "Hello";

            record Who(String name, @Default("1") int times, @QueryParam Page page) {}

            record Page(@Default("10") int size) {}

            void declare(Covet app) {
              app.get("/{name}", Who.class, in -> (greeting + in.name()).repeat(in.times())
                  + in.page().size());
              app.get("/by/{name}", Who.class, this::greet);
            }

            Response<?> greet(Who who) { return Response.text(greeting + " " + who.name()); }

            void main() {}
            """);
    Covet app = Served.app();
    call(hello, "declare", Covet.class, app);

    assertThat(Served.text(new Served(app).get("/Bo?times=2"))).isEqualTo("HelloBoHelloBo10");
    assertThat(Served.text(new Served(app).get("/Bo?page.size=3"))).isEqualTo("HelloBo3");
    assertThat(Served.text(new Served(app).get("/by/Bo"))).isEqualTo("Hello Bo");
  }

  private static final String CONTROLLERS =
      """
      import dev.covet.*;

      String greeting = "Hello";

      @Controller("/greet")
      class Greeter {
        @Get("/{name}")
        String greet(String name, @Default("1") int times) {
          return (greeting + " " + name).repeat(times);
        }
      }

      static class Other {
        @Get("/other")
        String other(int n, Request request) { return request.path() + n; }
      }

      void declare(Covet app) {
        app.add(new Greeter());
        app.add(Other.class);
      }

      void main() {}
      """;

  @Test
  void controllersOfTheImplicitClassAnswer() throws Exception {
    Class<?> hello = compiled(Covet.class.getClassLoader(), List.of(), CONTROLLERS, "-parameters");
    Covet app = Served.app();
    call(hello, "declare", Covet.class, app);

    assertThat(Served.text(new Served(app).get("/greet/Bo?times=2"))).isEqualTo("Hello BoHello Bo");
    assertThat(Served.text(new Served(app).get("/other?n=3"))).isEqualTo("/other3");
  }

  @Test
  void namesThatTheCompilerHasDroppedStopTheStart() throws Exception {
    Class<?> hello = compiled(Covet.class.getClassLoader(), List.of(), CONTROLLERS);
    Covet app = Served.app();
    call(hello, "declare", Covet.class, app);

    assertThat(catchThrowable(app::assemble))
        .hasMessage(
            "GET /greet/{name} (Greeter.greet, Hello.java:19): Hello.Greeter.greet(parameter 1):"
                + " the compiler has dropped its name; write it as in @PathParam(\"name\") or"
                + " @QueryParam(\"limit\"), or compile with -parameters");
  }

  @Test
  void namesThatAreWrittenNeedNotBeKept() throws Exception {
    String source =
        """
        import dev.covet.*;

        record Note(String text) {}

        static class Notes {
          @Post("/{id}")
          String save(@PathParam("id") int number, Note note, Request request,
              @HeaderParam("x-tag") String tag) {
            return request.path() + number + note.text() + tag;
          }

          @Get("/{id}")
          String find(@PathParam int number) { return ""; }
        }

        void declare(Covet app) { app.add(new Notes()); }

        void main() {}
        """;
    Class<?> hello = compiled(Covet.class.getClassLoader(), List.of(), source);
    Covet app = Served.app();
    call(hello, "declare", Covet.class, app);
    assertThat(catchThrowable(app::assemble))
        .hasMessageEndingWith(
            "Hello.Notes.find(parameter 1): the compiler has dropped its name; write it as in"
                + " @PathParam(\"limit\"), or compile with -parameters");

    Class<?> mended =
        compiled(
            Covet.class.getClassLoader(),
            List.of(),
            source.replace("@PathParam int", "@PathParam(\"id\") int"));
    Covet good = Served.app();
    call(mended, "declare", Covet.class, good);
    MadeRequest request =
        new MadeRequest("POST", "/7").header("x-tag", "t").body("application/json", "note");
    assertThat(Served.text(new Served(good).send(request))).isEqualTo("/77notet");
  }

  @Test
  void classesOfTheImplicitClassAreProvided() throws Exception {
    Class<?> hello =
        compiled(
            Covet.class.getClassLoader(),
            List.of(),
            """
            import dev.covet.*;

            String greeting = "Hello";

            class Greeter {
              String greet(String name) { return greeting + " " + name; }
            }

            record Who(Greeter greeter, String name) {}

            void declare(Covet app) {
              app.provide(Greeter.class, req -> new Greeter());
              app.get("/{name}", Who.class, in -> in.greeter().greet(in.name()));
            }

            void main() {}
            """);
    Covet app = Served.app();
    call(hello, "declare", Covet.class, app);

    assertThat(Served.text(new Served(app).get("/Bo"))).isEqualTo("Hello Bo");
  }

  @Test
  void aJsonBodyWithoutACodecStopsTheStart() throws Exception {
    List<URL> alone =
        List.of(
            placeOf(Covet.class), placeOf(Method.class), placeOf(com.typesafe.config.Config.class));
    Class<?> hello =
        compiled(
            ClassLoader.getPlatformClassLoader(),
            alone,
            """
            import dev.covet.*;

            record Note(String text) {}

            record In(Note note) {}

            Covet declare(String[] args) {
              Covet app = Covet.create(args);
              app.post("/", In.class, in -> "bound");
              return app;
            }

            void main() {}
            """);

    Object app = call(hello, "declare", String[].class, new String[0]);
    java.lang.reflect.Method assemble = app.getClass().getDeclaredMethod("assemble");
    assemble.setAccessible(true);

    Throwable failure = catchThrowable(() -> assemble.invoke(app));

    assertThat(failure)
        .cause()
        .hasMessage(
            "POST / (Hello.java:9): Hello.In.note: it is read from JSON, and no JsonCodec is on the"
                + " class path; depend on dev.covet:covet, which brings one");
  }

  @Test
  void recordsOfAModuleNeedAnOpenPackage() throws Exception {
    Path source = Files.createDirectories(folder.resolve("source/org/shop"));
    Files.writeString(folder.resolve("source/module-info.java"), "module shop {}");
    Files.writeString(source.resolve("In.java"), "package org.shop; record In(int id) {}");
    Path classes = folder.resolve("classes");
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-d",
                classes.toString(),
                folder.resolve("source/module-info.java").toString(),
                source.resolve("In.java").toString());
    assertThat(result).isZero();
    ModuleLayer boot = ModuleLayer.boot();
    ModuleLayer layer =
        boot.defineModulesWithOneLoader(
            boot.configuration()
                .resolve(ModuleFinder.of(classes), ModuleFinder.of(), Set.of("shop")),
            null);
    Covet app = Served.app();
    app.get("/", layer.findLoader("shop").loadClass("org.shop.In"), in -> "bound");

    assertThat(catchThrowable(app::assemble))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageEndingWith(
            "org.shop.In: module shop does not open the package org.shop; write opens org.shop; in"
                + " its module-info.java");
  }

  private static URL placeOf(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation();
  }
}
