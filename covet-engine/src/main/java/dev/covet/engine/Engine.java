package dev.covet.engine;

import dev.covet.engine.connection.LoopConnections;
import dev.covet.engine.loop.IoLoop;
import dev.covet.engine.loop.SafeLog;
import dev.covet.engine.tls.CertificateWatch;
import dev.covet.engine.tls.TlsContext;
import dev.covet.engine.transport.CpuBinding;
import dev.covet.engine.transport.Cpus;
import dev.covet.engine.transport.ListeningSocket;
import dev.covet.engine.transport.Sockets;
import dev.covet.engine.transport.TransportProbe;
import dev.covet.http.ListenAddress;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Event loops with their listening sockets, serving one {@link ExchangeHandler}. Safe for any
 * thread.
 */
public final class Engine {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final EngineConfig config;
  private final Transport transport;
  private final List<IoLoop> loops;
  private final List<LoopProtocols> protocols;
  private final Map<String, String> report = new LinkedHashMap<>();
  private final List<ListeningSocket> listeners = new ArrayList<>();
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable TlsContext tls;
  private @Nullable CertificateWatch certificates;
  private volatile boolean shared;
  private boolean stopping;

  private Engine(
      EngineConfig config, Transport transport, List<IoLoop> loops, List<LoopProtocols> protocols) {
    this.config = config;
    this.transport = transport;
    this.loops = loops;
    this.protocols = protocols;
  }

  /**
   * Starts loops and listeners. Returns when all of them accept.
   *
   * @param config the configuration
   * @param handler serves the requests
   * @return the running engine
   * @throws IOException with one line for people: port taken, transport not there …
   */
  public static Engine start(EngineConfig config, ExchangeHandler handler) throws IOException {
    return start(config, handler, null);
  }

  /**
   * The same, observed.
   *
   * @param config the configuration
   * @param handler serves the requests
   * @param observers makes one for each loop; null if nobody listens
   * @return the running engine
   * @throws IOException with one line for people: port taken, transport not there …
   */
  public static Engine start(
      EngineConfig config,
      ExchangeHandler handler,
      @Nullable Supplier<? extends LoopObserver> observers)
      throws IOException {
    SafeLog.prepare();
    Sockets sockets = TransportProbe.choose(config.transport());
    int workers = config.workers() > 0 ? config.workers() : Cpus.count();
    List<IoLoop> loops = new ArrayList<>();
    List<LoopProtocols> protocols = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      IoLoop loop = sockets.loop(i, config.clock());
      loops.add(loop);
      protocols.add(
          new LoopProtocols(loop, config, handler, observers == null ? null : observers.get()));
    }
    Engine engine =
        new Engine(config, sockets.transport(), List.copyOf(loops), List.copyOf(protocols));
    loops.forEach(IoLoop::start);
    try {
      engine.report.put("transport", sockets.transport() + " (" + sockets.reason() + ")");
      engine.report.put(
          "workers",
          workers
              + (config.workers() > 0 ? " (configured)" : " (CPUs that quota and affinity allow)"));
      engine.report.put("pinning", CpuBinding.apply(config.pinning(), engine.loops));
      TlsConfig tls = config.tls();
      if (tls != null) {
        TlsContext context = new TlsContext(tls);
        engine.report.put("tls", context.report());
        engine.tls = context;
        engine.certificates = new CertificateWatch(context);
      }
      new Listeners(config, sockets, engine.loops, engine.protocols, engine.tls, engine.listeners)
          .openAll();
    } catch (IOException | RuntimeException e) {
      engine.stop();
      throw e;
    }
    return engine;
  }

  /** {@return where it listens, in the order of the configuration, with the real ports} */
  public List<ListenAddress> addresses() {
    return listeners.stream().map(ListeningSocket::address).distinct().toList();
  }

  /**
   * {@return its first TCP port}
   *
   * @throws IllegalStateException if it has none
   */
  public InetSocketAddress address() {
    return addresses().stream()
        .filter(ListenAddress.Tcp.class::isInstance)
        .map(ListenAddress.Tcp.class::cast)
        .map(tcp -> new InetSocketAddress(tcp.host(), tcp.port()))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("listens on no TCP port"));
  }

  /**
   * {@return numbers of its listening sockets, to be given to another process}
   *
   * @throws IOException if the transport can not do that
   */
  public List<GivenSockets.Given> sockets() throws IOException {
    List<GivenSockets.Given> all = new ArrayList<>();
    for (ListeningSocket socket : listeners) {
      all.add(new GivenSockets.Given(socket.descriptor(), socket.address()));
    }
    return all;
  }

  /**
   * Tells whether another process accepts from its sockets too and goes on when this one stops: who
   * waits in their accept queues is left to it then, and clients with idle connections get time to
   * be told by an answer.
   *
   * @param value true once the sockets are handed over, false once those that were given are its
   *     own
   */
  public void shared(boolean value) {
    shared = value;
    listeners.forEach(socket -> socket.shared(value));
  }

  /** {@return the loops} */
  public List<EventLoop> loops() {
    return List.copyOf(loops);
  }

  /**
   * {@return open connections of a loop, those on their way to it included}
   *
   * @param loop its index
   */
  public int connections(int loop) {
    return loops.get(loop).connections();
  }

  /**
   * Asks a loop for its connections; never waits.
   *
   * @param loop its index
   * @param most at most so many
   * @param told is given them, on the loop's own thread in one of its next turns: not before the
   *     loop is free
   */
  public void look(int loop, int most, Consumer<List<OpenConnection>> told) {
    LoopConnections connections = protocols.get(loop).connections();
    loops.get(loop).execute(() -> told.accept(connections.look(most)));
  }

  /**
   * Reads the files of certificates and keys again, for new connections; does nothing in clear
   * text.
   *
   * @return what is used from now on, for people; null in clear text
   * @throws IOException with one line for people, if they are not good; the old ones stay in use
   */
  public @Nullable String reloadCertificates() throws IOException {
    CertificateWatch watch = certificates;
    return watch == null ? null : watch.reload();
  }

  /**
   * {@return whether a loop takes connections}
   *
   * @param loop its index
   */
  public boolean accepting(int loop) {
    return loops.get(loop).accepting();
  }

  /** {@return bytes outside the heap that buffers for sockets take, of the whole process} */
  public static long bufferBytes() {
    return ByteBufAllocator.DEFAULT instanceof ByteBufAllocatorMetricProvider provider
        ? provider.metric().usedDirectMemory()
        : 0;
  }

  /** {@return the most that they may take} */
  public static long bufferLimit() {
    return PlatformDependent.maxDirectMemory();
  }

  /**
   * {@return facts for the start-up report in order: transport, workers and pinning, each with its
   * reason}
   */
  public Map<String, String> report() {
    return Collections.unmodifiableMap(report);
  }

  /**
   * Accepts what waits in the accept queues, closes the listening sockets, ends idle connections,
   * waits for requests in flight up to {@code Limits.drain}, closes the rest. Blocks until all is
   * closed; a second call waits for the first.
   */
  public void stop() {
    stop(() -> {});
  }

  /**
   * The same, with something to do before clients are told.
   *
   * @param goodbye run on the calling thread once nobody listens any more, and before each
   *     connection is told so in its protocol; its time counts against {@code Limits.drain}. Must
   *     not throw
   */
  public void stop(Runnable goodbye) {
    synchronized (this) {
      if (stopping) {
        awaitStopped();
        return;
      }
      stopping = true;
    }
    try {
      List<LoopConnections> connections =
          protocols.stream().map(LoopProtocols::connections).toList();
      new Drain(config.limits(), transport, loops, connections, listeners, shared).run(goodbye);
    } finally {
      CertificateWatch watch = certificates;
      if (watch != null) {
        watch.close();
      }
      TlsContext context = tls;
      if (context != null) {
        context.close();
      }
      SafeLog.flush();
      stopped.countDown();
    }
  }

  private void awaitStopped() {
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
