package soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Clients that stay for the whole run and ask now and then; a constant part of what is measured.
 */
final class Residents implements AutoCloseable {
  private static final int OF_EACH = 2;
  private static final long EVERY_MILLIS = 1_000;

  private final List<Thread> threads = new ArrayList<>();
  private final LongAdder lost = new LongAdder();
  private volatile boolean over;

  /** What one does on its connection, again and again. */
  @FunctionalInterface
  private interface Stay {
    void run(Peer peer) throws Exception;
  }

  @FunctionalInterface
  private interface Arrival {
    Peer connect() throws IOException;
  }

  Residents(ServerProcess server) {
    for (int i = 0; i < OF_EACH; i++) {
      add(() -> Peer.plain(server.clear()), this::asks);
      add(() -> Peer.tls(server.tls(), "http/1.1"), this::asks);
      add(() -> Peer.tls(server.tls(), "h2"), this::streams);
      add(() -> Peer.plain(server.clear()), this::talks);
      add(() -> Peer.plain(server.clear()), this::listens);
    }
  }

  /** How many there are. */
  int count() {
    return threads.size();
  }

  /** How often one had to come anew. */
  long lost() {
    return lost.sum();
  }

  private void add(Arrival arrival, Stay stay) {
    threads.add(
        Thread.ofVirtual()
            .start(
                () -> {
                  while (!over) {
                    try (Peer peer = arrival.connect()) {
                      stay.run(peer);
                    } catch (Exception e) {
                      lost.increment();
                    }
                  }
                }));
  }

  private void asks(Peer peer) throws Exception {
    while (!over) {
      peer.get("/");
      Honest.check(peer.ok().length, 6);
      Thread.sleep(EVERY_MILLIS);
    }
  }

  private void streams(Peer peer) throws Exception {
    try (Http2Peer client = new Http2Peer(peer)) {
      while (!over) {
        client.get("/");
        Honest.check(client.ok(1), 6);
        Thread.sleep(EVERY_MILLIS);
      }
    }
  }

  private void talks(Peer peer) throws Exception {
    WebSocketPeer client = new WebSocketPeer(peer);
    while (!over) {
      client.echo("still here");
      Thread.sleep(EVERY_MILLIS);
    }
    client.end();
  }

  private void listens(Peer peer) throws Exception {
    peer.get("/events");
    peer.head();
    while (!over) {
      Honest.event(peer);
    }
  }

  /** All leave; returns when they have. */
  @Override
  public void close() {
    over = true;
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
