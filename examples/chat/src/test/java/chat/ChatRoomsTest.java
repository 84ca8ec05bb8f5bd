package chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Config;
import dev.covet.test.TestResponse;
import dev.covet.test.TestServer;
import dev.covet.test.TestWebSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRoomsTest {
  @TempDir Path folder;

  private TestServer start() throws IOException {
    return TestServer.start(Config.builder(), new Chat(folder)::declare);
  }

  private static TestWebSocket enter(TestServer server, String target) {
    return server.client().webSocket("/rooms/" + target).open();
  }

  private static void say(TestWebSocket guest, String key, String text) {
    guest.sendJson(new Said(key, "ann", text));
  }

  private static String line(int id, String key, String text) {
    return "{\"id\":\"%d\",\"event\":\"said\",\"data\":%s}"
        .formatted(id, "{\"key\":\"%s\",\"name\":\"ann\",\"text\":\"%s\"}".formatted(key, text));
  }

  @Test
  void eachRoomHearsItsOwnMessagesAlsoAfterARestart() throws Exception {
    try (TestServer server = start();
        TestWebSocket tea = enter(server, "tea");
        TestWebSocket too = enter(server, "Tea");
        TestWebSocket milk = enter(server, "milk")) {
      say(tea, "a", "one");
      assertThat(too.receive().text()).isEqualTo(line(1, "a", "one"));
      say(too, "b", "two");
      assertThat(too.receive().text()).isEqualTo(line(2, "b", "two"));
      say(milk, "a", "other");
      assertThat(milk.receive().text()).isEqualTo(line(1, "a", "other"));
    }
    try (TestServer server = start();
        TestWebSocket resumed = enter(server, "tea?last=1");
        TestWebSocket fresh = enter(server, "tea")) {
      assertThat(resumed.receive().text()).isEqualTo(line(2, "b", "two"));
      assertThat(fresh.receive().text()).isEqualTo(line(1, "a", "one"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%20b", "%C3%BC", "a.b", "123456789012345678901234567890123"})
  void aNameThatCanBeNoneIs404(String name) throws Exception {
    try (TestServer server = start()) {
      TestResponse refused = server.client().webSocket("/rooms/" + name).refused();
      assertThat(refused.status()).isEqualTo(404);
      assertThat(refused.text()).contains("1 to 32 letters, digits and dashes");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whoeverIsRefusedMakesNoRoom() throws Exception {
    try (TestServer server = start()) {
      for (int i = 0; i <= RoomNames.MOST; i++) {
        assertThat(server.client().get("/rooms/" + i).send().text())
            .contains("this is a WebSocket");
      }
      String evil = "https://evil.example";
      assertThat(server.client().webSocket("/rooms/x").origin(evil).refused().status())
          .isEqualTo(403);
      enter(server, "y").close();
    }
  }

  @Test
  void oneRoomTooManyIsAProblemAndTheOthersStayOpen() throws Exception {
    for (int i = 1; i < RoomNames.MOST; i++) {
      Files.createFile(folder.resolve(i + ".log"));
    }
    try (TestServer server = start();
        TestWebSocket last = enter(server, "last")) {
      TestResponse refused = server.client().webSocket("/rooms/another").refused();
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.header("content-type")).isEqualTo("application/problem+json");
      assertThat(refused.text()).contains("there are 100 rooms already");
      try (TestWebSocket known = enter(server, "7")) {
        say(known, "a", "still here");
        assertThat(known.receive().text()).isEqualTo(line(1, "a", "still here"));
      }
      say(last, "a", "here too");
      assertThat(last.receive().text()).isEqualTo(line(1, "a", "here too"));
    }
  }
}
