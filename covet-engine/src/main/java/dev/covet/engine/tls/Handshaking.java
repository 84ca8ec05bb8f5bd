package dev.covet.engine.tls;

import dev.covet.engine.connection.Beginning;
import dev.covet.engine.connection.LoopConnections;

/** Stands for a connection while its handshake lasts. Event loop only. */
final class Handshaking extends Beginning {
  Handshaking(LoopConnections connections) {
    super(connections, "tls", "handshake");
  }

  /** The handshake was tried and has failed. */
  void failed() {
    connections().fault("tls", "handshake");
  }
}
