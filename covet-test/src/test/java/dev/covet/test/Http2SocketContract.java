package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.Covet;
import dev.covet.Room;
import dev.covet.Rooms;
import dev.covet.WebSocket;
import dev.covet.WebSocketListener;
import dev.covet.WebSocketUpgrade;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** WebSocket over streams of HTTP/2 (RFC 8441), whatever carries the connection. */
abstract class Http2SocketContract extends SocketServer {
  private static final int CONNECT_PROTOCOL = 8;
  private static final int CANCEL = 8;
  private static final int PROTOCOL_ERROR = 1;

  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Rooms rooms = Rooms.inMemory(10);
  private final CountDownLatch goOn = new CountDownLatch(1);

  @Override
  void declare(Covet app) {
    app.websocket("/echo", SocketServer::echo);
    app.websocket(
        "/listener",
        new WebSocketListener() {
          @Override
          public void onOpen(WebSocket socket) throws IOException {
            socket.send("open");
          }

          @Override
          public void onClose(WebSocket socket) {
            told.add("closed " + socket.closeCode());
          }
        });
    app.get(
        "/chosen",
        req -> {
          String version = req.version().toString();
          return WebSocketUpgrade.of(req)
              .subprotocols("v2")
              .accept(socket -> socket.send(socket.subprotocol() + version));
        });
    app.websocket(
        "/many",
        socket -> {
          for (int i = 0; i < 200; i++) {
            socket.send("m".repeat(1000));
          }
        });
    app.websocket(
        "/slow",
        socket -> {
          goOn.await();
          echo(socket);
        });
    app.websocket(
        "/room",
        new WebSocketListener() {
          @Override
          public void onOpen(WebSocket socket) {
            rooms.room("r").join(socket);
          }
        });
    app.get(
            "/patient",
            req -> WebSocketUpgrade.of(req).ping(Duration.ofSeconds(1)).accept(SocketServer::echo))
        .timeout(Duration.ofMillis(600));
    app.get("/plain", req -> "text");
  }

  @BeforeEach
  void forget() {
    told.clear();
  }

  private static int open(Http2Connection connection, String path, String... more)
      throws IOException {
    int stream = connection.stream();
    List<String> fields =
        new ArrayList<>(
            List.of(":method", "CONNECT", ":protocol", "websocket", ":scheme", "https"));
    fields.addAll(List.of(":path", path, ":authority", "a", "sec-websocket-version", "13"));
    fields.addAll(Arrays.asList(more));
    connection.headers(stream, false, fields.toArray(new String[0]));
    connection.flush();
    return stream;
  }

  /** A client's frame with a key of zeros. */
  private static byte[] frame(int first, byte[] payload) {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(first);
    if (payload.length < 126) {
      frame.write(0x80 | payload.length);
    } else {
      frame.write(0x80 | 126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    }
    frame.writeBytes(new byte[4]);
    frame.writeBytes(payload);
    return frame.toByteArray();
  }

  private static byte[] text(String text) {
    return frame(0x81, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads until so many bytes of a stream have come; widens the windows as they do. */
  private static byte[] read(Http2Connection connection, int stream, int count) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (bytes.size() < count) {
      Http2Connection.Frame frame = connection.read();
      assertThat(frame).as("after %s bytes", bytes.size()).isNotNull();
      assertThat(frame.type()).as("RST_STREAM").isNotEqualTo(Http2Connection.RST_STREAM);
      if (frame.type() == Http2Connection.HEADERS) {
        connection.fields(frame.payload()); // keeps the table of the connection in step
      }
      if (frame.type() == Http2Connection.DATA && frame.stream() == stream) {
        bytes.writeBytes(frame.payload());
        if (frame.payload().length > 0) {
          connection.windowUpdate(stream, frame.payload().length);
          connection.windowUpdate(0, frame.payload().length);
        }
      }
    }
    return bytes.toByteArray();
  }

  private static void expect(Http2Connection connection, int stream, byte... bytes)
      throws IOException {
    assertThat(read(connection, stream, bytes.length)).isEqualTo(bytes);
  }

  private static byte[] served(int first, String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    byte[] frame = new byte[2 + payload.length];
    frame[0] = (byte) first;
    frame[1] = (byte) payload.length;
    System.arraycopy(payload, 0, frame, 2, payload.length);
    return frame;
  }

  private static int resetCode(Http2Connection connection, int stream) throws IOException {
    for (Http2Connection.Frame frame = connection.read(); frame != null; ) {
      if (frame.type() == Http2Connection.RST_STREAM && frame.stream() == stream) {
        return frame.payload()[3];
      }
      frame = connection.read();
    }
    return -1;
  }

  @Test
  void itIsOffered() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      byte[] settings = connection.await(Http2Connection.SETTINGS).payload();
      List<Integer> found = new ArrayList<>();
      for (int at = 0; at < settings.length; at += 6) {
        if (settings[at + 1] == CONNECT_PROTOCOL) {
          found.add((int) settings[at + 5]);
        }
      }
      assertThat(found).containsExactly(1);
    }
  }

  @Test
  void messagesComeBack() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      int stream = open(connection, "/echo");
      connection.data(stream, false, text("hällo"));
      byte[] echoed = text("hällo");
      expect(connection, stream, served(0x81, "hällo"));
      connection.data(stream, false, Arrays.copyOf(echoed, 3));
      connection.data(stream, false, Arrays.copyOfRange(echoed, 3, echoed.length));
      expect(connection, stream, served(0x81, "hällo"));
      connection.data(stream, false, frame(0x89, new byte[] {'p'}));
      expect(connection, stream, served(0x8a, "p"));
      connection.data(stream, false, frame(0x88, new byte[] {0x03, (byte) 0xe8}));
      expect(connection, stream, (byte) 0x88, (byte) 2, (byte) 0x03, (byte) 0xe8);
      Http2Connection.Frame end = connection.await(Http2Connection.DATA);
      assertThat(end.flags() & 1).isEqualTo(1);
      connection.data(stream, true, new byte[0]);
      // The connection goes on.
      assertThat(connection.response(connection.get("/plain")).text()).isEqualTo("text");
    }
  }

  /** As many pings as take more than three times the time of its request. */
  @Test
  void aSilentClientOutlivesTheTimeOfItsRequest() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      int stream = open(connection, "/patient");
      for (int i = 0; i < 2; i++) {
        expect(connection, stream, served(0x89, ""));
        connection.data(stream, false, frame(0x8a, new byte[0]));
      }
      connection.data(stream, false, text("still"));
      expect(connection, stream, served(0x81, "still"));
    }
  }

  @Test
  void manyMessagesFollowTheWindows() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      int stream = open(connection, "/many");
      byte[] all = read(connection, stream, 200 * 1004 + 4);
      for (int i = 0; i < 200; i++) {
        assertThat(all[i * 1004]).isEqualTo((byte) 0x81);
        assertThat(all[i * 1004 + 1003]).isEqualTo((byte) 'm');
      }
      assertThat(Arrays.copyOfRange(all, 200 * 1004, all.length))
          .isEqualTo(new byte[] {(byte) 0x88, 2, 0x03, (byte) 0xe8});
    }
  }

  @Test
  void aHandlerThatTakesNothingHoldsUpItsStreamAlone() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      int slow = open(connection, "/slow");
      byte[] message = frame(0x82, new byte[5000]);
      for (int i = 0; i < 13; i++) {
        connection.data(slow, false, message); // as much as the window of a stream allows
      }
      int quick = open(connection, "/echo");
      connection.data(quick, false, text("a"));
      expect(connection, quick, served(0x81, "a"));
      goOn.countDown();
      assertThat(read(connection, slow, 13 * 5004)).hasSize(13 * 5004);
    }
  }

  @Test
  void theHandshakeIsARequestLikeOthers() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      int stream = open(connection, "/chosen", "sec-websocket-protocol", "v1, v2");
      byte[] message = served(0x81, "v2HTTP/2");
      assertThat(read(connection, stream, message.length)).startsWith(message);
      assertThat(connection.response(open(connection, "/missing")).status()).isEqualTo(404);
      int other = open(connection, "/echo", "origin", "https://evil.example", "cookie", "a=b");
      assertThat(connection.response(other).status()).isEqualTo(403);
      int plain = connection.stream();
      connection.request(plain, true, "GET", "/echo");
      assertThat(connection.response(plain).status()).isEqualTo(400);
    }
  }

  @Test
  void anAnswerThatLooksLikeATunnelIsReset() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      assertThat(resetCode(connection, open(connection, "/plain"))).isEqualTo(CANCEL);
    }
  }

  @Test
  void whatIsNoWebSocketIsRefused() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      int other = connection.stream();
      connection.headers(
          other,
          true,
          ":method",
          "CONNECT",
          ":protocol",
          "other",
          ":scheme",
          "https",
          ":path",
          "/echo",
          ":authority",
          "a");
      connection.flush();
      assertThat(connection.response(other).status()).isEqualTo(501);
      int get = connection.stream();
      connection.headers(
          get,
          true,
          ":method",
          "GET",
          ":protocol",
          "websocket",
          ":scheme",
          "https",
          ":path",
          "/echo",
          ":authority",
          "a");
      connection.flush();
      assertThat(resetCode(connection, get)).isEqualTo(PROTOCOL_ERROR);
      int lost = connection.stream();
      connection.headers(
          lost, true, ":method", "CONNECT", ":protocol", "websocket", ":authority", "a");
      connection.flush();
      assertThat(resetCode(connection, lost)).isEqualTo(PROTOCOL_ERROR);
    }
  }

  @Test
  void aResetIsTheEnd() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      int stream = open(connection, "/listener");
      expect(connection, stream, served(0x81, "open"));
      connection.reset(stream, CANCEL).flush();
      await().untilAsserted(() -> assertThat(told).containsExactly("closed 1006"));
    }
  }

  @Test
  void anEndWithoutACloseFrameIsAReset() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      int stream = open(connection, "/listener");
      expect(connection, stream, served(0x81, "open"));
      connection.data(stream, true, new byte[0]);
      assertThat(resetCode(connection, stream)).isEqualTo(CANCEL);
      await().untilAsserted(() -> assertThat(told).containsExactly("closed 1006"));
    }
  }

  @Test
  void aLostConnectionIsTheEnd() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      int stream = open(connection, "/listener");
      expect(connection, stream, served(0x81, "open"));
    }
    await().untilAsserted(() -> assertThat(told).containsExactly("closed 1006"));
  }

  @Test
  void whatBreaksTheRulesIsClosedWithItsCode() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      int stream = open(connection, "/echo");
      connection.data(stream, false, new byte[] {(byte) 0x81, 1, 'a'});
      byte[] close = read(connection, stream, 4);
      assertThat(Arrays.copyOf(close, 1)).isEqualTo(new byte[] {(byte) 0x88});
      assertThat(Arrays.copyOfRange(close, 2, 4)).isEqualTo(new byte[] {0x03, (byte) 0xea});
    }
  }

  @Test
  void aRoomReachesStreamsToo() throws Exception {
    Room room = rooms.room("r");
    try (Http2Connection connection = server.connectHttp2()) {
      int one = open(connection, "/room");
      int other = open(connection, "/room");
      await().until(() -> room.size() == 2);
      room.publish("x");
      assertThat(read(connection, one, 20)[0]).isEqualTo((byte) 0x81);
      room.publish("y");
      assertThat(read(connection, other, 20)[0]).isEqualTo((byte) 0x81);
    }
    await().until(() -> room.size() == 0);
  }

  @Test
  void aStopSaysGoodbye() throws Exception {
    TestServer leaving = TestServer.start(config(), this::declare);
    try (Http2Connection connection = leaving.connectHttp2()) {
      int stream = open(connection, "/echo");
      connection.data(stream, false, text("a"));
      expect(connection, stream, served(0x81, "a"));
      Thread stopping = Thread.startVirtualThread(leaving::close);
      byte[] close = read(connection, stream, 4);
      assertThat(Arrays.copyOfRange(close, 2, 4)).isEqualTo(new byte[] {0x03, (byte) 0xe9});
      connection.data(stream, true, frame(0x88, new byte[] {0x03, (byte) 0xe9}));
      stopping.join();
    }
  }

  @Test
  void withoutTheProtocolItIsNotOffered() throws Exception {
    try (TestServer without =
            TestServer.start(config().set("protocols", "http1,http2"), this::declare);
        Http2Connection connection = without.connectHttp2()) {
      assertThat(resetCode(connection, open(connection, "/echo"))).isEqualTo(PROTOCOL_ERROR);
    }
  }
}
