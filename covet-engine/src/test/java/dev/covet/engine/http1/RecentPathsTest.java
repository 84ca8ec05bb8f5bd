package dev.covet.engine.http1;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecentPathsTest {
  private final RecentPaths paths = new RecentPaths();

  /** Asks for a path that stands somewhere in the middle of other bytes. */
  private String get(String path) {
    byte[] bytes = ("GET " + path + " HTTP/1.1").getBytes(StandardCharsets.ISO_8859_1);
    return paths.get(bytes, 4, 4 + path.length());
  }

  @Test
  void aPathThatComesAgainIsTheSameText() {
    for (String path : new String[] {"/", "/a", "/plaintext", "/v1/orders/4711/lines", "*", ""}) {
      assertThat(get(path)).isEqualTo(path);
      String kept = get(path);
      assertThat(kept).isEqualTo(path);
      assertThat(get(path)).isSameAs(kept);
    }
  }

  @Test
  void aPathThatComesOnceTakesNoPlace() {
    get("/kept");
    String kept = get("/kept");
    for (int i = 0; i < 10_000; i++) {
      assertThat(get("/orders/" + i)).isEqualTo("/orders/" + i);
    }
    assertThat(get("/kept")).isSameAs(kept);
  }

  @Test
  void longPathsAreMadeAnew() {
    String longest = "/" + "x".repeat(RecentPaths.LONGEST - 1);
    get(longest);
    assertThat(get(longest)).isEqualTo(longest).isSameAs(get(longest));
    String longer = longest + "y";
    get(longer);
    assertThat(get(longer)).isEqualTo(longer).isNotSameAs(get(longer));
  }

  @Test
  void bytesBeyondAsciiAreCharacters() {
    get("/\u00e4\u00ff");
    assertThat(get("/\u00e4\u00ff")).isEqualTo("/\u00e4\u00ff");
    assertThat(get("/\u00e4\u00fe")).isEqualTo("/\u00e4\u00fe");
  }

  @Test
  void noneIsTakenForAnother() {
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      // Few letters and lengths around a word, so that places and whole words are shared.
      StringBuilder path = new StringBuilder("/");
      for (int length = random.nextInt(20); length > 0; length--) {
        path.append((char) ('a' + random.nextInt(2)));
      }
      assertThat(get(path.toString())).isEqualTo(path.toString());
    }
  }
}
