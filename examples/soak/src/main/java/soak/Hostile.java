package soak;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Clients that break off, break rules, or wait for ever. Each throws if the server does not defend
 * itself as it should; that it cuts them is as it should be.
 */
final class Hostile {
  private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";
  private static final String ALPN_2 = "h2";
  private static final int REFUSED = 400;

  private static final List<String> MALFORMED =
      List.of(
          "GET / HTTP/1.1\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
          "GET /\u0001 HTTP/1.1\r\nHost: localhost\r\n\r\n",
          "get  / http/1.1\r\nHost: localhost\r\n\r\n",
          "POST /count" + HOST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          "POST /count" + HOST + "Content-Length: +5\r\n\r\nhello",
          "POST /count" + HOST + "Content-Length: 99999999999\r\n\r\n",
          "POST /count" + HOST + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
          "GET /" + HOST + "X: " + "a".repeat(20_000) + "\r\n\r\n",
          "GET /" + "a".repeat(9_000) + HOST + "\r\n",
          "GET /" + HOST + "A: 1\r\n".repeat(150) + "\r\n",
          "GET /" + HOST + " folded\r\n\r\n",
          "\u0000\u0001\u0002\u0003\r\n\r\n");

  private Hostile() {}

  private static void leave(Peer peer) throws IOException {
    if (ThreadLocalRandom.current().nextBoolean()) {
      peer.vanish();
    }
  }

  /** Runs what the server may cut at any point. */
  private static void mayBeCut(Cut cut) throws IOException {
    try {
      cut.run();
    } catch (SocketException | EOFException asItShould) {
      return;
    }
  }

  @FunctionalInterface
  private interface Cut {
    void run() throws IOException;
  }

  static void abortedHead(ServerProcess server) throws IOException {
    try (Peer peer = Peer.plain(server.clear())) {
      peer.send("GET / HTTP/1.1\r\nHo");
      leave(peer);
    }
  }

  static void abortedUpload(ServerProcess server) throws IOException {
    try (Peer peer = Peer.plain(server.clear())) {
      Honest.post(peer, "/count", "application/octet-stream", 500_000);
      peer.send(new byte[50_000]);
      leave(peer);
    }
  }

  static void abortedForm(ServerProcess server) throws IOException {
    try (Peer peer = Peer.plain(server.clear())) {
      Honest.post(peer, "/form", Honest.multipartType(), 500_000);
      peer.send(Honest.partHead());
      peer.send(new byte[150_000]);
      leave(peer);
    }
  }

  static void abortedAnswer(ServerProcess server) throws IOException {
    abort(Peer.plain(server.clear()), "/large?n=8388608");
  }

  static void abortedFile(ServerProcess server) throws IOException {
    abort(Peer.plain(server.clear()), "/files/large.bin");
  }

  static void abortedTlsAnswer(ServerProcess server) throws IOException {
    abort(Peer.tls(server.tls(), "http/1.1"), "/large?n=8388608");
  }

  private static void abort(Peer peer, String path) throws IOException {
    try (peer) {
      peer.get(path);
      peer.read(20_000);
      leave(peer);
    }
  }

  /** The type and version of a TLS record, and then nothing or nonsense. */
  static void abortedTls(ServerProcess server) throws IOException {
    try (Peer peer = Peer.plain(server.tls())) {
      peer.send(new byte[] {22, 3, 1, 2, 0, 1, 0, 1});
      if (ThreadLocalRandom.current().nextBoolean()) {
        peer.send(Honest.filled(600, '?'));
      }
      leave(peer);
    }
  }

  static void eventsVanish(ServerProcess server) throws IOException {
    try (Peer peer = Peer.plain(server.clear())) {
      peer.get("/events");
      peer.head();
      Honest.event(peer);
      leave(peer);
    }
  }

  static void webSocketVanishes(ServerProcess server) throws IOException {
    try (Peer peer = Peer.plain(server.clear())) {
      new WebSocketPeer(peer).echo("now you see me");
      leave(peer);
    }
  }

  static void webSocketHalfFrame(ServerProcess server) throws IOException {
    try (Peer peer = Peer.plain(server.clear())) {
      WebSocketPeer client = new WebSocketPeer(peer);
      client.echo("half a frame follows");
      peer.send(java.util.Arrays.copyOf(WebSocketPeer.frame(2, new byte[20_000]), 10_000));
      leave(peer);
    }
  }

  /** A frame without a mask. */
  static void webSocketMalformed(ServerProcess server) throws IOException {
    try (Peer peer = Peer.plain(server.clear())) {
      new WebSocketPeer(peer).echo("now a wrong one");
      peer.send(new byte[] {(byte) 0x81, 1, 'x'});
      peer.awaitEnd();
    }
  }

  static void http2Resets(ServerProcess server) throws IOException {
    try (Http2Peer client = Http2Peer.of(Peer.tls(server.tls(), ALPN_2))) {
      for (int i = 0; i < 10; i++) {
        client.reset(client.get("/large?n=1000000"));
      }
      int upload = client.post("/count");
      client.frame(Http2Peer.DATA, 0, upload, new byte[10_000]);
      client.reset(upload);
      client.frame(Http2Peer.PING, 0, 0, new byte[8]);
      while (client.read().type() != Http2Peer.PING) {
        // what was under way
      }
    }
  }

  static void http2RapidReset(ServerProcess server) throws IOException {
    try (Http2Peer client = Http2Peer.of(Peer.plain(server.clear()))) {
      mayBeCut(
          () -> {
            for (int i = 0; i < 2_000; i++) {
              client.reset(client.get("/"));
            }
          });
      client.peer().awaitEnd();
    }
  }

  static void http2Vanishes(ServerProcess server) throws IOException {
    try (Http2Peer client = Http2Peer.of(Peer.tls(server.tls(), ALPN_2))) {
      for (int i = 0; i < 5; i++) {
        client.get("/large?n=1000000");
      }
      int upload = client.post("/bytes");
      client.frame(Http2Peer.DATA, 0, upload, new byte[10_000]);
      client.read();
      client.peer().vanish();
    }
  }

  /** DATA on a stream that was never opened. */
  static void http2Malformed(ServerProcess server) throws IOException {
    try (Http2Peer client = Http2Peer.of(Peer.plain(server.clear()))) {
      client.get("/large?n=1000000");
      client.frame(Http2Peer.DATA, 0, 99, new byte[100]);
      client.peer().awaitEnd();
    }
  }

  /** Refused with a 4xx or 5xx, then the end. */
  static void malformed(ServerProcess server) throws IOException {
    String head = MALFORMED.get(ThreadLocalRandom.current().nextInt(MALFORMED.size()));
    try (Peer peer = Peer.plain(server.clear())) {
      peer.get("/");
      Honest.check(peer.ok().length, 6);
      mayBeCut(() -> peer.send(head));
      mayBeCut(
          () -> {
            int status = Integer.parseInt(peer.head().substring(9, 12));
            if (status < REFUSED) {
              throw new IllegalStateException(status + " for " + head.lines().findFirst());
            }
          });
      peer.awaitEnd();
    }
  }

  /** A handler that does not answer in its time. */
  static void late(ServerProcess server) throws IOException {
    try (Peer peer = Peer.plain(server.clear())) {
      peer.get("/late");
      if (!peer.head().startsWith("http/1.1 503 ")) {
        throw new IllegalStateException("no 503");
      }
    }
  }

  static void silent(ServerProcess server) throws IOException {
    try (Peer peer = Peer.plain(server.clear())) {
      peer.awaitEnd();
    }
  }

  static void slowHead(ServerProcess server) throws Exception {
    drip(server, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
  }

  static void slowBody(ServerProcess server) throws Exception {
    drip(server, "POST /count" + HOST + "Content-Length: 100000\r\n\r\n");
  }

  /** A byte now and then, until the server has enough. */
  private static void drip(ServerProcess server, String begin) throws Exception {
    try (Peer peer = Peer.plain(server.clear())) {
      peer.send(begin);
      long forgotten = System.nanoTime() + Peer.TIMEOUT_MILLIS * 1_000_000L;
      while (peer.in().available() == 0) {
        Thread.sleep(300);
        if (System.nanoTime() > forgotten) {
          throw new IllegalStateException("the server waits for ever");
        }
        peer.send((byte) 'x');
      }
      peer.awaitEnd();
    } catch (SocketException asItShould) {
      return;
    }
  }

  /** Asks for much and reads nothing; what is in the kernel's buffers can be read even so. */
  static void slowReader(ServerProcess server) throws Exception {
    try (Peer peer = Peer.narrow(server.clear())) {
      peer.get("/large?n=60000000");
      Thread.sleep(8_000);
      peer.awaitEnd();
    }
  }
}
