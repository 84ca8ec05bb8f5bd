package dev.covet.engine;

import dev.covet.engine.limit.AddressLimit;
import dev.covet.engine.loop.IoLoop;
import dev.covet.engine.proxy.Proxied;
import dev.covet.engine.tls.TlsContext;
import dev.covet.engine.transport.Listener;
import dev.covet.engine.transport.ListeningSocket;
import dev.covet.engine.transport.ReusePort;
import dev.covet.engine.transport.Sockets;
import dev.covet.http.AddressBlocks;
import dev.covet.http.ListenAddress;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The listening sockets of an engine. A TCP port has one for each loop, so loops accept for
 * themselves; a Unix-domain socket is accepted by one loop that hands connections out. All serve
 * the same, with one difference: TLS is for TCP. On the starting thread.
 */
final class Listeners {
  private final EngineConfig config;
  private final Sockets sockets;
  private final List<IoLoop> loops;
  private final List<LoopProtocols> protocols;
  private final List<ListeningSocket> open;
  private final AddressLimit addresses;
  private final Listener.Connections remote;
  private final Listener.Connections local;

  /**
   * None yet.
   *
   * @param open gets each as soon as it listens
   */
  Listeners(
      EngineConfig config,
      Sockets sockets,
      List<IoLoop> loops,
      List<LoopProtocols> protocols,
      @Nullable TlsContext tls,
      List<ListeningSocket> open) {
    this.config = config;
    this.sockets = sockets;
    this.loops = loops;
    this.protocols = protocols;
    this.open = open;
    AddressLimit limit = new AddressLimit(config.limits().connectionsPerAddress());
    Listener.Connections local = new Clear();
    Listener.Connections remote = tls == null ? local : new Secure(tls);
    AddressBlocks proxies = config.proxies();
    if (proxies != null) {
      // A proxy's connections are many clients': each counts once its header has told whose it is.
      Proxied door = new Proxied(proxies, config.limits().headTimeout().toNanos());
      local = proxied(local, door, limit);
      remote = proxied(remote, door, limit);
      limit = new AddressLimit(0);
    }
    this.addresses = limit;
    this.local = local;
    this.remote = remote;
  }

  private Listener.Connections proxied(
      Listener.Connections behind, Proxied door, AddressLimit limit) {
    return new ProxiedConnections(
        behind, config, door, limit, loop -> protocols.get(loop.index()).connections());
  }

  /**
   * Opens all.
   *
   * @throws IOException with one line for people: an address is taken or not ours
   */
  void openAll() throws IOException {
    for (ListenAddress address : config.addresses()) {
      try {
        if (adopted(address)) {
          continue;
        }
        switch (address) {
          case ListenAddress.Tcp tcp -> openPort(tcp);
          case ListenAddress.Unix unix ->
              open.add(
                  ListeningSocket.local(
                      listener(open.size() % loops.size(), local),
                      sockets,
                      unix,
                      config.socketMode()));
        }
      } catch (Exception e) {
        throw new IOException("can not listen on " + address + ": " + reason(e), e);
      }
    }
  }

  /** Takes over what is given; all of it, on whichever loops: each socket has its own queue. */
  private boolean adopted(ListenAddress address) throws IOException {
    GivenSockets given = config.given();
    List<GivenSockets.Given> taken = given == null ? List.of() : given.take(address);
    Listener.Connections spoken = address instanceof ListenAddress.Tcp ? remote : local;
    for (int i = 0; i < taken.size(); i++) {
      GivenSockets.Given socket = taken.get(i);
      open.add(
          ListeningSocket.adopted(
              listener(i % loops.size(), spoken),
              sockets,
              socket.descriptor(),
              socket.address(),
              config.keeper()));
    }
    return !taken.isEmpty();
  }

  private void openPort(ListenAddress.Tcp tcp) throws IOException {
    InetSocketAddress address = new InetSocketAddress(tcp.host(), tcp.port());
    if (address.isUnresolved()) {
      throw new IOException("host '" + tcp.host() + "' is not known");
    }
    boolean shared = config.reusePort() || loops.size() > 1;
    if (shared && !config.reusePort() && tcp.port() != 0) {
      ReusePort.proveFree(address);
    }
    for (int loop = 0; loop < loops.size(); loop++) {
      ListeningSocket socket =
          ListeningSocket.tcp(listener(loop, remote), sockets, tcp.host(), address, shared);
      open.add(socket);
      // Port 0: the first socket chooses, the others follow.
      address =
          new InetSocketAddress(
              address.getAddress(), ((ListenAddress.Tcp) socket.address()).port());
    }
  }

  private Listener listener(int loop, Listener.Connections connections) {
    return new Listener(
        loops.get(loop),
        loops,
        config,
        sockets.transport(),
        addresses,
        connections,
        protocols.get(loop).connections().observer());
  }

  private static String reason(Throwable e) {
    String message = e.getMessage();
    if (e instanceof SocketException || message != null && message.contains("in use")) {
      return message == null || message.contains("in use") ? "the port is taken" : message;
    }
    return String.valueOf(message);
  }

  /** In clear text: what comes without TLS, or from this machine. */
  private final class Clear implements Listener.Connections {
    @Override
    public void serve(Channel connection, IoLoop loop) {
      connection.pipeline().addLast(protocols.get(loop.index()).local().clear());
    }

    @Override
    public void refuse(Channel connection, IoLoop loop) {
      connection.pipeline().addLast(protocols.get(loop.index()).local().refused());
    }
  }

  private final class Secure implements Listener.Connections {
    private final TlsContext tls;

    Secure(TlsContext tls) {
      this.tls = tls;
    }

    @Override
    public void serve(Channel connection, IoLoop loop) {
      LoopProtocols spoken = protocols.get(loop.index());
      tls.install(connection, spoken.connections(), spoken::agreed);
    }

    @Override
    public void refuse(Channel connection, IoLoop loop) {
      LoopProtocols spoken = protocols.get(loop.index());
      tls.install(connection, spoken.connections(), (protocol, client) -> spoken.refused(protocol));
    }
  }
}
