package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.covet.Body;
import dev.covet.Context;
import dev.covet.Covet;
import dev.covet.Default;
import dev.covet.FormParam;
import dev.covet.HeaderParam;
import dev.covet.QueryParam;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Null;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Constraints on inputs and bodies, over the whole framework. */
class ValidatedRoutesTest {
  interface OnCreate {}

  record Item(@NotBlank String sku, @Positive int quantity) {}

  record Order(
      @NotBlank @Size(max = 5) String customer,
      @NotEmpty List<@Valid Item> items,
      @JsonProperty("e-mail") @Pattern(regexp = ".+@.+") @Nullable String email,
      @Valid @Nullable Item gift,
      @Nullable Map<String, @Valid Item> extras) {}

  record PlaceOrder(@Positive int id, @Max(10) @Default("1") int copies, Order order) {}

  record Find(
      @Size(min = 2) String q,
      List<@Min(1) Integer> ids,
      Optional<@Max(50) Integer> limit,
      @HeaderParam @Pattern(regexp = "[a-z]+") @Nullable String token) {}

  record Range(int from, int to) {
    @AssertTrue(message = "must not end before it begins")
    boolean isOrdered() {
      return from <= to;
    }
  }

  record Report(@QueryParam Range range, @QueryParam @Nullable Limits limits) {}

  record Limits(@Min(1) int most) {}

  @Retention(RetentionPolicy.RUNTIME)
  @Constraint(validatedBy = Same.class)
  @interface SamePasswords {
    String message() default "must hold the same password twice";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }

  static final class Same implements ConstraintValidator<SamePasswords, Register> {
    @Override
    public boolean isValid(Register value, ConstraintValidatorContext context) {
      return value.password().equals(value.again());
    }
  }

  @SamePasswords
  record Register(
      @FormParam @Size(min = 8, message = "is too short: ${validatedValue} {min}") String password,
      @FormParam String again) {}

  record Draft(@Null(groups = OnCreate.class) @Nullable Integer id, @NotBlank String text) {}

  record Save(@Body Draft draft) {}

  record Batch(@Body @Size(max = 2) List<Item> items) {}

  record Maybe(@Body Optional<Item> item) {}

  private @Nullable TestServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private TestClient client(Consumer<Covet> routes) throws Exception {
    server = TestServer.start(routes);
    return server.client();
  }

  private static String error(String key, String name, String in, String message, String code) {
    return "{\"%s\":\"%s\",\"in\":\"%s\",\"message\":\"%s\",\"code\":\"%s\"}"
        .formatted(key, name, in, message, code);
  }

  @Test
  void allViolationsStandInOneAnswer() throws Exception {
    TestClient client =
        client(app -> app.put("/orders/{id}", PlaceOrder.class, in -> in.order().customer()));
    String good =
        """
        {"customer":"ada","items":[{"sku":"a","quantity":1}]}\
        """;
    assertThat(client.put("/orders/1").json(good).send().text()).isEqualTo("ada");
    TestResponse bad =
        client
            .put("/orders/0?copies=11")
            .json(
                """
                {"customer":" ","items":[{"sku":"a","quantity":1},{"sku":"","quantity":0}],
                 "e-mail":"x","gift":{"sku":"","quantity":1},
                 "extras":{"a/b":{"sku":"b","quantity":-1}}}\
                """)
            .send();
    assertThat(bad.status()).isEqualTo(422);
    assertThat(bad.text())
        .contains(
            "\"detail\":\"path parameter 'id' must be greater than 0 (1 of 8 mistakes)\"",
            "\"errors\":["
                + String.join(
                    ",",
                    error("parameter", "id", "path", "must be greater than 0", "positive"),
                    error(
                        "parameter", "copies", "query", "must be less than or equal to 10", "max"),
                    error("pointer", "/customer", "body", "must not be blank", "not-blank"),
                    error("pointer", "/e-mail", "body", "must match \\\".+@.+\\\"", "pattern"),
                    error(
                        "pointer",
                        "/extras/a~1b/quantity",
                        "body",
                        "must be greater than 0",
                        "positive"),
                    error("pointer", "/gift/sku", "body", "must not be blank", "not-blank"),
                    error(
                        "pointer",
                        "/items/1/quantity",
                        "body",
                        "must be greater than 0",
                        "positive"),
                    error("pointer", "/items/1/sku", "body", "must not be blank", "not-blank"))
                + "]");
  }

  @Test
  void whatWasBoundIsCheckedBesideWhatWasNot() throws Exception {
    TestClient client = client(app -> app.put("/orders/{id}", PlaceOrder.class, in -> "never"));
    String text = client.put("/orders/0?copies=many").json("{\"customer\":1}").send().text();
    assertThat(text)
        .contains(
            "\"code\":\"positive\"",
            "must be a whole number, not 'many'",
            error("pointer", "/customer", "body", "must be a text", "type"))
        .doesNotContain("not-blank");
  }

  @Test
  void parametersOfEveryKindAreChecked() throws Exception {
    TestClient client = client(app -> app.get("/", Find.class, in -> in.ids().size()));
    assertThat(client.get("/?q=ab&ids=1&ids=2&limit=50").send().text()).isEqualTo("2");
    TestResponse bad = client.get("/?q=a&ids=1&ids=0&limit=51").header("token", "S3CRET").send();
    assertThat(bad.status()).isEqualTo(422);
    assertThat(bad.text())
        .contains(
            error("parameter", "q", "query", "size must be between 2 and 2147483647", "size"),
            error("parameter", "ids", "query", "must be greater than or equal to 1", "min"),
            error("parameter", "limit", "query", "must be less than or equal to 50", "max"),
            error("parameter", "token", "header", "must match \\\"[a-z]+\\\"", "pattern"))
        .doesNotContain("S3CRET");
  }

  @Test
  void constraintsAcrossComponentsComeLast() throws Exception {
    TestClient client =
        client(
            app -> {
              app.get("/report", Report.class, in -> in.range().to());
              app.post("/register", Register.class, in -> "welcome");
            });
    assertThat(client.get("/report?range.from=1&range.to=2").send().text()).isEqualTo("2");
    assertThat(client.get("/report?range.from=2&range.to=1").send().text())
        .contains(
            error(
                "parameter",
                "range.ordered",
                "query",
                "must not end before it begins",
                "assert-true"));
    assertThat(client.get("/report?range.from=1&range.to=2&limits.most=0").send().text())
        .contains("\"parameter\":\"limits.most\"");
    assertThat(
            client
                .post("/register")
                .body("application/x-www-form-urlencoded", "password=12345678&again=1")
                .send())
        .satisfies(
            answer ->
                assertThat(answer.text())
                    .contains(
                        "\"detail\":\"the request must hold the same password twice\"",
                        error(
                            "parameter",
                            "",
                            "request",
                            "must hold the same password twice",
                            "same-passwords")));
    TestResponse shortOne =
        client
            .post("/register")
            .body("application/x-www-form-urlencoded", "password=hunter2&again=x")
            .send();
    assertThat(shortOne.text())
        .contains("is too short: ${validatedValue} 8")
        .doesNotContain("hunter2", "same-passwords");
  }

  @Test
  void groupsAreARoutesChoice() throws Exception {
    TestClient client =
        client(
            app -> {
              app.post("/drafts", Save.class, in -> "created").groups(OnCreate.class);
              app.put("/drafts", Save.class, in -> "changed");
            });
    String known = "{\"id\":1,\"text\":\"a\"}";
    assertThat(client.post("/drafts").json(known).send().text())
        .contains(error("pointer", "/id", "body", "must be null", "null"));
    assertThat(client.post("/drafts").json("{\"text\":\"\"}").send().text()).isEqualTo("created");
    assertThat(client.put("/drafts").json(known).send().text()).isEqualTo("changed");
    assertThat(client.put("/drafts").json("{\"text\":\"\"}").send().text()).contains("not-blank");
  }

  @Test
  void bodiesMayBeListsOrAbsent() throws Exception {
    TestClient client =
        client(
            app -> {
              app.post("/batch", Batch.class, in -> in.items().size());
              app.post("/maybe", Maybe.class, in -> in.item().isPresent());
            });
    assertThat(client.post("/batch").json("[{\"sku\":\"a\",\"quantity\":1}]").send().text())
        .isEqualTo("1");
    String wrong = "{\"sku\":\"\",\"quantity\":1}";
    assertThat(client.post("/batch").json("[" + wrong + "," + wrong + "," + wrong + "]").send())
        .satisfies(
            answer ->
                assertThat(answer.text())
                    .contains(
                        error("pointer", "", "body", "size must be between 0 and 2", "size"),
                        "\"pointer\":\"/0/sku\"",
                        "\"pointer\":\"/2/sku\""));
    assertThat(client.post("/maybe").send().text()).isEqualTo("false");
    assertThat(client.post("/maybe").json(wrong).send().text()).contains("\"/sku\"");
  }

  @Test
  void messagesAreInEnglishEverywhere() throws Exception {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.GERMAN);
    try {
      TestClient client = client(app -> app.get("/", Limits.class, in -> in.most()));
      assertThat(client.get("/?most=0").send().text()).contains("must be greater than or equal");
    } finally {
      Locale.setDefault(before);
    }
  }

  // ---- what stops the start

  record Forgotten(List<Item> items) {}

  record ForgottenIn(@Body Forgotten body) {}

  record Mapped(@Body Map<String, Item> items) {}

  record Unsuited(@Size(min = 1) int count) {}

  @Retention(RetentionPolicy.RUNTIME)
  @Constraint(validatedBy = Demanding.class)
  @interface Unmakeable {
    String message() default "";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }

  static final class Demanding implements ConstraintValidator<Unmakeable, String> {
    Demanding(String demand) {
      assertThat(demand).isNotNull();
    }

    @Override
    public boolean isValid(String value, ConstraintValidatorContext context) {
      return true;
    }
  }

  record Unmade(@Unmakeable String name) {}

  record Deep(@Valid Middle middle) {}

  record Middle(Item item) {}

  record DeepIn(@Body Deep body) {}

  /** Contain each other; only one of them declares anything. */
  record Folder(@NotBlank String name, @Valid @Nullable Shelf shelf) {}

  record Shelf(@Nullable Folder first) {}

  record FolderIn(@Body Folder body) {}

  record ShelfIn(@Body Shelf body) {}

  sealed interface Payment permits Card, Cash {}

  record Card(@NotBlank String number) implements Payment {}

  record Cash() implements Payment {}

  record Bill(Payment payment) {}

  record BillIn(@Body Bill body) {}

  record Account(@NotNull String name) {}

  record AccountIn(@Context @Valid Account account) {}

  private static void stops(Class<? extends Record> input, String message) {
    assertThatThrownBy(() -> TestServer.start(app -> declare(app, input)).close())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(message);
  }

  private static void declare(Covet app, Class<? extends Record> input) {
    app.provide(Account.class, req -> new Account("ada"));
    app.post("/x", input, in -> "");
  }

  @Test
  void constraintsThatNobodyWouldCheckStopTheStart() {
    stops(
        ForgottenIn.class,
        "ValidatedRoutesTest.Forgotten: items: nobody checks the constraints of"
            + " dev.covet.test.ValidatedRoutesTest.Item; annotate it with @Valid, within < > in a"
            + " collection");
    stops(DeepIn.class, "ValidatedRoutesTest.Middle: item: nobody checks");
    stops(FolderIn.class, "ValidatedRoutesTest.Shelf: first: nobody checks");
    stops(ShelfIn.class, "ValidatedRoutesTest.Shelf: first: nobody checks");
    stops(BillIn.class, "ValidatedRoutesTest.Bill: payment: nobody checks");
    stops(
        AccountIn.class,
        "ValidatedRoutesTest.AccountIn.account: nobody checks the constraints of what is provided;"
            + " let its provider check it");
    stops(Mapped.class, "ValidatedRoutesTest.Mapped.items: the constraints within");
    stops(Unmade.class, "Demanding can not be made: it needs a constructor without parameters");
    stops(Unsuited.class, "No validator could be found for constraint");
  }

  // ---- nothing is loaded for nothing

  record Plain(@Nullable String name, Set<Integer> ids) {}

  @Test
  void aTypeWithoutConstraintsIsNotChecked() throws Exception {
    TestClient client = client(app -> app.get("/", Plain.class, in -> in.ids().size()));
    assertThat(client.get("/?ids=1").send().text()).isEqualTo("1");
  }

  record Needed(@NotNull @Nullable String name) {}

  @Test
  void nullIsAValueToo() throws Exception {
    TestClient client = client(app -> app.get("/", Needed.class, in -> in.name()));
    assertThat(client.get("/").send().text())
        .contains(error("parameter", "name", "query", "must not be null", "not-null"));
  }
}
