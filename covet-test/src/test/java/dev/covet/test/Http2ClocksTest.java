package dev.covet.test;

import static dev.covet.test.Http2Connection.DATA;
import static dev.covet.test.Http2Connection.GOAWAY;
import static dev.covet.test.Http2Connection.HEADERS;
import static dev.covet.test.Http2Connection.PING;
import static dev.covet.test.Http2Connection.RST_STREAM;
import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Config;
import dev.covet.Response;
import dev.covet.test.Http2Connection.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may take a connection or a stream of HTTP/2 too long, and how the server leaves. */
class Http2ClocksTest {
  private static final int NO_ERROR = 0;
  private static final int CANCEL = 8;
  private static final int ENHANCE_YOUR_CALM = 11;
  private static final String SHORT = "300ms";

  private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private final CountDownLatch go = new CountDownLatch(1);

  private TestServer serving(String... settings) {
    Config.Builder config = Config.builder().workers(1);
    for (int i = 0; i < settings.length; i += 2) {
      config.set(settings[i], settings[i + 1]);
    }
    return TestServer.start(
        config,
        app -> {
          app.get("/", req -> "here");
          app.get("/large", req -> new byte[1 << 20]);
          app.post("/echo", req -> req.body().text()).body(String.class);
          app.get(
              "/later",
              req -> {
                events.add("begun");
                return go.await(20, TimeUnit.SECONDS) ? "at last" : "never";
              });
          app.get(
              "/quiet",
              req ->
                  Response.stream(
                      out -> {
                        out.write(new byte[1]);
                        out.flush();
                        try {
                          go.await(20, TimeUnit.SECONDS);
                        } catch (InterruptedException e) {
                          throw new IOException(e);
                        }
                        out.write(new byte[1]);
                      }));
          app.get(
              "/endless",
              req ->
                  Response.stream(
                      out -> {
                        try {
                          while (true) {
                            out.write(new byte[8192]);
                          }
                        } catch (IOException e) {
                          events.add("stopped");
                          throw e;
                        }
                      }));
        });
  }

  private static void lives(Http2Connection connection) throws IOException {
    assertThat(connection.response(connection.get("/")).text()).isEqualTo("here");
  }

  @Test
  void aClosedWindowResetsItsStreamAndNoOther() throws Exception {
    try (TestServer server = serving("response-stall", SHORT);
        Http2Connection connection = server.connectHttp2(4, 10)) {
      int stalled = connection.get("/endless");
      Frame reset = connection.await(RST_STREAM);
      assertThat(reset.stream()).isEqualTo(stalled);
      assertThat(reset.errorCode()).isEqualTo(CANCEL);
      assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo("stopped");
      lives(connection);
    }
  }

  @Test
  void aWindowThatOpensByteByByteIsTooSlow() throws Exception {
    try (TestServer server =
            serving(
                "response-stall", "20s", "response-window", SHORT, "response-rate", "10000000");
        Http2Connection connection = server.connectHttp2(4, 0)) {
      int stream = connection.get("/large");
      boolean reset = false;
      while (!reset) {
        connection.windowUpdate(stream, 1);
        Frame frame = connection.read();
        assertThat(frame).isNotNull();
        reset = frame.type() == RST_STREAM;
        if (frame.type() == HEADERS) {
          assertThat(connection.fields(frame.payload()).first(":status")).isEqualTo("200");
        }
        assertThat(frame.type()).isIn(RST_STREAM, DATA, HEADERS, 4, 8);
      }
      lives(connection.settings(4, 65_535));
    }
  }

  @Test
  void aQuietProducerIsNotStalled() throws Exception {
    try (TestServer server =
            serving(
                "response-stall", "50ms", "response-window", "50ms", "response-rate", "100000");
        Http2Connection connection = server.connectHttp2()) {
      int stream = connection.get("/quiet");
      connection.await(DATA);
      for (int i = 0; i < 5; i++) {
        Thread.sleep(30);
        lives(connection);
      }
      go.countDown();
      assertThat(connection.await(DATA).stream()).isEqualTo(stream);
    }
  }

  @Test
  void aClientThatNeverReadsIsCutOff() throws Exception {
    try (TestServer server = serving("response-stall", SHORT);
        Http2Connection connection = server.connectHttp2(4, Integer.MAX_VALUE)) {
      connection.windowUpdate(0, Integer.MAX_VALUE - 65_535);
      connection.get("/endless");
      assertThat(events.poll(20, TimeUnit.SECONDS)).isEqualTo("stopped");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"preface", "frame header", "frame", "header block"})
  void whatHasBegunMustEndInTime(String what) throws Exception {
    try (TestServer server = serving("head-timeout", SHORT);
        Http2Connection connection = new Http2Connection(server.port(), false)) {
      byte[] preface = Http2Connection.PREFACE.getBytes(StandardCharsets.ISO_8859_1);
      if (what.equals("preface")) {
        connection.raw(java.util.Arrays.copyOf(preface, 20));
      } else {
        connection.raw(preface).settings();
        lives(connection);
        switch (what) {
          case "frame header" -> connection.raw(new byte[] {0, 0, 8});
          case "frame" -> connection.raw(new byte[] {0, 0, 8, PING, 0, 0, 0, 0, 0, 1});
          default -> connection.frame(HEADERS, 1, 3, Http2Connection.block(":method", "GET"));
        }
      }
      Frame goAway = connection.end();
      assertThat(goAway).isNotNull();
      assertThat(goAway.errorCode()).isEqualTo(ENHANCE_YOUR_CALM);
    }
  }

  @Test
  void aBodyThatStallsGets408() throws Exception {
    try (TestServer server = serving("body-grace", SHORT);
        Http2Connection connection = server.connectHttp2()) {
      int stream = connection.stream();
      connection.request(stream, false, "POST", "/echo").data(stream, false, new byte[10]);
      assertThat(connection.response(stream).status()).isEqualTo(408);
      lives(connection);
    }
  }

  @Test
  void anIdleConnectionIsEndedKindly() throws Exception {
    try (TestServer server = serving("keepalive-timeout", SHORT);
        Http2Connection connection = server.connectHttp2()) {
      lives(connection);
      Frame goAway = connection.await(GOAWAY);
      assertThat(goAway.errorCode()).isEqualTo(NO_ERROR);
      assertThat(goAway.lastStream()).isEqualTo(1);
      assertThat(connection.read()).isNull();
    }
  }

  @Test
  void aStopTellsInTwoStepsAndLosesNothing() throws Exception {
    TestServer server = serving();
    try (Http2Connection connection = server.connectHttp2()) {
      int before = connection.get("/later");
      assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo("begun");
      Thread stop = Thread.ofVirtual().start(server::close);
      Frame first = connection.await(GOAWAY);
      assertThat(first.lastStream()).isEqualTo(Integer.MAX_VALUE);
      assertThat(first.errorCode()).isEqualTo(NO_ERROR);
      Frame ping = connection.await(PING);
      // The client asked for this before it knew.
      int between = connection.get("/");
      assertThat(connection.response(between).text()).isEqualTo("here");
      connection.frame(PING, 1, 0, ping.payload());
      Frame second = connection.await(GOAWAY);
      assertThat(second.lastStream()).isEqualTo(between);
      connection.get("/");
      go.countDown();
      assertThat(connection.response(before).text()).isEqualTo("at last");
      assertThat(connection.end()).isNull();
      stop.join();
    }
  }

  @Test
  void aStopDoesNotWaitForAnIdleClientThatSaysNothing() throws Exception {
    TestServer server = serving();
    try (Http2Connection connection = server.connectHttp2()) {
      lives(connection);
      Thread stop = Thread.ofVirtual().start(server::close);
      assertThat(connection.end()).isNull();
      stop.join();
    }
  }

  @Test
  void aClientThatGoesAwayIsAnsweredFirst() throws Exception {
    try (TestServer server = serving();
        Http2Connection connection = server.connectHttp2()) {
      int stream = connection.get("/later");
      assertThat(events.poll(10, TimeUnit.SECONDS)).isEqualTo("begun");
      connection.frame(GOAWAY, 0, 0, new byte[8]);
      go.countDown();
      assertThat(connection.response(stream).text()).isEqualTo("at last");
      assertThat(connection.end()).isNull();
    }
  }

  @Test
  void aConnectionTooManyIsToldSo() throws Exception {
    Config.Builder config = HttpsContract.tls("nio", "auto").workers(1).set("max-connections", "1");
    try (TestServer server = TestServer.start(config, app -> app.get("/", req -> "here"));
        Http2Connection first = server.connectHttp2()) {
      lives(first);
      try (Http2Connection second = server.connectHttp2()) {
        Frame goAway = second.end();
        assertThat(goAway).isNotNull();
        assertThat(goAway.errorCode()).isEqualTo(ENHANCE_YOUR_CALM);
      }
      lives(first);
    }
  }
}
