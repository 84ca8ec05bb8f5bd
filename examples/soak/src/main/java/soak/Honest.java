package soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** Clients that keep to the rules. Each throws if it does not get what it must get. */
final class Honest {
  static final String BOUNDARY = "soak-boundary";
  private static final String[] CODINGS = {"gzip", "br", "zstd"};
  private static final String ALPN_1 = "http/1.1";
  private static final String ALPN_2 = "h2";
  private static final int UPLOAD = 200_000;
  private static final int FILE = 100_000;

  private Honest() {}

  static void keepAlive(ServerProcess server) throws IOException {
    try (Peer peer = Peer.plain(server.clear())) {
      asks(peer);
    }
  }

  static void tls(ServerProcess server) throws IOException {
    try (Peer peer = Peer.tls(server.tls(), ALPN_1)) {
      asks(peer);
    }
  }

  private static void asks(Peer peer) throws IOException {
    for (int i = ThreadLocalRandom.current().nextInt(1, 8); i > 0; i--) {
      peer.get("/");
      check(peer.ok().length, 6);
    }
  }

  static void http2(ServerProcess server) throws IOException {
    streams(Peer.tls(server.tls(), ALPN_2));
  }

  static void http2Clear(ServerProcess server) throws IOException {
    streams(Peer.plain(server.clear()));
  }

  private static void streams(Peer peer) throws IOException {
    try (Http2Peer client = Http2Peer.of(peer)) {
      for (int i = 0; i < 4; i++) {
        client.get("/large?n=100000");
      }
      check(client.ok(4), 400_000);
      int stream = client.post("/count");
      client.frame(Http2Peer.DATA, 0, stream, new byte[10_000]);
      client.frame(Http2Peer.DATA, 1, stream, new byte[10_000]);
      check(client.ok(1), 5);
    }
  }

  static void upload(ServerProcess server) throws IOException {
    try (Peer peer = Peer.plain(server.clear())) {
      post(peer, "/count", "application/octet-stream", UPLOAD);
      peer.send(new byte[UPLOAD]);
      answers(peer, UPLOAD);
      post(peer, "/bytes", "application/octet-stream", UPLOAD);
      peer.send(new byte[UPLOAD]);
      answers(peer, UPLOAD);
    }
  }

  static void parts(ServerProcess server) throws IOException {
    multipart(server, "/parts");
  }

  /** Larger than what stays in memory, so that there is a temporary file. */
  static void form(ServerProcess server) throws IOException {
    multipart(server, "/form");
  }

  private static void multipart(ServerProcess server, String path) throws IOException {
    try (Peer peer = Peer.plain(server.clear())) {
      byte[] begin = partHead();
      byte[] end = ("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII);
      post(peer, path, multipartType(), begin.length + FILE + end.length);
      peer.send(begin);
      peer.send(new byte[FILE]);
      peer.send(end);
      answers(peer, FILE);
    }
  }

  static String multipartType() {
    return "multipart/form-data; boundary=" + BOUNDARY;
  }

  static byte[] partHead() {
    return ("--"
            + BOUNDARY
            + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n"
            + "Content-Type: application/octet-stream\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  static void post(Peer peer, String path, String type, int length) throws IOException {
    peer.send(
        "POST %s HTTP/1.1\r\nHost: localhost\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n"
            .formatted(path, type, length));
  }

  private static void answers(Peer peer, long number) throws IOException {
    check(Long.parseLong(new String(peer.ok(), StandardCharsets.US_ASCII)), number);
  }

  static void files(ServerProcess server) throws IOException {
    try (Peer peer = Peer.plain(server.clear())) {
      peer.get("/files/small.txt");
      check(peer.ok().length, 11);
      peer.get("/files/large.bin");
      check(peer.ok().length, 1 << 20);
    }
    try (Peer peer = Peer.tls(server.tls(), ALPN_1)) {
      peer.get("/files/large.bin");
      check(peer.ok().length, 1 << 20);
    }
  }

  static void compressed(ServerProcess server) throws IOException {
    String coding = CODINGS[ThreadLocalRandom.current().nextInt(CODINGS.length)];
    try (Peer peer = Peer.plain(server.clear())) {
      peer.send(
          "GET /words HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: " + coding + "\r\n\r\n");
      int length = peer.ok().length;
      if (length == 0 || length > 2_000) {
        throw new IllegalStateException(coding + ": " + length + " bytes");
      }
    }
  }

  static void lines(ServerProcess server) throws IOException {
    try (Peer peer = Peer.plain(server.clear())) {
      peer.get("/lines");
      check(peer.ok().length, 6_400);
    }
  }

  static void events(ServerProcess server) throws IOException {
    try (Peer peer = Peer.plain(server.clear())) {
      peer.get("/events");
      peer.head();
      for (int i = 0; i < 2; i++) {
        event(peer);
      }
    }
  }

  /** Reads up to the end of an event. */
  static void event(Peer peer) throws IOException {
    for (int before = 0, next = peer.read(); before != '\n' || next != '\n'; ) {
      before = next;
      next = peer.read();
    }
  }

  static void webSocket(ServerProcess server) throws IOException {
    talk(Peer.plain(server.clear()));
  }

  static void webSocketTls(ServerProcess server) throws IOException {
    talk(Peer.tls(server.tls(), ALPN_1));
  }

  private static void talk(Peer peer) throws IOException {
    try (peer) {
      WebSocketPeer client = new WebSocketPeer(peer);
      client.echo("a");
      client.echo("b".repeat(5_000));
      client.end();
    }
  }

  static void check(long found, long wanted) {
    if (found != wanted) {
      throw new IllegalStateException(found + " instead of " + wanted);
    }
  }

  /** {@code count} times the byte. */
  static byte[] filled(int count, char with) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) with);
    return bytes;
  }
}
