package dev.covet.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.covet.engine.Engine;
import dev.covet.engine.EngineConfig;
import dev.covet.engine.EventLoop;
import dev.covet.engine.ExchangeHandler.Serving;
import dev.covet.engine.TlsConfig;
import dev.covet.engine.TlsConfig.Clients;
import dev.covet.engine.TlsConfig.Provider;
import dev.covet.engine.Transport;
import dev.covet.engine.loop.IoLoop;
import dev.covet.http.Headers;
import dev.covet.http.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that clients ask for, certificates that they show, sessions that they resume. */
@ParameterizedClass
@EnumSource(names = {"BORINGSSL", "JDK"})
class TlsPeersTest {
  @TempDir static Path stores;
  private static Path standard;
  private static Path api;
  private static Path wild;
  private static Path friend;
  private static Path stranger;

  @Parameter Provider provider;

  @TempDir Path folder;

  private @Nullable Engine engine;

  @BeforeAll
  static void make() throws Exception {
    standard = Store.make(stores, "standard", "example.org");
    api = Store.make(stores, "api", "api.example.org");
    wild = Store.make(stores, "wild", "*.example.org", "example.net");
    friend = Store.make(stores, "friend");
    stranger = Store.make(stores, "stranger");
  }

  @AfterEach
  void stop() {
    if (engine != null) {
      engine.stop();
    }
  }

  private Engine start(List<Path> more, Clients clients, Duration handshake) throws Exception {
    TlsConfig tls =
        new TlsConfig(
            new TlsConfig.Certificate(standard, null),
            more.stream().map(file -> new TlsConfig.Certificate(file, null)).toList(),
            Store.PASSWORD,
            provider,
            List.of("http/1.1"),
            clients,
            clients == Clients.NONE ? null : Store.certificate(friend),
            handshake,
            Duration.ofMillis(20));
    engine =
        Engine.start(
            EngineConfig.builder().transport(Transport.NIO).workers(1).tls(tls).build(),
            exchange -> {
              String client =
                  exchange.clientCertificates().stream()
                      .map(each -> each.getSubjectX500Principal().getName())
                      .collect(Collectors.joining(";"));
              byte[] body = ("[" + client + "]").getBytes(StandardCharsets.ISO_8859_1);
              exchange.respond(Status.OK, Headers.empty(), body, 0, body.length);
              return Serving.DONE;
            });
    return engine;
  }

  private static SSLContext context(@Nullable Path shown) throws Exception {
    KeyManager[] keys = null;
    if (shown != null) {
      KeyStore store = KeyStore.getInstance(shown.toFile(), Store.PASSWORD.toCharArray());
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, Store.PASSWORD.toCharArray());
      keys = factory.getKeyManagers();
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys, new TrustManager[] {new Trusting()}, null);
    return context;
  }

  private SSLSocket connect(SSLContext context, @Nullable String name, String version)
      throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(
                    "127.0.0.1", java.util.Objects.requireNonNull(engine).address().getPort());
    socket.setSoTimeout(10_000);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(new String[] {version});
    if (name != null) {
      parameters.setServerNames(List.of(new SNIHostName(name)));
    }
    socket.setSSLParameters(parameters);
    return socket;
  }

  /** The common name of the certificate that a client is shown. */
  private String shown(@Nullable String name, String version) throws Exception {
    try (SSLSocket socket = connect(context(null), name, version)) {
      socket.startHandshake();
      assertThat(ask(socket)).isEqualTo("[]");
      X509Certificate certificate = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return certificate.getSubjectX500Principal().getName();
    }
  }

  private static String ask(Socket socket) throws IOException {
    socket
        .getOutputStream()
        .write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
    StringBuilder text = new StringBuilder();
    while (text.indexOf("]") < 0) {
      int b = socket.getInputStream().read();
      if (b < 0) {
        throw new IOException("ended after " + text);
      }
      text.append((char) b);
    }
    return text.substring(text.indexOf("["));
  }

  // ---- names

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void theNameThatTheClientAsksForChoosesTheCertificate(String version) throws Exception {
    start(List.of(api, wild), Clients.NONE, Duration.ofSeconds(5));
    assertThat(shown("example.org", version)).isEqualTo("CN=standard");
    assertThat(shown("api.example.org", version)).isEqualTo("CN=api");
    assertThat(shown("API.example.org", version)).isEqualTo("CN=api");
    assertThat(shown("www.example.org", version)).isEqualTo("CN=wild");
    assertThat(shown("a.b.example.org", version)).isEqualTo("CN=standard");
    assertThat(shown("example.net", version)).isEqualTo("CN=wild");
    assertThat(shown("unknown", version)).isEqualTo("CN=standard");
    assertThat(shown(null, version)).isEqualTo("CN=standard");
  }

  @Test
  void allCertificatesAreReloaded() throws Exception {
    Path copy = Files.copy(api, folder.resolve("copy.p12"));
    start(List.of(copy), Clients.NONE, Duration.ofSeconds(5));
    assertThat(shown("api.example.org", "TLSv1.3")).isEqualTo("CN=api");
    Path next = Store.make(folder, "next", "api.example.org");
    Files.move(next, copy, StandardCopyOption.REPLACE_EXISTING);
    await()
        .untilAsserted(() -> assertThat(shown("api.example.org", "TLSv1.3")).isEqualTo("CN=next"));
    Files.writeString(copy, "no store");
    assertThat(shown("api.example.org", "TLSv1.3")).isEqualTo("CN=next");
  }

  @Test
  void aHelloWithoutEndIsCutOff() throws Exception {
    start(List.of(api), Clients.NONE, Duration.ofMillis(300));
    Engine running = java.util.Objects.requireNonNull(engine);
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), running.address().getPort())) {
      socket.setSoTimeout(10_000);
      // A handshake record of 100 bytes that claims a ClientHello of 60,000.
      byte[] record = new byte[105];
      System.arraycopy(new byte[] {22, 3, 1, 0, 100, 1, 0, (byte) 0xea, 0x60}, 0, record, 0, 9);
      socket.getOutputStream().write(record);
      assertThat(ended(socket)).isTrue();
    }
  }

  private static boolean ended(Socket socket) {
    try {
      while (socket.getInputStream().read() >= 0) {
        // an alert, perhaps
      }
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  // ---- certificates of clients

  @ParameterizedTest
  @CsvSource({"WANT, TLSv1.3", "WANT, TLSv1.2", "NEED, TLSv1.3", "NEED, TLSv1.2"})
  void aTrustedClientIsKnownToTheHandler(Clients clients, String version) throws Exception {
    start(List.of(), clients, Duration.ofSeconds(5));
    SSLContext context = context(friend);
    for (int i = 0; i < 3; i++) {
      // The second connection resumes the session of the first.
      try (SSLSocket socket = connect(context, null, version)) {
        assertThat(ask(socket)).isEqualTo("[CN=friend]");
      }
    }
  }

  @Test
  void aClientThatIsNotAskedShowsNothing() throws Exception {
    start(List.of(), Clients.NONE, Duration.ofSeconds(5));
    try (SSLSocket socket = connect(context(friend), null, "TLSv1.3")) {
      assertThat(ask(socket)).isEqualTo("[]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void whoIsOnlyWantedMayHaveNone(String version) throws Exception {
    start(List.of(), Clients.WANT, Duration.ofSeconds(5));
    try (SSLSocket socket = connect(context(null), null, version)) {
      assertThat(ask(socket)).isEqualTo("[]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void whoIsNeededAndHasNoneOrAStrangersIsTurnedAway(String version) throws Exception {
    start(List.of(api), Clients.NEED, Duration.ofSeconds(5));
    for (Path shown : new ArrayList<Path>(java.util.Arrays.asList(null, stranger))) {
      try (SSLSocket socket = connect(context(shown), "api.example.org", version)) {
        assertThatThrownBy(() -> ask(socket)).isInstanceOf(IOException.class);
      }
    }
    try (SSLSocket socket = connect(context(friend), "api.example.org", version)) {
      assertThat(ask(socket)).isEqualTo("[CN=friend]");
    }
  }

  // ---- sessions

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void aSecondConnectionResumesTheSession(String version) throws Exception {
    start(List.of(), Clients.NONE, Duration.ofSeconds(5));
    SSLContext context = context(null);
    long created = 0;
    for (int i = 0; i < 3; i++) {
      try (SSLSocket socket = connect(context, null, version)) {
        assertThat(ask(socket)).isEqualTo("[]");
        if (i == 0) {
          created = socket.getSession().getCreationTime();
        } else {
          // The JDK's client keeps the time of the session that it resumes.
          assertThat(socket.getSession().getCreationTime()).isEqualTo(created);
        }
      }
      Thread.sleep(5);
    }
  }

  // ---- handshakes that do not end

  @Test
  void handshakesThatNeverEndAreGoneAtTheirLimitAndHonestOnesAreServed() throws Exception {
    Engine running = start(List.of(), Clients.NONE, Duration.ofSeconds(1));
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.address().getPort());
        if (i % 3 == 0) {
          socket.getOutputStream().write(new byte[] {22, 3, 1});
        }
        idle.add(socket);
        if (i % 100 == 0) {
          assertThat(shown(null, "TLSv1.3")).isEqualTo("CN=standard");
        }
      }
      await().untilAsserted(() -> assertThat(connections(running)).isZero());
      for (Socket socket : idle) {
        socket.setSoTimeout(10_000);
        assertThat(ended(socket)).isTrue();
      }
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  private static int connections(Engine running) {
    int sum = 0;
    for (EventLoop loop : running.loops()) {
      sum += ((IoLoop) loop).connections();
    }
    return sum;
  }

  @Test
  void aHandshakeThatHasBegunBeforeTheStopIsServed() throws Exception {
    Engine running = start(List.of(), Clients.NONE, Duration.ofSeconds(5));
    try (SSLSocket socket = connect(context(null), null, "TLSv1.3")) {
      await().untilAsserted(() -> assertThat(connections(running)).isEqualTo(1));
      Thread stop = Thread.ofVirtual().start(running::stop);
      assertThat(ask(socket)).isEqualTo("[]");
      stop.join();
    }
  }

  @Test
  void aStopDoesNotWaitForAHandshakeThatNeverComes() throws Exception {
    Engine running = start(List.of(), Clients.NONE, Duration.ofSeconds(60));
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), running.address().getPort())) {
      await().untilAsserted(() -> assertThat(connections(running)).isEqualTo(1));
      socket.setSoTimeout(10_000);
      Thread stop = Thread.ofVirtual().start(running::stop);
      assertThat(ended(socket)).isTrue();
      stop.join();
    }
  }

  @Test
  void authoritiesThatCanNotBeReadStopTheStart() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing");
    TlsConfig tls =
        new TlsConfig(
            new TlsConfig.Certificate(standard, null),
            List.of(),
            Store.PASSWORD,
            provider,
            List.of("http/1.1"),
            Clients.NEED,
            empty,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));
    assertThatThrownBy(() -> new TlsContext(tls))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(SSLException.class)
        .hasMessageContaining("empty.pem: there is no certificate in PEM");
  }

  /** Trusts everybody: what is shown is looked at by the tests. */
  private static final class Trusting extends X509ExtendedTrustManager {
    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind, SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
