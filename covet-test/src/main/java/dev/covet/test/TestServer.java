package dev.covet.test;

import dev.covet.Config;
import dev.covet.Covet;
import java.io.IOException;
import java.net.URI;
import java.util.function.Consumer;

/** An application that is served on a free port of this machine until it is closed. */
public final class TestServer implements AutoCloseable {
  private final Covet app;
  private final UndeclaredReads reads;

  private TestServer(Covet app, UndeclaredReads reads) {
    this.app = app;
    this.reads = reads;
  }

  /**
   * Starts an application with the default settings.
   *
   * @param declarations declares its routes
   * @return the running server
   */
  public static TestServer start(Consumer<Covet> declarations) {
    return start(Config.builder(), declarations);
  }

  /**
   * Starts an application.
   *
   * @param config its settings; port and signals are set here
   * @param declarations declares its routes
   * @return the running server
   */
  public static TestServer start(Config.Builder config, Consumer<Covet> declarations) {
    Covet app = Covet.create(config.port(0).set("signals", false).build());
    declarations.accept(app);
    UndeclaredReads reads = new UndeclaredReads();
    app.onUndeclaredRead(reads::add);
    app.start();
    return new TestServer(app, reads);
  }

  /** {@return the application} */
  public Covet app() {
    return app;
  }

  /** {@return where it listens} */
  public URI uri() {
    return app.uris().getFirst();
  }

  /** {@return the port} */
  public int port() {
    return uri().getPort();
  }

  private boolean tls() {
    return uri().getScheme().equals("https");
  }

  /** {@return a client over a socket} */
  public TestClient client() {
    return new SocketClient(port(), tls());
  }

  /**
   * {@return a new connection for raw bytes}
   *
   * @throws IOException if it can not connect
   */
  public RawConnection connect() throws IOException {
    return new RawConnection(port(), tls());
  }

  /**
   * {@return a new connection of HTTP/2 whose preface has been sent}
   *
   * @param settings the client's settings, pairs of identifier and value
   * @throws IOException if it can not connect
   */
  public Http2Connection connectHttp2(int... settings) throws IOException {
    return Http2Connection.open(port(), tls(), settings);
  }

  /**
   * Stops the application, when requests in flight have ended.
   *
   * @throws AssertionError if a handler has read something that its untyped route does not declare,
   *     and {@code openapi} is on
   */
  @Override
  public void close() {
    app.stop();
    reads.check();
  }
}
