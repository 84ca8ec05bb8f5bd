package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.http.Headers;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MultipartTest {
  private static final String TYPE = "multipart/form-data; boundary=XX";

  @TempDir Path folder;

  /** A part; lines end by \n for readers. */
  private static String part(String fields, String data) {
    return "--XX\n" + fields + "\n\n" + data + "\n";
  }

  private static String field(String name, String data) {
    return part("Content-Disposition: form-data; name=\"" + name + "\"", data);
  }

  private static String file(String name, String fileName, String data) {
    return part(
        "Content-Disposition: form-data; name=\""
            + name
            + "\"; filename=\""
            + fileName
            + "\"\nContent-Type: image/png",
        data);
  }

  private static String lines(String text) {
    return text.replace("\n", "\r\n");
  }

  private Covet app() {
    return Covet.create(
        Config.builder().set("upload-folder", folder.toString()).set("max-body", "400KiB").build());
  }

  private Response<?> post(String type, String body, Handler<?> handler) {
    Covet app = app();
    app.post("/", handler);
    return post(app, type, body);
  }

  private static Response<?> post(Covet app, String type, String body) {
    byte[] bytes = lines(body).getBytes(StandardCharsets.UTF_8);
    return new Served(app).send(new MadeRequest("POST", "/").body(type, bytes));
  }

  private String text(String body, Handler<?> handler) {
    return Exchange.text(post(TYPE, body, handler));
  }

  @Test
  void fieldsAndFilesAreReadByName() {
    String body =
        field("title", "häuser") + file("image", "a.png", "PNG\nDATA") + field("n", "7") + "--XX--";
    Handler<String> handler =
        req -> {
          Upload image = req.upload("image");
          return String.join(
              "|",
              req.form("title").asString(),
              Integer.toString(req.form("n").asInt()),
              image.name(),
              image.fileName(),
              image.type().toString(),
              Long.toString(image.size()),
              new String(image.bytes(), StandardCharsets.UTF_8),
              image.toString(),
              req.form().keySet().toString(),
              req.uploads("other").toString());
        };
    assertThat(text(body, handler))
        .isEqualTo(
            "häuser|7|image|a.png|image/png|9|PNG\r\n"
                + "DATA|Upload[image, a.png, 9 bytes]|[title, n]|[]");
  }

  @Test
  void partsAreReadAsTheyCome() {
    String body =
        field("a", "1") + file("b", "b.bin", "22") + file("b", "c.bin", "") + "--XX--\nepilogue";
    Handler<String> handler =
        req -> {
          List<String> seen = new ArrayList<>();
          for (Part part : req.body().parts()) {
            seen.add(
                part.name()
                    + part.isFile()
                    + part.fileName().orElse("-")
                    + part.type()
                    + part.text());
          }
          return seen.toString();
        };
    assertThat(text(body, handler))
        .isEqualTo(
            "[afalse-text/plain; charset=utf-81, btrueb.binimage/png22, btruec.binimage/png]");
  }

  @Test
  void theFieldsOfAPartAreReadWithoutCase() {
    String body =
        "--XX\nContent-Disposition: form-data; name=a\nX-Checksum:  4711 \nContent-ID: <1>\n\n1\n"
            + field("b", "2")
            + "--XX--";
    Handler<String> handler =
        req -> {
          List<String> seen = new ArrayList<>();
          for (Part part : req.body().parts()) {
            Headers headers = part.headers();
            seen.add(headers.size() + " " + headers.first("x-checksum"));
            seen.add(headers.first("CONTENT-DISPOSITION"));
            headers.forEach((name, value) -> seen.add(name));
          }
          return String.join("|", seen);
        };
    assertThat(text(body, handler))
        .isEqualTo(
            "3 4711|form-data; name=a|Content-Disposition|X-Checksum|Content-ID"
                + "|1 null|form-data; name=\"b\"|Content-Disposition");
  }

  @Test
  void aPartThatIsPassedCanNotBeReadAnyMore() {
    String body = field("a", "1".repeat(50_000)) + field("b", "2") + "--XX--";
    Handler<String> handler =
        req -> {
          var parts = req.body().parts().iterator();
          InputStream first = parts.next().stream();
          assertThat(first.read()).isEqualTo('1');
          assertThat(parts.next().text()).isEqualTo("2");
          assertThat(parts.hasNext()).isFalse();
          assertThatThrownBy(parts::next).hasMessage("the form has no more parts");
          assertThatThrownBy(first::read).hasMessageContaining("next part is being read");
          return "ok";
        };
    assertThat(text(body, handler)).isEqualTo("ok");
  }

  @Test
  void dataMayLookLikeABoundary() {
    String data = "\n--X\n--XY\n-\n--\r\r\n--X" + "\n--X".repeat(8000);
    assertThat(text(file("f", "f", data) + "--XX--", req -> Long.toString(req.upload("f").size())))
        .isEqualTo(Integer.toString(lines(data).length()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 16_300, 16_380, 16_384, 16_390, 33_000, 65_536, 100_000})
  void dataOfAnySizeIsWhole(int size) {
    String data = "d".repeat(size);
    String body = file("f", "f", data) + file("g", "g", data) + "--XX--";
    Handler<String> handler =
        req ->
            new String(req.upload("f").bytes(), StandardCharsets.UTF_8)
                + "|"
                + new String(req.upload("g").stream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(text(body, handler)).isEqualTo(data + "|" + data);
  }

  @Test
  void aBodyThatComesByteByByteIsTheSame() {
    String body = lines("--XX\n" + "Content-Disposition: form-data; name=a\n\n1\n\r\n--XX--");
    InputStream slow =
        new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)) {
          @Override
          public synchronized int read(byte[] target, int from, int length) {
            return super.read(target, from, Math.min(1, length));
          }
        };
    FakeIncoming incoming = FakeIncoming.post("/").body(slow, -1).with("Content-Type", TYPE);
    assertThat(Exchange.text(Exchange.answer(incoming, req -> req.form("a").asString())))
        .isEqualTo("1\r\n\r");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "form-data; name=\"a%22b\"|a\"b",
        "form-data; name=\"a\\\"b\"|a\"b",
        "Form-Data; NAME=a|a",
        "form-data;name=\"a;b\" ; filename=x|a;b",
        "form-data; name=\"a\\\\\" ; filename=f|a\\",
        "form-data; name=\"C:\\path\"|C:\\path",
        "form-data; name=\"\"|"
      })
  void namesAreWrittenInSeveralWays(String disposition, @Nullable String name) {
    Handler<String> handler = req -> "<" + req.body().parts().iterator().next().name() + ">";
    assertThat(text(part("Content-Disposition: " + disposition, "x") + "--XX--", handler))
        .isEqualTo("<" + (name == null ? "" : name.replace("\\r\\n", "\r\n")) + ">");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "--XX",
        "--XX--x--XX",
        "--XX\nContent-Disposition: form-data; name=\"a\"\n\nno end",
        "--XX\nContent-Disposition: form-data; name=\"a\"\n\nx\n--XX-",
        "--XXContent-Disposition: form-data; name=\"a\"\n\nx\n--XX--",
        "--XX\nContent-Disposition: form-data\n\nx\n--XX--",
        "--XX\nContent-Type: text/plain\n\nx\n--XX--",
        "--XX\n\nx\n--XX--",
        "--XX\nContent-Disposition: attachment; name=\"a\"\n\nx\n--XX--",
        "--XX\nContent-Disposition: form-data; name=\"a\"; name=\"b\"\n\nx\n--XX--",
        "--XX\nContent-Disposition: form-data; name=\"a\"; filename*=UTF-8''x\n\nx\n--XX--",
        "--XX\nContent-Disposition: form-data; name=\"a\n\nx\n--XX--",
        "--XX\nContent-Disposition: form-data; name=\"a\"b\n\nx\n--XX--",
        "--XX\nContent-Disposition: form-data; name=\"a\"x\"b\"\n\nx\n--XX--",
        "--XX\nContent-Disposition: form-data; name=\"a\\\\\"; x=\"\n\nx\n--XX--",
        "--XX\nContent-Disposition: form-data; name=\"a%0D%0Ab\"\n\nx\n--XX--",
        "--XX\nContent-Disposition: form-data; name=\"a\";\n\nx\n--XX--",
        "--XX\nContent-Disposition: form-data; name=a b\n\nx\n--XX--",
        "--XX\nContent-Disposition: form-data; =a\n\nx\n--XX--",
        "--XX\nContent-Disposition: form-data; name\n\nx\n--XX--",
        "--XX\n"
            + "Content-Disposition: form-data; name=a\n"
            + "Content-Disposition: form-data; name=a\n\n"
            + "x\n"
            + "--XX--",
        "--XX\nContent-Disposition : form-data; name=a\n\nx\n--XX--",
        "--XX\n: x\n\nx\n--XX--",
        "--XX\nContent-Disposition: form-data; name=a\nContent-Type: no type\n\nx\n--XX--",
        "--XX\n"
            + "Content-Disposition: form-data; name=a\n"
            + "Content-Transfer-Encoding: base64\n\n"
            + "x\n"
            + "--XX--",
        "--XX\nContent-Disposition: form-data;\n name=a\n\nx\n--XX--",
        "--XX\nContent-Disposition: form-data; name=\"a\0\"\n\nx\n--XX--",
        "--XX\nContent-Disposition: form-data; name=a\rX: y\n\nx\n--XX--"
      })
  void whatIsMalformedIs400(String body) {
    Response<?> answer = post(TYPE, body, req -> req.form("a").or("none"));
    assertThat(answer.status().code()).as(Exchange.text(answer)).isEqualTo(400);
  }

  @Test
  void textThatIsNoUtf8Is400() {
    Covet app = app();
    app.post("/", req -> req.form("a").asString());
    for (String body : List.of("name=a\n\n\u00ff", "name=\u00ff\n\nx")) {
      byte[] bytes =
          lines("--XX\nContent-Disposition: form-data; " + body + "\n--XX--")
              .getBytes(StandardCharsets.ISO_8859_1);
      assertThat(
              new Served(app).send(new MadeRequest("POST", "/").body(TYPE, bytes)).status().code())
          .isEqualTo(400);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "multipart/form-data|400",
        "multipart/form-data; boundary=\"\"|400",
        "multipart/form-data; boundary=\"a \"|400",
        "multipart/form-data; boundary=\"a*\"|400",
        "multipart/form-data;"
            + " boundary=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa|400",
        "multipart/mixed; boundary=XX|415",
        "text/plain|415"
      })
  void theBoundaryIsChecked(String type, int status) {
    Response<?> answer =
        post(type, field("a", "1") + "--XX--", req -> req.body().parts().iterator().next().name());
    assertThat(answer.status().code()).isEqualTo(status);
    assertThat(post("text/plain", "a", req -> req.upload("a").name()).status().code())
        .isEqualTo(415);
  }

  @Test
  void tooMuchOfAnythingIs413() {
    String many = field("a", "").repeat(129) + "--XX--";
    assertThat(post(TYPE, many, req -> req.form("a").list().size()).status().code()).isEqualTo(413);
    String right = field("a", "").repeat(128) + "--XX--";
    assertThat(text(right, req -> "" + req.form("a").list().size())).isEqualTo("128");
    String fields = part("X: " + "x".repeat(9000), "x") + "--XX--";
    assertThat(post(TYPE, fields, req -> req.form("a").or("")).status().code()).isEqualTo(413);
    Covet app = Covet.create(Config.builder().set("max-body", "64KiB").build());
    app.post("/", req -> req.form("a").list().size()).maxBody(1 << 20);
    String large = field("a", "x".repeat(40_000)).repeat(2) + "--XX--";
    assertThat(post(app, TYPE, large).status().code()).isEqualTo(413);
    String preamble = "x".repeat(20_000) + "\n" + field("a", "") + "--XX--";
    assertThat(post(TYPE, preamble, req -> req.form("a").or("")).status().code()).isEqualTo(400);
  }

  @Test
  void aMillionEmptyPartsCostNothing() {
    InputStream endless =
        new InputStream() {
          private final byte[] part = lines(field("a", "")).getBytes(StandardCharsets.UTF_8);
          private int at;
          private int left = 1_000_000;

          @Override
          public int read() {
            if (at == part.length) {
              at = 0;
              left--;
            }
            return left == 0 ? -1 : part[at++];
          }
        };
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    FakeIncoming incoming = FakeIncoming.post("/").body(endless, -1).with("Content-Type", TYPE);
    Covet app = app();
    app.post("/", req -> req.form("a").or(""));
    AssembledApplication assembled = app.assemble();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThat(Exchange.serve(assembled, incoming).status().code()).isEqualTo(413);
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4 << 20);
  }

  @Test
  void aFormWithinAFormIsAFile() {
    String inner = "--YY\nContent-Disposition: form-data; name=\"b\"\n\n1\n--YY--";
    String body =
        part(
                "Content-Disposition: form-data; name=\"a\"; filename=\"f\"\n"
                    + "Content-Type: multipart/mixed; boundary=YY",
                inner)
            + "--XX--";
    assertThat(text(body, req -> new String(req.upload("a").bytes(), StandardCharsets.UTF_8)))
        .isEqualTo(lines(inner));
  }

  @Test
  void whatIsLargeIsInAFileWithoutAName() throws Exception {
    String large = "x".repeat(50_000);
    String body = file("f", "one", large) + file("f", "two", large) + "--XX--";
    Path copy = folder.resolve("copy");
    Handler<String> handler =
        req -> {
          List<Upload> files = req.uploads("f");
          try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
          }
          files.getLast().copyTo(copy);
          files.getFirst().copyTo(folder.resolve("first"));
          assertThatThrownBy(() -> files.getFirst().copyTo(copy))
              .isInstanceOf(java.nio.file.FileAlreadyExistsException.class);
          InputStream in = files.getLast().stream();
          assertThat(in.read()).isEqualTo('x');
          assertThat(in.read(new byte[0])).isZero();
          assertThat(in.readAllBytes()).hasSize(49_999);
          assertThat(in.read()).isEqualTo(-1);
          return files.getFirst().size() + " " + files.getLast().size();
        };
    assertThat(text(body, handler)).isEqualTo("50000 50000");
    assertThat(Files.readString(copy)).isEqualTo(large);
    assertThat(Files.readString(folder.resolve("first"))).isEqualTo(large);
  }

  @Test
  void namesOfFilesHaveNoFolders() {
    assertThat(FileNames.last("C:\\Users\\me\\a.png")).isEqualTo("a.png");
    assertThat(FileNames.last("../../etc/passwd")).isEqualTo("passwd");
    assertThat(FileNames.last("..")).isEqualTo("file");
    assertThat(FileNames.last("a/")).isEqualTo("file");
    assertThat(FileNames.last("a\r\nb\u202egnp.exe")).isEqualTo("abgnp.exe");
    String none = file("f", "", "") + "--XX--";
    assertThat(text(none, req -> "" + req.uploads("f").size())).isEqualTo("0");
    Response<?> missing = post(TYPE, none, req -> req.upload("f").name());
    assertThat(missing.status().code()).isEqualTo(422);
    assertThat(Exchange.text(missing)).contains("'f'");
  }

  record Form(@FormParam String title, Upload image, Optional<Upload> extra, List<Upload> more) {}

  record Loose(@FormParam String title, @Nullable Upload image, java.util.Set<Upload> more) {}

  @Test
  void filesAreBoundByTheirType() {
    Covet app = app();
    app.post(
        "/",
        Form.class,
        in -> in.title() + in.image().size() + in.extra().isPresent() + in.more().size());
    String body =
        field("title", "t")
            + file("image", "i", "123")
            + file("more", "a", "1").repeat(2)
            + "--XX--";
    assertThat(Exchange.text(post(app, TYPE, body))).isEqualTo("t3false2");
    Response<?> missing = post(app, TYPE, field("x", "") + "--XX--");
    assertThat(missing.status().code()).isEqualTo(422);
    assertThat(Exchange.text(missing))
        .contains("form parameter 'title' is missing", "\"parameter\":\"image\",\"in\":\"form\"");
    assertThat(post(app, "application/x-www-form-urlencoded", "title=t").status().code())
        .isEqualTo(415);
  }

  @Test
  void aFormWithoutFilesDoesWhereNoneIsNeeded() {
    Covet app = app();
    app.post("/", Loose.class, in -> in.title() + in.image() + in.more());
    assertThat(Exchange.text(post(app, "application/x-www-form-urlencoded", "title=t")))
        .isEqualTo("tnull[]");
    String body = field("title", "t") + file("more", "a", "1") + "--XX--";
    assertThat(Exchange.text(post(app, TYPE, body))).isEqualTo("tnull[Upload[more, a, 1 bytes]]");
  }

  record InQuery(@QueryParam Upload image) {}

  record WithDefault(@Default("x") Upload image) {}

  @Test
  void whatCanNotBeStopsTheStart() {
    Covet query = app();
    query.post("/", InQuery.class, in -> "");
    assertThatThrownBy(query::assemble).hasMessageContaining("a file comes with a form");
    Covet standard = app();
    standard.post("/", WithDefault.class, in -> "");
    assertThatThrownBy(standard::assemble).hasMessageContaining("a file has no @Default");
    Covet get = app();
    get.get("/", Form.class, in -> "");
    assertThatThrownBy(get::assemble).hasMessageContaining("has no body");
  }

  @Test
  void aFileThatCanNotBeWrittenLeavesNothing() throws Exception {
    Spool spool = new Spool(folder.resolve("missing"));
    assertThatThrownBy(() -> spool.write(new byte[10], 10, 5))
        .isInstanceOf(java.io.IOException.class);
    spool.close();
    Spool gone = new Spool(folder);
    gone.write(new byte[10], 10, 5);
    gone.close();
    org.awaitility.Awaitility.await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> gone.write(new byte[10], 10, 5))
                    .isInstanceOf(java.io.IOException.class));
    assertThatThrownBy(() -> gone.copyTo(folder.resolve("copy")))
        .isInstanceOf(java.io.IOException.class);
    assertThat(folder.resolve("copy")).doesNotExist();
  }

  @Test
  void fieldsCountAsParameters() {
    Covet app =
        Covet.create(Config.builder().set("multipart-parts", 5000).set("max-body", "4MiB").build());
    app.post("/", req -> "" + req.form("a").list().size());
    String body = field("a", "").repeat(1025) + "--XX--";
    assertThat(post(app, TYPE, body).status().code()).isEqualTo(400);
  }
}
