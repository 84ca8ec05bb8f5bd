package dev.covet.engine.http1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.engine.connection.DefaultFields;
import dev.covet.engine.connection.Out;
import dev.covet.http.Headers;
import dev.covet.http.Status;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class HeadWriterTest {
  /** Sun, 06 Nov 1994 08:49:37 GMT, the example of RFC 9110. */
  private static final long THEN = 784_111_777_000L;

  private static final String DATE = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n";

  private final HeadWriter writer = writer("covet", Headers.empty());

  private static HeadWriter writer(String server, Headers defaults) {
    return new HeadWriter(server, new DefaultFields(defaults, Headers.empty()));
  }

  private static String head(
      HeadWriter writer, Status status, Headers headers, long length, long millis) {
    return head(writer, status, headers, length, false, false, false, millis);
  }

  private static String head(
      HeadWriter writer,
      Status status,
      Headers headers,
      long length,
      boolean chunked,
      boolean close,
      boolean keep,
      long millis) {
    Out out = new Out(1);
    writer.write(out, status, headers, length, chunked, close, keep, millis);
    return new String(out.array, 0, out.length, StandardCharsets.ISO_8859_1);
  }

  @Test
  void writesStatusServerDateFieldsAndFraming() {
    Headers headers = Headers.of("Content-Type", "text/plain", "X-Name", "\u00e9");
    String start =
        "HTTP/1.1 200 OK\r\nServer: covet\r\n"
            + DATE
            + "Content-Type: text/plain\r\nX-Name: \u00e9\r\n";
    assertThat(head(writer, Status.OK, headers, 12, THEN))
        .isEqualTo(start + "Content-Length: 12\r\n\r\n");
    assertThat(head(writer, Status.OK, headers, -1, THEN)).isEqualTo(start + "\r\n");
    assertThat(head(writer, Status.OK, headers, -1, true, false, false, THEN))
        .isEqualTo(start + "Transfer-Encoding: chunked\r\n\r\n");
    assertThat(head(writer, Status.OK, headers, 0, false, true, true, THEN))
        .isEqualTo(start + "Content-Length: 0\r\nConnection: close\r\n\r\n");
    assertThat(head(writer, Status.OK, headers, Long.MAX_VALUE, false, false, true, THEN))
        .isEqualTo(start + "Content-Length: 9223372036854775807\r\nConnection: keep-alive\r\n\r\n");
  }

  @Test
  void writesAnyStatus() {
    assertThat(head(writer, Status.NOT_FOUND, Headers.empty(), -1, THEN))
        .startsWith("HTTP/1.1 404 Not Found\r\n");
    assertThat(head(writer, Status.of(799), Headers.empty(), -1, THEN))
        .startsWith("HTTP/1.1 799 \r\n");
    assertThat(head(writer, Status.of(999), Headers.empty(), -1, THEN))
        .startsWith("HTTP/1.1 999 \r\n");
    assertThat(head(writer, Status.of(100), Headers.empty(), -1, THEN))
        .startsWith("HTTP/1.1 100 Continue\r\n");
  }

  @Test
  void twoReasonsOfOneCodeAreKeptApart() {
    Status own = new Status(200, "Fine");
    for (int i = 0; i < 3; i++) {
      assertThat(head(writer, Status.OK, Headers.empty(), -1, THEN))
          .startsWith("HTTP/1.1 200 OK\r\n");
      assertThat(head(writer, own, Headers.empty(), -1, THEN)).startsWith("HTTP/1.1 200 Fine\r\n");
    }
  }

  @Test
  void theDateFollowsTheSecond() {
    String first = head(writer, Status.OK, Headers.empty(), 0, THEN);
    assertThat(head(writer, Status.OK, Headers.empty(), 0, THEN + 999))
        .isEqualTo(first)
        .contains(DATE);
    assertThat(head(writer, Status.OK, Headers.empty(), 0, THEN + 1000))
        .contains("08:49:38 GMT\r\n");
    assertThat(head(writer, Status.NOT_FOUND, Headers.empty(), 0, THEN + 1000))
        .contains("08:49:38 GMT\r\n");
    assertThat(head(writer, Status.OK, Headers.empty(), 0, THEN)).isEqualTo(first);
    assertThat(head(writer, Status.OK, Headers.empty(), 0, -1))
        .contains("Date: Wed, 31 Dec 1969 23:59:59 GMT\r\n");
  }

  @Test
  void theDateOfRepeatedFieldsFollowsTheSecondToo() {
    Headers headers = Headers.of("server", "mine");
    for (int i = 0; i < 4; i++) {
      assertThat(head(writer, Status.OK, headers, 0, THEN + 1000 * i))
          .contains("08:49:" + (37 + i) + " GMT\r\n");
    }
  }

  @Test
  void anOwnDateOrServerComesOnce() {
    Headers date = Headers.of("dAte", "Mon, 01 Jan 2024 00:00:00 GMT");
    Headers server = Headers.of("SERVER", "mine");
    Headers both = Headers.of("Date", "x", "Server", "y");
    for (int i = 0; i < 3; i++) {
      assertThat(head(writer, Status.OK, date, -1, THEN))
          .isEqualTo(
              "HTTP/1.1 200 OK\r\nServer: covet\r\ndAte: Mon, 01 Jan 2024 00:00:00 GMT\r\n\r\n");
      assertThat(head(writer, Status.OK, server, -1, THEN))
          .isEqualTo("HTTP/1.1 200 OK\r\n" + DATE + "SERVER: mine\r\n\r\n");
      assertThat(head(writer, Status.OK, both, -1, THEN))
          .isEqualTo("HTTP/1.1 200 OK\r\nDate: x\r\nServer: y\r\n\r\n");
    }
  }

  @Test
  void withoutANameThereIsNoServerField() {
    HeadWriter nameless = writer("", Headers.empty());
    assertThat(head(nameless, Status.OK, Headers.empty(), -1, THEN))
        .isEqualTo("HTTP/1.1 200 OK\r\n" + DATE + "\r\n");
    assertThat(head(nameless, Status.OK, Headers.of("date", "x"), -1, THEN))
        .isEqualTo("HTTP/1.1 200 OK\r\ndate: x\r\n\r\n");
  }

  @Test
  void fieldsThatBelongToTheEngineAreDropped() {
    Headers headers =
        Headers.of(
            "Content-Length",
            "5",
            "content-length",
            "6",
            "Transfer-Encoding",
            "gzip",
            "Connection",
            "x",
            "Keep-Alive",
            "y",
            "UPGRADE",
            "z",
            "Trailer",
            "T",
            "Content-Language",
            "en");
    for (int i = 0; i < 3; i++) {
      assertThat(head(writer, Status.OK, headers, 1, THEN))
          .isEqualTo(
              "HTTP/1.1 200 OK\r\nServer: covet\r\n"
                  + DATE
                  + "Trailer: T\r\nContent-Language: en\r\nContent-Length: 1\r\n\r\n");
    }
  }

  @Test
  void defaultsComeAfterTheFieldsUnlessTheyAreSet() {
    HeadWriter defaults = writer("", Headers.of("X-Frame-Options", "DENY", "X-Two", "2"));
    for (int i = 0; i < 3; i++) {
      assertThat(head(defaults, Status.OK, Headers.empty(), -1, THEN))
          .isEqualTo("HTTP/1.1 200 OK\r\n" + DATE + "X-Frame-Options: DENY\r\nX-Two: 2\r\n\r\n");
    }
    assertThat(head(defaults, Status.OK, Headers.of("x-frame-options", "SAMEORIGIN"), -1, THEN))
        .isEqualTo(
            "HTTP/1.1 200 OK\r\n" + DATE + "x-frame-options: SAMEORIGIN\r\nX-Two: 2\r\n\r\n");
  }

  @Test
  void pagesGetMoreDefaults() {
    DefaultFields fields =
        new DefaultFields(Headers.of("X-All", "1"), Headers.of("X-Page", "2", "X-All", "3"));
    HeadWriter pages = new HeadWriter("", fields);
    for (String type :
        new String[] {"text/html", "Text/HTML; charset=utf-8", "application/xhtml+xml"}) {
      Headers page = Headers.of("Content-Type", type);
      for (int i = 0; i < 3; i++) {
        assertThat(head(pages, Status.OK, page, -1, THEN))
            .endsWith(type + "\r\nX-All: 3\r\nX-Page: 2\r\n\r\n");
      }
    }
    for (Headers other :
        new Headers[] {Headers.of("Content-Type", "text/plain"), Headers.empty()}) {
      assertThat(head(pages, Status.OK, other, -1, THEN)).endsWith("\r\nX-All: 1\r\n\r\n");
    }
  }

  @Test
  void defaultsCanNeitherSetTheFramingNorDoubleDateAndServer() {
    HeadWriter defaults =
        writer(
            "covet",
            Headers.of("Content-Length", "5", "Connection", "x", "Server", "own", "Date", "never"));
    for (int i = 0; i < 3; i++) {
      assertThat(head(defaults, Status.OK, Headers.empty(), 1, THEN))
          .isEqualTo("HTTP/1.1 200 OK\r\nServer: own\r\nDate: never\r\nContent-Length: 1\r\n\r\n");
    }
  }

  @Test
  void repeatedAndOneOffFieldsAreTheSameBytes() {
    Headers[] repeated = new Headers[200];
    for (int i = 0; i < repeated.length; i++) {
      repeated[i] = Headers.of("X", "value " + i % 100, "Y", Integer.toString(i));
    }
    for (int round = 0; round < 4; round++) {
      for (int i = 0; i < repeated.length; i++) {
        String expected =
            "HTTP/1.1 200 OK\r\nServer: covet\r\n"
                + DATE
                + "X: value "
                + i % 100
                + "\r\nY: "
                + i
                + "\r\n\r\n";
        assertThat(head(writer, Status.OK, repeated[i], -1, THEN)).isEqualTo(expected);
        if (i % 3 == 0) {
          assertThat(head(writer, Status.OK, repeated[i], -1, THEN)).isEqualTo(expected);
          Headers copy = Headers.of("X", "value " + i % 100, "Y", Integer.toString(i));
          assertThat(head(writer, Status.OK, copy, -1, THEN)).isEqualTo(expected);
        }
      }
    }
  }
}
