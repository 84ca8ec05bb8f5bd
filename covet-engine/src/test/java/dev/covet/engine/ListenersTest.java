package dev.covet.engine;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.engine.ExchangeHandler.Serving;
import dev.covet.http.AddressBlocks;
import dev.covet.http.Headers;
import dev.covet.http.Limits;
import dev.covet.http.ListenAddress;
import dev.covet.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several addresses of one engine, Unix-domain sockets among them. */
class ListenersTest {
  /** The answer tells the number of its loop last. */
  private static final Pattern WHOLE = Pattern.compile("unix/<unresolved>:0 \\d$");

  private static final String REQUEST = "GET /x HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

  @TempDir private Path folder;
  private final List<Engine> engines = new ArrayList<>();

  @AfterEach
  void stop() {
    engines.forEach(Engine::stop);
  }

  private Engine start(EngineConfig.Builder config) throws IOException {
    Engine engine = Engine.start(config.build(), ListenersTest::answer);
    engines.add(engine);
    return engine;
  }

  private static Serving answer(Exchange exchange) {
    byte[] body =
        (exchange.scheme() + " " + exchange.remote() + " " + exchange.loop().index())
            .getBytes(ISO_8859_1);
    exchange.respond(Status.OK, Headers.empty(), body, 0, body.length);
    return Serving.DONE;
  }

  private ListenAddress.Unix unix() {
    return new ListenAddress.Unix(folder.resolve("app.sock"));
  }

  private static EngineConfig.Builder on(Transport transport, ListenAddress... addresses) {
    return EngineConfig.builder().transport(transport).workers(2).listen(List.of(addresses));
  }

  private static SocketChannel connect(Path path) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(path));
    return channel;
  }

  private static String ask(Path path) throws IOException {
    try (SocketChannel channel = connect(path)) {
      return ask(channel, REQUEST);
    }
  }

  /** The first answer, on a connection that stays open. */
  private static String askAndStay(SocketChannel channel) throws IOException {
    channel.write(ByteBuffer.wrap("GET /x HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1)));
    InputStream in = Channels.newInputStream(channel);
    StringBuilder answer = new StringBuilder();
    while (!WHOLE.matcher(answer).find()) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("ended after: " + answer);
      }
      answer.append((char) next);
    }
    return answer.toString();
  }

  private static String ask(SocketChannel channel, String request) throws IOException {
    channel.write(ByteBuffer.wrap(request.getBytes(ISO_8859_1)));
    return new String(Channels.newInputStream(channel).readAllBytes(), ISO_8859_1);
  }

  @ParameterizedTest
  @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
  void everyAddressIsServedByAllLoops(Transport transport) throws Exception {
    ListenAddress.Tcp any = new ListenAddress.Tcp("127.0.0.1", 0);
    Engine engine = start(on(transport, any, unix(), any));
    assertThat(engine.addresses()).hasSize(3).element(1).isEqualTo(unix());
    for (ListenAddress address : engine.addresses()) {
      if (address instanceof ListenAddress.Tcp tcp) {
        try (Socket socket = new Socket(tcp.host(), tcp.port())) {
          socket.getOutputStream().write(REQUEST.getBytes(ISO_8859_1));
          assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
              .startsWith("HTTP/1.1 200 ")
              .contains("http /127.0.0.1:");
        }
      }
    }
    List<SocketChannel> held = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      held.add(connect(unix().path()));
    }
    // All stay open until the last is served: the loops share what is open at once.
    StringBuilder answers = new StringBuilder();
    for (SocketChannel channel : held) {
      answers.append(askAndStay(channel));
    }
    for (SocketChannel channel : held) {
      channel.close();
    }
    assertThat(answers).contains("http unix/<unresolved>:0 0", "http unix/<unresolved>:0 1");
  }

  @ParameterizedTest
  @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
  void theFileIsTheOwnersAndGoneAtTheEnd(Transport transport) throws Exception {
    Engine engine = start(on(transport, unix()));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(unix().path())))
        .isEqualTo("rw-------");
    assertThat(folder).isDirectoryNotContaining("glob:**/.*");
    assertThatThrownBy(engine::address).isInstanceOf(IllegalStateException.class);
    engine.stop();
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
  void aLongAnswerAndAKeptConnectionWork(Transport transport) throws Exception {
    byte[] large = "x".repeat(3_000_000).getBytes(ISO_8859_1);
    Engine engine =
        Engine.start(
            on(transport, unix()).build(),
            exchange -> {
              exchange.respond(Status.OK, Headers.empty(), large, 0, large.length);
              return Serving.DONE;
            });
    engines.add(engine);
    try (SocketChannel channel = connect(unix().path())) {
      String two = "GET / HTTP/1.1\r\nHost: a\r\n\r\n" + REQUEST;
      assertThat(ask(channel, two)).hasSizeGreaterThan(6_000_000).endsWith("xxx");
    }
  }

  @Test
  void theGroupMayBeLetIn() throws Exception {
    start(on(Transport.NIO, unix()).socketMode(0660));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(unix().path())))
        .isEqualTo("rw-rw----");
  }

  @Test
  void aLiveServerIsNotPushedAside() throws Exception {
    start(on(Transport.NIO, unix()));
    assertThatThrownBy(() -> start(on(Transport.NIO, unix())))
        .isInstanceOf(IOException.class)
        .hasMessage("can not listen on " + unix() + ": another server listens there");
    assertThat(ask(unix().path())).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void whatADeadServerHasLeftIsReplaced() throws Exception {
    ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    dead.bind(UnixDomainSocketAddress.of(unix().path()));
    dead.close();
    assertThat(unix().path()).exists();
    start(on(Transport.NIO, unix()));
    assertThat(ask(unix().path())).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void anotherFileIsLeftAlone() throws Exception {
    Files.writeString(unix().path(), "precious");
    assertThatThrownBy(() -> start(on(Transport.NIO, unix())))
        .hasMessageContaining("there is a file that is no socket");
    assertThat(unix().path()).hasContent("precious");
    ListenAddress.Unix nowhere = new ListenAddress.Unix(folder.resolve("no/app.sock"));
    assertThatThrownBy(() -> start(on(Transport.NIO, nowhere)))
        .hasMessageContaining("there is no folder " + folder.resolve("no"));
  }

  @Test
  void theFileOfASuccessorIsLeftAlone() throws Exception {
    Engine engine = start(on(Transport.EPOLL, unix()));
    Files.delete(unix().path());
    start(on(Transport.EPOLL, unix()));
    engine.stop();
    assertThat(ask(unix().path())).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void localPeersSpeakClearTextAndHaveNoAddressToCount() throws Exception {
    TlsConfig tls =
        new TlsConfig(
            null,
            List.of(),
            "",
            TlsConfig.Provider.JDK,
            List.of("http/1.1"),
            TlsConfig.Clients.NONE,
            null,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10));
    Limits limits = Limits.defaults().toBuilder().connectionsPerAddress(1).build();
    start(on(Transport.EPOLL, unix()).tls(tls).limits(limits));
    try (SocketChannel first = connect(unix().path())) {
      assertThat(ask(unix().path())).startsWith("HTTP/1.1 200 ").contains("http unix");
      assertThat(first.isConnected()).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
  void aLocalProxyTellsWhoItsClientIs(Transport transport) throws Exception {
    start(on(transport, unix()).proxies(AddressBlocks.parse("unix")));
    try (SocketChannel channel = connect(unix().path())) {
      assertThat(ask(channel, "PROXY TCP4 192.0.2.7 192.0.2.1 4711 80\r\n" + REQUEST))
          .contains("http /192.0.2.7:4711");
    }
    engines.getFirst().stop();
    start(on(transport, unix()).proxies(AddressBlocks.parse("127.0.0.1")));
    try (SocketChannel channel = connect(unix().path())) {
      assertThat(Channels.newInputStream(channel).readAllBytes()).isEmpty();
    }
  }
}
