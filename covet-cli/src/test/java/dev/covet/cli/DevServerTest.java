package dev.covet.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.Request;
import dev.covet.Response;
import dev.covet.StartException;
import dev.covet.http.IncomingRequest;
import dev.covet.spi.Application;
import dev.covet.spi.RunningServer;
import dev.covet.spi.ServerCalls;
import dev.covet.spi.ServerProvider;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevServerTest {
  private static final Pattern TAG =
      Pattern.compile(
          "<script src=\"/_covet/dev/reload.js\" data-boot=\"([0-9a-f]+)\"( nonce=\"[^\"]+\")?>");

  @TempDir Path folder;

  private Supervised supervised;
  private Covet app;

  @BeforeEach
  void callSupervisor() throws Exception {
    supervised = new Supervised(folder);
    SupervisorLink.open(supervised.address, 0, () -> {});
    app = Covet.create(config("dev", "true"));
  }

  @AfterEach
  void stop() throws Exception {
    app.stop();
    supervised.close();
  }

  private static Config config(String mode, String reusePort) {
    return Config.builder()
        .port(0)
        .workers(1)
        .set("signals", false)
        .set("mode", mode)
        .set("reuse-port", reusePort)
        .build();
  }

  private Http start() throws Exception {
    app.start((application, config) -> new DevServer().start(application, config));
    ChildEvent event = supervised.next();
    assertThat(event)
        .isEqualTo(new ChildEvent(1, ChildEvent.Kind.READY, app.uris().getFirst().toString()));
    assertThat(app.ready()).isTrue();
    return new Http(app.uris().getFirst().getPort());
  }

  private static String boot(HttpResponse<String> page) {
    Matcher tag = TAG.matcher(page.body());
    assertThat(tag.find()).as(page.body()).isTrue();
    return tag.group(1);
  }

  @Test
  void aBrowsersPagesBringTheScriptAndAreNotKept() throws Exception {
    app.get("/", req -> Response.html("<p>page</p>").etag("1"));
    app.get("/streamed", req -> Response.stream(out -> out.write(65)).type("text/html"));
    try (Http http = start()) {
      HttpResponse<String> page = http.get("/", Http.BROWSER);
      assertThat(page.body()).startsWith("<p>page</p>\n<script ").endsWith("</script>\n");
      assertThat(page.headers().firstValue("ETag")).isEmpty();
      assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(boot(http.get("/streamed", Http.BROWSER))).isEqualTo(boot(page));
      assertThat(boot(http.get("/nowhere", Http.BROWSER))).isEqualTo(boot(page));
      assertThat(http.get("/_covet/dev/reload.js").body()).contains("location.reload()");
      assertThat(http.get("/_covet/dev/other").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void aFileGetsItsScriptToo() throws Exception {
    Path file = Files.writeString(folder.resolve("page.html"), "<p>file</p>");
    app.get("/", req -> file);
    try (Http http = start()) {
      HttpResponse<String> page = http.get("/", Http.BROWSER);
      assertThat(page.body()).startsWith("<p>file</p>\n<script ");
      assertThat(page.headers().firstValue("Last-Modified")).isEmpty();
    }
  }

  @Test
  void whatIsNoPageOfItsOwnIsLeftAlone() throws Exception {
    app.get("/", req -> Response.html("page"));
    app.get("/text", req -> "text");
    app.get("/bare", req -> Response.stream(out -> out.write(65)).withoutHeader("Content-Type"));
    app.get("/wide", req -> Response.html("page").type("text/html; charset=utf-16le"));
    app.get("/odd", req -> Response.html("page").header("Content-Type", "text/html; charset=odd"));
    app.get("/packed", req -> Response.html("page").header("Content-Encoding", "br"));
    app.get("/part", req -> Response.html("page").status(206));
    app.get("/empty", req -> Response.of(200).type("text/html"));
    app.post("/", req -> Response.html("page"));
    try (Http http = start()) {
      for (String path : List.of("/text", "/bare", "/wide", "/odd", "/packed", "/part", "/empty")) {
        assertThat(http.get(path, Http.BROWSER).body()).as(path).doesNotContain("<script");
      }
      assertThat(http.get("/", Http.PROGRAM).body()).isEqualTo("page");
      assertThat(http.get("/", "Accept", "text/html", "Sec-Fetch-Dest", "empty").body())
          .isEqualTo("page");
      assertThat(http.get("/", "Accept", "text/html;q=0").body()).isEqualTo("page");
      assertThat(http.get("/", "Accept", "text/html").body()).contains("<script");
      assertThat(http.get("/", "Sec-Fetch-Dest", "iframe").body()).contains("<script");
    }
  }

  @Test
  void theScriptHasTheNonceThatThePagesPolicyAsksFor() throws Exception {
    app.get(
        "/",
        req ->
            Response.html("page")
                .addHeader("Content-Security-Policy", "default-src 'self'")
                .addHeader("Content-Security-Policy", "script-src 'nonce-aB+/9_-='"));
    try (Http http = start()) {
      assertThat(http.get("/", Http.BROWSER).body()).contains(" nonce=\"aB+/9_-=\"></script>");
    }
  }

  @Test
  void theStateIsHeldUntilTheServerStopsUnlessItIsNews() throws Exception {
    app.get("/", req -> Response.html("page"));
    try (Http http = start()) {
      String boot = boot(http.get("/", Http.BROWSER));
      assertThat(http.get("/_covet/dev/state?seen=other").body()).isEqualTo(boot);
      assertThat(http.get("/_covet/dev/state").body()).isEqualTo(boot);
      CompletableFuture<HttpResponse<String>> held = http.ask("/_covet/dev/state?seen=" + boot);
      assertThat(http.get("/", Http.PROGRAM).body()).isEqualTo("page");
      assertThat(held).isNotDone();
      app.stop();
      assertThat(held.get(30, TimeUnit.SECONDS).statusCode()).isEqualTo(204);
    }
  }

  @Test
  void withoutASupervisorTheApplicationIsHandedOnAsItIs() throws Exception {
    SupervisorLink.current().close();
    List<Application> served = new ArrayList<>();
    List<RunningServer> running = new ArrayList<>();
    ServerProvider next =
        (application, config) -> {
          served.add(application);
          running.add(DevServer.next().start(application, config));
          return running.getFirst();
        };
    List<Object> seen = new ArrayList<>();
    app.start(
        (application, config) -> {
          seen.add(application);
          RunningServer server =
              DevServer.start(application, config, next, SupervisorLink.current());
          seen.add(server);
          return server;
        });
    assertThat(seen.get(0)).isSameAs(served.getFirst());
    assertThat(seen.get(1)).isSameAs(running.getFirst());
  }

  /** Nobody can write it as JSON. */
  public record Broken(int n) {
    @Override
    public int n() {
      throw new IllegalStateException("on purpose");
    }
  }

  @Test
  void whatFailsAndWhatIsDescribedIsTheApplications() throws Exception {
    app.get("/", req -> new Broken(1));
    app.get(
        "/late",
        req ->
            Response.stream(
                out -> {
                  out.flush();
                  throw new IOException("on purpose");
                }));
    List<Application> around = new ArrayList<>();
    SupervisorLink link = SupervisorLink.current();
    app.start(
        (application, config) ->
            DevServer.start(
                application,
                config,
                (dev, same) -> {
                  around.add(dev);
                  return DevServer.next().start(dev, same);
                },
                link));
    Application dev = around.getFirst();
    assertThat(dev.routes()).hasSize(2);
    assertThat(dev.description()).isNotNull();
    try (Http http = new Http(app.uris().getFirst().getPort())) {
      assertThat(http.get("/", Http.PROGRAM).statusCode()).isEqualTo(500);
      assertThatThrownBy(() -> http.get("/late")).isInstanceOf(IOException.class);
    }

    Request held = dev.accept(incoming("/_covet/dev/state"));
    Request ended = dev.accept(incoming("/"));
    dev.ended(ended);
    assertThat(dev.handle(ended, CALLS).status().code()).isEqualTo(200);
    Thread.currentThread().interrupt();
    new Reload(true).answer(held);
    assertThat(Thread.interrupted()).isTrue();
  }

  private static final ServerCalls CALLS =
      new ServerCalls() {
        @Override
        public Executor executor() {
          return Runnable::run;
        }

        @Override
        public long deadlineNanos() {
          return Long.MAX_VALUE;
        }
      };

  private static IncomingRequest incoming(String path) {
    InvocationHandler answers =
        (self, method, arguments) ->
            switch (method.getName()) {
              case "method" -> dev.covet.http.Method.GET;
              case "rawPath" -> path;
              case "authority" -> "localhost";
              case "scheme" -> "http";
              default -> null;
            };
    return (IncomingRequest)
        Proxy.newProxyInstance(
            IncomingRequest.class.getClassLoader(),
            new Class<?>[] {IncomingRequest.class},
            answers);
  }

  @Test
  void aQuietServerIsTheSameButForItsAddresses() throws Exception {
    try (Http http = start()) {
      assertThat(http.get("/").statusCode()).isEqualTo(404);
      List<RunningServer> real = new ArrayList<>();
      Covet other = Covet.create(config("dev", "true"));
      other.start(
          (application, config) -> {
            real.add(DevServer.next().start(application, config));
            return new QuietServer(real.getFirst());
          });
      QuietServer quiet = new QuietServer(real.getFirst());
      assertThat(quiet.report()).isEqualTo(real.getFirst().report());
      assertThat(quiet.ready()).isTrue();
      assertThat(quiet.serving()).isFalse();
      other.stop();
      assertThat(quiet.ready()).isFalse();
    }
  }

  @Test
  void theAccessLogHasItsLinesAsEver() throws Exception {
    Path file = folder.resolve("access.log");
    app =
        Covet.create(
            Config.builder()
                .port(0)
                .workers(1)
                .set("signals", false)
                .set("mode", "dev")
                .set("reuse-port", true)
                .set("access-log", "json")
                .set("access-log-file", file)
                .build());
    app.get("/users/{id}", req -> req.path("id").asString());
    try (Http http = start()) {
      http.get("/users/7");
      http.get("/_covet/dev/reload.js");
    }
    app.stop();
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).contains("\"route\":\"/users/{id}\"");
    assertThat(lines.get(1)).contains("reload.js").doesNotContain("route");
  }

  /** A method with a default that is not handed on would change what the application does. */
  @Test
  void everythingIsHandedOn() {
    Map<Class<?>, Class<?>> around =
        Map.of(
            DevApplication.class, Application.class,
            DevRunning.class, RunningServer.class,
            QuietServer.class, RunningServer.class);
    around.forEach(
        (type, spi) ->
            assertThat(type.getDeclaredMethods())
                .extracting(Method::getName)
                .containsAll(Stream.of(spi.getDeclaredMethods()).map(Method::getName).toList()));
  }

  @Test
  void itStandsBeforeTheRealServer() {
    assertThat(ServiceLoader.load(ServerProvider.class).stream().map(p -> p.type().getName()))
        .startsWith(DevServer.class.getName());
    assertThat(DevServer.next()).isNotInstanceOf(DevServer.class);
  }

  @Test
  void aConfigurationThatDoesNotHearTheSupervisorIsRefusedWithTheRemedy() {
    for (Config deaf : List.of(config("production", "true"), config("dev", "false"))) {
      assertThatThrownBy(
              () ->
                  Covet.create(deaf)
                      .start((application, config) -> new DevServer().start(application, config)))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("./covet dev needs mode=dev and reuse-port=true")
          .hasMessageContaining("Config.load(args)");
    }
  }

  @Test
  void aPortThatAStrangerHoldsIsNotShared() throws Exception {
    try (Http http = start()) {
      int taken = app.uris().getFirst().getPort();
      Covet second =
          Covet.create(
              Config.builder()
                  .port(taken)
                  .set("mode", "dev")
                  .set("reuse-port", true)
                  .set("signals", false)
                  .build());
      assertThatThrownBy(
              () ->
                  second.start((application, config) -> new DevServer().start(application, config)))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("can not listen on 127.0.0.1:" + taken);
    }
  }
}
