package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.covet.Body;
import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.MergePatch;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Merge patches (RFC 7396) over the whole framework. */
class MergePatchTest {
  record Maker(@NotBlank String name, @Nullable String town) {}

  record Product(
      @NotBlank String name,
      @PositiveOrZero BigDecimal price,
      int stock,
      @Nullable LocalDate since,
      @Size(max = 2) List<String> tags,
      @Nullable @Valid Maker maker) {}

  private static final Product TEA =
      new Product(
          "Tea",
          new BigDecimal("12345678901234567890.10"),
          7,
          LocalDate.of(2026, 11, 24),
          List.of("hot"),
          new Maker("Leaf", "Emden"));

  record Change(int id, MergePatch<Product> patch) {}

  record Perhaps(Optional<MergePatch<Product>> patch) {}

  record Words(@Body MergePatch<Map<String, List<Integer>>> patch) {}

  record Odd(int a) {
    @JsonProperty("b")
    int written() {
      return 1;
    }
  }

  record ChangeOdd(MergePatch<Odd> patch) {}

  private final Covet app = Covet.create(Config.defaults());
  private @Nullable TestClient client;

  private TestResponse patch(String target, String body) {
    return patch(target, "application/merge-patch+json", body);
  }

  private TestResponse patch(String target, String type, String body) {
    return client().request("PATCH", target).body(type, body).send();
  }

  private TestClient client() {
    if (client == null) {
      client = TestClient.of(app);
    }
    return client;
  }

  @AfterEach
  void close() {
    client().close();
  }

  private void changes() {
    app.patch("/products/{id}", Change.class, in -> in.patch().apply(TEA));
  }

  @Test
  void membersThatAreThereReplaceThoseOfTheValue() {
    changes();
    TestResponse response =
        patch("/products/1", "{\"stock\":8,\"tags\":[\"cold\"],\"maker\":{\"town\":null}}");
    assertThat(response.text())
        .isEqualTo(
            """
            {"name":"Tea","price":12345678901234567890.10,"stock":8,"since":"2026-11-24","tags":["cold"],"maker":{"name":"Leaf","town":null}}\
            """);
  }

  @Test
  void nullRemovesAMember() {
    changes();
    assertThat(patch("/products/1", "{\"maker\":null,\"since\":null}").text())
        .contains("\"since\":null", "\"maker\":null", "\"stock\":7");
  }

  @Test
  void nothingChangesNothing() {
    changes();
    assertThat(patch("/products/1", "{}").text()).contains("\"price\":12345678901234567890.10");
  }

  @Test
  void theResultIsReadStrictly() {
    changes();
    TestResponse response = patch("/products/1", "{\"stok\":8,\"tags\":7}");
    assertThat(response.status()).isEqualTo(422);
    assertThat(response.text())
        .contains(
            "{\"pointer\":\"/stok\",\"in\":\"body\",\"message\":\"is not known; did you mean"
                + " 'stock'?\",\"code\":\"unknown\"}",
            "{\"pointer\":\"/tags\",\"in\":\"body\",\"message\":\"must be an"
                + " array\",\"code\":\"type\"}");
    assertThat(patch("/products/1", "{\"stock\":null}").text())
        .contains("{\"pointer\":\"/stock\",\"in\":\"body\",\"message\":\"is missing\"");
    assertThat(patch("/products/1", "[1]").text()).contains("the body must be an object");
  }

  @Test
  void theResultIsChecked() {
    changes();
    TestResponse response =
        patch(
            "/products/1",
            "{\"name\":\" \",\"tags\":[\"a\",\"b\",\"c\"],\"maker\":{\"name\":\"\"}}");
    assertThat(response.status()).isEqualTo(422);
    assertThat(response.text())
        .contains(
            "1 of 3 mistakes",
            "\"pointer\":\"/maker/name\",\"in\":\"body\",\"message\":\"must not be"
                + " blank\",\"code\":\"not-blank\"",
            "\"pointer\":\"/name\"",
            "\"pointer\":\"/tags\"");
  }

  @Test
  void whatIsNoPatchIsRefusedBeforeTheHandler() {
    app.patch(
        "/{id}",
        Change.class,
        in -> {
          throw new AssertionError("never");
        });
    assertThat(patch("/1", "{oops").status()).isEqualTo(400);
    assertThat(patch("/1", "").text()).contains("the body is missing");
    assertThat(patch("/1", "null").text()).contains("\"status\":422", "must not be null");
    assertThat(patch("/1", "{\"a\":1,\"a\":2}").text()).contains("has a name twice", "duplicate");
    assertThat(patch("/x", "{}").status()).isEqualTo(404);
  }

  @Test
  void anotherMediaTypeIsToldTheRightOne() {
    changes();
    for (String type : List.of("application/json", "application/json-patch+json", "nonsense")) {
      TestResponse response = patch("/products/1", type, "{}");
      assertThat(response.status()).as(type).isEqualTo(415);
    }
    TestResponse response = patch("/products/1", "application/json", "{}");
    assertThat(response.header("accept-patch")).isEqualTo("application/merge-patch+json");
    assertThat(response.text())
        .contains("the body must be application/merge-patch+json, not application/json");
    assertThat(patch("/products/1", "Application/Merge-Patch+JSON; charset=utf-8", "{}").status())
        .isEqualTo(200);
  }

  @Test
  void aPatchMayBeAbsent() {
    app.patch("/", Perhaps.class, in -> in.patch().map(p -> p.apply(TEA).stock()).orElse(-1));
    assertThat(patch("/", "").text()).isEqualTo("-1");
    assertThat(patch("/", "{\"stock\":1}").text()).isEqualTo("1");
  }

  @Test
  void genericTypesAreKept() {
    app.patch(
        "/", Words.class, in -> in.patch().apply(Map.of("a", List.of(1))).get("b").getFirst());
    assertThat(patch("/", "{\"b\":[2]}").text()).isEqualTo("2");
    assertThat(patch("/", "{\"b\":[\"x\"]}").text()).contains("/b/0 must be a whole number");
  }

  @Test
  void handlersWithoutAnInputPatchToo() {
    app.patch("/", req -> req.body().mergePatch(Product.class).apply(TEA).stock()).hidden();
    app.patch("/text", req -> req.body().mergePatch(Product.class).toString()).hidden();
    assertThat(patch("/", "{\"stock\":1}").text()).isEqualTo("1");
    assertThat(patch("/", "text/plain", "{}").header("accept-patch")).isNotNull();
    assertThat(patch("/text", "{\"name\":\"secret\"}").text())
        .isEqualTo("patch of " + Product.class.getName());
  }

  @Test
  void theClientIsNotBlamedForAValueThatCanNotBeRead() {
    app.patch("/", ChangeOdd.class, in -> in.patch().apply(new Odd(1)));
    assertThat(patch("/", "{\"a\":2}").status()).isEqualTo(500);
  }

  @SuppressWarnings("rawtypes")
  record Raw(MergePatch patch) {}

  record Many(@Body List<MergePatch<Product>> patches) {}

  @Test
  void wrongDeclarationsStopTheStart() {
    assertThatThrownBy(() -> start(Raw.class))
        .hasMessageContaining(
            "Raw.patch: nothing says what is patched; write MergePatch<Product>, for example");
    assertThatThrownBy(() -> start(Many.class))
        .hasMessageContaining("Many.patches: a body is one patch; declare a single MergePatch");
  }

  private <T> void start(Class<T> input) {
    Covet wrong = Covet.create(Config.defaults());
    wrong.patch("/", input, in -> "never");
    TestClient.of(wrong).close();
  }
}
