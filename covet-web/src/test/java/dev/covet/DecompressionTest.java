package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aayushatharva.brotli4j.encoder.BrotliOutputStream;
import com.aayushatharva.brotli4j.encoder.Encoder;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecompressionTest {
  private static final int MIB = 1 << 20;

  private static byte[] packed(String coding, byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = encoder(coding, packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  private static OutputStream encoder(String coding, OutputStream out) throws IOException {
    return switch (coding) {
      case "br" -> new BrotliOutputStream(out);
      case "zstd" -> new ZstdOutputStream(out);
      default -> new GZIPOutputStream(out);
    };
  }

  private static Response<?> post(String coding, byte[] body, Handler<?> handler) {
    return post(coding, new ByteArrayInputStream(body), body.length, handler);
  }

  private static Response<?> post(
      String coding, InputStream body, long length, Handler<?> handler) {
    Covet app = Covet.create(Config.builder().set("decompression", "gzip,br,zstd").build());
    app.post("/", handler);
    FakeIncoming incoming =
        FakeIncoming.post("/")
            .body(body, length)
            .with("Content-Type", "text/plain")
            .with("Content-Encoding", coding);
    return Exchange.serve(app, incoming);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br", "zstd", "x-gzip", "GZIP"})
  void aCompressedBodyIsReadAsItWas(String coding) throws IOException {
    String text = "compressible ".repeat(1000) + "ü";
    byte[] body = packed(coding, text.getBytes(StandardCharsets.UTF_8));
    assertThat(Exchange.text(post(coding, body, req -> req.body().text()))).isEqualTo(text);
    Handler<String> streaming =
        req -> {
          InputStream in = req.body().stream();
          String all = (char) in.read() + new String(in.readAllBytes(), StandardCharsets.UTF_8);
          return in.read() + " " + in.read(new byte[0]) + all + req.body().length();
        };
    assertThat(Exchange.text(post(coding, body, streaming))).isEqualTo("-1 0" + text + "-1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br", "zstd"})
  void aBombIsRefusedBeforeItGoesOff(String coding) throws IOException {
    byte[] bomb = packed(coding, new byte[10 * MIB]);
    int[] read = new int[1];
    Handler<?> handler =
        req -> {
          InputStream in = req.body().stream();
          byte[] block = new byte[8 << 10];
          for (int count = in.read(block); count >= 0; count = in.read(block)) {
            read[0] += count;
          }
          return "all";
        };
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    post(coding, bomb, handler);
    read[0] = 0;
    long before = threads.getCurrentThreadAllocatedBytes();
    Response<?> answer = post(coding, bomb, handler);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(answer.status().code()).isEqualTo(413);
    assertThat(read[0]).isLessThanOrEqualTo(MIB);
    assertThat(allocated).isLessThan(4 * MIB);
    assertThat(post(coding, bomb, req -> req.body().text()).status().code()).isEqualTo(413);
  }

  @Test
  void aSmallBodyMayBeCompressedMuch() throws IOException {
    byte[] zeros = packed("gzip", new byte[64 << 10]);
    assertThat(post("gzip", zeros, req -> req.body().bytes().length).status().code())
        .isEqualTo(200);
    byte[] more = packed("gzip", new byte[100 << 10]);
    Response<?> refused = post("gzip", more, req -> req.body().bytes().length);
    assertThat(refused.status().code()).isEqualTo(413);
    assertThat(Exchange.text(refused)).contains("less than a 100th of its size");
  }

  @Test
  void theLimitCountsWhatTheBodyWas() throws IOException {
    byte[] random = new byte[MIB / 2];
    new Random(1).nextBytes(random);
    byte[] twice = Arrays.copyOf(random, 2 * random.length + 1);
    System.arraycopy(random, 0, twice, random.length, random.length);
    byte[] packed = packed("br", twice);
    assertThat(packed.length).isLessThan(MIB);
    Response<?> answer = post("br", packed, req -> req.body().bytes().length);
    assertThat(answer.status().code()).isEqualTo(413);
    assertThat(Exchange.text(answer)).contains("larger than this resource accepts");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br", "zstd"})
  void whatIsCutOrBrokenIs400(String coding) throws IOException {
    byte[] good = packed(coding, "some text that is long enough".repeat(50).getBytes());
    byte[] cut = Arrays.copyOf(good, good.length - 3);
    assertThat(post(coding, cut, req -> req.body().text()).status().code()).isEqualTo(400);
    byte[] none = "no such coding, but a text that is long enough to be read".getBytes();
    assertThat(post(coding, none, req -> req.body().text()).status().code()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({"deflate", "'gzip, gzip'", "compress", "''"})
  void anotherCodingIs415(String coding) {
    Response<?> answer = post(coding, new byte[10], req -> req.body().bytes());
    assertThat(answer.status().code()).isEqualTo(415);
    assertThat(answer.headers().first("Accept-Encoding")).isEqualTo("gzip, br, zstd");
  }

  @Test
  void noneMeansNone() throws IOException {
    Covet app = Covet.create(Config.builder().set("decompression", "none").build());
    app.post("/", req -> req.body().bytes());
    FakeIncoming incoming =
        FakeIncoming.post("/")
            .body("text/plain", packed("gzip", new byte[9]))
            .with("Content-Encoding", "gzip");
    Response<?> answer = Exchange.serve(app, incoming);
    assertThat(answer.status().code()).isEqualTo(415);
    assertThat(answer.headers().first("Accept-Encoding")).isEqualTo("identity");
  }

  @Test
  void anEmptyBodyHasNoCoding() {
    assertThat(Exchange.text(post("gzip", new byte[0], req -> req.body().text()))).isEmpty();
    assertThat(post("identity", "a".getBytes(), req -> req.body().text()).status().code())
        .isEqualTo(200);
  }

  @Test
  void itsMemoryIsFreedWhenTheRequestIsOver() throws IOException {
    boolean[] closed = new boolean[1];
    ContentCoding coding =
        new ContentCoding() {
          @Override
          public String token() {
            return "test";
          }

          @Override
          public EncodingStream encode(OutputStream out) {
            throw new UnsupportedOperationException();
          }

          @Override
          public InputStream decode(InputStream in) {
            return new java.io.FilterInputStream(in) {
              @Override
              public void close() throws IOException {
                closed[0] = true;
                throw new IOException("on purpose");
              }
            };
          }
        };
    DecodedStream stream =
        new DecodedStream(coding, new ByteArrayInputStream(new byte[9]), Long.MAX_VALUE);
    assertThat(stream.read()).isZero();
    stream.close();
    stream.close();
    assertThat(closed[0]).isTrue();
    assertThatThrownBy(() -> stream.read(new byte[2])).hasMessage("the body has been closed");
    closed[0] = false;
    DecodedStream busy =
        new DecodedStream(
            coding,
            new InputStream() {
              @Override
              public int read() {
                return 1;
              }

              @Override
              public int read(byte[] target, int from, int length) {
                self[0].close(); // as another thread may
                assertThat(closed[0]).isFalse();
                return 1;
              }
            },
            Long.MAX_VALUE);
    self[0] = busy;
    assertThat(busy.read()).isZero();
    assertThat(closed[0]).isTrue();
  }

  private final DecodedStream[] self = new DecodedStream[1];

  @ParameterizedTest
  @CsvSource({
    "0x21, 18",
    "0x0b, 22",
    "0x0c, 16",
    "0x01, 17",
    "0x11, 2147483647",
    "0x0d, 23",
    "0x31, 11"
  })
  void theWindowOfBrotliIsRead(String head, int bits) {
    assertThat(BrotliCoding.window(Integer.decode(head)))
        .isEqualTo(head.equals("0x21") ? 10 : bits);
  }

  @Test
  void aWindowThatCostsTooMuchIsRefused() throws IOException {
    ByteArrayOutputStream wide = new ByteArrayOutputStream();
    try (OutputStream out =
        new BrotliOutputStream(wide, new Encoder.Parameters().setWindow(24).setQuality(5))) {
      out.write(new byte[100]);
    }
    Response<?> brotli = post("br", wide.toByteArray(), req -> req.body().bytes());
    assertThat(brotli.status().code()).isEqualTo(400);
    assertThat(Exchange.text(brotli)).contains("larger than 4 MiB");
    ByteArrayOutputStream large = new ByteArrayOutputStream();
    try (ZstdOutputStream out = new ZstdOutputStream(large)) {
      out.setLong(27);
      out.write(new byte[100]);
      out.flush();
    }
    Response<?> zstd = post("zstd", large.toByteArray(), req -> req.body().bytes());
    assertThat(zstd.status().code()).isEqualTo(400);
  }
}
