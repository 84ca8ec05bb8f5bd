package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./covet bench} makes of its rounds. */
class BenchFiguresTest {
  private static final double[] NOISE = {
    0.01, -0.02, 0.03, -0.01, 0, 0.02, -0.03, 0.015, -0.015, 0
  };

  @TempDir Path folder;

  @BeforeEach
  void rounds() throws Exception {
    StringBuilder rows = new StringBuilder("workload,server,round,us,rps\n");
    for (int round = 0; round < NOISE.length; round++) {
      // A slow minute of the machine: both cost more.
      double machine = round < 5 ? 10 : 20;
      add(rows, "plaintext", "before", round, machine);
      add(rows, "plaintext", "after", round, machine * (0.8 + NOISE[round]));
      add(rows, "json", "before", round, machine);
      add(rows, "json", "after", round, machine * (1 + NOISE[round]));
      add(rows, "order", "before", round, machine);
      add(rows, "order", "after", round, machine * (1.1 + NOISE[round]));
      add(rows, "echo", "before", round, machine);
    }
    for (int round = 0; round < 3; round++) {
      add(rows, "h2c", "before", round, 10);
      add(rows, "h2c", "after", round, 20);
    }
    Files.writeString(folder.resolve("rounds.csv"), rows);
  }

  private static void add(
      StringBuilder rows, String workload, String server, int round, double us) {
    rows.append(String.format(Locale.ROOT, "%s,%s,%d,%.4f,1000%n", workload, server, round, us));
  }

  private String figures(String... more) throws Exception {
    String[] command = new String[3 + more.length];
    command[0] = "python3";
    command[1] = Path.of("..", "benchmarks", "figures.py").toString();
    command[2] = folder.toString();
    System.arraycopy(more, 0, command, 3, more.length);
    return Tool.run(command).output();
  }

  @Test
  void aDifferenceBeyondTheNoiseIsNamedAndNoOther() throws Exception {
    assertThat(figures("compare").lines().toList())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("plaintext  faster ").contains(" 0.80"),
            line -> assertThat(line).startsWith("json       the same ").contains(" 1.00"),
            line -> assertThat(line).startsWith("order      slower ").contains(" 1.10"),
            line -> assertThat(line).startsWith("h2c        too few rounds "));
  }

  @Test
  void aTableAndAPlotAreMade() throws Exception {
    String table = figures();
    assertThat(table)
        .contains("| plaintext | before | 15 | 10–20 |  | 1,000 |")
        .contains("| plaintext | after |")
        .contains("| 0.80 |")
        .isEqualTo(Files.readString(folder.resolve("table.md")));
    assertThat(Files.readString(folder.resolve("workloads.svg")))
        .startsWith("<svg ")
        .contains(">plaintext</text>", ">before</text>")
        .endsWith("</svg>\n");
  }

  @Test
  void twoLoopsAreToldByWhatTheyServeAndTheirLeastShare() throws Exception {
    StringBuilder rows = new StringBuilder("workload,server,round,us,rps,share\n");
    for (int round = 0; round < 5; round++) {
      rows.append("plaintext,\"Covet, one loop\",").append(round).append(",10.0,1000,\n");
      rows.append("plaintext,\"Covet, two loops\",").append(round).append(",12.5,1800,0.4");
      rows.append(round).append('\n');
      rows.append("plaintext,\"C, one process\",").append(round).append(",8.0,1000,\n");
      rows.append("plaintext,\"C, two processes\",").append(round).append(",8.8,1900,\n");
    }
    Files.writeString(folder.resolve("rounds.csv"), rows);
    assertThat(figures("loops"))
        .contains(
            "| plaintext | Covet | 1,000 | 1,800 | 1.80 | 1.80–1.80 | 10 | 12.5 | 1.25 | 42%, 40%"
                + " |",
            "| plaintext | C | 1,000 | 1,900 | 1.90 | 1.90–1.90 | 8 | 8.8 | 1.10 |  |")
        .isEqualTo(Files.readString(folder.resolve("loops.md")));
  }

  @Test
  void besideManyServersTheCheapestIsFirstAndRatiosAreToTheFirstOfTheFile() throws Exception {
    StringBuilder rows = new StringBuilder("workload,server,round,us,rps\n");
    for (int round = 0; round < 3; round++) {
      add(rows, "plaintext", "Covet", round, 10);
      add(rows, "plaintext", "slow", round, 40);
      add(rows, "plaintext", "quick", round, 5);
      add(rows, "json", "other", round, 8);
      add(rows, "json", "last", round, 9);
    }
    Files.writeString(folder.resolve("rounds.csv"), rows);
    assertThat(figures("peers").lines().skip(2).toList())
        .satisfiesExactly(
            line -> assertThat(line).contains("plaintext | quick | 5 ").contains("| 0.50 |"),
            line -> assertThat(line).contains("plaintext | Covet | 10 ").contains("|  |"),
            line -> assertThat(line).contains("plaintext | slow | 40 ").contains("| 4.00 |"),
            line -> assertThat(line).contains("json | other | 8 "),
            line -> assertThat(line).contains("json | last | 9 "));
    assertThat(Files.readString(folder.resolve("workloads.svg")))
        .containsSubsequence(">quick</text>", ">Covet</text>", ">slow</text>");
  }

  @Test
  void latenciesAreMediansOfTheRoundsWithTheirExtremes() throws Exception {
    Files.writeString(
        folder.resolve("paced.csv"),
        """
        workload,rate,server,round,us,p50,p99,p999,longest
        plaintext,20000,Covet,0,8,50,100,200,300
        plaintext,20000,Covet,1,9,60,300,400,5000
        plaintext,20000,Covet,2,10,70,200,600,700
        """);
    assertThat(figures("paced"))
        .contains("| plaintext | 20,000 | Covet | 60 | 200 | 100–300 | 400 | 5,000 | 9 |")
        .isEqualTo(Files.readString(folder.resolve("paced.md")));
  }
}
