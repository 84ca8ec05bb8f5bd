package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.http.Headers;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsrfTest {
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  private final AtomicInteger written = new AtomicInteger();

  private AssembledApplication served(Csrf csrf) {
    Covet app = Covet.create(Config.defaults());
    app.use(csrf);
    return routes(app);
  }

  private AssembledApplication routes(Covet app) {
    app.get("/", request -> "read");
    app.post("/", request -> written.incrementAndGet());
    app.put("/", request -> written.incrementAndGet());
    app.patch("/", request -> written.incrementAndGet());
    app.delete("/", request -> written.incrementAndGet());
    app.query("/", request -> "found");
    app.get("/form", Csrf::token);
    app.post("/form", request -> request.form("name").or("?") + request.body().text().length());
    app.post("/hooks/{name}", request -> written.incrementAndGet());
    return app.assemble();
  }

  private static Csrf protection() {
    return Csrf.protection().trusting("https://app.example", "https://*.shop.example").key(KEY);
  }

  private static FakeIncoming incoming(String method, String site, String origin) {
    FakeIncoming incoming =
        FakeIncoming.of(method, "/").scheme("https").host("Site.example").with("Cookie", "id=1");
    if (site != null) {
      incoming.with("Sec-Fetch-Site", site);
    }
    return origin == null ? incoming : incoming.with("Origin", origin);
  }

  // ---- by what the browser says

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        // Fetch Metadata decides where it is there
        "POST, same-origin, https://site.example, 200",
        "POST, same-origin, null, 200",
        "POST, same-origin, -, 200",
        "POST, none, -, 200",
        "POST, cross-site, https://evil.example, 403",
        "POST, cross-site, -, 403",
        "POST, cross-site, null, 403",
        "POST, cross-site, https://site.example, 403",
        "POST, same-site, https://other.site.example, 403",
        "POST, same-site, -, 403",
        "POST, , -, 403",
        "POST, Same-Origin, -, 403",
        "POST, same-origin cross-site, -, 403",
        "PUT, cross-site, https://evil.example, 403",
        "PATCH, cross-site, https://evil.example, 403",
        "DELETE, cross-site, https://evil.example, 403",
        "DELETE, same-origin, https://site.example, 200",
        // trusted origins
        "POST, cross-site, https://app.example, 200",
        "POST, same-site, https://a.shop.example, 200",
        "POST, cross-site, https://shop.example, 403",
        "POST, cross-site, http://app.example, 403",
        "POST, -, https://app.example, 200",
        // Origin alone
        "POST, -, https://site.example, 200",
        "POST, -, https://site.example:8443, 403",
        "POST, -, http://site.example, 403",
        "POST, -, https://evil.example, 403",
        "POST, -, https://site.example.evil.example, 403",
        "POST, -, https://evilsite.example, 403",
        "POST, -, null, 403",
        "POST, -, site.example, 403",
        "POST, -, , 403",
        // neither, and a cookie
        "POST, -, -, 403",
        "DELETE, -, -, 403",
        // safe methods change nothing
        "GET, cross-site, https://evil.example, 200",
        "HEAD, cross-site, https://evil.example, 200",
        "OPTIONS, cross-site, https://evil.example, 204",
        "QUERY, cross-site, https://evil.example, 200",
        "GET, -, -, 200",
      })
  void pagesOfOtherSitesChangeNothing(String method, String site, String origin, int status) {
    Response<?> response = Exchange.serve(served(protection()), incoming(method, site, origin));
    assertThat(response.status().code()).isEqualTo(status);
    if (status == 403) {
      assertThat(written).hasValue(0);
      assertThat(response.headers().first("Content-Type")).isEqualTo("application/problem+json");
    }
  }

  @ParameterizedTest
  @CsvSource({"/nothing, POST", "/%00, POST", "/form, DELETE", "/, BREW"})
  void answersWithoutARouteAreProtectedToo(String path, String method) {
    FakeIncoming incoming =
        FakeIncoming.of(method, path).with("Sec-Fetch-Site", "cross-site").with("Cookie", "a=b");
    assertThat(Exchange.serve(served(protection()), incoming).status().code()).isEqualTo(403);
  }

  @ParameterizedTest
  @CsvSource({
    "http, site.example, http://site.example",
    "http, site.example:80, http://site.example",
    "http, site.example:8080, http://site.example:8080",
    "https, site.example:443, https://site.example",
    "https, [::1]:8443, https://[::1]:8443",
    // TLS may end at a proxy that does not tell
    "http, site.example, https://site.example",
    "http, site.example:443, https://site.example",
  })
  void portsThatBelongToTheSchemeDoNotCount(String scheme, String host, String origin) {
    FakeIncoming incoming =
        FakeIncoming.post("/")
            .scheme(scheme)
            .host(host)
            .with("Origin", origin)
            .with("Cookie", "a=b");
    assertThat(Exchange.serve(served(protection()), incoming).status().code()).isEqualTo(200);
  }

  @Test
  void aRequestWithoutAHostIsOfNoOrigin() {
    FakeIncoming incoming =
        FakeIncoming.post("/").host("").with("Origin", "http://").with("Cookie", "a=b");
    assertThat(Exchange.serve(served(protection()), incoming).status().code()).isEqualTo(403);
  }

  // ---- where the browser says nothing

  @ParameterizedTest
  @CsvSource({
    "Authorization, Basic abc, 403",
    "Authorization, DIGEST x=y, 403",
    "Authorization, Negotiate abc, 403",
    "Authorization, ntlm, 403",
    "Authorization, Bearer abc, 200",
    "Authorization, Token abc, 200",
    "Cookie, a=b, 403",
    "X-Api-Key, abc, 200",
  })
  void onlyWhatABrowserAddsByItselfNeedsAToken(String name, String value, int status) {
    FakeIncoming incoming = FakeIncoming.post("/").with(name, value);
    assertThat(Exchange.serve(served(protection()), incoming).status().code()).isEqualTo(status);
  }

  private record Page(String token, String cookie) {}

  private static Page page(AssembledApplication app, String cookies) {
    FakeIncoming get = FakeIncoming.get("/form").scheme("https");
    Response<?> response = Exchange.serve(app, cookies == null ? get : get.with("Cookie", cookies));
    String set = response.headers().first("Set-Cookie");
    assertThat(response.headers().all("Vary")).containsExactly("Cookie");
    return new Page(Exchange.text(response), set == null ? "" : set.substring(0, set.indexOf(';')));
  }

  private static int post(AssembledApplication app, String cookie, String token) {
    FakeIncoming incoming =
        FakeIncoming.post("/").scheme("https").with("Cookie", "id=1; " + cookie);
    return Exchange.serve(app, token == null ? incoming : incoming.with(Csrf.HEADER, token))
        .status()
        .code();
  }

  @Test
  void theTokenOfAPageOpensWhatHasNoOrigin() {
    AssembledApplication app = served(protection());
    Page page = page(app, null);
    assertThat(post(app, page.cookie(), page.token())).isEqualTo(200);
    assertThat(post(app, page.cookie(), null)).isEqualTo(403);
    assertThat(post(app, page.cookie(), "")).isEqualTo(403);
    assertThat(post(app, page.cookie(), "!")).isEqualTo(403);
    assertThat(post(app, "a=b", page.token())).isEqualTo(403);
    assertThat(post(app, "__Host-csrf=" + page.token(), page.token())).isEqualTo(403);
    Page other = page(app, null);
    assertThat(post(app, page.cookie(), other.token())).isEqualTo(403);
    assertThat(post(app, other.cookie() + "; " + page.cookie(), other.token())).isEqualTo(200);
  }

  @Test
  void aTokenDoesNotHelpAPageOfAnotherSite() {
    AssembledApplication app = served(protection());
    Page page = page(app, null);
    FakeIncoming incoming =
        FakeIncoming.post("/")
            .scheme("https")
            .with("Cookie", page.cookie())
            .with(Csrf.HEADER, page.token())
            .with("Sec-Fetch-Site", "cross-site");
    assertThat(Exchange.serve(app, incoming).status().code()).isEqualTo(403);
  }

  @Test
  void aFormCarriesItAndStaysReadable() {
    AssembledApplication app = served(protection());
    Page page = page(app, null);
    String form = "name=x&_csrf=" + page.token();
    FakeIncoming incoming =
        FakeIncoming.post("/form")
            .scheme("https")
            .with("Cookie", page.cookie())
            .body("application/x-www-form-urlencoded", form);
    Response<?> response = Exchange.serve(app, incoming);
    assertThat(Exchange.text(response)).isEqualTo("x" + form.length());
    FakeIncoming json =
        FakeIncoming.post("/form")
            .scheme("https")
            .with("Cookie", page.cookie())
            .body("application/json", form);
    assertThat(Exchange.serve(app, json).status().code()).isEqualTo(403);
    FakeIncoming without =
        FakeIncoming.post("/form")
            .scheme("https")
            .with("Cookie", page.cookie())
            .body("application/x-www-form-urlencoded", "name=x");
    assertThat(Exchange.serve(app, without).status().code()).isEqualTo(403);
  }

  @Test
  void tokensDifferAndTheirCookieStays() {
    AssembledApplication app = served(protection());
    Page first = page(app, null);
    Set<String> tokens = new HashSet<>(Set.of(first.token()));
    for (int i = 0; i < 10; i++) {
      Page again = page(app, first.cookie());
      assertThat(again.cookie()).isEmpty();
      assertThat(post(app, first.cookie(), again.token())).isEqualTo(200);
      tokens.add(again.token());
    }
    assertThat(tokens).hasSize(11);
  }

  @Test
  void theCookieIsAsSafeAsTheConnection() {
    AssembledApplication app = served(protection());
    Headers secure = Exchange.serve(app, FakeIncoming.get("/form").scheme("https")).headers();
    assertThat(secure.first("Set-Cookie"))
        .matches("__Host-csrf=[\\w-]{64}; Path=/; Secure; HttpOnly; SameSite=Lax");
    Headers clear = Exchange.serve(app, FakeIncoming.get("/form")).headers();
    assertThat(clear.first("Set-Cookie"))
        .matches("csrf=[\\w-]{64}; Path=/; HttpOnly; SameSite=Lax");
    assertThat(Exchange.serve(app, FakeIncoming.get("/")).headers().contains("Set-Cookie"))
        .isFalse();
  }

  @Test
  void aPlantedOrForgedCookieIsNoneOfOurs() {
    AssembledApplication app = served(protection());
    AssembledApplication others = served(protection().key(KEY.replace('0', 'x')));
    Page foreign = page(others, null);
    assertThat(post(app, foreign.cookie(), foreign.token())).isEqualTo(403);
    Page page = page(app, null);
    char last = page.cookie().charAt(20);
    String forged =
        page.cookie().substring(0, 20) + (last == 'A' ? 'B' : 'A') + page.cookie().substring(21);
    assertThat(post(app, forged, page.token())).isEqualTo(403);
    assertThat(post(app, page.cookie() + "A", page.token())).isEqualTo(403);
  }

  @Test
  void processesWithOneKeyTakeEachOthersTokens() {
    Page page = page(served(protection()), null);
    assertThat(post(served(protection()), page.cookie(), page.token())).isEqualTo(200);
    assertThat(post(served(Csrf.protection()), page.cookie(), page.token())).isEqualTo(403);
  }

  @Test
  void aTokenBelongsToItsSession() {
    Covet app = Covet.create(Config.defaults());
    app.use(
        (request, next) -> {
          request.set(Csrf.OWNER, request.cookie("id").or(""));
          return next.handle(request);
        });
    app.use(protection());
    AssembledApplication assembled = routes(app);
    Page page = page(assembled, "id=1");
    assertThat(post(assembled, page.cookie(), page.token())).isEqualTo(200);
    FakeIncoming stolen =
        FakeIncoming.post("/")
            .scheme("https")
            .with("Cookie", "id=2; " + page.cookie())
            .with(Csrf.HEADER, page.token());
    assertThat(Exchange.serve(assembled, stolen).status().code()).isEqualTo(403);
  }

  // ---- exemptions, and where it stands

  @Test
  void exemptionsAreByPattern() {
    AssembledApplication app = served(protection().exempt("/hooks/{name}"));
    FakeIncoming hook =
        FakeIncoming.post("/hooks/pay").with("Sec-Fetch-Site", "cross-site").with("Cookie", "a=b");
    assertThat(Exchange.serve(app, hook).status().code()).isEqualTo(200);
    assertThat(app.accept(hook).route().middleware()).isEmpty();
    assertThat(Exchange.serve(app, incoming("POST", "cross-site", null)).status().code())
        .isEqualTo(403);
    assertThatThrownBy(() -> served(protection().exempt("/hook/{name}")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Csrf.exempt(\"/hook/{name}\"): no route has this pattern")
        .hasMessageContaining("/hooks/{name}");
  }

  @Test
  void theNearestCountsAlone() {
    Covet app = Covet.create(Config.defaults());
    app.use(protection());
    app.group(
        "/partner",
        partner -> {
          partner.use(protection().trusting("https://partner.example"));
          partner.post("/", request -> "partner");
        });
    AssembledApplication assembled = routes(app);
    FakeIncoming incoming =
        FakeIncoming.post("/partner/")
            .with("Cookie", "a=b")
            .with("Origin", "https://partner.example");
    assertThat(Exchange.serve(assembled, incoming).status().code()).isEqualTo(200);
    assertThat(
            Exchange.serve(assembled, incoming("POST", null, "https://partner.example"))
                .status()
                .code())
        .isEqualTo(403);
  }

  @Test
  void refusalsCanBeReadByPagesThatMayCall() {
    Covet app = Covet.create(Config.defaults());
    app.use(protection());
    app.use(Cors.of("https://reader.example"));
    AssembledApplication assembled = routes(app);
    Response<?> refusal =
        Exchange.serve(assembled, incoming("POST", "cross-site", "https://reader.example"));
    assertThat(refusal.status().code()).isEqualTo(403);
    assertThat(refusal.headers().first("Access-Control-Allow-Origin"))
        .isEqualTo("https://reader.example");
  }

  @Test
  void offItIsAbsentFromTheChain() {
    AssembledApplication assembled = routes(Covet.create(Config.defaults()));
    FakeIncoming cross = incoming("POST", "cross-site", "https://evil.example");
    assertThat(assembled.accept(cross).route().middleware()).isEmpty();
    assertThat(Exchange.serve(assembled, cross).status().code()).isEqualTo(200);
    Response<?> form = Exchange.serve(assembled, FakeIncoming.get("/form"));
    assertThat(form.status().code()).isEqualTo(500);
    assertThat(Objects.requireNonNull(form.failure()))
        .hasMessageContaining("no Csrf stands around");
  }

  @Test
  void settingsSwitchItOn() {
    AssembledApplication assembled =
        routes(
            Served.app(
                "csrf-enabled", "true", "csrf-origins", "https://app.example", "csrf-key", KEY));
    assertThat(Exchange.serve(assembled, incoming("POST", "cross-site", null)).status().code())
        .isEqualTo(403);
    assertThat(
            Exchange.serve(assembled, incoming("POST", "cross-site", "https://app.example"))
                .status()
                .code())
        .isEqualTo(200);
    Page page = page(assembled, null);
    assertThat(post(served(protection()), page.cookie(), page.token())).isEqualTo(200);
    assertThat(Edge.of(Config.builder().set("csrf-enabled", true).build()).middleware())
        .hasExactlyElementsOfTypes(Csrf.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "csrf-origins=*",
        "csrf-origins=null",
        "csrf-origins=app.example",
        "csrf-key=short"
      })
  void aWrongSettingStopsTheStart(String setting) {
    assertThatThrownBy(() -> Served.app(setting.split("=")))
        .isInstanceOf(ConfigException.class)
        .hasMessageNotContaining("short");
  }

  @Test
  void mistakesInCodeAreTold() {
    assertThatThrownBy(() -> protection().trusting("*"))
        .hasMessageContaining("leave the protection");
    assertThatThrownBy(() -> protection().key("short"))
        .hasMessageContaining("at least 32 characters");
  }
}
