package dev.covet.test;

import static dev.covet.test.Http2Connection.CONTINUATION;
import static dev.covet.test.Http2Connection.DATA;
import static dev.covet.test.Http2Connection.GOAWAY;
import static dev.covet.test.Http2Connection.HEADERS;
import static dev.covet.test.Http2Connection.PING;
import static dev.covet.test.Http2Connection.RST_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Config;
import dev.covet.test.Http2Connection.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What costs a client of HTTP/2 next to nothing and a server something: each pattern is ended at
 * its limit, the honest case just below it is served, and a client on another connection never
 * notices.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class Http2AbuseRows {
  private static final int PRIORITY = 2;
  private static final int SETTINGS = 4;
  private static final int WINDOW_UPDATE = 8;
  private static final int PROTOCOL_ERROR = 1;
  private static final int FLOW_CONTROL_ERROR = 3;
  private static final int STREAM_CLOSED = 5;
  private static final int FRAME_SIZE_ERROR = 6;
  private static final int REFUSED_STREAM = 7;
  private static final int CANCEL = 8;
  private static final int COMPRESSION_ERROR = 9;
  private static final int ENHANCE_YOUR_CALM = 11;
  private static final int RESETS = 200;
  private static final int CONTROL = 200;

  private final String transport;
  private final AtomicInteger handled = new AtomicInteger();
  private volatile CountDownLatch free = new CountDownLatch(1);
  private TestServer server;
  private Http2Connection honest;

  Http2AbuseRows(String transport) {
    this.transport = transport;
  }

  @BeforeAll
  void start() throws IOException {
    server =
        TestServer.start(
            Config.builder().transport(transport).workers(1),
            app -> {
              app.get("/honest", req -> "honest");
              app.get("/x", req -> handled.incrementAndGet());
              app.post("/x", req -> handled.incrementAndGet() + req.body().text())
                  .body(String.class);
              app.get("/large", req -> new byte[100_000]);
              app.get(
                      "/stubborn",
                      req -> {
                        CountDownLatch end = free;
                        while (end.getCount() > 0) {
                          try {
                            end.await();
                          } catch (InterruptedException e) {
                            // It does not want to end.
                          }
                        }
                        return "at last";
                      })
                  .offload();
              app.get("/waits", req -> free.await(20, TimeUnit.SECONDS));
            });
    honest = server.connectHttp2();
  }

  @AfterAll
  void stop() throws IOException {
    free.countDown();
    honest.close();
    server.close();
  }

  @AfterEach
  void theHonestClientNeverNotices() throws IOException {
    assertThat(honest.response(honest.get("/honest")).text()).isEqualTo("honest");
  }

  private static void endsCalmly(Http2Connection connection) throws IOException {
    endsWith(connection, ENHANCE_YOUR_CALM);
  }

  private static void endsWith(Http2Connection connection, int code) throws IOException {
    Frame goAway = connection.end();
    assertThat(goAway).as("GOAWAY").isNotNull();
    assertThat(goAway.errorCode()).as("%s", new String(goAway.payload())).isEqualTo(code);
  }

  private static void livesOn(Http2Connection connection) throws IOException {
    assertThat(connection.response(connection.get("/honest")).text()).isEqualTo("honest");
  }

  // ---- resets

  @Test
  void rapidResetEndsAtItsLimit() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      for (int i = 0; i < RESETS; i++) {
        connection.reset(connection.get("/x"), CANCEL);
      }
      livesOn(connection);
      connection.reset(connection.get("/x"), CANCEL);
      endsCalmly(connection);
    }
  }

  /** How a client makes the server reset a stream (CVE-2025-8671), and by which code. */
  enum MadeYouReset {
    UPDATE_OF_ZERO(PROTOCOL_ERROR) {
      @Override
      void provoke(Http2Connection c) throws IOException {
        int stream = open(c);
        c.windowUpdate(stream, 0);
      }
    },
    WINDOW_OVERFLOW(FLOW_CONTROL_ERROR) {
      @Override
      void provoke(Http2Connection c) throws IOException {
        int stream = open(c);
        c.windowUpdate(stream, Integer.MAX_VALUE);
      }
    },
    DATA_AFTER_THE_END(STREAM_CLOSED) {
      @Override
      void provoke(Http2Connection c) throws IOException {
        c.data(c.get("/large"), true, new byte[1]);
      }
    },
    HEADERS_AFTER_THE_END(STREAM_CLOSED) {
      @Override
      void provoke(Http2Connection c) throws IOException {
        c.headers(c.get("/large"), true, "a", "b");
      }
    },
    PRIORITY_OF_WRONG_LENGTH(FRAME_SIZE_ERROR) {
      @Override
      void provoke(Http2Connection c) throws IOException {
        c.frame(PRIORITY, 0, open(c), new byte[4]);
      }
    },
    OWN_PARENT(PROTOCOL_ERROR) {
      @Override
      void provoke(Http2Connection c) throws IOException {
        int stream = open(c);
        c.frame(
            PRIORITY, 0, stream, (byte) 0, (byte) 0, (byte) (stream >> 8), (byte) stream, (byte) 0);
      }
    },
    TOO_MUCH_BODY(PROTOCOL_ERROR) {
      @Override
      void provoke(Http2Connection c) throws IOException {
        int stream = c.stream();
        c.request(stream, false, "POST", "/x", "content-length", "1")
            .data(stream, false, new byte[2]);
      }
    },
    TOO_LITTLE_BODY(PROTOCOL_ERROR) {
      @Override
      void provoke(Http2Connection c) throws IOException {
        int stream = c.stream();
        c.request(stream, false, "POST", "/x", "content-length", "2")
            .data(stream, true, new byte[1]);
      }
    },
    MALFORMED_HEAD(PROTOCOL_ERROR) {
      @Override
      void provoke(Http2Connection c) throws IOException {
        c.request(c.stream(), true, "GET", "/x", "Upper", "case");
      }
    },
    MALFORMED_TRAILERS(PROTOCOL_ERROR) {
      @Override
      void provoke(Http2Connection c) throws IOException {
        c.headers(open(c), true, ":path", "/x");
      }
    },
    TRAILERS_WITHOUT_END(PROTOCOL_ERROR) {
      @Override
      void provoke(Http2Connection c) throws IOException {
        c.headers(open(c), false, "a", "b");
      }
    };

    private final int code;

    MadeYouReset(int code) {
      this.code = code;
    }

    abstract void provoke(Http2Connection connection) throws IOException;

    static int open(Http2Connection connection) throws IOException {
      int stream = connection.stream();
      connection.request(stream, false, "POST", "/x");
      return stream;
    }
  }

  @ParameterizedTest
  @EnumSource
  void madeYouResetCountsLikeAReset(MadeYouReset form) throws Exception {
    // A small window, so that large answers stay open.
    try (Http2Connection connection = server.connectHttp2(4, 10)) {
      for (int i = 0; i < RESETS; i++) {
        form.provoke(connection);
        assertThat(connection.await(RST_STREAM).errorCode()).isEqualTo(form.code);
      }
      livesOn(connection);
      form.provoke(connection);
      endsCalmly(connection);
    }
  }

  @Test
  void aBrowserThatCancelsImagesIsServedOn() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      for (int i = 0; i < 50; i++) {
        connection.reset(connection.get("/large"), CANCEL);
      }
      connection.windowUpdate(0, 1 << 24);
      livesOn(connection);
    }
  }

  // ---- control frames

  @ParameterizedTest
  @CsvSource({"PING", "SETTINGS", "PRIORITY", "UPDATE", "UNKNOWN"})
  void floodsOfControlFramesEndAtTheirLimit(String kind) throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      int stream = connection.get("/waits");
      for (int i = 0; i < CONTROL - 10; i++) {
        control(connection, kind, stream);
      }
      livesOn(connection);
      for (int i = 0; i < 20; i++) {
        control(connection, kind, stream);
      }
      endsCalmly(connection);
    }
  }

  private static void control(Http2Connection connection, String kind, int stream)
      throws IOException {
    switch (kind) {
      case "PING" -> connection.frame(PING, 0, 0, new byte[8]);
      case "SETTINGS" -> connection.settings();
      case "PRIORITY" -> connection.frame(PRIORITY, 0, stream, new byte[5]);
      case "UPDATE" -> connection.windowUpdate(stream, 1);
      default -> connection.frame(0x77, 0, stream, new byte[3]);
    }
  }

  @Test
  void updatesThatAnswerDataAreNoFlood() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      // 100 × 100,000 bytes in frames of 16 KiB at the most: 700 frames, 1,400 updates.
      List<Integer> streams = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        streams.add(connection.get("/large"));
      }
      for (TestResponse answer : connection.responses(streams)) {
        assertThat(answer.bytes()).hasSize(100_000);
      }
      livesOn(connection);
    }
  }

  /** As Go's client does when its user reads little by little. */
  @Test
  void updatesAfterEach4KiBAreNoFlood() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      for (int i = 0; i < 20; i++) {
        int stream = connection.get("/large");
        boolean ends = false;
        while (!ends) {
          Http2Connection.Frame frame = connection.await(DATA);
          ends = frame.endsStream();
          for (int left = frame.payload().length; left > 0; left -= 4096) {
            connection.windowUpdate(0, Math.min(left, 4096));
            connection.windowUpdate(stream, Math.min(left, 4096));
          }
        }
      }
      livesOn(connection);
    }
  }

  // ---- DATA and CONTINUATION

  @Test
  void emptyDataEndsAtItsLimit() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      int stream = MadeYouReset.open(connection);
      for (int i = 0; i < 10; i++) {
        connection.frame(DATA, 0, stream);
      }
      livesOn(connection);
      connection.frame(DATA, 0x8, stream, (byte) 3, (byte) 0, (byte) 0, (byte) 0);
      endsCalmly(connection);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10})
  void smallContinuationsEndAtTheirLimit(int size) throws Exception {
    byte[] head =
        Http2Connection.block(
            ":method", "GET", ":scheme", "http", ":authority", "a", ":path", "/honest");
    try (Http2Connection connection = server.connectHttp2()) {
      int stream = connection.stream();
      connection.frame(HEADERS, 1, stream, Arrays.copyOf(head, head.length - 1));
      for (int i = 0; i < 15; i++) {
        connection.frame(CONTINUATION, 0, stream);
      }
      connection.frame(CONTINUATION, 4, stream, head[head.length - 1]);
      assertThat(connection.response(stream).text()).isEqualTo("honest");
      int next = connection.stream();
      connection.frame(HEADERS, 1, next, head);
      for (int i = 0; i < 17; i++) {
        connection.frame(CONTINUATION, 0, next, new byte[size]);
      }
      endsCalmly(connection);
    }
  }

  @Test
  void anEndlessHeaderBlockIsCutOff() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      connection.frame(HEADERS, 1, connection.stream());
      for (int i = 0; i < 5; i++) {
        connection.frame(CONTINUATION, 0, 1, new byte[16_000]);
      }
      endsCalmly(connection);
    }
  }

  // ---- header bombs

  @Test
  void headersOverTheLimitsResetTheirStreamAndTheDecoderGoesOn() throws Exception {
    String[] crumbs = new String[200];
    for (int i = 0; i < crumbs.length; i += 2) {
      crumbs[i] = "cookie";
      crumbs[i + 1] = "a=b";
    }
    try (Http2Connection connection = server.connectHttp2()) {
      for (String[] fields : List.of(crumbs, new String[] {"x", "y".repeat(17_000)})) {
        int stream = connection.stream();
        byte[] block = head("/x", fields);
        split(connection, stream, block);
        Frame reset = connection.await(RST_STREAM);
        assertThat(reset.stream()).isEqualTo(stream);
        assertThat(reset.errorCode()).isEqualTo(PROTOCOL_ERROR);
        livesOn(connection);
      }
      int last = connection.stream();
      split(connection, last, head("/honest", Arrays.copyOf(crumbs, 190)));
      assertThat(connection.response(last).text()).isEqualTo("honest");
    }
  }

  private static byte[] head(String path, String... fields) {
    List<String> all =
        new ArrayList<>(
            List.of(":method", "GET", ":scheme", "http", ":authority", "a", ":path", path));
    all.addAll(List.of(fields));
    return Http2Connection.block(all.toArray(new String[0]));
  }

  private static void split(Http2Connection connection, int stream, byte[] block)
      throws IOException {
    int first = Math.min(block.length, 16_384);
    boolean one = first == block.length;
    connection.frame(HEADERS, one ? 5 : 1, stream, Arrays.copyOf(block, first));
    for (int at = first; at < block.length; at += 16_384) {
      int end = Math.min(block.length, at + 16_384);
      connection.frame(
          CONTINUATION, end == block.length ? 4 : 0, stream, Arrays.copyOfRange(block, at, end));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {101, 300})
  void referencesOverTheLimitLeaveTheTableInStep(int references) throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.writeBytes(head("/x"));
    bomb.write(0x40);
    byte[] entry = Http2Connection.block("x", "y".repeat(50));
    bomb.write(entry, 1, entry.length - 1);
    for (int i = 0; i < references; i++) {
      bomb.write(0x80 | 62);
    }
    try (Http2Connection connection = server.connectHttp2()) {
      split(connection, connection.stream(), bomb.toByteArray());
      assertThat(connection.await(RST_STREAM).errorCode()).isEqualTo(PROTOCOL_ERROR);
      // The table is as the client thinks it is: the entry is there for a request of normal size.
      ByteArrayOutputStream next = new ByteArrayOutputStream();
      next.writeBytes(head("/honest"));
      next.write(0x80 | 62);
      int stream = connection.stream();
      split(connection, stream, next.toByteArray());
      assertThat(connection.response(stream).text()).isEqualTo("honest");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"references", "crumbs"})
  void aBombIsNotDecodedToItsEnd(String kind) throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    bomb.writeBytes(head("/x"));
    if (kind.equals("references")) {
      // A field of 4,000 bytes into the table, then 12,000 references to it: 48 MB.
      bomb.write(0x40);
      byte[] entry = Http2Connection.block("x", "y".repeat(4000));
      bomb.write(entry, 1, entry.length - 1);
      for (int i = 0; i < 12_000; i++) {
        bomb.write(0x80 | 62);
      }
    } else {
      for (int i = 0; i < 5_000; i++) {
        // cookie, by its index in the static table, with an empty value
        bomb.writeBytes(new byte[] {0x0f, 17, 0});
      }
    }
    try (Http2Connection connection = server.connectHttp2()) {
      split(connection, connection.stream(), bomb.toByteArray());
      endsCalmly(connection);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"table of 4097 bytes", "size update in the middle", "index 0", "index beyond"})
  void brokenCompressionEndsTheConnection(String trick) throws Exception {
    byte[] block =
        switch (trick) {
          case "table of 4097 bytes" -> new byte[] {0x3f, (byte) 0xe2, 0x1f};
          case "size update in the middle" -> new byte[] {(byte) 0x82, 0x20};
          case "index 0" -> new byte[] {(byte) 0x80};
          default -> new byte[] {(byte) 0xfe};
        };
    try (Http2Connection connection = server.connectHttp2()) {
      connection.frame(HEADERS, 5, connection.stream(), block);
      endsWith(connection, COMPRESSION_ERROR);
    }
  }

  // ---- streams and handlers

  @Test
  void streamsOverTheLimitAreRefusedAndCountOnceTheClientKnowsIt() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      for (int i = 0; i < 100; i++) {
        connection.get("/waits");
      }
      // The client has not acknowledged the limit: refused, and no more than that.
      for (int i = 0; i <= RESETS; i++) {
        int stream = connection.get("/x");
        Frame refused = connection.await(RST_STREAM);
        assertThat(refused.stream()).isEqualTo(stream);
        assertThat(refused.errorCode()).isEqualTo(REFUSED_STREAM);
      }
      connection.frame(SETTINGS, 1, 0);
      for (int i = 0; i <= RESETS; i++) {
        connection.get("/x");
      }
      endsCalmly(connection);
    }
  }

  @Test
  void cancelledHandlersCountUntilTheyEndAndAreNotHeldAgainstTheClient() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      connection.frame(SETTINGS, 1, 0);
      for (int i = 0; i < 100; i++) {
        connection.reset(connection.get("/stubborn"), CANCEL);
      }
      for (int i = 0; i <= RESETS; i++) {
        int stream = connection.get("/x");
        Frame refused = connection.await(RST_STREAM);
        assertThat(refused.stream()).isEqualTo(stream);
        assertThat(refused.errorCode()).isEqualTo(REFUSED_STREAM);
      }
      free.countDown();
      free = new CountDownLatch(1);
      org.awaitility.Awaitility.await()
          .untilAsserted(
              () -> {
                int stream = connection.get("/honest");
                assertThat(connection.response(stream).text()).isEqualTo("honest");
              });
    }
  }

  // ---- windows

  @Test
  void theConnectionsWindowCanNotOverflow() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      connection.windowUpdate(0, Integer.MAX_VALUE);
      endsWith(connection, FLOW_CONTROL_ERROR);
    }
    try (Http2Connection connection = server.connectHttp2()) {
      connection.windowUpdate(0, 0);
      endsWith(connection, PROTOCOL_ERROR);
    }
  }

  @Test
  void settingsCanNotOverflowAWindow() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      int stream = connection.get("/waits");
      connection.windowUpdate(stream, 1000);
      connection.settings(4, Integer.MAX_VALUE);
      endsWith(connection, FLOW_CONTROL_ERROR);
    }
  }

  @Test
  void moreDataThanTheStreamsWindowResetsIt() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      int stream = connection.stream();
      connection.request(stream, false, "POST", "/waits-for-nothing");
      connection.request(stream + 2, false, "GET", "/waits");
      connection.data(stream + 2, false, new byte[65_536]);
      Frame reset = connection.await(RST_STREAM);
      assertThat(reset.errorCode()).isIn(0, FLOW_CONTROL_ERROR);
      while (reset.stream() != stream + 2) {
        reset = connection.await(RST_STREAM);
      }
      assertThat(reset.errorCode()).isEqualTo(FLOW_CONTROL_ERROR);
    }
  }

  @Test
  void framesOnIdleStreamsEndTheConnection() throws Exception {
    for (int type : new int[] {DATA, RST_STREAM, WINDOW_UPDATE}) {
      try (Http2Connection connection = server.connectHttp2()) {
        connection.frame(type, 0, 99, new byte[] {0, 0, 0, 1});
        endsWith(connection, PROTOCOL_ERROR);
      }
    }
  }

  @Test
  void nothingIsServedAfterGoAway() throws Exception {
    int before = handled.get();
    try (Http2Connection connection = server.connectHttp2()) {
      connection.buffer(PING, 0, 1, new byte[8]);
      connection.buffer(HEADERS, 5, 1, head("/x"));
      connection.flush();
      Frame goAway = connection.await(GOAWAY);
      assertThat(goAway.errorCode()).isEqualTo(PROTOCOL_ERROR);
      assertThat(goAway.lastStream()).isZero();
      assertThat(connection.read()).isNull();
    }
    assertThat(handled).hasValue(before);
  }
}
