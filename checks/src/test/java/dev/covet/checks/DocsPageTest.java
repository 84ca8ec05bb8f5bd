package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Upload;
import dev.covet.test.TestServer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page that shows the document, in a real browser. */
class DocsPageTest {
  @TempDir Path folder;

  @Test
  void itListsTheRoutesAndTriesACall() throws Exception {
    Tool.need("chromium");
    try (ExampleProcess shop = ExampleProcess.start("shop.Shop");
        Browser browser = Browser.open(folder, shop.url("/docs"))) {
      browser.await("document.querySelectorAll('.opblock').length >= 20");
      assertThat(browser.evaluate("document.querySelector('.info .title').textContent"))
          .startsWith("Shop");
      browser.evaluate(
          "window.refused = [];"
              + "document.addEventListener('securitypolicyviolation',"
              + " e => refused.push(e.violatedDirective + ' ' + e.blockedURI))");
      String block =
          "[...document.querySelectorAll('.opblock-get')]"
              + ".find(b => b.querySelector('.opblock-summary-path').textContent"
              + ".replace(/[^a-z/{}]/g, '') === '/categories')";
      browser.evaluate(block + ".querySelector('.opblock-summary-control').click()");
      browser.await(block + ".querySelector('.try-out__btn') !== null");
      browser.evaluate(block + ".querySelector('.try-out__btn').click()");
      browser.await(block + ".querySelector('.execute') !== null");
      browser.evaluate(block + ".querySelector('.execute').click()");
      browser.await(
          block + ".querySelector('.live-responses-table .response-col_status') !== null");
      String answer =
          browser.evaluate(block + ".querySelector('.live-responses-table').textContent");
      assertThat(answer).contains("200", "application/json", "Tea");
      assertThat(browser.evaluate("refused.join(', ')")).isEmpty();
      assertThat(
              browser.evaluate(
                  "performance.getEntriesByType('resource').map(r => new URL(r.name).origin)"
                      + ".filter(o => o !== location.origin).join(', ')"))
          .isEmpty();
    }
  }

  record WithFiles(Upload image, List<Upload> more) {}

  @Test
  void filesAreChosenAlsoForLists() throws Exception {
    Tool.need("chromium");
    try (TestServer server =
            TestServer.start(app -> app.post("/images", WithFiles.class, in -> in.image().size()));
        Browser browser = Browser.open(folder, server.uri() + "/docs")) {
      browser.await("document.querySelector('.opblock-summary-control') !== null");
      browser.evaluate("document.querySelector('.opblock-summary-control').click()");
      browser.await("document.querySelector('.try-out__btn') !== null");
      browser.evaluate("document.querySelector('.try-out__btn').click()");
      // one for the image, one for the first of the list
      browser.await("document.querySelectorAll('input[type=file]').length == 2");
    }
  }
}
