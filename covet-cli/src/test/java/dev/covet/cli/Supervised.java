package dev.covet.cli;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The supervisor's end of a line to this very process. */
final class Supervised implements AutoCloseable {
  final Path address;
  private final ServerSocketChannel server;
  private @Nullable DataInputStream in;

  Supervised(Path folder) throws IOException {
    address = folder.resolve("line");
    server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(address));
  }

  /** The next event, or null when this process has hung up. */
  @Nullable ChildEvent next() throws IOException {
    DataInputStream from = in;
    if (from == null) {
      SocketChannel called = server.accept();
      from = new DataInputStream(Channels.newInputStream(called));
      in = from;
    }
    try {
      return new ChildEvent(1, ChildEvent.Kind.valueOf(from.readUTF()), from.readUTF());
    } catch (EOFException e) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
    }
    server.close();
    SupervisorLink link = SupervisorLink.current();
    if (link != null) {
      link.close();
    }
  }
}
