package dev.covet.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.covet.engine.Engine;
import dev.covet.engine.EngineConfig;
import dev.covet.engine.ExchangeHandler.Serving;
import dev.covet.engine.TlsConfig;
import dev.covet.engine.TlsConfig.Provider;
import dev.covet.engine.Transport;
import dev.covet.http.Headers;
import dev.covet.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.CsvSource;

@ParameterizedClass
@CsvSource({
  "NIO, BORINGSSL",
  "EPOLL, BORINGSSL",
  "IO_URING, BORINGSSL",
  "NIO, JDK",
  "EPOLL, JDK",
  "IO_URING, JDK"
})
class TlsTest {
  private static final byte[] LARGE = new byte[1 << 20];
  private static Identity one;
  private static Identity other;

  @Parameter(0)
  Transport transport;

  @Parameter(1)
  Provider provider;

  @TempDir Path folder;

  private Engine engine;

  @BeforeAll
  static void make() throws IOException {
    one = SelfSigned.make();
    other = SelfSigned.make();
  }

  @BeforeEach
  void start() throws IOException {
    TlsConfig tls =
        new TlsConfig(
            new TlsConfig.Certificate(Pem.certificate(folder, one), Pem.key(folder, one)),
            List.of(),
            "",
            provider,
            List.of("http/1.1"),
            TlsConfig.Clients.NONE,
            null,
            Duration.ofSeconds(2),
            Duration.ofMillis(20));
    engine =
        Engine.start(
            EngineConfig.builder().transport(transport).workers(2).tls(tls).build(),
            exchange -> {
              byte[] body =
                  exchange.rawPath().equals("/large")
                      ? LARGE
                      : exchange.scheme().getBytes(StandardCharsets.ISO_8859_1);
              exchange.respond(Status.OK, Headers.empty(), body, 0, body.length);
              return Serving.DONE;
            });
  }

  @AfterEach
  void stop() {
    engine.stop();
  }

  private SSLSocket connect(Identity trusted, String... protocols) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (Certificate each : trusted.chain()) {
      store.setCertificateEntry("trusted", each);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket("127.0.0.1", engine.address().getPort());
    socket.setSoTimeout(10_000);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setApplicationProtocols(new String[] {"h3", "http/1.1"});
    if (protocols.length > 0) {
      parameters.setProtocols(protocols);
    }
    socket.setSSLParameters(parameters);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String until(Socket socket, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (!text.toString().endsWith(end)) {
      int b = in.read();
      if (b < 0) {
        throw new IOException("ended after " + text);
      }
      text.append((char) b);
    }
    return text.toString();
  }

  private static String get(String path, String... fields) {
    StringBuilder text = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    for (String field : fields) {
      text.append(field).append("\r\n");
    }
    return text.append("\r\n").toString();
  }

  @Test
  void bothVersionsAreServedAndTheProtocolIsAgreedOn() throws Exception {
    for (String version : List.of("TLSv1.3", "TLSv1.2")) {
      try (SSLSocket socket = connect(one, version)) {
        send(socket, get("/").repeat(2));
        assertThat(until(socket, "https")).startsWith("HTTP/1.1 200 OK\r\n");
        assertThat(until(socket, "https")).startsWith("HTTP/1.1 200 OK\r\n");
        assertThat(socket.getSession().getProtocol()).isEqualTo(version);
        assertThat(socket.getApplicationProtocol()).isEqualTo("http/1.1");
      }
    }
  }

  @Test
  void aLargeAnswerArrivesWhole() throws Exception {
    try (SSLSocket socket = connect(one)) {
      send(socket, get("/large", "Connection: close"));
      assertThat(until(socket, "\r\n\r\n")).contains("Content-Length: " + LARGE.length);
      assertThat(socket.getInputStream().readAllBytes()).isEqualTo(LARGE);
    }
  }

  /**
   * Netty's engine over BoringSSL ends both sides at a close_notify; docs/design/tls.md says so. An
   * answer that was there before is sent.
   */
  @Test
  void aClientThatEndsItsSideIsStillAnsweredByTheJdksEngine() throws Exception {
    try (SSLSocket socket = connect(one, "TLSv1.3")) {
      send(socket, get("/"));
      socket.shutdownOutput();
      if (provider == Provider.BORINGSSL) {
        assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
            .matches("(?s)|HTTP/1.1 200 OK\r\n.*https");
        return;
      }
      assertThat(until(socket, "https")).startsWith("HTTP/1.1 200 OK\r\n");
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void theEndIsToldByCloseNotify() throws Exception {
    try (SSLSocket socket = connect(one)) {
      send(socket, "GET / HTTP/1.1\r\nHost: a b\r\n\r\n");
      // Without close_notify the JDK's client throws at the end.
      String answer =
          new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(answer).startsWith("HTTP/1.1 400 ");
    }
  }

  @Test
  void oldCiphersAreRefused() throws Exception {
    try (SSLSocket socket = connect(one, "TLSv1.2")) {
      socket.setEnabledCipherSuites(
          new String[] {
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"
          });
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void clearTextIsNotAnswered() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), engine.address().getPort())) {
      socket.setSoTimeout(10_000);
      send(socket, get("/"));
      // At most an alert, then the end.
      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
          .doesNotContain("HTTP");
    }
  }

  @Test
  void aHandshakeThatDoesNotComeEnds() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), engine.address().getPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(new byte[] {0x16, 3, 1});
      assertThat(socket.getInputStream().readAllBytes()).hasSizeLessThan(64);
    }
  }

  private boolean served(Identity trusted) {
    try (SSLSocket socket = connect(trusted)) {
      send(socket, get("/"));
      return until(socket, "https").startsWith("HTTP/1.1 200 ");
    } catch (Exception e) {
      return false;
    }
  }

  private void replace(Identity identity) throws IOException {
    Path next = Files.createDirectories(folder.resolve("next"));
    Path key = Pem.key(next, identity);
    Path certificate = Pem.certificate(next, identity);
    Files.move(key, folder.resolve("key.pem"), StandardCopyOption.REPLACE_EXISTING);
    Files.move(certificate, folder.resolve("cert.pem"), StandardCopyOption.REPLACE_EXISTING);
  }

  @Test
  void changedFilesAreUsedForNewConnectionsAndBadOnesNever() throws Exception {
    try (SSLSocket old = connect(one)) {
      send(old, get("/"));
      until(old, "https");
      Files.writeString(folder.resolve("cert.pem"), "no certificate");
      // Bad files are looked at at least once in this time, and the old ones stay.
      Thread.sleep(100);
      assertThat(served(one)).isTrue();

      replace(other);
      await().until(() -> served(other));
      assertThat(served(one)).isFalse();
      send(old, get("/"));
      assertThat(until(old, "https")).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void theReportSaysWhoDoesIt() {
    assertThat(engine.report().get("tls"))
        .startsWith(provider + " (forced by the configuration); CN=localhost")
        .contains("valid until");
  }
}
