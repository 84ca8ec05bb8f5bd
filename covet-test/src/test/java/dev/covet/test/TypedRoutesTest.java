package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Body;
import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.Default;
import dev.covet.FormParam;
import dev.covet.HeaderParam;
import dev.covet.QueryParam;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The application of the guide's page on typed handlers, with real JSON. */
class TypedRoutesTest {
  record Item(String sku, int quantity) {}

  record Order(String customer, List<Item> items) {}

  record PlaceOrder(int id, @Default("false") boolean dry, Order order) {}

  record Page(@Default("1") int number, @Default("20") int size) {}

  record Search(
      String q,
      Optional<Integer> limit,
      List<String> tag,
      @QueryParam Page page,
      @Nullable String by) {}

  record Import(@HeaderParam("X-Batch") int batch, @Body List<Order> orders) {}

  record Labels(@Body Map<String, List<Item>> labels) {}

  record Restock(dev.covet.Page<Item> items) {}

  record Login(@FormParam String user, @FormParam String password) {}

  private static void declare(Covet app) {
    app.put(
        "/orders/{id}",
        PlaceOrder.class,
        in -> Map.of("id", in.id(), "dry", in.dry(), "first", in.order().items().getFirst()));
    app.get("/search", Search.class, in -> in);
    app.post("/import", Import.class, in -> in.orders().get(1).items().get(0).sku());
    app.post("/labels", Labels.class, in -> in.labels().get("a").getFirst().sku());
    app.post("/restock", Restock.class, in -> in.items().items().getFirst().sku());
    app.post("/login", Login.class, in -> in.user() + in.password().length());
  }

  private static void answers(TestClient client) {
    String order = "{\"customer\":\"ada\",\"items\":[{\"sku\":\"x1\",\"quantity\":2}]}";
    assertThat(client.put("/orders/7?dry=true").json(order).send().text())
        .contains("\"id\":7", "\"dry\":true", "\"first\":{\"sku\":\"x1\",\"quantity\":2}");
    assertThat(client.get("/search?q=tea&tag=a&tag=b&page.size=5").send().text())
        .isEqualTo(
            "{\"q\":\"tea\",\"limit\":null,\"tag\":[\"a\",\"b\"],"
                + "\"page\":{\"number\":1,\"size\":5},\"by\":null}");
    String orders = "[" + order + "," + order.replace("x1", "x2") + "]";
    assertThat(client.post("/import").header("x-batch", "1").json(orders).send().text())
        .isEqualTo("x2");
    assertThat(
            client.post("/labels").json("{\"a\":[{\"sku\":\"y\",\"quantity\":1}]}").send().text())
        .isEqualTo("y");
    String page =
        "{\"items\":[{\"sku\":\"z\",\"quantity\":%s}],\"page\":1,\"size\":1,\"total\":1,\"pages\":1}";
    assertThat(client.post("/restock").json(page.formatted("3")).send().text()).isEqualTo("z");
    assertThat(client.post("/restock").json(page.formatted("true")).send().text())
        .contains("\"pointer\":\"/items/0/quantity\"", "\"code\":\"type\"");
    assertThat(
            client
                .post("/login")
                .body("application/x-www-form-urlencoded", "user=ada&password=%C3%A4x")
                .send()
                .text())
        .isEqualTo("ada2");
  }

  private static void mistakes(TestClient client) {
    String wrong = "{\"customer\":\"ada\",\"items\":[{\"sku\":\"x1\",\"quantity\":\"many\"}]}";
    TestResponse both = client.put("/orders/7?dry=perhaps").json(wrong).send();
    assertThat(both.status()).isEqualTo(422);
    assertThat(both.text())
        .contains(
            "{\"parameter\":\"dry\",\"in\":\"query\",\"message\":\"must be true or false, not"
                + " 'perhaps'\",\"code\":\"type\"}",
            "{\"pointer\":\"/items/0/quantity\",\"in\":\"body\",\"message\":\"must be a whole"
                + " number\",\"code\":\"type\"}");
    assertThat(client.put("/orders/7").json("{\"customer\":").send().status()).isEqualTo(400);
    assertThat(client.put("/orders/x").json(wrong).send().status()).isEqualTo(404);
    TestResponse none = client.put("/orders/7").send();
    assertThat(none.status()).isEqualTo(422);
    assertThat(none.text()).contains("the body is missing");
    TestResponse secret = client.post("/import").header("x-batch", "hunter2").json("[]").send();
    assertThat(secret.status()).isEqualTo(422);
    assertThat(secret.text()).contains("\"parameter\":\"X-Batch\"").doesNotContain("hunter2");
  }

  @Test
  void inputsAreBoundInMemory() {
    Covet app = Covet.create(Config.defaults());
    declare(app);
    try (TestClient client = TestClient.of(app)) {
      answers(client);
      mistakes(client);
    }
  }

  @Test
  void inputsAreBoundOverASocket() {
    try (TestServer server = TestServer.start(TypedRoutesTest::declare)) {
      answers(server.client());
      mistakes(server.client());
    }
  }
}
