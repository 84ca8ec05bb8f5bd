package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.covet.http.MediaType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {
  private static final String FORM = "application/x-www-form-urlencoded";

  private static Request request(FakeIncoming incoming) {
    Covet app = Covet.create(Config.defaults());
    app.post("/", request -> "");
    return app.assemble().accept(incoming);
  }

  private static Request request(String type, String text) {
    return request(FakeIncoming.post("/").body(type, text));
  }

  private static void assertFails(int status, ThrowingCallable call) {
    assertThatThrownBy(call)
        .asInstanceOf(type(HttpException.class))
        .satisfies(e -> assertThat(e.status().code()).isEqualTo(status));
  }

  @Test
  void theWholeBodyMayBeTakenAsOftenAsWanted() throws IOException {
    Request request = request("application/json; charset=utf-8", "abc");
    RequestBody body = request.body();

    assertThat(request.body()).isSameAs(body);
    assertThat(body.length()).isEqualTo(3);
    assertThat(body.bytes()).isEqualTo("abc".getBytes(StandardCharsets.UTF_8));
    assertThat(body.bytes()).isSameAs(body.bytes());
    assertThat(body.text()).isEqualTo("abc");
    assertThat(body.json(String.class)).isEqualTo("abc");
    assertThat(body.stream().readAllBytes()).isEqualTo(body.bytes());
    assertThat(body.stream().readAllBytes()).hasSize(3);
  }

  @Test
  void aLongBodyIsReadWholeAlsoAfterAPartOfIt() throws IOException {
    String text = "0123456789".repeat(20_000);

    assertThat(request("text/plain", text).body().text()).isEqualTo(text);
    InputStream stream = request("text/plain", text).body().stream();
    assertThat(stream.readNBytes(150_000)).hasSize(150_000);
    assertThat(stream.readAllBytes()).asString().isEqualTo("0123456789".repeat(5_000));
    assertThat(stream.readAllBytes()).isEmpty();
  }

  @Test
  void theStreamIsTakenOnceAndThenNothingElse() throws IOException {
    RequestBody body = request("text/plain", "abc").body();

    InputStream stream = body.stream();

    assertThat(stream.read()).isEqualTo('a');
    assertThat(stream.read(new byte[2], 0, 0)).isZero();
    assertThat(stream.readAllBytes()).hasSize(2);
    assertThat(stream.read()).isEqualTo(-1);
    assertThat(stream.read()).isEqualTo(-1);
    assertThatThrownBy(body::stream).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(body::bytes).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(body::text).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void bytesOfTheStreamAreNotSigned() throws IOException {
    Request request = request(FakeIncoming.post("/").body("text/plain", new byte[] {(byte) 0xff}));

    assertThat(request.body().stream().read()).isEqualTo(255);
  }

  @Test
  void aBodyOfLengthZeroIsNotReadAtAll() {
    InputStream never =
        new InputStream() {
          @Override
          public int read() {
            throw new AssertionError("read");
          }
        };

    assertThat(request(FakeIncoming.post("/").body(never, 0)).body().bytes()).isEmpty();
  }

  @Test
  void aChunkedBodyIsReadToItsEnd() {
    InputStream chunked = new ByteArrayInputStream(new byte[100_000]);

    RequestBody body = request(FakeIncoming.post("/").body(chunked, -1)).body();

    assertThat(body.length()).isEqualTo(-1);
    assertThat(body.bytes()).hasSize(100_000);
  }

  @Test
  void aBrokenBodyTellsWhy() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("reset");
          }
        };
    RequestBody body = request(FakeIncoming.post("/").body(broken, 9)).body();

    assertThatThrownBy(body::bytes)
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(BodyReadException.class)
        .hasRootCauseMessage("reset");
  }

  @Test
  void textIsInTheCharacterSetOfItsTypeOrUtf8() {
    byte[] latin = "gr\u00fcn".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(request("text/plain", "gr\u00fcn").body().text()).isEqualTo("gr\u00fcn");
    assertThat(request(FakeIncoming.post("/").body(null, "gr\u00fcn")).body().text())
        .isEqualTo("gr\u00fcn");
    assertThat(
            request(FakeIncoming.post("/").body("text/plain; charset=ISO-8859-1", latin))
                .body()
                .text())
        .isEqualTo("gr\u00fcn");
    assertFails(400, () -> request(FakeIncoming.post("/").body("text/plain", latin)).body().text());
  }

  @Test
  void anUnknownCharacterSetOrMalformedTypeIs415() {
    assertFails(415, () -> request("text/plain; charset=klingon", "x").body().text());
    assertFails(415, () -> request("nonsense", "x").body().text());
    assertFails(415, () -> request("nonsense", "x").body().type());
  }

  @Test
  void theTypeMayBeAbsent() {
    assertThat(request(FakeIncoming.post("/").body(null, "x")).body().type()).isEmpty();
    assertThat(request("text/plain", "x").body().type()).contains(MediaType.parse("text/plain"));
  }

  @Test
  void bodiesOfAnotherCodingAre415AndTellWhatIsTaken() {
    for (String type : List.of("text/plain", "application/json", FORM)) {
      Request request =
          request(FakeIncoming.post("/").with("Content-Encoding", "compress").body(type, "x"));
      assertThatThrownBy(
              () -> {
                switch (type) {
                  case "text/plain" -> request.body().text();
                  case FORM -> request.form();
                  default -> request.body().json(String.class);
                }
              })
          .asInstanceOf(type(HttpException.class))
          .satisfies(
              e -> {
                assertThat(e.status().code()).isEqualTo(415);
                assertThat(e.headers().first("Accept-Encoding")).isEqualTo("gzip");
              });
    }
    Request identity =
        request(FakeIncoming.post("/").with("Content-Encoding", "Identity").body(null, "x"));
    assertThat(identity.body().text()).isEqualTo("x");
  }

  @Test
  void jsonIsReadAsTheTypeThatIsAskedFor() {
    assertThat(request("application/json", "x").body().json(List.class))
        .isEqualTo(List.of("x", "java.util.List"));
    assertThat(
            request("application/merge-patch+json", "x")
                .body()
                .json(new TypeRef<List<String>>() {}))
        .isEqualTo(List.of("x", "java.util.List<java.lang.String>"));
    assertThat(new TypeRef<List<String>>() {}).hasToString("java.util.List<java.lang.String>");
  }

  @Test
  @SuppressWarnings("rawtypes") // what is wrong is the point
  void aTypeReferenceNeedsATypeArgument() {
    assertThatThrownBy(() -> new TypeRef() {})
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("type argument");
  }

  @Test
  void jsonOfAnotherTypeOrNoneIs415() {
    assertFails(415, () -> request("text/plain", "x").body().json(String.class));
    assertFails(
        415, () -> request(FakeIncoming.post("/").body(null, "x")).body().json(String.class));
  }

  @Test
  void aCodecThatCanNotReadFailsUnchecked() {
    assertThatThrownBy(() -> request("application/json", "broken").body().json(String.class))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("the codec could not read");
  }

  @Test
  void aFormIsDecodedFromEscapesAndRawUtf8() {
    Request request = request(FORM + "; charset=utf-8", "a=1&b=x+y&a=%C3%A9&c=gr\u00fcn");

    assertThat(request.form("a").list()).containsExactly("1", "\u00e9");
    assertThat(request.form("b").asString()).isEqualTo("x y");
    assertThat(request.form("c").asString()).isEqualTo("gr\u00fcn");
    assertThat(request.form("d").isPresent()).isFalse();
    assertThat(request.form().keySet()).containsExactly("a", "b", "c");
    assertThat(request.form("b").as(String.class)).isEqualTo("x y");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=%", "a=%zz", "a=%ff"})
  void aMalformedFormIs400(String text) {
    assertFails(400, () -> request(FORM, text).form());
  }

  @Test
  void aFormOfAnotherTypeIs415() {
    assertFails(415, () -> request("application/json", "a=1").form());
    assertFails(415, () -> request(FakeIncoming.post("/").body(null, "a=1")).form());
  }
}
