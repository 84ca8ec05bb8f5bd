package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The notes application, used by real curl and a real browser on each transport. */
class NotesTest {
  private static final String[] JSON = {"-H", "content-type: application/json"};

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"nio", "epoll", "io_uring"})
  void curlCreatesReadsChangesSearchesAndDeletes(String transport) throws Exception {
    try (ExampleProcess notes = ExampleProcess.start("notes.Notes", "--transport", transport)) {
      String api = notes.url("/api/notes");
      assertThat(
              curl(
                  "-i",
                  "-d",
                  "{\"title\":\"First\",\"text\":\"with words\"}",
                  JSON[0],
                  JSON[1],
                  api))
          .startsWith("HTTP/1.1 201 Created")
          .contains("location: /api/notes/1", "ETag: \"1-1\"", "\"title\":\"First\"");
      curl("-d", "{\"title\":\"Second\"}", JSON[0], JSON[1], api);
      assertThat(curl(api + "?q=words")).contains("\"total\":1", "First").doesNotContain("Second");
      assertThat(curl(api + "?limit=1")).contains("\"total\":2", "Second").doesNotContain("First");
      assertThat(curl("-i", "-H", "if-none-match: \"1-1\"", api + "/1"))
          .startsWith("HTTP/1.1 304 Not Modified");
      assertThat(
              curl(
                  "-i",
                  "-X",
                  "PUT",
                  "-d",
                  "{\"title\":\"Changed\"}",
                  JSON[0],
                  JSON[1],
                  "-H",
                  "if-match: \"1-9\"",
                  api + "/1"))
          .startsWith("HTTP/1.1 412");
      assertThat(
              curl(
                  "-X",
                  "PUT",
                  "-d",
                  "{\"title\":\"Changed\"}",
                  JSON[0],
                  JSON[1],
                  "-H",
                  "if-match: \"1-1\"",
                  api + "/1"))
          .contains("Changed", "\"version\":2");
      assertThat(curl("-i", "-d", "{\"title\":\" \"}", JSON[0], JSON[1], api))
          .startsWith("HTTP/1.1 422")
          .contains("title is needed");
      assertThat(curl("-i", "-d", "{oops", JSON[0], JSON[1], api)).startsWith("HTTP/1.1 400");
      assertThat(curl("-i", "-d", "a=b", api)).startsWith("HTTP/1.1 415");
      assertThat(curl("-i", "-X", "DELETE", api + "/1")).startsWith("HTTP/1.1 204");
      assertThat(curl("-i", api + "/1")).startsWith("HTTP/1.1 404");
      assertThat(notes.terminate()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nio", "epoll", "io_uring"})
  void aBrowserShowsAddsAndFindsNotes(String transport) throws Exception {
    Tool.need("chromium");
    try (ExampleProcess notes = ExampleProcess.start("notes.Notes", "--transport", transport)) {
      curl("-d", "{\"title\":\"From curl\"}", JSON[0], JSON[1], notes.url("/api/notes"));
      try (Browser browser = Browser.open(folder, notes.url("/"))) {
        browser.await("document.querySelector('#count').textContent == '1 notes'");
        browser.evaluate(
            "document.forms[0].title.value = 'From the browser';"
                + "document.forms[0].text.value = '<b>not bold</b>';"
                + "document.forms[0].requestSubmit()");
        browser.await("document.querySelector('#count').textContent == '2 notes'");
        assertThat(browser.evaluate("document.querySelector('#list').innerText"))
            .contains("From the browser", "From curl", "<b>not bold</b>");
        browser.evaluate(
            "document.querySelector('#search').value = 'curl';"
                + " document.querySelector('#search').oninput()");
        browser.await("document.querySelector('#count').textContent == '1 notes'");
      }
      assertThat(curl(notes.url("/api/notes"))).contains("\"total\":2", "From the browser");
    }
  }

  private static String curl(String... arguments) throws Exception {
    String[] command = new String[arguments.length + 4];
    command[0] = "curl";
    command[1] = "-s";
    command[2] = "--max-time";
    command[3] = "20";
    System.arraycopy(arguments, 0, command, 4, arguments.length);
    Tool.Result result = Tool.run(command);
    assertThat(result.exit()).as(result.output()).isZero();
    return result.output();
  }
}
