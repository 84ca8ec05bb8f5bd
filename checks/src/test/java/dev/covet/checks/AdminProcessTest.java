package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.test.Http2Connection;
import dev.covet.test.RawConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What operators do to a process with TLS: look at its connections, and have it read its files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminProcessTest {
  private static final Pattern ADMIN = Pattern.compile("admin: http://127\\.0\\.0\\.1:(\\d+)");

  @TempDir static Path folder;

  private Path settings;
  private Path log;
  private Path used;
  private Path first;
  private Path second;
  private ExampleProcess server;

  @BeforeAll
  void start() throws Exception {
    settings = folder.resolve("app.conf");
    log = folder.resolve("access.log");
    used = folder.resolve("used.p12");
    first = KeyStores.make(folder, "first");
    second = KeyStores.make(folder, "second");
    use(first);
    configure("");
    // Whoever runs the tests under nohup leaves SIGHUP ignored in all that they start.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=HUP"));
    command.addAll(
        ExampleProcess.command(
            ExampleProcess.covered(), "Conformance", "--config", settings.toString()));
    server = ExampleProcess.of(new ProcessBuilder(command));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  /** Certificates are not looked at by themselves here, or not soon. */
  private void configure(String more) throws IOException {
    Files.writeString(
        settings,
        """
        transport = nio
        workers = 1
        admin-listen = "127.0.0.1:0"
        access-log = json
        access-log-file = "%s"
        tls-cert = "%s"
        tls-key-password = %s
        tls-reload = 1h
        """
                .formatted(log, used, KeyStores.PASSWORD)
            + more);
  }

  private int port() {
    return URI.create(server.url("/")).getPort();
  }

  private String admin(String head) throws IOException {
    Matcher at = ADMIN.matcher(server.output());
    assertThat(at.find()).as(server.output()).isTrue();
    try (RawConnection connection = new RawConnection(Integer.parseInt(at.group(1)))) {
      return connection
          .send(head + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
          .read()
          .text();
    }
  }

  private String subject() throws IOException {
    try (RawConnection connection = new RawConnection(port(), true)) {
      return connection.certificate().getSubjectX500Principal().getName();
    }
  }

  private static int get(RawConnection connection, String target) throws IOException {
    return connection
        .send("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .read()
        .status();
  }

  /** What it says of each connection: protocol, state and how many requests. */
  private List<String> connections() throws IOException {
    return Pattern.compile("\"protocol\":\"([^\"]+)\".*?\"state\":\"([^\"]+)\"[^}]*")
        .matcher(admin("GET /_covet/connections"))
        .results()
        .map(
            one ->
                one.group(1)
                    + " "
                    + one.group(2)
                    + one.group()
                        .replaceAll("^.*?(?:\"requests\":(\\d+).*)?$", " $1")
                        .stripTrailing())
        .sorted()
        .toList();
  }

  @Test
  void connectionsAreShownByWhatTheySpeakBehindTls() throws Exception {
    try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), port());
        RawConnection one = new RawConnection(port(), true);
        RawConnection socket = new RawConnection(port(), true);
        Http2Connection two = Http2Connection.open(port(), true)) {
      assertThat(silent.isConnected()).isTrue();
      assertThat(get(one, "/")).isEqualTo(200);
      assertThat(two.response(two.get("/")).status()).isEqualTo(200);
      assertThat(two.response(two.get("/")).status()).isEqualTo(200);
      assertThat(
              socket
                  .send(
                      "GET /ws HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                          + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                          + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n")
                  .readHead()
                  .status())
          .isEqualTo(101);
      await()
          .untilAsserted(
              () ->
                  assertThat(connections())
                      .containsExactly(
                          "h2 idle 2", "http/1.1 idle 1", "tls handshake", "websocket open"));
    }
    await().untilAsserted(() -> assertThat(connections()).isEmpty());
  }

  @Test
  void aCertificateAndTheAccessLogAreReadAgainBySighupAndByRequest() throws Exception {
    try (RawConnection kept = new RawConnection(port(), true)) {
      assertThat(get(kept, "/reload/1?n=1")).isEqualTo(404);
      assertThat(subject()).isEqualTo("CN=first");

      use(second);
      assertThat(admin("POST /_covet/reload")).contains("CN=second");
      assertThat(subject()).isEqualTo("CN=second");

      use(first);
      configure("access-log-query = true\n");
      Tool.Result told = Tool.run("kill", "-HUP", String.valueOf(server.process().pid()));
      assertThat(told.exit()).as(told.output()).isZero();
      await()
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertThat(subject()).isEqualTo("CN=first"));
      await()
          .untilAsserted(
              () ->
                  assertThat(admin("GET /_covet/config"))
                      .contains("{\"key\":\"access-log-query\",\"value\":\"true\""));
      assertThat(get(kept, "/reload/2?n=2")).isEqualTo(404);

      configure("access-log-query = many\n");
      assertThat(admin("POST /_covet/reload")).contains("nothing has changed");
      assertThat(get(kept, "/reload/3?n=3")).isEqualTo(404);

      configure("access-log-sample = 0\n");
      assertThat(admin("POST /_covet/reload"))
          .contains("\"access-log-sample\"", "\"access-log-query\"");
      assertThat(get(kept, "/reload/4?n=4")).isEqualTo(404);
      configure("");
      assertThat(admin("POST /_covet/reload")).contains("\"access-log-sample\"");
      assertThat(get(kept, "/reload/last?n=5")).isEqualTo(404);
    }
    await().untilAsserted(() -> assertThat(paths()).contains("/reload/last"));
    assertThat(paths())
        .containsExactly("/reload/1", "/reload/2?n=2", "/reload/3?n=3", "/reload/last");
  }

  private void use(Path store) throws IOException {
    Path copy = Files.copy(store, folder.resolve("next.p12"));
    Files.move(copy, used, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private List<String> paths() throws IOException {
    return Files.readAllLines(log).stream()
        .map(line -> line.replaceAll(".*\"path\":\"([^\"]*)\".*", "$1"))
        .filter(path -> path.startsWith("/reload"))
        .toList();
  }
}
