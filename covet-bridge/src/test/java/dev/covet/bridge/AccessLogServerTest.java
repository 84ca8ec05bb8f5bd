package dev.covet.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.StartException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole application with an access log. */
class AccessLogServerTest {
  @TempDir Path folder;

  private Covet app;

  private int start(Config.Builder config) {
    app = Covet.create(config.port(0).transport("nio").workers(1).set("signals", "false").build());
    app.get("/hello/{name}", req -> "Hello, " + req.path("name").asString() + "!");
    app.get("/id", req -> req.id());
    app.get(
        "/fails",
        req -> {
          throw new IllegalStateException("x");
        });
    app.start();
    return app.uris().getFirst().getPort();
  }

  @AfterEach
  void stop() {
    System.clearProperty(Mode.PROPERTY);
    app.stop();
  }

  @ParameterizedTest
  @EnumSource
  void eachRequestHasItsLineOnceTheServerHasStopped(Mode mode) throws Exception {
    System.setProperty(Mode.PROPERTY, mode.name());
    Path file = folder.resolve("a.log");
    int port = start(Config.builder().set("access-log", "json").set("access-log-file", file));
    String id;
    try (Client client = new Client(port)) {
      client.get("/hello/World?secret=1");
      String answer = client.get("/id");
      id = answer.substring(answer.length() - 16);
      client.get("/nowhere");
      client.get("/fails");
      client.send("GET /mine HTTP/1.1\r\nHost: a\r\nX-Request-Id: of-the-client\r\n\r\n");
      client.read();
      client.send("GET / HTTP/1.1\r\n\r\n");
      assertThat(client.rest()).startsWith("HTTP/1.1 400");
    }
    app.stop();
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(6);
    assertThat(lines.get(0))
        .contains("\"path\":\"/hello/World\"", "\"route\":\"/hello/{name}\"", "\"status\":200")
        .contains("\"client\":\"127.0.0.1\"", "\"bytesOut\":13")
        .doesNotContain("secret", "requestId", "ended", "refused");
    assertThat(lines.get(1)).contains("\"requestId\":\"" + id + "\"");
    assertThat(lines.get(2)).contains("\"status\":404").doesNotContain("route");
    assertThat(lines.get(3)).contains("\"status\":500", "\"route\":\"/fails\"");
    assertThat(lines.get(4)).contains("\"requestId\":\"of-the-client\"");
    assertThat(lines.get(5)).contains("\"status\":400", "\"refused\":\"host-missing\"");
  }

  @Test
  void theClientIsTheOneThatATrustedProxyTells() throws Exception {
    Path file = folder.resolve("a.log");
    int port =
        start(
            Config.builder()
                .set("access-log", "common")
                .set("access-log-file", file)
                .set("trusted-proxies", "127.0.0.1")
                .set("proxy-headers", "x-forwarded-for"));
    try (Client client = new Client(port)) {
      client.send("GET /id HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.7\r\n\r\n");
      client.read();
      client.send("GET /id HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: nobody at all\r\n\r\n");
      client.read();
    }
    app.stop();
    List<String> lines = Files.readAllLines(file);
    assertThat(lines.get(0)).startsWith("192.0.2.7 - - [").endsWith(" 200 16");
    assertThat(lines).hasSize(2);
  }

  @Test
  void aFullDiskHurtsNoRequest() throws Exception {
    int port =
        start(Config.builder().set("access-log", "combined").set("access-log-file", "/dev/full"));
    try (Client client = new Client(port)) {
      for (int i = 0; i < 100; i++) {
        assertThat(client.get("/hello/" + i)).endsWith("Hello, " + i + "!");
      }
    }
  }

  @Test
  void aFileThatCanNotBeOpenedStopsTheStartInOneLine() {
    Path file = folder.resolve("none/a.log");
    Config.Builder config = Config.builder().set("access-log", "json").set("access-log-file", file);
    assertThatThrownBy(() -> start(config))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("access-log-file: " + file + " can not be opened");
  }
}
