package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.http.Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorsTest {
  private static final String APP = "https://app.example";
  private static final String EVIL = "https://evil.example";

  private static Covet served(Cors cors) {
    Covet app = Covet.create(Config.defaults());
    app.use(cors);
    routes(app);
    return app;
  }

  private static void routes(Covet app) {
    app.get("/", request -> "read");
    app.post("/", request -> "written");
    app.get(
        "/fails",
        request -> {
          throw new IllegalStateException("bug");
        });
    app.get("/varies", request -> Response.text("").header("Vary", "Accept, origin"));
    app.get("/star", request -> Response.text("").header("Vary", "*"));
    app.get("/accept", request -> Response.text("").header("Vary", "Accept"));
    app.get("/own", request -> Response.text("").header("Access-Control-Allow-Origin", EVIL));
    app.options("/options", request -> "own options");
  }

  private static Cors.Builder rules() {
    return Cors.builder().origins(APP, "https://*.shop.example");
  }

  private static FakeIncoming from(String origin, String method, String path) {
    FakeIncoming incoming = FakeIncoming.of(method, path);
    return origin == null ? incoming : incoming.with("Origin", origin);
  }

  private static FakeIncoming preflight(String origin, String path, String method, String headers) {
    FakeIncoming asked =
        from(origin, "OPTIONS", path).with("Access-Control-Request-Method", method);
    return headers == null ? asked : asked.with("Access-Control-Request-Headers", headers);
  }

  // ---- answers to requests

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "GET, /, https://app.example, 200, https://app.example",
        "HEAD, /, https://app.example, 200, https://app.example",
        "POST, /, https://app.example, 200, https://app.example",
        "GET, /, https://a.shop.example, 200, https://a.shop.example",
        "GET, /, https://evil.example, 200, -",
        "GET, /, null, 200, -",
        "GET, /, -, 200, -",
        "GET, /nothing, https://app.example, 404, https://app.example",
        "GET, /nothing, https://a.b.shop.example, 404, https://a.b.shop.example",
        "GET, /nothing, https://evil.example, 404, -",
        "DELETE, /, https://app.example, 405, https://app.example",
        "DELETE, /, https://evil.example, 405, -",
        "BREW, /, https://app.example, 501, https://app.example",
        "GET, /%00, https://app.example, 400, https://app.example",
        "GET, /fails, https://app.example, 500, https://app.example",
        "GET, /fails, https://evil.example, 500, -",
        "OPTIONS, /, https://app.example, 204, https://app.example",
        "OPTIONS, /options, https://app.example, 200, https://app.example",
      })
  void anAnswerIsReadableByThePagesThatAreAllowed(
      String method, String path, String origin, int status, String allowed) {
    Response<?> response = Exchange.serve(served(rules().build()), from(origin, method, path));
    assertThat(response.status().code()).isEqualTo(status);
    assertThat(response.headers().first("Access-Control-Allow-Origin")).isEqualTo(allowed);
    assertThat(response.headers().all("Vary")).containsExactly("Origin");
    assertThat(response.headers().contains("Access-Control-Allow-Credentials")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"/varies, 'Accept, origin'", "/star, *", "/accept, Accept|Origin"})
  void varyIsAddedOnce(String path, String expected) {
    Response<?> response = Exchange.serve(served(rules().build()), from(APP, "GET", path));
    assertThat(response.headers().all("Vary")).containsExactly(expected.split("\\|"));
  }

  @Test
  void whatTheHandlerSaysItselfStays() {
    Headers headers = Exchange.serve(served(rules().build()), from(APP, "GET", "/own")).headers();
    assertThat(headers.all("Access-Control-Allow-Origin")).containsExactly(EVIL);
  }

  @Test
  void credentialsAndExposedFieldsAreSaidToAllowedPagesAlone() {
    Covet app = served(rules().credentials(true).exposedHeaders("ETag", "X-Total").build());
    AssembledApplication assembled = app.assemble();
    for (String origin : new String[] {APP, "https://a.shop.example"}) {
      Headers headers = Exchange.serve(assembled, from(origin, "GET", "/")).headers();
      assertThat(headers.first("Access-Control-Allow-Credentials")).isEqualTo("true");
      assertThat(headers.first("Access-Control-Expose-Headers")).isEqualTo("ETag, X-Total");
      assertThat(headers.first("Access-Control-Allow-Origin")).isEqualTo(origin);
    }
    Headers headers = Exchange.serve(assembled, from(EVIL, "GET", "/")).headers();
    assertThat(headers.contains("Access-Control-Allow-Credentials")).isFalse();
    assertThat(headers.contains("Access-Control-Expose-Headers")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {"-", "null", "https://evil.example"})
  void anybodysPagesReadWhatIsOpenToAnybody(String origin) {
    Headers headers = Exchange.serve(served(Cors.of("*")), from(origin, "GET", "/")).headers();
    assertThat(headers.first("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(headers.contains("Vary")).isFalse();
  }

  /** So that the engine finds its ready-made bytes again. */
  @Test
  void equalAnswersGetOneInstanceOfFields() {
    AssembledApplication assembled = served(rules().build()).assemble();
    for (String origin : new String[] {APP, EVIL, null}) {
      Headers first = Exchange.serve(assembled, from(origin, "GET", "/")).headers();
      assertThat(Exchange.serve(assembled, from(origin, "GET", "/")).headers()).isSameAs(first);
    }
  }

  // ---- preflights

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      nullValues = "-",
      value = {
        "https://app.example ! / ! POST ! content-type ! 204",
        "https://app.example ! / ! POST ! - ! 204",
        "https://app.example ! / ! DELETE ! authorization,content-type ! 204",
        "https://app.example ! / ! PATCH ! Content-Type, Accept, , Range ! 204",
        "https://a.shop.example ! / ! PUT ! content-type ! 204",
        "https://app.example ! /nothing ! PUT ! content-type ! 204",
        "https://app.example ! /%00 ! PUT ! content-type ! 204",
        "https://app.example ! /options ! PUT ! - ! 204",
        "https://app.example ! * ! PUT ! - ! 204",
        "https://evil.example ! / ! POST ! content-type ! 403",
        "https://evil.example ! /nothing ! POST ! - ! 403",
        "null ! / ! POST ! content-type ! 403",
        "http://app.example ! / ! POST ! - ! 403",
        "https://shop.example ! / ! POST ! - ! 403",
        "https://app.example ! / ! BREW ! - ! 403",
        "https://app.example ! / ! post ! - ! 403",
        "https://app.example ! / ! POST ! x-secret ! 403",
        "https://app.example ! / ! POST ! content-type, x-secret ! 403",
        "https://app.example ! / ! POST ! con tent ! 403",
      })
  void preflightsAreAnsweredByThemselves(
      String origin, String path, String method, String headers, int status) {
    Response<?> response =
        Exchange.serve(served(rules().build()), preflight(origin, path, method, headers));
    assertThat(response.status().code()).isEqualTo(status);
    assertThat(response.headers().first("Vary"))
        .isEqualTo(
            "Origin, Access-Control-Request-Method, Access-Control-Request-Headers,"
                + " Access-Control-Request-Private-Network");
    if (status == 204) {
      assertThat(response.headers().first("Access-Control-Allow-Origin")).isEqualTo(origin);
      assertThat(response.headers().first("Access-Control-Allow-Methods"))
          .isEqualTo("DELETE, GET, HEAD, PATCH, POST, PUT, QUERY");
      assertThat(response.headers().first("Access-Control-Allow-Headers")).isEqualTo(headers);
      assertThat(response.headers().first("Access-Control-Max-Age")).isEqualTo("600");
      assertThat(response.headers().contains("Access-Control-Allow-Private-Network")).isFalse();
    } else {
      assertThat(response.headers().contains("Access-Control-Allow-Origin")).isFalse();
      assertThat(response.headers().contains("Access-Control-Allow-Methods")).isFalse();
    }
  }

  @Test
  void aPreflightReachesNothingBehindCors() {
    List<String> reached = new ArrayList<>();
    Covet app = Covet.create(Config.defaults());
    app.use(
        (request, next) -> {
          reached.add("login");
          return Response.of(401);
        });
    app.use(rules().credentials(true).build());
    app.options("/", request -> reached.add("options"));
    Response<?> answer = Exchange.serve(app, preflight(APP, "/", "PUT", null));
    assertThat(answer.status().code()).isEqualTo(204);
    assertThat(answer.headers().first("Access-Control-Allow-Credentials")).isEqualTo("true");
    assertThat(reached).isEmpty();
    Response<?> refused = Exchange.serve(app, from(APP, "GET", "/"));
    assertThat(refused.status().code()).isEqualTo(401);
    assertThat(refused.headers().first("Access-Control-Allow-Origin")).isEqualTo(APP);
  }

  @Test
  void aPrivateNetworkIsOpenedOnlyIfAsked() {
    FakeIncoming asked =
        preflight(APP, "/", "GET", null).with("Access-Control-Request-Private-Network", "true");
    assertThat(Exchange.serve(served(rules().build()), asked).status().code()).isEqualTo(403);
    Response<?> open = Exchange.serve(served(rules().privateNetwork(true).build()), asked);
    assertThat(open.status().code()).isEqualTo(204);
    assertThat(open.headers().first("Access-Control-Allow-Private-Network")).isEqualTo("true");
  }

  @Test
  void rulesMayBeNarrowerAndWider() {
    Cors narrow = rules().methods("GET").headers("X-One").maxAge(Duration.ofHours(2)).build();
    assertThat(
            Exchange.serve(served(narrow), preflight(APP, "/", "GET", "x-one"))
                .headers()
                .first("Access-Control-Max-Age"))
        .isEqualTo("7200");
    assertThat(Exchange.serve(served(narrow), preflight(APP, "/", "PUT", null)).status().code())
        .isEqualTo(403);
    Cors wide = Cors.builder().origins("*").headers("*").build();
    Headers headers =
        Exchange.serve(served(wide), preflight(EVIL, "/", "PUT", "x-any,x-other")).headers();
    assertThat(headers.first("Access-Control-Allow-Headers")).isEqualTo("x-any,x-other");
    assertThat(headers.first("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(Exchange.serve(served(wide), preflight(EVIL, "/", "PUT", "x(y")).status().code())
        .isEqualTo(403);
  }

  // ---- where it stands

  @Test
  void theNearestRulesCountAlone() {
    Covet app = served(rules().build());
    app.group(
        "/open",
        open -> {
          open.use(Cors.of("*"));
          open.get("/", request -> "open");
        });
    AssembledApplication assembled = app.assemble();
    for (String path : new String[] {"/open/", "/open/nothing"}) {
      Headers headers = Exchange.serve(assembled, from(EVIL, "GET", path)).headers();
      assertThat(headers.all("Access-Control-Allow-Origin")).as(path).containsExactly("*");
      assertThat(Exchange.serve(assembled, preflight(EVIL, path, "PUT", null)).status().code())
          .isEqualTo(204);
    }
    assertThat(Exchange.serve(assembled, preflight(EVIL, "/", "PUT", null)).status().code())
        .isEqualTo(403);
  }

  @Test
  void whatCouldNotBeSentLeavesItsRules() {
    AssembledApplication assembled = served(rules().build()).assemble();
    Request request = assembled.accept(from(APP, "GET", "/"));
    Response<?> unsent =
        assembled
            .handle(request, Exchange.calls())
            .etag("1")
            .header("Content-Security-Policy", "sandbox")
            .header("Content-Language", "en");
    Headers headers = assembled.failed(request, unsent, new IllegalStateException("x")).headers();
    assertThat(headers.first("Access-Control-Allow-Origin")).isEqualTo(APP);
    assertThat(headers.first("Vary")).isEqualTo("Origin");
    assertThat(headers.first("Content-Security-Policy")).isEqualTo("sandbox");
    assertThat(headers.all("Content-Type")).containsExactly("application/problem+json");
    assertThat(headers.contains("ETag")).isFalse();
    assertThat(headers.contains("Content-Language")).isFalse();
  }

  @Test
  void aRefusalBeforeThereIsAThreadIsReadable() {
    Covet app = served(rules().build());
    app.rateLimit(RateLimit.perAddress(1, Duration.ofHours(1)));
    AssembledApplication assembled = app.assemble();
    assertThat(assembled.admit(assembled.accept(from(APP, "GET", "/").from("192.0.2.1")))).isNull();
    Response<?> refusal =
        assembled.admit(assembled.accept(from(APP, "GET", "/").from("192.0.2.1")));
    assertThat(refusal).isNotNull();
    assertThat(refusal.status().code()).isEqualTo(429);
    assertThat(refusal.headers().first("Access-Control-Allow-Origin")).isEqualTo(APP);
  }

  @Test
  void offItIsAbsentFromTheChain() {
    Covet app = Covet.create(Config.defaults());
    routes(app);
    AssembledApplication assembled = app.assemble();
    for (String path : new String[] {"/", "/nothing"}) {
      assertThat(assembled.accept(from(APP, "GET", path)).route().middleware()).isEmpty();
    }
    Headers headers = Exchange.serve(assembled, from(APP, "GET", "/")).headers();
    assertThat(headers.contains("Vary")).isFalse();
    assertThat(
            served(rules().build()).assemble().accept(from(APP, "GET", "/")).route().middleware())
        .hasExactlyElementsOfTypes(Cors.class);
  }

  // ---- by configuration

  @Test
  void settingsPutItAroundEverything() {
    Covet app =
        Served.app(
            "cors-enabled", "true",
            "cors-origins", APP + ", https://*.shop.example",
            "cors-methods", "GET,PUT",
            "cors-headers", "X-One",
            "cors-exposed-headers", "ETag",
            "cors-credentials", "true",
            "cors-max-age", "1h",
            "cors-private-network", "true");
    routes(app);
    AssembledApplication assembled = app.assemble();
    Headers answer = Exchange.serve(assembled, from(APP, "GET", "/nothing")).headers();
    assertThat(answer.first("Access-Control-Allow-Origin")).isEqualTo(APP);
    assertThat(answer.first("Access-Control-Expose-Headers")).isEqualTo("ETag");
    Headers preflight = Exchange.serve(assembled, preflight(APP, "/", "PUT", "x-one")).headers();
    assertThat(preflight.first("Access-Control-Allow-Methods")).isEqualTo("GET, PUT");
    assertThat(preflight.first("Access-Control-Max-Age")).isEqualTo("3600");
    assertThat(preflight.first("Access-Control-Allow-Credentials")).isEqualTo("true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      quoteCharacter = '`',
      value = {
        "cors-enabled=true ! cors-enabled=true needs cors-origins",
        "cors-enabled=true;cors-origins=*;cors-credentials=true ! name the origins",
        "cors-enabled=true;cors-origins=null ! cors-origins = null: holds 'null'",
        "cors-enabled=true;cors-origins=app.example ! which is no origin",
        "cors-enabled=true;cors-origins=*;cors-methods=G T ! not a method name: 'G T'",
        "cors-enabled=true;cors-origins=*;cors-headers=a b ! 'a b' is not the name of a field",
        "cors-enabled=true;cors-origins=*;cors-exposed-headers=(a) ! is not the name of a field",
      })
  void settingsThatDoNotGoTogetherStopTheStart(String settings, String why) {
    assertThatThrownBy(() -> Served.app(settings.split("[;=]")))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(why);
  }

  @Test
  void theSameMistakesInCodeAreTold() {
    assertThatThrownBy(() -> Cors.builder().build()).hasMessageContaining("CORS needs origins");
    assertThatThrownBy(() -> Cors.builder().origins("*").credentials(true).build())
        .hasMessageContaining("name the origins");
    assertThatThrownBy(() -> Cors.of("null")).hasMessageContaining("the list of origins holds");
    assertThatThrownBy(() -> rules().maxAge(Duration.ofSeconds(-1)).build())
        .hasMessageContaining("must not be negative");
  }
}
