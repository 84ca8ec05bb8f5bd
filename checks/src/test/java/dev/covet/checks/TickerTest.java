package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ticker in a real browser: its page goes on after a restart of the server. */
class TickerTest {
  @TempDir Path folder;

  @BeforeEach
  void tools() throws Exception {
    Tool.need("chromium");
  }

  @Test
  void aPageMissesAndDoublesNothingWhenTheServerIsStartedAnew() throws Exception {
    ExampleProcess first = ExampleProcess.start("ticker.Ticker");
    int port = URI.create(first.url("/")).getPort();
    try (Browser browser = Browser.open(folder, first.url("/"))) {
      browser.await("typeof seen != 'undefined' && seen.length > 3");
      assertThat(first.terminate()).as(first.output()).isZero();
      browser.await("document.getElementById('state').textContent == 'reconnecting'");
      int before = Integer.parseInt(browser.evaluate("String(seen.length)"));
      try (ExampleProcess second =
          ExampleProcess.start("ticker.Ticker", "--port", Integer.toString(port))) {
        browser.await("seen.length > " + (before + 3));
        assertThat(browser.evaluate("String(seen.every((n, i) => n == i + 1))")).isEqualTo("true");
        assertThat(second.terminate()).as(second.output()).isZero();
      }
    } finally {
      first.close();
    }
  }
}
