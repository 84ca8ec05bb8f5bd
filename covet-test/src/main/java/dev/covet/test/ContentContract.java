package dev.covet.test;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** The part of the contract that is about what bodies hold: files and parts of them. */
public abstract class ContentContract extends HttpContract {
  ContentContract() {}

  @AfterAll
  void clean() {
    application.content.close();
  }

  @Test
  void aSmallFileIsServed() throws Exception {
    for (int i = 0; i < 2; i++) {
      TestResponse response = get("/files/small.txt");
      assertThat(response.text()).isEqualTo("0123456789");
      assertThat(response.header("content-type")).isEqualTo("text/plain; charset=utf-8");
      assertThat(response.header("content-length")).isEqualTo("10");
      assertThat(response.header("accept-ranges")).isEqualTo("bytes");
      String tag = response.header("etag");
      assertThat(get("/files/small.txt", "If-None-Match: " + tag).status()).isEqualTo(304);
    }
  }

  @Test
  void aLargeFileIsServedWhole() throws Exception {
    for (String target : List.of("/files/large.bin", "/download")) {
      TestResponse response = get(target);
      assertThat(response.header("content-length")).isEqualTo("3000001");
      assertThat(Arrays.equals(response.bytes(), ContentApplication.LARGE)).isTrue();
    }
    assertThat(get("/download").header("content-disposition"))
        .isEqualTo("attachment; filename=\"gr__e.bin\"; filename*=UTF-8''gr%C3%B6%C3%9Fe.bin");
  }

  @Test
  void aHeadOfAFileHasTheSameFields() throws Exception {
    TestResponse response = request("HEAD", "/files/large.bin", "");
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.header("content-length")).isEqualTo("3000001");
    assertThat(response.bytes()).isEmpty();
  }

  @Test
  void partsOfFilesAreServed() throws Exception {
    TestResponse small = get("/files/small.txt", "Range: bytes=2-4");
    assertThat(small.status()).isEqualTo(206);
    assertThat(small.text()).isEqualTo("234");
    TestResponse large = get("/files/large.bin", "Range: bytes=1000000-2000000");
    assertThat(large.header("content-range")).isEqualTo("bytes 1000000-2000000/3000001");
    byte[] part = Arrays.copyOfRange(ContentApplication.LARGE, 1_000_000, 2_000_001);
    assertThat(Arrays.equals(large.bytes(), part)).isTrue();
    TestResponse several = get("/files/small.txt", "Range: bytes=0-0,-1");
    assertThat(several.header("content-type")).startsWith("multipart/byteranges");
    assertThat(several.text()).contains("Content-Range: bytes 9-9/10\r\n\r\n9\r\n--");
    assertThat(several.header("content-length"))
        .isEqualTo(Integer.toString(several.bytes().length));
    assertThat(get("/files/small.txt", "Range: bytes=10-").status()).isEqualTo(416);
  }

  @Test
  void aCompressedBodyIsReadAsItWas() throws Exception {
    String text = IntStream.range(0, 15_000).mapToObj(Integer::toString).collect(joining());
    TestResponse response =
        send(
            "POST", "/body/text", gzip(text), "Content-Type: text/plain", "Content-Encoding: gzip");
    assertThat(response.text()).isEqualTo(text);
  }

  @Test
  void aBodyThatGrowsBeyondMeasureIsRefused() throws Exception {
    for (int size : new int[] {10 << 20, 200 << 10}) {
      String bomb = gzip("\0".repeat(size));
      assertThat(send("POST", "/body/text", bomb, "Content-Encoding: gzip").status())
          .isEqualTo(413);
    }
    assertThat(send("POST", "/body/text", "no gzip", "Content-Encoding: gzip").status())
        .isEqualTo(400);
    TestResponse other = send("POST", "/body/text", "text", "Content-Encoding: compress");
    assertThat(other.status()).isEqualTo(415);
    assertThat(other.header("accept-encoding")).isEqualTo("gzip");
  }

  private static final String FORM = "Content-Type: " + MultipartBody.TYPE;

  private static String form(MultipartBody form) {
    return new String(form.bytes(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void aFormWithAFileIsRead() throws Exception {
    byte[] bytes = Arrays.copyOf(ContentApplication.LARGE, 40_000);
    String body =
        form(
            MultipartBody.of()
                .file("file", "größe.bin", "application/x", bytes)
                .field("title", "two"));
    assertThat(send("POST", "/upload", body, FORM).text())
        .isEqualTo("two größe.bin " + Arrays.hashCode(bytes));
    String parts = form(MultipartBody.of().field("a", "1").field("b", "2"));
    assertThat(send("POST", "/parts", parts, FORM).text()).isEqualTo("[a=1, b=2]");
  }

  @Test
  void aFormBeyondItsLimitsIsRefused() throws Exception {
    MultipartBody many = MultipartBody.of();
    for (int i = 0; i < 129; i++) {
      many.field("a", "");
    }
    assertThat(send("POST", "/parts", form(many), FORM).status()).isEqualTo(413);
    String cut = form(MultipartBody.of().field("a", "1")).replace("boundary--", "");
    assertThat(send("POST", "/parts", cut, FORM).status()).isEqualTo(400);
    assertThat(send("POST", "/upload", form(MultipartBody.of()), FORM).status()).isEqualTo(422);
    assertThat(send("POST", "/parts", "a=1", "Content-Type: text/plain").status()).isEqualTo(415);
  }

  private static String gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  @Test
  void anEventOfACompressedStreamIsNotHeldBack() throws Exception {
    try (Listening stream = listen("/held", "Accept-Encoding: gzip")) {
      stream.until("\0\0\u00ff\u00ff"); // the end of a block that was flushed (RFC 1951)
      assertThat(request("POST", "/release", "").status()).isEqualTo(204);
      stream.until("\0\0\u00ff\u00ff");
    }
  }

  @Test
  void filesOutsideTheFolderAreNotThere() throws Exception {
    for (String path :
        List.of(
            "/files/../secret.txt",
            "/files/%2e%2e/secret.txt",
            "/files/..%2fsecret.txt",
            "/files/..%5csecret.txt",
            "/files/..;/secret.txt",
            "/files/%c0%ae%c0%ae/secret.txt",
            "/files/small.txt%00")) {
      TestResponse response = get(path);
      assertThat(response.status()).as(path).isIn(400, 404);
      assertThat(response.text()).doesNotContain("the secret");
    }
  }
}
