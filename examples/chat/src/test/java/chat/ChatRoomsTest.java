package chat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.test.TestClient;
import dev.covet.test.TestResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatRoomsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"a%20b", "%C3%BC", "a.b", "123456789012345678901234567890123"})
  void aNameThatCanBeNoneIs404(String name) throws Exception {
    try (TestClient client = TestClient.of(Chat.app(folder))) {
      TestResponse refused = client.get("/rooms/" + name).send();
      assertThat(refused.status()).isEqualTo(404);
      assertThat(refused.text()).contains("1 to 32 letters, digits and dashes");
    }
  }

  @Test
  void aRequestThatIsNoHandshakeMakesNoRoom() throws Exception {
    try (TestClient client = TestClient.of(Chat.app(folder))) {
      for (int i = 0; i <= RoomNames.MOST; i++) {
        assertThat(client.get("/rooms/" + i).send().text()).contains("this is a WebSocket");
      }
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void oneRoomTooManyIsAProblemAndTheOthersStayOpen() throws Exception {
    for (int i = 0; i < RoomNames.MOST; i++) {
      Files.createFile(folder.resolve(i + ".log"));
    }
    try (TestClient client = TestClient.of(Chat.app(folder))) {
      TestResponse refused = client.get("/rooms/another").send();
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.header("content-type")).isEqualTo("application/problem+json");
      assertThat(refused.text()).contains("there are 100 rooms already");
      assertThat(client.get("/rooms/7").send().text()).contains("this is a WebSocket");
    }
  }
}
