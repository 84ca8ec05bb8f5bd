package secured;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Config;
import dev.covet.oidc.LocalProvider;
import dev.covet.password.BruteForceGuard;
import dev.covet.test.TestServer;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a browser and a script do, without a browser. */
class SecuredTest {
  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"");
  private static final Pattern SECRET = Pattern.compile("<code id=\"secret\">([^<]+)</code>");
  private static final Pattern LINK = Pattern.compile("href=\"(authorize[^\"]+)\"");

  private TestServer provider;
  private TestServer server;
  private HttpClient browser;

  @BeforeEach
  void start() {
    LocalProvider local =
        LocalProvider.create()
            .client("secured", "only for this machine", "http://127.0.0.1:1/oidc/callback")
            .user("carol", Map.of("name", "Carol", "roles", List.of("admin")));
    provider = TestServer.start(local::install);
    server =
        TestServer.start(
            Config.builder().set("mode", "dev"),
            app ->
                Secured.declare(
                    app,
                    "http://127.0.0.1:" + provider.port(),
                    "http://127.0.0.1:1/oidc/callback",
                    BruteForceGuard.standard()));
    browser = browser();
  }

  @AfterEach
  void stop() {
    browser.close();
    server.close();
    provider.close();
  }

  private static HttpClient browser() {
    return HttpClient.newBuilder()
        .cookieHandler(new CookieManager())
        .followRedirects(HttpClient.Redirect.NEVER)
        .build();
  }

  private HttpRequest.Builder request(String target) {
    URI uri = URI.create("http://127.0.0.1:" + server.port()).resolve(target);
    return HttpRequest.newBuilder(uri).header("Accept", "text/html");
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return browser.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String target) throws Exception {
    return send(request(target));
  }

  private HttpResponse<String> post(String target, String... form) throws Exception {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < form.length; i += 2) {
      body.append(i == 0 ? "" : "&")
          .append(form[i])
          .append('=')
          .append(URLEncoder.encode(form[i + 1], StandardCharsets.UTF_8));
    }
    return send(
        request(target)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(body.toString())));
  }

  private static String found(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return matcher.group(1).replace("&amp;", "&");
  }

  private HttpResponse<String> logIn(String name, String password) throws Exception {
    String token = found(CSRF, get("/login").body());
    return post("/login", "username", name, "password", password, "_csrf", token);
  }

  private String secret(String target) throws Exception {
    String token = found(CSRF, get("/account").body());
    return found(SECRET, post(target, "_csrf", token).body());
  }

  private int api(String method, String... header) throws Exception {
    HttpRequest.Builder request = request("/api/orders");
    if (method.equals("POST")) {
      request
          .header("Content-Type", "application/json")
          .POST(BodyPublishers.ofString("{\"item\":\"tea\"}"));
    }
    if (header.length > 0) {
      request.header(header[0], header[1]);
    }
    try (HttpClient script = HttpClient.newHttpClient()) {
      return script.send(request.build(), BodyHandlers.ofString()).statusCode();
    }
  }

  @Test
  void bobLogsInByPasswordAndUsesTheApi() throws Exception {
    assertThat(get("/account").headers().firstValue("Location")).hasValue("/login?next=%2Faccount");
    assertThat(logIn("bob", "correct horse").headers().firstValue("Location")).hasValue("/");
    assertThat(get("/").body()).contains("<b id=\"who\">bob</b>");
    assertThat(get("/admin").statusCode()).isEqualTo(403);

    String token = "Bearer " + secret("/account/token");
    assertThat(api("POST", "Authorization", token)).isEqualTo(200);
    assertThat(api("GET", "Authorization", token)).isEqualTo(200);
    String key = secret("/account/key");
    assertThat(api("GET", "X-API-Key", key)).isEqualTo(200);
    assertThat(api("POST", "X-API-Key", key)).isEqualTo(403);
    String newer = secret("/account/key");
    assertThat(api("GET", "X-API-Key", key)).isEqualTo(401);
    assertThat(api("GET", "X-API-Key", newer)).isEqualTo(200);
    assertThat(api("GET")).isEqualTo(401);
    assertThat(api("GET", "Authorization", token + "x")).isEqualTo(401);
    // A session is not enough for the API, nor a token for the pages.
    assertThat(get("/api/orders").statusCode()).isEqualTo(401);

    String csrf = found(CSRF, get("/account").body());
    assertThat(post("/logout", "_csrf", csrf).statusCode()).isEqualTo(303);
    assertThat(get("/account").statusCode()).isEqualTo(303);
    assertThat(get("/").body()).contains("<b id=\"who\">nobody</b>");
  }

  @Test
  void annSeesWhatHasHappened() throws Exception {
    assertThat(logIn("ann", "wrong").headers().firstValue("Location"))
        .hasValue("/login?failed=true");
    logIn("ann", "correct horse");
    assertThat(get("/admin").body()).contains("wrong password", "LOGGED_IN");
  }

  @Test
  void guessesAreStopped() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(logIn("bob", "guess " + i).statusCode()).isEqualTo(303);
    }
    HttpResponse<String> stopped = logIn("bob", "correct horse");
    assertThat(stopped.statusCode()).isEqualTo(429);
    assertThat(stopped.headers().firstValue("Retry-After")).isPresent();
  }

  @Test
  void requestsOfTheApiAreLimitedForEachClient() throws Exception {
    logIn("bob", "correct horse");
    String key = secret("/account/key");
    int status = 200;
    // A slow machine gets some back while it asks.
    for (int i = 0; i < 1_000 && status == 200; i++) {
      status = api("GET", "X-API-Key", key);
    }
    assertThat(status).isEqualTo(429);
  }

  @Test
  void carolLogsInAtTheProvider() throws Exception {
    String away = get("/oidc/login").headers().firstValue("Location").orElseThrow();
    HttpResponse<String> page = send(request(away));
    String link = found(LINK, page.body());
    String back =
        send(request(URI.create(away).resolve(link).toString()))
            .headers()
            .firstValue("Location")
            .orElseThrow();
    URI callback = URI.create(back);
    HttpResponse<String> in = get(callback.getRawPath() + "?" + callback.getRawQuery());
    assertThat(in.headers().firstValue("Location")).hasValue("/");
    assertThat(get("/account").body()).contains("Carol", "[admin]");
    assertThat(get("/admin").statusCode()).isEqualTo(200);
    String csrf = found(CSRF, get("/account").body());
    assertThat(post("/oidc/logout", "_csrf", csrf).headers().firstValue("Location"))
        .hasValueSatisfying(to -> assertThat(to).contains("/logout?client_id=secured"));
    assertThat(get("/account").statusCode()).isEqualTo(303);
  }

  @Test
  void keysOfTheIssuerArePublishedWithoutTheirSecret() throws Exception {
    assertThat(get("/api/keys.json").body()).contains("\"kid\"").doesNotContain("\"d\"");
  }
}
