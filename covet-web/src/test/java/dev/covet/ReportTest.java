package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.spi.CurrentDeadline;
import dev.covet.spi.RunningServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static String text(Config config, boolean terminal) throws Exception {
    Covet app = Covet.create(config);
    RunningServer server = new FakeServer().start(app.assemble(), config);
    return StartupReport.text(
        config, server, StartupReport.facts(config, server, List.of(), true, 12_345_678), terminal);
  }

  @Test
  void aTerminalGetsABlockWithAlignedFacts() throws Exception {
    String block = text(Config.defaults(), true);

    assertThat(block).contains("  Covet listens on http://localhost:4711/\n\n");
    assertThat(block).containsPattern("(?m)^  transport +none$");
    assertThat(block).containsPattern("(?m)^  started in +12 ms$");
    assertThat(block.indexOf("none") - block.lastIndexOf('\n', block.indexOf("none")))
        .isEqualTo(block.indexOf("12 ms") - block.lastIndexOf('\n', block.indexOf("12 ms")));
  }

  @Test
  void anythingElseGetsTwoLines() throws Exception {
    String[] lines = text(Config.defaults(), false).split("\n");

    assertThat(lines).hasSize(2);
    assertThat(lines[0]).isEqualTo("Covet listens on http://localhost:4711/");
    assertThat(lines[1]).startsWith("transport: none; ").endsWith("; started in: 12 ms");
  }

  @Test
  void jsonLogsGetOneObject() throws Exception {
    String line = text(Config.builder().set("log-format", "json").build(), true);

    assertThat(line)
        .startsWith("{\"event\":\"started\",\"urls\":\"http://localhost:4711/\",")
        .endsWith("\"started in\":\"12 ms\"}")
        .doesNotContain("\n");
  }

  @Test
  void aJsonLineEscapesWhatJsonDemands() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("a\"b", "c\\d\n\u0001\u00fc");
    members.put("n", 7);

    assertThat(JsonLine.of(members))
        .isEqualTo("{\"a\\\"b\":\"c\\\\d\\u000a\\u0001\u00fc\",\"n\":\"7\"}");
    assertThat(JsonLine.of(Map.of())).isEqualTo("{}");
  }

  @Test
  void theLevelOfTheLoggersIsSetByName() {
    Logger logger = Logger.getLogger("dev.covet");
    Level before = logger.getLevel();
    try {
      LogLevels.apply("debug");
      assertThat(logger.getLevel()).isEqualTo(Level.FINE);
      LogLevels.apply("error");
      assertThat(logger.getLevel()).isEqualTo(Level.SEVERE);
    } finally {
      logger.setLevel(before);
    }
  }

  @Test
  void aDeadlineTellsWhatIsLeft() throws Exception {
    Deadline far = new Deadline(System.nanoTime() + Duration.ofHours(1).toNanos());

    assertThat(far.isSet()).isTrue();
    assertThat(far.isOver()).isFalse();
    assertThat(far.remaining()).isBetween(Duration.ofMinutes(50), Duration.ofHours(1));
    assertThat(far.atMost(Duration.ofSeconds(1))).isEqualTo(Duration.ofSeconds(1));
    assertThat(far.atMost(Duration.ofHours(2))).isLessThanOrEqualTo(Duration.ofHours(1));
  }

  @Test
  void aDeadlineThatIsOverLeavesNothing() {
    Deadline over = new Deadline(System.nanoTime() - 1);

    assertThat(over.isOver()).isTrue();
    assertThat(over.remaining()).isZero();
    assertThatThrownBy(() -> over.atMost(Duration.ofSeconds(1)))
        .isInstanceOf(TimeoutException.class)
        .hasMessageContaining("is over");
  }

  @Test
  void noDeadlineIsNeverOver() throws Exception {
    assertThat(Deadline.NONE.isSet()).isFalse();
    assertThat(Deadline.NONE.isOver()).isFalse();
    assertThat(Deadline.NONE.remaining()).isEqualTo(Duration.ofNanos(Long.MAX_VALUE));
    assertThat(Deadline.NONE.atMost(Duration.ofDays(9))).isEqualTo(Duration.ofDays(9));
  }

  @Test
  void theCurrentDeadlineComesFromTheServer() {
    assertThat(Deadline.current()).isSameAs(Deadline.NONE);
    try {
      CurrentDeadline.source(() -> 42);
      assertThat(Deadline.current()).isEqualTo(new Deadline(42));
    } finally {
      CurrentDeadline.source(() -> Long.MAX_VALUE);
    }
  }

  @Test
  void withoutACodecJsonTellsWhatToDependOn() {
    MissingJsonCodec missing = new MissingJsonCodec();

    assertThatThrownBy(() -> missing.write(7, Object.class, System.out))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContainingAll("java.lang.Integer", "dev.covet:covet");
    assertThatThrownBy(() -> missing.read(System.in, String.class))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("java.lang.String");
    assertThat(missing.priority()).isZero();
    assertThat(Json.codec()).isInstanceOf(FakeCodec.class);
  }
}
