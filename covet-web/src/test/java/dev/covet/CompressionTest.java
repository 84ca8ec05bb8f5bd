package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.http.MediaType;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
  private static final String LONG = "compressible ".repeat(400);

  private static Response<?> served(Handler<?> handler, String... fields) {
    return served(Compression.gzip(), "GET", handler, fields);
  }

  private static Response<?> served(
      Compression compression, String method, Handler<?> handler, String... fields) {
    Covet app = Covet.create(Config.defaults());
    app.use(compression);
    app.get("/", handler);
    FakeIncoming incoming = FakeIncoming.of(method, "/");
    for (int i = 0; i < fields.length; i += 2) {
      incoming.with(fields[i], fields[i + 1]);
    }
    return Exchange.serve(app, incoming);
  }

  private static Response<?> taken(Handler<?> handler) {
    return served(handler, "Accept-Encoding", "gzip");
  }

  private static boolean isGzip(Response<?> response) {
    return "gzip".equals(response.headers().first("Content-Encoding"));
  }

  private static String unzipped(Response<?> response) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    response.body().writeTo(out);
    response.body().close();
    return unzipped(out.toByteArray());
  }

  private static String unzipped(byte[] bytes) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip|true",
        "GZip|true",
        "x-gzip|true",
        "br, gzip;q=0.5|true",
        "*|true",
        "*;q=0.1|true",
        "identity;q=0.5, gzip;q=0.5|true",
        "identity;q=0, *|true",
        "gzip;q=1.000|true",
        "gzip;q=0|false",
        "gzip;q=0, *|false",
        "*;q=0|false",
        "identity|false",
        "br|false",
        "''|false",
        "identity, gzip;q=0.5|false",
        "gzip;q=2|false",
        "gzip;q=x|false",
        "gzip;level=1|false",
      })
  void qualitiesDecide(String field, boolean gzip) {
    Response<?> response = served(request -> LONG, "Accept-Encoding", field);
    assertThat(isGzip(response)).isEqualTo(gzip);
    assertThat(response.headers().all("Vary")).containsExactly("Accept-Encoding");
  }

  @Test
  void withoutAcceptEncodingNothingIsCompressed() {
    Response<?> response = served(request -> LONG);
    assertThat(isGzip(response)).isFalse();
    assertThat(response.headers().first("Vary")).isEqualTo("Accept-Encoding");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/css; charset=utf-8",
        "Application/JSON",
        "application/problem+json",
        "image/svg+xml",
        "application/wasm",
        "text/event-stream"
      })
  void textAndTheLikeIsCompressed(String type) throws Exception {
    Response<?> response =
        taken(request -> Response.text(LONG).header("Content-Type", type).etag("a"));
    assertThat(isGzip(response)).isTrue();
    assertThat(response.headers().first("ETag")).isEqualTo("W/\"a\"");
    assertThat(response.body().length()).isPositive().isLessThan(LONG.length() / 10);
    assertThat(unzipped(response)).isEqualTo(LONG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/png", "application/zip", "font/woff2", "application/octet-stream"})
  void whatIsCompressedAlreadyIsLeftAlone(String type) {
    Response<?> response = taken(request -> Response.text(LONG).type(type).etag("a"));
    assertThat(isGzip(response)).isFalse();
    assertThat(response.headers().contains("Vary")).isFalse();
    assertThat(response.headers().first("ETag")).isEqualTo("\"a\"");
  }

  @ParameterizedTest
  @CsvSource({
    "Content-Encoding, br",
    "Content-Range, bytes 0-1/2",
    "Content-Digest, sha-256=:AA==:",
    "Repr-Digest, sha-256=:AA==:",
    "'Cache-Control', 'max-age=1, No-Transform'",
  })
  void fieldsForbidIt(String name, String value) {
    Response<?> response = taken(request -> Response.text(LONG).header(name, value));
    assertThat(response.headers().contains("Vary")).isFalse();
    assertThat(Exchange.text(response)).isEqualTo(LONG);
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 205, 206})
  void statusesForbidIt(int status) {
    assertThat(isGzip(taken(request -> Response.text(LONG).status(status)))).isFalse();
  }

  @Test
  void shortAnswersStayAsTheyAre() throws Exception {
    String text = "a".repeat(1023);
    Response<?> response = taken(request -> text);
    assertThat(isGzip(response)).isFalse();
    assertThat(response.headers().first("Vary")).isEqualTo("Accept-Encoding");
    assertThat(isGzip(taken(request -> text + "a"))).isTrue();
    assertThat(isGzip(taken(request -> Response.ok().type("text/plain")))).isFalse();
    Response<?> json = taken(request -> List.of(1));
    assertThat(isGzip(json)).isFalse();
    assertThat(json.body().kind()).isEqualTo(ResponseBody.Kind.BYTES);
    assertThat(Exchange.text(json)).startsWith("<[1]");
    Compression early = Compression.gzip().from(1);
    assertThat(unzipped(served(early, "GET", request -> "a", "Accept-Encoding", "gzip")))
        .isEqualTo("a");
    assertThatThrownBy(() -> early.from(0)).hasMessage("the least size is 0; 1 at least");
  }

  @Test
  void valuesAreCompressedWithALength() throws Exception {
    Response<?> response = taken(request -> List.of(LONG));
    assertThat(response.body().kind()).isEqualTo(ResponseBody.Kind.BYTES);
    assertThat(unzipped(response)).startsWith("<[" + LONG + "]");
    assertThat(unzipped(taken(request -> Stream.of(1, 2)))).contains("1", ",", "2");
  }

  @Test
  void largeAnswersAreCompressedWhileTheyAreSent() throws Exception {
    String large = LONG.repeat(20);
    Response<?> response = taken(request -> large);
    assertThat(response.body().kind()).isEqualTo(ResponseBody.Kind.STREAMED);
    assertThat(unzipped(response)).isEqualTo(large);
  }

  @Test
  void aHeadIsToldWhatAGetWouldBe() {
    Response<?> response =
        served(Compression.gzip(), "HEAD", request -> LONG, "Accept-Encoding", "gzip");
    assertThat(isGzip(response)).isTrue();
    assertThat(response.body().kind()).isEqualTo(ResponseBody.Kind.STREAMED);
    assertThat(response.body().length()).isEqualTo(-1);
  }

  @Test
  void aFlushLetsOutWhatWasWritten() throws Exception {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    BodyWriter events =
        out -> {
          out.write('a');
          out.flush();
          byte[] first = new byte[1];
          InputStream in = new GZIPInputStream(new ByteArrayInputStream(wire.toByteArray()));
          assertThat(in.read(first)).isEqualTo(1);
          assertThat(first).containsExactly('a');
          out.write("b".getBytes(StandardCharsets.UTF_8));
          out.close();
          out.flush();
          assertThatThrownBy(() -> out.write('c')).hasMessage("the body has been closed");
        };
    Response<?> response = taken(request -> Response.stream(events).type("text/event-stream"));
    response.body().writeTo(wire);
    assertThat(unzipped(wire.toByteArray())).isEqualTo("ab");
  }

  @Test
  void whatIsCutDoesNotLookWhole() {
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    BodyWriter broken =
        out -> {
          try (out) {
            out.write(LONG.getBytes(StandardCharsets.UTF_8));
            out.flush();
            throw new IOException("broke");
          }
        };
    Response<?> response = taken(request -> Response.stream(broken).type(MediaType.TEXT));
    assertThatThrownBy(() -> response.body().writeTo(wire)).hasMessage("broke");
    assertThatThrownBy(() -> unzipped(wire.toByteArray())).isInstanceOf(IOException.class);
  }

  @Test
  void aClientThatIsGoneEndsIt() {
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("gone");
          }
        };
    Response<?> response = taken(request -> Response.stream(out -> out.write('a')).type("text/a"));
    assertThatThrownBy(() -> response.body().writeTo(gone)).hasMessage("gone");
  }

  @Test
  void aClosedStreamHasFreedItsDeflater() throws IOException {
    GzipStream gzip = new GzipStream(new ByteArrayOutputStream());
    gzip.write('a');
    gzip.close();
    assertThatThrownBy(gzip::finish).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void sourcesAreClosed() throws Exception {
    AtomicInteger closed = new AtomicInteger();
    InputStream source =
        new ByteArrayInputStream(LONG.getBytes(StandardCharsets.UTF_8)) {
          @Override
          public void close() {
            closed.incrementAndGet();
          }
        };
    assertThat(unzipped(taken(request -> Response.stream(source).type(MediaType.TEXT))))
        .isEqualTo(LONG);
    assertThat(closed).hasValue(1);
  }

  @Test
  void aValueThatCanNotBeWrittenIs500WithTheFieldsOfMiddleware() {
    Response<?> response =
        taken(request -> Response.json(new Thread(() -> {})).header("X-Own", "kept").etag("a"));
    assertThat(response.status().code()).isEqualTo(500);
    assertThat(response.headers().first("X-Own")).isEqualTo("kept");
    assertThat(response.headers().contains("ETag")).isFalse();
    assertThat(isGzip(response)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"'W/\"a\"', 'W/\"a\"'", "'\"a\"', '\"a\"'"})
  void notModifiedHasTheTagOfTheAnswerThatIsKept(String asked, String told) {
    Response<?> response =
        served(
            request -> Response.text(LONG).etag("a"),
            "Accept-Encoding",
            "gzip",
            "If-None-Match",
            asked);
    assertThat(response.status().code()).isEqualTo(304);
    assertThat(response.headers().first("ETag")).isEqualTo(told);
    assertThat(response.headers().first("Vary")).isEqualTo("Accept-Encoding");
  }

  @ParameterizedTest
  @CsvSource({"*, 1", "'Origin, accept-encoding', 1", "Origin, 2"})
  void varyIsCompleted(String own, int fields) {
    Response<?> response = taken(request -> Response.text(LONG).header("Vary", own));
    assertThat(response.headers().all("Vary")).hasSize(fields).contains(own);
  }

  @Test
  void offItIsAbsentFromTheChain() {
    Covet app = Covet.create(Config.defaults());
    app.get("/", request -> LONG);
    assertThat(app.assemble().accept(FakeIncoming.get("/")).route().middleware()).isEmpty();
  }

  @Test
  void theSettingSwitchesItOnAndAGroupOff() {
    Covet app = Covet.create(Config.builder().set("compression", "gzip").build());
    app.use(Cors.builder().origins("https://app.example").build());
    app.use(Compression.gzip());
    app.get("/", request -> LONG);
    app.group(
        "/secret",
        secret -> {
          secret.use(Compression.none().from(5));
          secret.get("/", request -> LONG);
        });
    AssembledApplication assembled = app.assemble();
    assertThat(assembled.accept(FakeIncoming.get("/")).route().middleware())
        .hasExactlyElementsOfTypes(Cors.class, Compression.class);
    assertThat(assembled.accept(FakeIncoming.get("/secret/")).route().middleware())
        .hasExactlyElementsOfTypes(Cors.class);
    FakeIncoming get = FakeIncoming.get("/").with("Accept-Encoding", "gzip");
    assertThat(isGzip(Exchange.serve(assembled, get))).isTrue();
  }
}
