package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangesTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("digits.txt"), "0123456789");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
  }

  private Response<?> get(@Nullable String range, String... fields) {
    FakeIncoming incoming = FakeIncoming.get("/");
    if (range != null) {
      incoming = incoming.with("Range", range);
    }
    for (int i = 0; i < fields.length; i += 2) {
      incoming = incoming.with(fields[i], fields[i + 1]);
    }
    return Exchange.answer(incoming, req -> Response.file(file));
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 0-0",
    "bytes=2-4, 234, 2-4",
    "bytes=7-, 789, 7-9",
    "bytes=-2, 89, 8-9",
    "bytes=-100, 0123456789, 0-9",
    "bytes=5-99999999999999999999, 56789, 5-9",
    "BYTES=0000-1, 01, 0-1",
    "'bytes= 3-3 ,', 3, 3-3",
    "'bytes=3-3,20-30', 3, 3-3"
  })
  void aRangeIsAnsweredByItself(String range, String text, String place) {
    Response<?> answer = get(range);
    assertThat(answer.status().code()).isEqualTo(206);
    assertThat(answer.headers().first("Content-Range")).isEqualTo("bytes " + place + "/10");
    assertThat(answer.body().length()).isEqualTo(text.length());
    assertThat(Exchange.text(answer)).isEqualTo(text);
    assertThat(answer.headers().first("ETag")).startsWith("\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bytes=",
        "bytes=-",
        "bytes=a-b",
        "bytes=4-2",
        "bytes 1-2",
        "lines=1-2",
        "bytes=1-2-3",
        "bytes=--1",
        "bytes=1",
        "bytes=+1-2",
        "bytes=0-9,0-9",
        "bytes=,",
        "bytes=0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0,0-0"
      })
  void whatIsNoRangeOrAsksForTooMuchGetsTheWhole(String range) {
    Response<?> answer = get(range);
    assertThat(answer.status().code()).isEqualTo(200);
    assertThat(Exchange.text(answer)).isEqualTo("0123456789");
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=-0", "bytes=10-12,50-60"})
  void aRangeBeyondTheEndIsRefused(String range) {
    Response<?> answer = get(range);
    assertThat(answer.status().code()).isEqualTo(416);
    assertThat(answer.headers().first("Content-Range")).isEqualTo("bytes */10");
  }

  @Test
  void severalRangesAreParts() {
    Response<?> answer = get("bytes=0-1,-2");
    assertThat(answer.status().code()).isEqualTo(206);
    String type = String.valueOf(answer.headers().first("Content-Type"));
    assertThat(type).startsWith("multipart/byteranges; boundary=");
    assertThat(answer.headers().first("Content-Range")).isNull();
    String boundary = type.substring(type.indexOf('=') + 1);
    String text = Exchange.text(answer);
    assertThat(text)
        .isEqualTo(
            "\r\n--B\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes 0-1/10\r\n\r\n01"
                    .replace("B", boundary)
                + "\r\n--B\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Range: bytes 8-9/10\r\n\r\n89"
                    .replace("B", boundary)
                + "\r\n--B--\r\n".replace("B", boundary));
    assertThat(answer.body().length()).isEqualTo(text.length());
  }

  @Test
  void partsOfAnotherVersionAreNotMixed() {
    String tag = String.valueOf(get(null).headers().first("ETag"));
    assertThat(get("bytes=1-2", "If-Range", tag).status().code()).isEqualTo(206);
    assertThat(get("bytes=1-2", "If-Range", "W/" + tag).status().code()).isEqualTo(200);
    assertThat(get("bytes=1-2", "If-Range", "\"other\"").status().code()).isEqualTo(200);
    assertThat(get("bytes=1-2", "If-Range", "Fri, 02 Jan 2026 03:04:05 GMT").status().code())
        .isEqualTo(206);
    assertThat(get("bytes=1-2", "If-Range", "Fri, 02 Jan 2026 03:04:06 GMT").status().code())
        .isEqualTo(200);
    assertThat(get("bytes=1-2", "If-Range", "nonsense").status().code()).isEqualTo(200);
  }

  @Test
  void onlyAGetOfAFileHasRanges() {
    FakeIncoming head = FakeIncoming.of("HEAD", "/").with("Range", "bytes=1-2");
    assertThat(Exchange.answer(head, req -> Response.file(file)).status().code()).isEqualTo(200);
    FakeIncoming text = FakeIncoming.get("/").with("Range", "bytes=1-2");
    assertThat(Exchange.answer(text, req -> "0123456789").status().code()).isEqualTo(200);
    assertThat(get("bytes=1-2", "Range", "bytes=3-4").status().code()).isEqualTo(200);
    assertThat(get("bytes=1-2", "If-None-Match", "*").status().code()).isEqualTo(304);
  }

  @Test
  void smallFilesInMemoryHaveRangesToo() {
    ResponseBody part = new FileBytes("0123456789".getBytes()).part(2, 3);
    assertThat(part.bytes()).isEqualTo("234".getBytes());
    assertThat(ByteRange.parse("bytes=0-", 0)).isEqualTo(List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "report.pdf, attachment; filename=\"report.pdf\"",
    "a b.txt, attachment; filename=\"a b.txt\"",
    "räport €.pdf, attachment; filename=\"r_port _.pdf\";"
        + " filename*=UTF-8''r%C3%A4port%20%E2%82%AC.pdf",
    "50%.txt, attachment; filename=\"50_.txt\"; filename*=UTF-8''50%25.txt",
    "../../etc/passwd, attachment; filename=\".._.._etc_passwd\"",
    "say \"hi\".txt, attachment; filename=\"say _hi_.txt\"; filename*=UTF-8''say%20%22hi%22.txt"
  })
  void aDownloadHasANameThatEveryClientReads(String name, String field) {
    assertThat(Response.ok("x").download(name).headers().first("Content-Disposition"))
        .isEqualTo(field);
  }

  @Test
  void noNameBreaksOutOfItsField() {
    assertThat(Disposition.attachment("a\r\nX: y\\b\ud800"))
        .isEqualTo("attachment; filename=\"a__X: y_b_\"");
  }
}
