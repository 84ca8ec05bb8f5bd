package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Config;
import dev.covet.Cors;
import dev.covet.Covet;
import dev.covet.Csp;
import dev.covet.Csrf;
import dev.covet.Param;
import dev.covet.Response;
import dev.covet.http.Cookie;
import dev.covet.test.TestServer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a real browser makes of CORS, CSRF protection and protecting fields. Three origins: the
 * application, a friend on another port (same site), and a stranger under another name (another
 * site).
 */
class CrossOriginTest {
  private static final String FRAMED =
      "<script>parent.postMessage('framed ' + location.pathname, '*')</script>";

  private final AtomicInteger written = new AtomicInteger();
  @TempDir Path folder;
  private TestServer friend;
  private TestServer stranger;
  private TestServer app;
  private Browser browser;

  @BeforeEach
  void start() throws Exception {
    Tool.need("chromium");
    friend = page();
    stranger = page();
    app = TestServer.start(Config.builder(), this::routes);
    browser = Browser.open(folder, url(app, "/login"));
    browser.await("document.body && document.body.innerText == 'welcome'");
  }

  @AfterEach
  void stop() throws Exception {
    if (browser != null) {
      browser.close();
    }
    for (TestServer server : new TestServer[] {app, stranger, friend}) {
      if (server != null) {
        server.close();
      }
    }
  }

  private static TestServer page() {
    return TestServer.start(
        Config.builder(), page -> page.get("/", req -> Response.html("<p id=ready>ready</p>")));
  }

  private static String origin(TestServer server) {
    return "http://127.0.0.1:" + server.port();
  }

  private static String url(TestServer server, String path) {
    return origin(server) + path;
  }

  private void routes(Covet routes) {
    String trusted = origin(friend);
    routes.use(Cors.builder().origins(trusted).credentials(true).exposedHeaders("X-Total").build());
    routes.use(Csrf.protection().trusting(trusted));
    routes.get("/login", req -> Response.html("welcome").cookie(Cookie.of("id", "7")));
    routes
        .get(
            "/read",
            req -> Response.text("read as " + req.cookie("id").or("nobody")).header("X-Total", "9"))
        .param(Param.cookie("id", String.class).or("nobody"));
    routes.post("/write", req -> "written " + written.incrementAndGet());
    routes.put("/write", req -> "written " + written.incrementAndGet());
    routes.get(
        "/fails",
        req -> {
          throw new IllegalStateException("on purpose");
        });
    routes.get("/page", req -> Response.html(FRAMED));
    routes.get(
        "/widget",
        req -> Response.html(FRAMED).header("Content-Security-Policy", "frame-ancestors *"));
    routes.group(
        "/strict",
        strict -> {
          strict.use(Csp.strict());
          strict.get("", req -> Response.html(scripts(Csp.nonce(req))));
        });
  }

  private static String scripts(String nonce) {
    return "<script>window.planted = true</script><script nonce="
        + nonce
        + ">window.own = true</script><p id=ready>";
  }

  private void visit(String url) throws Exception {
    browser.evaluate("location.href = '" + url + "'");
    browser.await(
        "location.href == '"
            + url
            + "' && document.readyState == 'complete'"
            + " && document.querySelector('#ready') != null");
  }

  /** What a script of the page that is shown gets: status and body, or that it may not know. */
  private String fetch(String path, String options) throws Exception {
    browser.evaluate(
        """
        window.got = '';
        fetch('%s', %s).then(
            r => r.text().then(t => {
              window.got = r.type + ' ' + r.status + ' ' + t + ' ' + r.headers.get('X-Total');
            }),
            e => { window.got = 'blocked' })
        """
            .formatted(url(app, path), options));
    browser.await("window.got != ''");
    return browser.evaluate("window.got");
  }

  @Test
  void aFriendReadsAndWrites() throws Exception {
    visit(url(friend, "/"));
    assertThat(fetch("/read", "{credentials: 'include'}")).isEqualTo("cors 200 read as 7 9");
    assertThat(fetch("/read", "{}")).isEqualTo("cors 200 read as nobody 9");
    assertThat(fetch("/write", "{method: 'PUT', headers: {'Content-Type': 'application/json'}}"))
        .isEqualTo("cors 200 written 1 null");
    assertThat(fetch("/write", "{method: 'POST', credentials: 'include', body: 'x'}"))
        .isEqualTo("cors 200 written 2 null");
    assertThat(fetch("/nothing", "{}")).startsWith("cors 404 ");
    assertThat(fetch("/write", "{method: 'DELETE'}")).startsWith("cors 405 ");
    assertThat(fetch("/fails", "{}")).startsWith("cors 500 ");
    assertThat(fetch("/write", "{method: 'PUT', headers: {'X-Secret': '1'}}")).isEqualTo("blocked");
    assertThat(written).hasValue(2);
  }

  @Test
  void aStrangerNeitherReadsNorWrites() throws Exception {
    visit("http://localhost:" + stranger.port() + "/");
    for (String path : new String[] {"/read", "/nothing", "/fails"}) {
      assertThat(fetch(path, "{credentials: 'include'}")).as(path).isEqualTo("blocked");
    }
    assertThat(fetch("/write", "{method: 'PUT'}")).isEqualTo("blocked");
    assertThat(fetch("/write", "{method: 'POST', body: 'x'}")).isEqualTo("blocked");
    assertThat(fetch("/write", "{method: 'POST', mode: 'no-cors', credentials: 'include'}"))
        .startsWith("opaque 0 ");
    submitForm();
    assertThat(browser.evaluate("document.body.innerText")).contains("pages of other sites");
    assertThat(written).hasValue(0);
  }

  @Test
  void aNeighbourOfTheSameSiteIsAStrangerToo() throws Exception {
    visit(url(stranger, "/"));
    assertThat(fetch("/read", "{credentials: 'include'}")).isEqualTo("blocked");
    submitForm();
    assertThat(browser.evaluate("document.body.innerText")).contains("pages of other sites");
    assertThat(written).hasValue(0);
  }

  @Test
  void anOwnPageSubmitsItsForm() throws Exception {
    submitForm();
    assertThat(browser.evaluate("document.body.innerText")).isEqualTo("written 1");
  }

  private void submitForm() throws Exception {
    String target = url(app, "/write");
    browser.evaluate(
        "var form = document.createElement('form'); form.method = 'POST'; form.action = '"
            + target
            + "'; document.body.append(form); form.submit()");
    browser.await("location.href == '" + target + "' && document.readyState == 'complete'");
  }

  @Test
  void onlyWhatSaysSoIsFramedByStrangers() throws Exception {
    visit("http://localhost:" + stranger.port() + "/");
    browser.evaluate(
        "window.heard = []; window.loaded = 0; onmessage = e => heard.push(e.data);"
            + " for (const url of ['%s', '%s']) { const f = document.createElement('iframe');"
                .formatted(url(app, "/page"), url(app, "/widget"))
            + " f.onload = () => loaded++; f.src = url; document.body.append(f) }");
    browser.await("loaded == 2 && heard.length > 0");
    assertThat(browser.evaluate("heard.join()")).isEqualTo("framed /widget");
  }

  @Test
  void aScriptWithoutTheNonceDoesNotRun() throws Exception {
    visit(url(app, "/strict"));
    assertThat(browser.evaluate("window.own + ' ' + window.planted")).isEqualTo("true undefined");
  }
}
