package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chat in two real browsers: a restart of the server in the middle loses no message. */
class ChatTest {
  @TempDir Path folder;

  @BeforeEach
  void tools() throws Exception {
    Tool.need("chromium");
  }

  private ExampleProcess start(String... flags) throws Exception {
    return ExampleProcess.start(
        List.of("-Dchat.folder=" + folder.resolve("messages")), "chat.Chat", flags);
  }

  private static void talk(Browser browser, String name, int from, int to) throws Exception {
    String loop = "for (let i = %d; i < %d; i++) say('%s', '%s ' + i)";
    browser.evaluate(loop.formatted(from, to, name, name));
  }

  @Test
  void nothingIsLostOrSaidTwiceWhenTheServerIsStartedAnew() throws Exception {
    ExampleProcess first = start();
    int port = URI.create(first.url("/")).getPort();
    try (Browser ann = Browser.open(folder.resolve("ann"), first.url("/?room=tea"));
        Browser ben = Browser.open(folder.resolve("ben"), first.url("/?room=Tea"))) {
      ann.await("typeof socket == 'object' && socket.readyState == 1");
      ben.await("typeof socket == 'object' && socket.readyState == 1");
      talk(ann, "ann", 0, 20);
      talk(ben, "ben", 0, 20);
      ann.await("heard.length > 5");
      first.process().destroyForcibly().waitFor();
      Files.writeString(folder.resolve("messages/tea.log"), "half a li", StandardOpenOption.APPEND);
      talk(ann, "ann", 20, 40);
      talk(ben, "ben", 20, 40);
      try (ExampleProcess second = start("--port", Integer.toString(port))) {
        ann.await("heard.length >= 80 && unheard.size == 0");
        ben.await("heard.length >= 80 && unheard.size == 0");
        String all = "JSON.stringify(heard.map(said => said.text))";
        assertThat(ben.evaluate(all)).isEqualTo(ann.evaluate(all));
        assertThat(ann.evaluate("String(heard.length)")).isEqualTo("80");
        assertThat(ann.evaluate("String(new Set(heard.map(said => said.text)).size)"))
            .isEqualTo("80");
        try (Browser cy = Browser.open(folder.resolve("cy"), second.url("/"))) {
          cy.await("typeof socket == 'object' && socket.readyState == 1");
          talk(cy, "cy", 0, 1);
          cy.await("unheard.size == 0");
          assertThat(cy.evaluate(all)).isEqualTo("[\"cy 0\"]");
        }
        assertThat(second.terminate()).as(second.output()).isZero();
      }
    } finally {
      first.close();
    }
  }
}
