package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCodingsTest {
  private static final String LONG = "compressible ".repeat(400);

  private static Response<?> served(Compression compression, String accepted, Handler<?> handler) {
    Covet app = Covet.create(Config.defaults());
    app.use(compression);
    app.get("/", handler);
    return Exchange.serve(app, FakeIncoming.get("/").with("Accept-Encoding", accepted));
  }

  private static String decoded(String token, byte[] bytes) throws IOException {
    return new String(
        ContentCodings.named(token).decode(new ByteArrayInputStream(bytes)).readAllBytes(),
        StandardCharsets.UTF_8);
  }

  private static byte[] sent(Response<?> response) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    response.body().writeTo(out);
    response.body().close();
    return out.toByteArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gzip, deflate, br, zstd|zstd",
        "gzip, deflate, br|br",
        "gzip|gzip",
        "br;q=0.5, gzip|gzip",
        "*|zstd",
        "*, zstd;q=0|br",
        "zstd;q=0.1, br;q=0.2, gzip;q=0.15|br",
        "deflate|",
        "identity, br;q=0.9|",
        "zstd;q=0, br;q=0, gzip;q=0|"
      })
  void theClientsBestIsUsed(String accepted, @Nullable String token) throws Exception {
    Response<?> answer = served(Compression.of("zstd", "br", "gzip"), accepted, req -> LONG);
    assertThat(answer.headers().first("Content-Encoding")).isEqualTo(token);
    assertThat(answer.headers().first("Vary")).isEqualTo("Accept-Encoding");
    if (token != null) {
      byte[] bytes = sent(answer);
      assertThat(bytes).hasSizeLessThan(300);
      assertThat(decoded(token, bytes)).isEqualTo(LONG);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zstd", "br", "gzip"})
  void aStreamedBodyIsCodedAndFlushed(String token) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int[] flushed = new int[1];
    Response<?> answer =
        served(
            Compression.of(token),
            token,
            req ->
                Response.stream(
                        body -> {
                          body.write(LONG.getBytes(StandardCharsets.UTF_8));
                          body.flush();
                          flushed[0] = out.size();
                          body.write('!');
                          body.close();
                        })
                    .type("text/event-stream"));
    answer.body().writeTo(out);
    assertThat(flushed[0]).isBetween(10, 300);
    assertThat(decoded(token, out.toByteArray())).isEqualTo(LONG + "!");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zstd", "br", "gzip"})
  void whatIsCutDoesNotLookWhole(String token) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Response<?> answer =
        served(
            Compression.of(token),
            token,
            req ->
                Response.stream(
                        body -> {
                          body.write(LONG.getBytes(StandardCharsets.UTF_8));
                          body.flush();
                          throw new IOException("on purpose");
                        })
                    .type("text/plain"));
    assertThatThrownBy(() -> answer.body().writeTo(out)).hasMessage("on purpose");
    assertThatThrownBy(() -> decoded(token, out.toByteArray())).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zstd", "br", "gzip"})
  void aFailureOfTheClientIsTold(String token) {
    OutputStream gone =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("gone");
          }
        };
    assertThatThrownBy(
            () -> {
              try (EncodingStream encoding = ContentCodings.named(token).encode(gone)) {
                encoding.write(LONG.getBytes(StandardCharsets.UTF_8));
                encoding.flush();
              }
            })
        .hasMessage("gone");
  }

  @Test
  void aSettingNamesThem() {
    Covet app = Covet.create(Config.builder().set("compression", "br, gzip").build());
    app.get("/", req -> LONG);
    Response<?> answer =
        Exchange.serve(app, FakeIncoming.get("/").with("Accept-Encoding", "gzip, br"));
    assertThat(answer.headers().first("Content-Encoding")).isEqualTo("br");
    assertThatThrownBy(() -> Config.builder().set("compression", "gzip,lzma").build())
        .hasMessageContaining("there is no coding 'lzma'; there are zstd, br, gzip");
    assertThatThrownBy(() -> Compression.of("deflate")).hasMessageContaining("no coding");
  }
}
