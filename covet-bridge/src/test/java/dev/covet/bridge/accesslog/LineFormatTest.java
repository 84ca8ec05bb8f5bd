package dev.covet.bridge.accesslog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineFormatTest {
  private static String line(LogForm form, Entry... entries) {
    LineFormat format = new LineFormat(form);
    Lines lines = new Lines();
    for (Entry entry : entries) {
      format.line(entry, lines);
    }
    return StandardCharsets.ISO_8859_1.decode(lines.bytes()).toString();
  }

  @Test
  void theCommonForm() {
    assertThat(line(LogForm.COMMON, Entries.of("/a")))
        .isEqualTo("192.0.2.1 - - [25/Nov/2026:21:51:40 +0000] \"GET /a HTTP/1.1\" 200 13\n");
    assertThat(line(LogForm.COMMON, Entries.unreadable()))
        .isEqualTo("- - - [25/Nov/2026:21:51:40 +0000] \"-\" 000 -\n");
  }

  @Test
  void aLineHasItsTimeAlsoWhenTheClockIsSet() {
    long day = TimeUnit.DAYS.toMillis(1);
    assertThat(
            line(LogForm.COMMON, Entries.at(0), Entries.at(day), Entries.at(-day), Entries.at(0))
                .lines())
        .extracting(line -> line.substring(line.indexOf('['), line.indexOf(']') + 1))
        .containsExactly(
            "[25/Nov/2026:21:51:40 +0000]",
            "[26/Nov/2026:21:51:40 +0000]",
            "[24/Nov/2026:21:51:40 +0000]",
            "[25/Nov/2026:21:51:40 +0000]");
  }

  @Test
  void theCombinedForm() {
    assertThat(line(LogForm.COMBINED, Entries.of("/a")))
        .endsWith("\"GET /a HTTP/1.1\" 200 13 \"https://a.example/from\" \"me/1.0\"\n");
    assertThat(line(LogForm.COMBINED, Entries.unreadable())).endsWith("\"-\" 000 - \"-\" \"-\"\n");
  }

  @Test
  void theFormOfMachines() {
    assertThat(line(LogForm.JSON, Entries.of("/a")))
        .isEqualTo(
            """
            {"time":"2026-11-25T21:51:40.007Z","client":"192.0.2.1","method":"GET","path":"/a",\
            "version":"HTTP/1.1","route":"/users/{id}","status":200,"bytesIn":5,"bytesOut":13,\
            "seconds":0.001234,"referer":"https://a.example/from","userAgent":"me/1.0",\
            "requestId":"abc-1"}
            """);
    assertThat(line(LogForm.JSON, Entries.unreadable()))
        .isEqualTo(
            """
            {"time":"2026-11-25T21:51:40.007Z","client":"-","bytesIn":0,"bytesOut":0,\
            "seconds":12.000000,"ended":"timed-out","refused":"head-timeout"}
            """);
  }

  /**
   * What somebody sends never begins a line, ends a quotation or reaches a terminal as a command.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\r\n192.0.2.9 - - \"GET /forged HTTP/1.1\" 200 1",
        "a\nb",
        "a\rb",
        "\u001b[2J\u001b]0;title\u0007",
        "a\" 200 1 \"",
        "a\\\" 200",
        "a\u0000b\u007f\u009b",
        "\u00e4\u2028\uffff"
      })
  void whatClientsSendStaysOneLine(String text) {
    for (LogForm form : LogForm.values()) {
      String line = line(form, Entries.of("/" + text, text, text));
      assertThat(line).endsWith("\n").matches("[ -~]*\n");
      assertThat(line.indexOf('\n')).isEqualTo(line.length() - 1);
      String outside = line.replaceAll("\\\\.", "").replaceAll("\"[^\"]*\"", "");
      assertThat(outside).doesNotContain("forged", "title", "\"");
    }
  }

  @Test
  void charactersAreGivenByNumber() {
    assertThat(line(LogForm.COMBINED, Entries.of("/a", "\u00e4\n\u20ac", "\"")))
        .endsWith(" \"\\xe4\\x0a\\u20ac\" \"\\\"\"\n");
    assertThat(line(LogForm.JSON, Entries.of("/a", "\u00e4\n", "\\")))
        .contains("\"referer\":\"\\u00e4\\u000a\",\"userAgent\":\"\\\\\"");
  }

  @ParameterizedTest
  @EnumSource
  void linesFollowEachOther(LogForm form) {
    Entry[] many = new Entry[1000];
    java.util.Arrays.setAll(many, i -> Entries.of("/" + i));
    String lines = line(form, many);
    assertThat(lines.lines()).hasSize(1000).allMatch(line -> line.contains("192.0.2.1"));
    assertThat(lines.length()).isGreaterThan(64 << 10);
  }
}
