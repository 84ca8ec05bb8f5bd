package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.Response;
import dev.covet.StartException;
import dev.covet.spi.RunningServer;
import java.io.IOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The admin listener beside a whole application. */
class AdminListenerTest {
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  @TempDir Path folder;
  private Covet app = Covet.create(settings().build());
  private RunningServer running;

  private static Config.Builder settings() {
    return Config.builder()
        .port(0)
        .transport("nio")
        .workers(1)
        .set("signals", false)
        .set("admin-listen", "127.0.0.1:0");
  }

  /** Starts it and gives the port of the admin listener. */
  private int start() {
    app.start((application, config) -> running = new BridgeServer().start(application, config));
    return URI.create(running.report().get("admin")).getPort();
  }

  @AfterEach
  void stop() {
    app.stop();
  }

  private int port() {
    return app.uris().getFirst().getPort();
  }

  private static String ask(int port, String head, String body) throws IOException {
    try (Client client = new Client(port)) {
      client.send(
          head
              + "\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded"
              + "\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body);
      return client.read();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nio", "epoll", "io_uring"})
  void itShowsTheApplicationOnAPortOfItsOwn(String transport) throws Exception {
    app = Covet.create(settings().transport(transport).build());
    app.get("/orders/{id}", req -> "an order").name("order");
    int admin;
    try {
      admin = start();
    } catch (StartException missing) {
      Assumptions.abort(transport + ": " + missing.getMessage());
      return;
    }
    try (Client client = new Client(port())) {
      assertThat(client.get("/orders/7")).endsWith("an order");
      assertThat(client.get("/orders/8")).endsWith("an order");
      assertThat(client.get("/nowhere")).startsWith("HTTP/1.1 404 ");
      assertThat(client.get("/_covet/report")).startsWith("HTTP/1.1 404 ");
      // A request is told when its answer is in the output, which a client may see before.
      await()
          .untilAsserted(
              () ->
                  assertThat(Client.get(admin, "/_covet/routes"))
                      .startsWith("HTTP/1.1 200 ")
                      .contains("Content-Type: application/json", "Cache-Control: no-store")
                      .contains(
                          "\"method\":\"GET\",\"pattern\":\"/orders/{id}\",\"name\":\"order\"")
                      .contains("\"runs\":\"probation\",\"requests\":2,\"failed\":0,\"millis\":{")
                      .contains("\"what\":\"no route\",\"requests\":2"));
      assertThat(Client.get(admin, "/_covet/connections"))
          .contains("\"loop\":0,\"open\":1,\"connections\":[{\"protocol\":\"http/1.1\"")
          .contains("\"peer\":\"127.0.0.1:", "\"state\":\"idle\",\"requests\":4,\"seconds\":");
    }
    assertThat(Client.get(admin, "/_covet/report"))
        .contains("\"ready\":true", "\"transport\":", "\"admin\":", "\"started in\":");
    assertThat(Client.get(admin, "/_covet")).contains("Content-Type: text/html", "/_covet/routes");
    assertThat(Client.get(admin, "/_covet/requests")).contains("{\"requests\":[],\"most\":");
    assertThat(Client.get(admin, "/_covet/threads")).contains("{\"threads\":0,\"routes\":{}}");
    assertThat(Client.get(admin, "/_covet/health/live")).contains("{\"status\":\"up\"}");
    assertThat(Client.get(admin, "/_covet/nowhere"))
        .startsWith("HTTP/1.1 404 ")
        .contains("application/problem+json");
    assertThat(Client.get(admin, "/orders/7")).startsWith("HTTP/1.1 404 ");
  }

  @Test
  void itAnswersWhileAHandlerHoldsTheOnlyLoopAndShowsWhatItDoes() throws Exception {
    AtomicBoolean go = new AtomicBoolean();
    CountDownLatch holding = new CountDownLatch(1);
    app.get(
            "/held",
            req -> {
              holding.countDown();
              spin(go);
              return "free";
            })
        .onLoop();
    int admin = start();
    try (Client client = new Client(port())) {
      client.send("GET /held HTTP/1.1\r\nHost: a\r\n\r\n");
      holding.await();
      assertThat(Client.get(admin, "/_covet/connections"))
          .contains("\"open\":1,\"held\":\"GET /held\",\"connections\":[]");
      assertThat(Client.get(admin, "/_covet/requests"))
          .contains("\"route\":\"GET /held\",", "\"client\":\"127.0.0.1:", "\"state\":\"runnable\"")
          .contains("dev.covet.bridge.AdminListenerTest.spin(AdminListenerTest.java:");
      assertThat(Client.get(admin, "/_covet/threads"))
          .contains("{\"threads\":1,\"routes\":{\"GET /held\":{\"runnable\":1}}}");
      await()
          .untilAsserted(
              () ->
                  assertThat(Client.get(admin, "/_covet/health/ready"))
                      .startsWith("HTTP/1.1 503 "));
      assertThat(Client.get(admin, "/_covet/health/live")).startsWith("HTTP/1.1 200 ");
      go.set(true);
      assertThat(client.read()).endsWith("free");
    }
    await()
        .untilAsserted(
            () -> assertThat(Client.get(admin, "/_covet/requests")).contains("{\"requests\":[]"));
  }

  private static void spin(AtomicBoolean go) {
    while (!go.get()) {
      Thread.onSpinWait();
    }
  }

  @Test
  void requestsThatWaitAreShownWithTheStackOfTheirVirtualThread() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    app.get(
        "/waits",
        req -> {
          go.await();
          return "done";
        });
    int admin = start();
    try (Client client = new Client(port())) {
      client.send("GET /waits HTTP/1.1\r\nHost: a\r\nX-Request-Id: r-1\r\n\r\n");
      await()
          .untilAsserted(
              () ->
                  assertThat(Client.get(admin, "/_covet/requests"))
                      .contains("\"route\":\"GET /waits\"", "CountDownLatch.await("));
      go.countDown();
      assertThat(client.read()).endsWith("done");
    }
  }

  @Test
  void levelsOfLoggersChangeAtOnce() throws Exception {
    int admin = start();
    String name = "dev.covet.bridge.AdminListenerTest.levels";
    assertThat(ask(admin, "PUT /_covet/log-level HTTP/1.1", "logger=" + name + "&level=debug"))
        .startsWith("HTTP/1.1 200 ")
        .endsWith("{\"logger\":\"" + name + "\",\"level\":\"debug\",\"before\":\"info\"}\n");
    assertThat(Logger.getLogger(name).getLevel()).isEqualTo(Level.FINE);
    assertThat(Client.get(admin, "/_covet/log-level"))
        .contains("\"dev.covet\":\"info\"", "\"" + name + "\":\"debug\"");
    assertThat(ask(admin, "PUT /_covet/log-level HTTP/1.1", "logger=" + name + "&level=inherited"))
        .contains("\"level\":\"info\",\"before\":\"debug\"");
    assertThat(ask(admin, "PUT /_covet/log-level HTTP/1.1", "logger=" + name + "&level=loud"))
        .startsWith("HTTP/1.1 422 ")
        .contains("must be one of trace, debug, info");
    assertThat(ask(admin, "PUT /_covet/log-level HTTP/1.1", "logger=" + name))
        .startsWith("HTTP/1.1 4");
  }

  @Test
  void reloadChangesWhatCanAndTellsWhatCanNot() throws Exception {
    Path file = folder.resolve("app.conf");
    String base = "port = 0\ntransport = nio\nworkers = 1\nsignals = false\n";
    base += "admin-listen = \"127.0.0.1:0\"\n";
    Files.writeString(file, base);
    app = Covet.create("--config", file.toString());
    int admin = start();
    try {
      Files.writeString(file, base + "log-level = debug\nmax-body = 2MiB\napp.x = 1\n");
      assertThat(ask(admin, "POST /_covet/reload HTTP/1.1", ""))
          .startsWith("HTTP/1.1 200 ")
          .contains("\"changed\":[{\"key\":\"log-level\",\"value\":\"debug\",")
          .contains("\"place\":\"app.conf:6\"")
          .contains("\"restart\":[{\"key\":\"app.x\",", "{\"key\":\"max-body\",\"value\":\"2MiB\"");
      assertThat(Logger.getLogger("dev.covet").getLevel()).isEqualTo(Level.FINE);
      assertThat(Client.get(admin, "/_covet/config"))
          .contains("{\"key\":\"log-level\",\"value\":\"debug\",\"source\":\"file\",")
          .contains("{\"key\":\"max-body\",\"value\":\"1MiB\",\"source\":\"default\",");

      Files.writeString(file, base + "log-level = error\nmax-body = many\n");
      try (LogRecords log = new LogRecords()) {
        assertThat(ask(admin, "POST /_covet/reload HTTP/1.1", ""))
            .startsWith("HTTP/1.1 422 ")
            .contains("nothing has changed: app.conf:7: max-body = many: must be");
      }
      assertThat(Logger.getLogger("dev.covet").getLevel()).isEqualTo(Level.FINE);
    } finally {
      Logger.getLogger("dev.covet").setLevel(Level.INFO);
    }
  }

  @Test
  void drainEndsTheApplicationAndTheListenerStaysUntilItHas() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(1);
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    app.onStop(() -> stopped.complete(null));
    app.get(
        "/slow",
        req -> {
          inside.countDown();
          go.await();
          return "done";
        });
    int admin = start();
    try (Client client = new Client(port())) {
      client.send("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n");
      inside.await();
      assertThat(ask(admin, "POST /_covet/drain HTTP/1.1", ""))
          .startsWith("HTTP/1.1 202 ")
          .endsWith("{\"draining\":true}\n");
      await()
          .untilAsserted(
              () ->
                  assertThat(Client.get(admin, "/_covet/health/ready"))
                      .startsWith("HTTP/1.1 503 "));
      go.countDown();
      assertThat(client.read()).endsWith("done");
    }
    stopped.join();
    assertThatThrownBy(() -> Client.get(admin, "/_covet")).isInstanceOf(IOException.class);
  }

  @Test
  void pagesOfOtherSitesCanNotUseIt() throws Exception {
    int admin = start();
    try (Client client = new Client(admin)) {
      client.send("GET /_covet/config HTTP/1.1\r\nHost: rebound.example\r\n\r\n");
      assertThat(client.read()).startsWith("HTTP/1.1 421 ").doesNotContain("settings");
    }
    for (String field : new String[] {"Sec-Fetch-Site: cross-site", "Origin: http://a.example"}) {
      assertThat(ask(admin, "POST /_covet/reload HTTP/1.1\r\n" + field, ""))
          .startsWith("HTTP/1.1 403 ");
    }
  }

  @Test
  void whoMustShowATokenGetsNothingWithoutIt() throws Exception {
    app =
        Covet.create(settings().set("admin-listen", "0.0.0.0:0").set("admin-token", TOKEN).build());
    int admin = start();
    assertThat(Client.get(admin, "/_covet/config"))
        .startsWith("HTTP/1.1 401 ")
        .contains("WWW-Authenticate: Bearer");
    assertThat(ask(admin, "POST /_covet/drain HTTP/1.1\r\nAuthorization: Bearer wrong", ""))
        .startsWith("HTTP/1.1 401 ");
    assertThat(ask(admin, "GET /_covet/config HTTP/1.1\r\nAuthorization: Bearer " + TOKEN, ""))
        .startsWith("HTTP/1.1 200 ")
        .contains("{\"key\":\"admin-token\",\"value\":\"***\",\"source\":\"code\"")
        .doesNotContain(TOKEN);
    assertThat(Client.get(admin, "/_covet/health")).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void aUnixDomainSocketIsForItsOwnerAlone() throws Exception {
    Path file = folder.resolve("admin.sock");
    app = Covet.create(settings().set("admin-listen", "unix:" + file).build());
    app.start((application, config) -> running = new BridgeServer().start(application, config));
    assertThat(running.report().get("admin")).isEqualTo("unix:" + file + " (/_covet)");
    assertThat(Files.getPosixFilePermissions(file))
        .containsExactlyInAnyOrder(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(file))) {
      client.write(
          ByteBuffer.wrap(
              "GET /_covet/report HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII)));
      assertThat(new String(Channels.newInputStream(client).readAllBytes(), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 200 ")
          .contains("\"ready\":true");
    }
    app.stop();
    assertThat(file).doesNotExist();
  }

  @Test
  void anAddressThatIsTakenStopsTheStart() throws Exception {
    int admin = start();
    Covet second = Covet.create(settings().set("admin-listen", "127.0.0.1:" + admin).build());
    second.get("/x", req -> Response.text("x"));
    assertThatThrownBy(() -> second.start(new BridgeServer()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("the port is taken");
  }
}
