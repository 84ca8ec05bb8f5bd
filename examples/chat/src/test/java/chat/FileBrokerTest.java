package chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Broker;
import dev.covet.Event;
import dev.covet.RoomMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileBrokerTest {
  @TempDir Path folder;

  /** What the room is told when it is opened, and says then: id, data. */
  private List<String> told(String room, int history, String... said) throws IOException {
    List<String> told = new ArrayList<>();
    Broker.Feed feed =
        new FileBroker(folder)
            .open(room, history, message -> told.add(message.id() + message.event().data()));
    for (String text : said) {
      feed.publish(RoomMessage.of(Event.of(Map.of("text", text)), "key-" + text));
    }
    feed.close();
    return told;
  }

  private static String line(int id, String text) {
    return id + "{\"text\":\"" + text + "\"}";
  }

  private void cut(String rest) throws IOException {
    Files.writeString(folder.resolve("tea.log"), rest, StandardOpenOption.APPEND);
  }

  @Test
  void eachRoomHearsItsOwnMessagesAgain() throws Exception {
    assertThat(told("tea", 10, "a", "ü")).containsExactly(line(1, "a"), line(2, "ü"));
    assertThat(told("milk", 10, "x")).containsExactly(line(1, "x"));
    assertThat(told("tea", 10, "b")).containsExactly(line(1, "a"), line(2, "ü"), line(3, "b"));
    assertThat(told("milk", 10)).containsExactly(line(1, "x"));
    assertThat(new FileBroker(folder).rooms()).containsExactlyInAnyOrder("tea", "milk");
  }

  @Test
  void onlyTheLastMessagesAreToldAgain() throws Exception {
    told("tea", 2, "a", "b", "c");
    assertThat(told("tea", 2)).containsExactly(line(2, "b"), line(3, "c"));
  }

  @Test
  void aKeyThatIsKnownIsNotSaidAgainAlsoAfterARestart() throws Exception {
    assertThat(told("tea", 0, "a", "a")).containsExactly(line(1, "a"));
    assertThat(told("tea", 0, "a", "b")).containsExactly(line(2, "b"));
  }

  @Test
  void aLineThatWasCutIsDroppedAndItsNumberGivenAgain() throws Exception {
    told("tea", 10, "a");
    cut("key-b\t{\"text\":\"b");
    assertThat(told("tea", 10, "b")).containsExactly(line(1, "a"), line(2, "b"));
    assertThat(told("tea", 10)).containsExactly(line(1, "a"), line(2, "b"));
  }

  @Test
  void aLineThatWasCutWithinACharacterIsDropped() throws Exception {
    told("tea", 10, "ü");
    byte[] half = {"ü".getBytes(StandardCharsets.UTF_8)[0]};
    Files.write(folder.resolve("tea.log"), half, StandardOpenOption.APPEND);
    assertThat(told("tea", 10, "b")).containsExactly(line(1, "ü"), line(2, "b"));
  }

  @Test
  void aFileWithNothingButACutLineIsEmpty() throws Exception {
    told("tea", 10);
    cut("key");
    assertThat(told("tea", 10, "a")).containsExactly(line(1, "a"));
  }

  /** In a process that may write files of some kilobytes only. */
  @Test
  void aLineThatDoesNotFitOnTheDiskIsTakenBackAndMayBeSaidAgain() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -f 8 && exec \"$@\"",
                "sh",
                java,
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                FullDisk.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output).contains("File too large");
    assertThat(folder.resolve("tea.log")).content().hasLineCount(2).endsWith("\n");
    assertThat(told("tea", 10)).containsExactly(line(1, "a"), line(2, "b"));
  }
}
