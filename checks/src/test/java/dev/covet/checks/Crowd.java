package dev.covet.checks;

import java.io.IOException;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** Many clients, to leave at once. */
final class Crowd {
  private final List<Socket> sockets = new ArrayList<>();

  void add(Socket socket) {
    sockets.add(socket);
  }

  void leave() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }
}
