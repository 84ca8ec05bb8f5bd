package dev.covet.engine;

import dev.covet.engine.connection.Endpoints;
import dev.covet.engine.connection.LoopConnections;
import dev.covet.engine.limit.AddressLimit;
import dev.covet.engine.loop.IoLoop;
import dev.covet.engine.proxy.Proxied;
import dev.covet.engine.transport.Listener;
import io.netty.channel.Channel;
import java.net.SocketAddress;
import java.util.function.Function;

/**
 * Connections that begin with a PROXY header. They count for the address of their client, because
 * those of a proxy are many clients'. On the loops.
 */
final class ProxiedConnections implements Listener.Connections {
  private final Listener.Connections behind;
  private final EngineConfig config;
  private final Proxied door;
  private final AddressLimit addresses;
  private final Function<IoLoop, LoopConnections> counts;

  ProxiedConnections(
      Listener.Connections behind,
      EngineConfig config,
      Proxied door,
      AddressLimit addresses,
      Function<IoLoop, LoopConnections> counts) {
    this.behind = behind;
    this.config = config;
    this.door = door;
    this.addresses = addresses;
    this.counts = counts;
  }

  @Override
  public void serve(Channel connection, IoLoop loop) {
    door.install(connection, loop, counts.apply(loop), opened -> serveClient(opened, loop));
  }

  private void serveClient(Channel connection, IoLoop loop) {
    SocketAddress client = Endpoints.remote(config, connection);
    AddressLimit.Entry entry = addresses.enter(client);
    if (entry != null) {
      connection.closeFuture().addListener(done -> entry.leave());
      behind.serve(connection, loop);
    } else {
      behind.refuse(connection, loop);
    }
  }

  @Override
  public void refuse(Channel connection, IoLoop loop) {
    door.install(connection, loop, counts.apply(loop), opened -> behind.refuse(opened, loop));
  }
}
