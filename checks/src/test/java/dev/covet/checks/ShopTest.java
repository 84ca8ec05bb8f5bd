package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.checks.Json.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shop, as a client sees it: one process, each test with things of its own. */
class ShopTest {
  private static final String TEA =
      """
      {"sku":"%s","name":"%s","price":3.20,"stock":5,"category":2,"tags":["test"]}\
      """;

  private static ExampleProcess shop;

  @BeforeAll
  static void start() throws Exception {
    shop =
        ExampleProcess.start(
            "shop.Shop", "--set", "app.staff-token=boss", "--set", "app.customer-token=ada");
  }

  @AfterAll
  static void stop() throws Exception {
    try (ExampleProcess stopping = shop) {
      assertThat(stopping.terminate()).isZero();
    }
  }

  private static Answer send(String who, String method, String path, String body, String... more)
      throws Exception {
    List<String> headers = new ArrayList<>(List.of(more));
    if (!who.isEmpty()) {
      headers.addAll(List.of("Authorization", "Bearer " + who));
    }
    if (!body.isEmpty() && !headers.contains("Content-Type")) {
      headers.addAll(List.of("Content-Type", "application/json"));
    }
    return Json.send(method, shop.url(path), body, headers.toArray(String[]::new));
  }

  private static Answer get(String path, String... headers) throws Exception {
    return send("", "GET", path, "", headers);
  }

  private static String added(String sku, String name) throws Exception {
    Answer added = send("boss", "POST", "/products", TEA.formatted(sku, name));
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    return added.header("location");
  }

  @Test
  void productsAreFoundPageByPage() throws Exception {
    for (int i = 1; i <= 5; i++) {
      added("AAA-000" + i, "Paged tea " + i);
    }
    Answer page = get("/products?q=paged&price.max=5&tag=test&sort=-name&page=2&size=2");
    assertThat(page.at("/items/0/name").asString()).isEqualTo("Paged tea 3");
    assertThat(page.at("/total").asInt()).isEqualTo(5);
    assertThat(page.at("/pages").asInt()).isEqualTo(3);
    assertThat(page.header("link"))
        .contains(
            "</products?q=paged&price.max=5&tag=test&sort=-name&size=2&page=3>; rel=\"next\"");
    assertThat(get("/products?q=paged&price.min=9").at("/total").asInt()).isZero();
    assertThat(get("/products?sort=stock&size=0").json().at("/errors")).hasSize(2);
  }

  @Test
  void aProductIsAddedReadReplacedChangedAndRemoved() throws Exception {
    String path = added("BBB-0001", "First");
    Answer first = get(path);
    String tag = first.header("etag");
    assertThat(first.at("/name").asString()).isEqualTo("First");
    assertThat(get(path, "If-None-Match", tag).status()).isEqualTo(304);
    String second = TEA.formatted("BBB-0001", "Second");
    assertThat(send("boss", "PUT", path, second, "If-Match", "\"no\"").status()).isEqualTo(412);
    Answer replaced = send("boss", "PUT", path, second, "If-Match", tag);
    assertThat(replaced.at("/name").asString()).isEqualTo("Second");
    assertThat(replaced.header("etag")).isNotEqualTo(tag);
    String[] patch = {"Content-Type", "application/merge-patch+json"};
    Answer changed = send("boss", "PATCH", path, "{\"price\":4.00,\"note\":\"new\"}", patch);
    assertThat(changed.text()).contains("\"price\":4.00", "\"note\":\"new\"", "\"Second\"");
    Answer wrong = send("boss", "PATCH", path, "{\"price\":0,\"sku\":\"x\"}", patch);
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.text()).contains("/price", "must be the number of an article (TEA-0001)");
    assertThat(send("boss", "PATCH", path, "{}").status()).isEqualTo(415);
    assertThat(send("boss", "DELETE", path, "").status()).isEqualTo(204);
    assertThat(get(path).status()).isEqualTo(404);
    assertThat(send("boss", "DELETE", path, "").status()).isEqualTo(404);
  }

  @Test
  void twoProductsHaveTwoNumbers() throws Exception {
    added("CCC-0001", "One");
    Answer second = send("boss", "POST", "/products", TEA.formatted("CCC-0001", "Two"));
    assertThat(second.status()).isEqualTo(409);
    assertThat(second.at("/detail").asString()).isEqualTo("there is an article CCC-0001 already");
    String nowhere = TEA.formatted("CCC-0002", "Two").replace(":2,", ":99,");
    assertThat(send("boss", "POST", "/products", nowhere).status()).isEqualTo(422);
  }

  @ParameterizedTest
  @CsvSource({
    "'', POST, /products, 401",
    "ada, POST, /products, 403",
    "nobody, POST, /products, 401",
    "'', DELETE, /products/1, 401",
    "'', GET, /orders, 401",
    "'', GET, /customers/me, 401",
    "ada, GET, /customers, 403",
    "ada, GET, /customers/1, 403",
    "boss, GET, /customers/1, 200",
    "ada, POST, /orders/1/ship, 403",
    "ada, GET, /customers/me, 200",
    "boss, DELETE, /customers/me, 403",
    "'', GET, /health, 200",
  })
  void whatIsNotForEverybodyAsksForAToken(String who, String method, String path, int status)
      throws Exception {
    String body = method.equals("POST") ? "{}" : "";
    Answer answer = send(who, method, path, body);
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    if (status == 401) {
      assertThat(answer.header("www-authenticate")).isEqualTo("Bearer");
    }
  }

  @Test
  void aQueryFindsByDescriptions() throws Exception {
    added("DDD-0001", "Described");
    Answer found =
        send(
            "",
            "QUERY",
            "/products?size=5",
            "{\"anyOf\":[{\"text\":\"descr\"},{\"upTo\":0.5},{\"tags\":[\"none\"]}]}");
    assertThat(found.at("/items/0/name").asString()).isEqualTo("Described");
    assertThat(found.at("/total").asInt()).isOne();
    assertThat(send("", "QUERY", "/products", "{\"anyOf\":[]}").status()).isEqualTo(422);
  }

  @Test
  void productsAreExportedAsWhatIsAskedFor() throws Exception {
    added("EEE-0001", "=Formula, with \\\"quotes\\\"");
    Answer csv = get("/products/export", "Accept", "text/csv");
    assertThat(csv.header("content-type")).isEqualTo("text/csv; charset=utf-8");
    assertThat(csv.text())
        .startsWith("id,sku,name,price,stock\r\n1,TEA-0001,Sencha,7.50,")
        .contains("EEE-0001,\"'=Formula, with \"\"quotes\"\"\",3.20,5\r\n");
    Answer json = get("/products/export");
    assertThat(json.header("content-type")).isEqualTo("application/json");
    assertThat(json.json().isArray()).isTrue();
  }

  @Test
  void reviewsComeByFormAndAreReadFromTheNewestOn() throws Exception {
    String path = added("FFF-0001", "Reviewed") + "/reviews";
    String[] form = {"Content-Type", "application/x-www-form-urlencoded"};
    for (int stars = 1; stars <= 3; stars++) {
      Answer review = send("ada", "POST", path, "stars=" + stars + "&text=a+b", form);
      assertThat(review.status()).as(review.text()).isEqualTo(201);
      assertThat(review.at("/by").asString()).isEqualTo("Ada");
    }
    assertThat(send("ada", "POST", path, "stars=6", form).status()).isEqualTo(422);
    Answer first = get(path + "?size=2");
    assertThat(first.at("/items/0/stars").asInt()).isEqualTo(3);
    Answer second = get(path + "?size=2&after=" + first.at("/next").asString());
    assertThat(second.at("/items/0/stars").asInt()).isOne();
    assertThat(second.at("/next").isNull()).isTrue();
    assertThat(get(path + "?after=x").status()).isEqualTo(422);
    assertThat(get("/products/999999/reviews").status()).isEqualTo(404);
  }

  @Test
  void categoriesAreTrees() throws Exception {
    assertThat(get("/categories").at("/0/children/1/children/0/name").asString())
        .isEqualTo("Smoked");
    assertThat(get("/categories/3").at("/children/0/id").asInt()).isEqualTo(4);
    assertThat(get("/categories/99").status()).isEqualTo(404);
  }

  @Test
  void customersRegisterAndTheirTokenIsToldOnce() throws Exception {
    Answer registered =
        send("", "POST", "/customers", "{\"name\":\"Bob\",\"email\":\"bob@mail.example\"}");
    assertThat(registered.status()).isEqualTo(201);
    String token = registered.at("/token").asString();
    assertThat(send(token, "GET", "/customers/me", "").text())
        .contains("\"name\":\"Bob\"")
        .doesNotContain("oken");
    Answer changed =
        send(
            token,
            "PATCH",
            "/customers/me",
            "{\"born\":\"1815-12-10\"}",
            "Content-Type",
            "application/merge-patch+json");
    assertThat(changed.at("/born").asString()).isEqualTo("1815-12-10");
    assertThat(send("boss", "GET", "/customers?size=1", "").at("/total").asInt()).isPositive();
    assertThat(send(token, "DELETE", "/customers/me", "").status()).isEqualTo(204);
    assertThat(send(token, "GET", "/customers/me", "").status()).isEqualTo(401);
    assertThat(send("", "POST", "/customers", "{\"name\":\" \",\"email\":\"x\"}").text())
        .contains("not-blank", "\"code\":\"email\"");
  }

  private static String order(String product, int pieces, String payment) {
    return "{\"lines\":[{\"product\":%s,\"pieces\":%d}],\"payment\":%s}"
        .formatted(product.substring(product.lastIndexOf('/') + 1), pieces, payment);
  }

  private static final String CARD = "{\"method\":\"card\",\"token\":\"tok_12345678\"}";

  @Test
  void anOrderTakesItsPiecesAndGivesThemBack() throws Exception {
    String product = added("GGG-0001", "Ordered");
    Answer placed = send("ada", "POST", "/orders", order(product, 3, CARD));
    assertThat(placed.status()).as(placed.text()).isEqualTo(201);
    assertThat(placed.text()).contains("\"total\":9.60", "\"method\":\"card\"", "\"PLACED\"");
    assertThat(get(product).at("/stock").asInt()).isEqualTo(2);
    Answer more = send("ada", "POST", "/orders", order(product, 3, CARD));
    assertThat(more.status()).isEqualTo(409);
    assertThat(more.at("/detail").asString()).isEqualTo("of Ordered there are 2");
    String path = placed.header("location");
    assertThat(send("ada", "GET", path + "/invoice", "", "Accept", "text/plain").text())
        .contains("3 × Ordered", "total 9.60");
    assertThat(send("ada", "GET", path + "/invoice", "").at("/total").asString()).isEqualTo("9.6");
    assertThat(send("ada", "POST", path + "/cancel", "").at("/status").asString())
        .isEqualTo("CANCELLED");
    assertThat(get(product).at("/stock").asInt()).isEqualTo(5);
    assertThat(send("boss", "POST", path + "/ship", "").status()).isEqualTo(409);
    assertThat(send("ada", "GET", "/orders?status=cancelled&size=1", "").at("/items/0/status"))
        .hasToString("\"CANCELLED\"");
    assertThat(send("boss", "GET", "/orders/export", "").text()).startsWith("[{\"id\":");
    assertThat(send("ada", "GET", "/orders/999999", "").status()).isEqualTo(404);
  }

  @Test
  void ordersAreCheckedByAllKindsOfConstraints() throws Exception {
    String product = added("HHH-0001", "Checked");
    String iban = "{\"method\":\"transfer\",\"iban\":\"%s\"}";
    Answer good =
        send("ada", "POST", "/orders", order(product, 1, iban.formatted("DE02120300000000202051")));
    assertThat(good.status()).as(good.text()).isEqualTo(201);
    Answer wrong =
        send("ada", "POST", "/orders", order(product, 1, iban.formatted("DE02120300000000202052")));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.text()).contains("/payment/iban", "must be an IBAN");
    String twice =
        """
        {"lines":[{"product":1,"pieces":1},{"product":1,"pieces":2}],"payment":%s,
         "notBefore":"2026-12-02","notAfter":"2026-12-01"}\
        """;
    Answer dates = send("ada", "POST", "/orders", twice.formatted(CARD));
    assertThat(dates.text())
        .contains("must have each product once", "must not end before it begins");
    Answer kind = send("ada", "POST", "/orders", order(product, 1, "{\"method\":\"gold\"}"));
    assertThat(kind.status()).isEqualTo(422);
    Answer none = send("ada", "POST", "/orders", order("/999999", 1, CARD));
    assertThat(none.at("/detail").asString()).isEqualTo("there is no product 999999");
    assertThat(get(product).at("/stock").asInt()).isEqualTo(4);
  }
}
