package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.test.TestServer;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The twelve settings that Covet had in its first design, all in one file, and what they do. */
class OriginalConfigTest {
  @TempDir Path folder;

  private static SSLContext trusting(Path certificate) throws Exception {
    KeyStore known = KeyStore.getInstance("PKCS12");
    known.load(null, null);
    try (InputStream pem = Files.newInputStream(certificate)) {
      known.setCertificateEntry(
          "server", CertificateFactory.getInstance("X.509").generateCertificate(pem));
    }
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(known);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private Path certificate(Path key) throws Exception {
    Path certificate = folder.resolve("cert.pem");
    Tool.Result made =
        Tool.run(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-keyout",
            key.toString(),
            "-out",
            certificate.toString(),
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost");
    assertThat(made.exit()).as(made.output()).isZero();
    return certificate;
  }

  @Test
  void allOfItStartsOneApplication() throws Exception {
    Path key = folder.resolve("key.pem");
    Path certificate = certificate(key);
    Path file =
        Files.writeString(
            folder.resolve("app.conf"),
            """
            workers = "auto"
            max-connections = 100_000
            request-timeout = 30
            keepalive-timeout = 65
            protocols = [http1, http2, websocket]
            compression = [gzip]
            tls-cert = "%s"
            tls-key = "%s"
            cors-enabled = true
            metrics-enabled = true
            tracing-enabled = true
            log-level = "info"
            # whose pages may call it has no safe default
            cors-origins = ["https://shop.example"]
            """
                .formatted(certificate, key));
    AtomicInteger traces = new AtomicInteger();
    try (TestServer sink =
        TestServer.start(app -> app.post("/v1/traces", req -> traces.incrementAndGet()).hidden())) {
      System.setProperty("otel.exporter.otlp.endpoint", "http://127.0.0.1:" + sink.port());
      System.setProperty("otel.bsp.schedule.delay", "20");
      Config config =
          Config.builder().port(0).set("signals", false).load("--config", file.toString());
      assertThat(config.limits().connectionsPerLoop()).isEqualTo(100_000);
      assertThat(config.limits().request()).isEqualTo(Duration.ofSeconds(30));
      assertThat(config.limits().keepAlive()).isEqualTo(Duration.ofSeconds(65));
      assertThat(config.logLevel()).isEqualTo("info");
      Covet app = Covet.create(config);
      app.get("/", req -> "hello ".repeat(500)).hidden();
      app.websocket("/echo", socket -> socket.send("hello"));
      app.start();
      try (HttpClient http = HttpClient.newBuilder().sslContext(trusting(certificate)).build()) {
        each(http, URI.create("https://localhost:" + app.uris().getFirst().getPort()));
        await().until(() -> traces.get() > 0);
      } finally {
        app.stop();
      }
    } finally {
      GlobalOpenTelemetry.resetForTest();
      System.clearProperty("otel.exporter.otlp.endpoint");
      System.clearProperty("otel.bsp.schedule.delay");
    }
  }

  private static void each(HttpClient http, URI server) throws Exception {
    HttpRequest page =
        HttpRequest.newBuilder(server.resolve("/"))
            .header("Accept-Encoding", "gzip")
            .header("Origin", "https://shop.example")
            .build();
    HttpResponse<InputStream> answer = http.send(page, BodyHandlers.ofInputStream());
    assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(answer.headers().firstValue("content-encoding")).hasValue("gzip");
    assertThat(answer.headers().firstValue("access-control-allow-origin"))
        .hasValue("https://shop.example");
    assertThat(new GZIPInputStream(answer.body()).readAllBytes()).hasSize(3000);

    HttpRequest older =
        HttpRequest.newBuilder(server.resolve("/metrics"))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    HttpResponse<String> metrics = http.send(older, BodyHandlers.ofString());
    assertThat(metrics.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
    assertThat(metrics.body()).contains("http_server_request_duration_seconds_count");

    CompletableFuture<String> heard = new CompletableFuture<>();
    WebSocket socket =
        http.newWebSocketBuilder()
            .buildAsync(
                URI.create("wss://localhost:" + server.getPort() + "/echo"),
                new WebSocket.Listener() {
                  @Override
                  public @Nullable CompletionStage<?> onText(
                      WebSocket from, CharSequence text, boolean last) {
                    heard.complete(text.toString());
                    return null;
                  }
                })
            .join();
    assertThat(heard.get(10, TimeUnit.SECONDS)).isEqualTo("hello");
    socket.abort();
  }
}
