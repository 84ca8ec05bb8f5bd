package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.test.Http2Connection.Frame;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The contract over HTTP/2, with what only that version has. */
public abstract class Http2Contract extends UploadContract {
  private static final int NO_ERROR = 0;
  private static final int PROTOCOL_ERROR = 1;
  private static final int INTERNAL_ERROR = 2;
  private static final int CANCEL = 8;
  private static final int PRIORITY_UPDATE = 0x10;

  /** For subclasses. */
  protected Http2Contract() {}

  @Test
  void theVersionIsKnown() throws Exception {
    assertThat(get("/version").text()).isEqualTo("HTTP/2");
  }

  @Test
  void headIsGetWithoutItsBody() throws Exception {
    for (String target : List.of("/text", "/json", "/block/100000", "/endless")) {
      TestResponse head = send("HEAD", target, "");
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.bytes()).isEmpty();
      if (!target.equals("/endless")) {
        assertThat(head.headers().without("date")).isEqualTo(get(target).headers().without("date"));
      }
    }
  }

  @Test
  void manyStreamsAreServedAtOnce() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      List<Integer> streams = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        streams.add(connection.get(i % 2 == 0 ? "/sleep" : "/echo/s/" + i));
      }
      List<TestResponse> answers = connection.responses(streams);
      for (int i = 0; i < 100; i++) {
        assertThat(answers.get(i).text()).isEqualTo(i % 2 == 0 ? "slept" : "s" + i);
      }
    }
  }

  @Test
  void aSmallAnswerOvertakesALargeOne() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      int large = connection.get("/block/5000000");
      int small = connection.get("/text");
      // The windows are closed by the large one after 65,535 bytes at the latest.
      connection.windowUpdate(0, 1_000_000);
      assertThat(connection.response(small).text()).isEqualTo("text");
      connection.reset(large, CANCEL);
    }
  }

  /** Requests whose answers wait for windows; then all windows are opened at once. */
  private List<Integer> orderOfData(String first, String second, boolean update) throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      connection.settings(4, 0);
      List<Integer> streams = new ArrayList<>();
      for (String priority : List.of(first, second)) {
        int stream = connection.stream();
        connection.request(stream, true, "GET", "/block/32768", "priority", priority);
        assertThat(connection.await(Http2Connection.HEADERS).stream()).isEqualTo(stream);
        streams.add(stream);
      }
      if (update) {
        byte[] value = "\0\0\0\0u=0".getBytes(StandardCharsets.ISO_8859_1);
        value[3] = (byte) (int) streams.get(1);
        connection.frame(PRIORITY_UPDATE, 0, 0, value);
      }
      for (int stream : streams) {
        connection.buffer(
            Http2Connection.WINDOW_UPDATE, 0, stream, (byte) 0, (byte) 1, (byte) 0, (byte) 0);
      }
      connection.flush();
      List<Integer> order = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        order.add(connection.await(Http2Connection.DATA).stream());
      }
      return order;
    }
  }

  @Test
  void theMoreUrgentAnswerIsSentFirst() throws Exception {
    assertThat(orderOfData("u=5", "u=1", false)).containsExactly(3, 3, 1, 1);
    assertThat(orderOfData("u=1", "u=5", false)).containsExactly(1, 1, 3, 3);
    assertThat(orderOfData("u=3", "u=3", false)).containsExactly(1, 1, 3, 3);
    assertThat(orderOfData("i", "i", false)).containsExactly(1, 3, 1, 3);
    assertThat(orderOfData("u=1", "u=5", true)).containsExactly(3, 3, 1, 1);
  }

  @Test
  void aPriorityOfNoRequestEndsTheConnection() throws Exception {
    for (byte stream : new byte[] {0, 2}) {
      try (Http2Connection connection = server.connectHttp2()) {
        connection.frame(PRIORITY_UPDATE, 0, 0, (byte) 0, (byte) 0, (byte) 0, stream);
        assertThat(connection.await(Http2Connection.GOAWAY).errorCode()).isEqualTo(PROTOCOL_ERROR);
      }
    }
  }

  @Test
  void aConnectionServesRequestsOneAfterAnother() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      for (int i = 0; i < 500; i++) {
        int stream = connection.get("/echo/r/" + i);
        assertThat(connection.response(stream).text()).isEqualTo("r" + i);
      }
    }
  }

  @Test
  void bodiesArriveWholeWithAndWithoutTheirLength() throws Exception {
    assertThat(request("POST", "/echo", "hello").text()).isEqualTo("hello");
    assertThat(request("POST", "/echo", "").bytes()).isEmpty();
    try (Http2Connection connection = server.connectHttp2()) {
      int stream = connection.stream();
      connection.request(stream, false, "POST", "/echo");
      for (char c : "hello world".toCharArray()) {
        connection.data(stream, false, new byte[] {(byte) c});
      }
      connection.headers(stream, true, "x-sum", "1");
      assertThat(connection.response(stream).text()).isEqualTo("hello world");
    }
  }

  @Test
  void paddingIsNoBody() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      int stream = connection.stream();
      connection.request(stream, false, "POST", "/echo");
      connection.frame(
          Http2Connection.DATA,
          0x8 | 1,
          stream,
          (byte) 3,
          (byte) 'a',
          (byte) 0,
          (byte) 0,
          (byte) 0);
      assertThat(connection.response(stream).text()).isEqualTo("a");
    }
  }

  @Test
  void largeBodiesAreReadAsTheyComeWithinTheWindows() throws Exception {
    int size = 3_000_000;
    try (Http2Connection connection = server.connectHttp2()) {
      int stream = connection.stream();
      connection.request(stream, false, "POST", "/count");
      int streamWindow = 65_535;
      int window = 65_535;
      for (int left = size; left > 0; ) {
        int count = Math.min(Math.min(streamWindow, window), Math.min(left, 16_384));
        if (count > 0) {
          connection.data(stream, count == left, new byte[count]);
          left -= count;
          streamWindow -= count;
          window -= count;
          continue;
        }
        Frame update = connection.await(Http2Connection.WINDOW_UPDATE);
        int increment = java.nio.ByteBuffer.wrap(update.payload()).getInt();
        if (update.stream() == 0) {
          window += increment;
        } else {
          streamWindow += increment;
        }
      }
      assertThat(connection.response(stream).text()).isEqualTo(Integer.toString(size));
    }
  }

  @Test
  void bodiesOverTheRoutesLimitAre413() throws Exception {
    assertThat(request("POST", "/small", "0123456789").text()).isEqualTo("0123456789");
    try (Http2Connection connection = server.connectHttp2()) {
      int announced = connection.stream();
      connection.request(announced, false, "POST", "/small", "content-length", "11");
      assertThat(connection.response(announced).status()).isEqualTo(413);
      int counted = connection.stream();
      connection.request(counted, false, "POST", "/small").data(counted, false, new byte[11]);
      assertThat(connection.response(counted).status()).isEqualTo(413);
      int next = connection.get("/text");
      assertThat(connection.response(next).text()).isEqualTo("text");
    }
  }

  @Test
  void theClientIsAskedToGoOnOnlyForABodyThatIsRead() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      int read = connection.stream();
      connection.request(read, false, "POST", "/echo", "expect", "100-continue");
      Frame goOn = connection.await(Http2Connection.HEADERS);
      assertThat(connection.fields(goOn.payload()).first(":status")).isEqualTo("100");
      assertThat(goOn.endsStream()).isFalse();
      connection.data(read, true, new byte[] {'o', 'k'});
      assertThat(connection.response(read).text()).isEqualTo("ok");

      int ignored = connection.stream();
      connection.request(ignored, false, "POST", "/ignore", "expect", "100-continue");
      assertThat(connection.response(ignored).text()).isEqualTo("ignored");
      Frame stop = connection.await(Http2Connection.RST_STREAM);
      assertThat(stop.stream()).isEqualTo(ignored);
      assertThat(stop.errorCode()).isEqualTo(NO_ERROR);
    }
    assertThat(get("/text", "Expect: magic").status()).isEqualTo(417);
  }

  @Test
  void bodiesThatNobodyReadDoNotHoldUpOthers() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      for (int i = 0; i < 40; i++) {
        int stream = connection.stream();
        connection.request(stream, false, "POST", "/ignore");
        connection.data(stream, true, new byte[60_000]);
        assertThat(connection.response(stream).text()).isEqualTo("ignored");
      }
    }
  }

  @Test
  void aClientThatGoesAwayWithItsWindowsClosedIsNotWaitedFor() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      int large = connection.get("/block/5000000");
      for (int taken = 0; taken < 65_535; ) {
        Frame frame = connection.await(Http2Connection.DATA);
        assertThat(frame.stream()).isEqualTo(large);
        taken += frame.payload().length;
      }
      connection.shutdownOutput();
      assertThat(connection.end()).isNull();
    }
    try (Http2Connection connection = server.connectHttp2()) {
      connection.get("/block/5000000");
      connection.shutdownOutput();
      assertThat(connection.end()).isNull();
    }
  }

  @Test
  void handlersThatDoNotTakeTheirBodiesDoNotStarveOthers() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      List<Integer> asleep = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        int stream = connection.stream();
        connection.request(stream, false, "POST", "/sleepy").data(stream, false, new byte[60_000]);
        asleep.add(stream);
      }
      for (int i = 0; i < 20; i++) {
        int stream = connection.stream();
        connection.request(stream, false, "POST", "/echo").data(stream, true, new byte[60_000]);
        assertThat(connection.response(stream).bytes()).hasSize(60_000);
      }
      application.events.add("wake up");
      for (int stream : asleep) {
        connection.data(stream, true, new byte[0]);
      }
      assertThat(connection.responses(asleep)).extracting(TestResponse::text).containsOnly("awake");
    }
  }

  @Test
  void malformedRequestsResetTheirStreamOnly() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      int wrong = connection.stream();
      connection.request(wrong, true, "GET", "/text", "connection", "close");
      Frame reset = connection.await(Http2Connection.RST_STREAM);
      assertThat(reset.stream()).isEqualTo(wrong);
      assertThat(reset.errorCode()).isEqualTo(PROTOCOL_ERROR);
      int next = connection.get("/text");
      assertThat(connection.response(next).text()).isEqualTo("text");
    }
  }

  @Test
  void aResetBodyFailsInTheHandler() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      int stream = connection.stream();
      connection.request(stream, false, "POST", "/count").data(stream, false, new byte[10]);
      connection.reset(stream, CANCEL);
      int next = connection.get("/text");
      assertThat(connection.response(next).text()).isEqualTo("text");
    }
  }

  @Test
  void aProducerStopsWhenItsReaderIsGone() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      connection.get("/endless");
    }
    assertThat(application.events.poll(20, TimeUnit.SECONDS)).isEqualTo("stopped");
  }

  @Test
  void aProducerStopsWhenItsStreamIsReset() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      int stream = connection.get("/endless");
      connection.await(Http2Connection.DATA);
      connection.reset(stream, CANCEL);
      assertThat(application.events.poll(20, TimeUnit.SECONDS)).isEqualTo("stopped");
    }
  }

  @Test
  void aStreamThatFailsIsCutVisibly() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      int stream = connection.get("/cut");
      assertThatThrownBy(() -> connection.response(stream))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("error " + INTERNAL_ERROR);
      int next = connection.get("/text");
      assertThat(connection.response(next).text()).isEqualTo("text");
    }
  }

  @Test
  void framingFieldsOfTheApplicationDoNotCount() throws Exception {
    TestResponse response = get("/own-framing");
    assertThat(response.text()).isEqualTo("four");
    assertThat(response.headers().all("content-length")).containsExactly("4");
    assertThat(response.header("transfer-encoding")).isNull();
    assertThat(response.header("connection")).isNull();
  }

  @Test
  void handlersPastTheirTimeAreInterruptedAnd503() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      int hangs = connection.get("/hang");
      assertThat(connection.response(hangs).status()).isEqualTo(503);
      int next = connection.get("/text");
      assertThat(connection.response(next).text()).isEqualTo("text");
    }
    assertThat(application.events.poll(20, TimeUnit.SECONDS)).isEqualTo("interrupted");
  }

  @Test
  void crumbsOfACookieAreOne() throws Exception {
    try (Http2Connection connection = server.connectHttp2()) {
      int stream = connection.stream();
      connection.request(stream, true, "GET", "/cookie", "cookie", "b=2", "cookie", "a=1");
      assertThat(connection.response(stream).text()).isEqualTo("1");
    }
  }

  private static List<String> pairs(String... fields) {
    List<String> pairs = new ArrayList<>();
    for (String field : fields) {
      int colon = field.indexOf(':');
      pairs.add(field.substring(0, colon).toLowerCase(Locale.ROOT));
      pairs.add(field.substring(colon + 1).strip());
    }
    return pairs;
  }

  @Override
  TestResponse send(String method, String target, String body, String... fields)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
    List<String> pairs = pairs(fields);
    if (bytes.length > 0) {
      pairs.add("content-length");
      pairs.add(Integer.toString(bytes.length));
    }
    try (Http2Connection connection = server.connectHttp2()) {
      int stream = connection.stream();
      connection.request(stream, bytes.length == 0, method, target, pairs.toArray(new String[0]));
      if (bytes.length > 0) {
        connection.data(stream, true, bytes);
      }
      return connection.response(stream);
    }
  }

  @Override
  Listening listen(String target, String... fields) throws IOException {
    Http2Connection connection = server.connectHttp2();
    int stream = connection.stream();
    connection.request(stream, true, "GET", target, pairs(fields).toArray(new String[0]));
    StringBuilder unread = new StringBuilder();
    return new Listening() {
      @Override
      public void until(String text) throws IOException {
        int found = unread.indexOf(text);
        while (found < 0) {
          Http2Connection.Frame frame = connection.read();
          if (frame == null
              || frame.stream() == stream && frame.type() == Http2Connection.RST_STREAM) {
            throw new IOException("cut after " + unread);
          }
          if (frame.stream() == stream && frame.type() == Http2Connection.DATA) {
            unread.append(new String(frame.payload(), StandardCharsets.ISO_8859_1));
          }
          found = unread.indexOf(text);
        }
        unread.delete(0, found + text.length());
      }

      @Override
      public void close() throws IOException {
        connection.close();
      }
    };
  }

  @Override
  Uploading upload(TestServer to, String target, String... fields) throws IOException {
    Http2Connection connection = to.connectHttp2();
    int stream = connection.stream();
    connection.request(stream, false, "POST", target, pairs(fields).toArray(new String[0]));
    return new Uploading() {
      @Override
      public void send(String piece) throws IOException {
        connection.data(stream, false, piece.getBytes(StandardCharsets.ISO_8859_1));
      }

      @Override
      public void end() throws IOException {
        connection.data(stream, true, new byte[0]);
      }

      @Override
      public TestResponse answer() throws IOException {
        return connection.response(stream);
      }

      @Override
      public void abort() throws IOException {
        connection.reset(stream, CANCEL);
      }

      @Override
      public void close() throws IOException {
        connection.close();
      }
    };
  }
}
