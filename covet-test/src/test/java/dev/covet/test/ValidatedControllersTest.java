package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.Body;
import dev.covet.Get;
import dev.covet.Post;
import dev.covet.Put;
import dev.covet.QueryParam;
import dev.covet.Response;
import dev.covet.Status;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import jakarta.validation.constraintvalidation.SupportedValidationTarget;
import jakarta.validation.constraintvalidation.ValidationTarget;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Constraints on the parameters of controllers' methods, over the whole framework. */
class ValidatedControllersTest {
  record Item(@NotBlank String sku, @Positive int quantity) {}

  record Span(@Min(0) int from, int to) {}

  @Retention(RetentionPolicy.RUNTIME)
  @Constraint(validatedBy = InOrder.class)
  @interface Ordered {
    String message() default "must not end before it begins";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }

  @SupportedValidationTarget(ValidationTarget.PARAMETERS)
  static final class InOrder implements ConstraintValidator<Ordered, Object[]> {
    @Override
    public boolean isValid(Object[] values, ConstraintValidatorContext context) {
      // Stumbles over what is missing.
      return (Integer) Objects.requireNonNull(values[0]) <= (Integer) values[1];
    }
  }

  static class Shop {
    @Get("/items")
    String find(@Size(min = 2) String q, @Max(50) int limit, List<@Min(1) Integer> ids) {
      return q + limit + ids;
    }

    @Post("/items")
    @Status(201)
    Item add(@NotBlank String by, @Valid @NotNull Item item) {
      return item;
    }

    @Put("/items")
    String all(@Size(max = 1) @Body List<Item> items) {
      return "" + items.size();
    }

    @Get("/span")
    @Ordered
    String span(@Min(1) Integer from, Integer to) {
      return from + "-" + to;
    }

    @Get("/nested")
    String nested(@Valid @QueryParam Span span, @NotNull @Nullable String by) {
      return span + by;
    }

    @Get("/free")
    String free(String q) {
      return q;
    }
  }

  interface Contract {
    String get(@Positive int n);
  }

  static class Bound implements Contract {
    @Get("/bound")
    @Override
    public String get(int n) {
      return "" + n;
    }
  }

  private @Nullable TestServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  private TestClient client(Object controller) throws Exception {
    server = TestServer.start(app -> app.add(controller));
    return server.client();
  }

  private static String error(String name, String in, String message, String code) {
    String key = in.equals("body") ? "pointer" : "parameter";
    return "{\"%s\":\"%s\",\"in\":\"%s\",\"message\":\"%s\",\"code\":\"%s\"}"
        .formatted(key, name, in, message, code);
  }

  private static String errors(TestResponse response) {
    assertThat(response.status()).isEqualTo(422);
    String text = response.text();
    return text.substring(text.indexOf("\"errors\":") + 9, text.lastIndexOf(']') + 1);
  }

  @Test
  void constraintsOfParametersAreToldLikeThoseOfComponents() throws Exception {
    TestClient client = client(new Shop());
    assertThat(client.get("/items?q=tea&limit=5&ids=1").send().text()).isEqualTo("tea5[1]");
    assertThat(errors(client.get("/items?q=t&limit=51&ids=0").send()))
        .isEqualTo(
            "["
                + error("q", "query", "size must be between 2 and 2147483647", "size")
                + ","
                + error("limit", "query", "must be less than or equal to 50", "max")
                + ","
                + error("ids", "query", "must be greater than or equal to 1", "min")
                + "]");
  }

  @Test
  void whatWasNotBoundIsToldOnce() throws Exception {
    TestClient client = client(new Shop());
    assertThat(errors(client.get("/items?limit=many&ids=0").send()))
        .isEqualTo(
            "["
                + error("q", "query", "is missing", "missing")
                + ","
                + error("limit", "query", "must be a whole number, not 'many'", "type")
                + ","
                + error("ids", "query", "must be greater than or equal to 1", "min")
                + "]");
    assertThat(errors(client.post("/items?by=").send()))
        .isEqualTo(
            "["
                + error("", "body", "is missing", "missing")
                + ","
                + error("by", "query", "must not be blank", "not-blank")
                + "]");
  }

  @Test
  void constraintsWithinABodyAreToldOnceByTheirPointer() throws Exception {
    TestClient client = client(new Shop());
    assertThat(client.post("/items?by=a").json("{\"sku\":\"a\",\"quantity\":1}").send().status())
        .isEqualTo(201);
    assertThat(errors(client.post("/items?by=").json("{\"sku\":\"\",\"quantity\":0}").send()))
        .isEqualTo(
            "["
                + error("/quantity", "body", "must be greater than 0", "positive")
                + ","
                + error("/sku", "body", "must not be blank", "not-blank")
                + ","
                + error("by", "query", "must not be blank", "not-blank")
                + "]");
    String two = "[{\"sku\":\"a\",\"quantity\":1},{\"sku\":\"b\",\"quantity\":0}]";
    assertThat(errors(client.put("/items").json(two).send()))
        .isEqualTo(
            "["
                + error("/1/quantity", "body", "must be greater than 0", "positive")
                + ","
                + error("", "body", "size must be between 0 and 1", "size")
                + "]");
  }

  @Test
  void whatConcernsSeveralIsCheckedWhenAllAreThere() throws Exception {
    TestClient client = client(new Shop());
    assertThat(client.get("/span?from=1&to=2").send().text()).isEqualTo("1-2");
    assertThat(errors(client.get("/span?from=3&to=2").send()))
        .isEqualTo("[" + error("", "request", "must not end before it begins", "ordered") + "]");
    assertThat(errors(client.get("/span?from=x&to=2").send()))
        .isEqualTo("[" + error("from", "query", "must be a whole number, not 'x'", "type") + "]");
    assertThat(errors(client.get("/span?from=2").send()))
        .isEqualTo("[" + error("to", "query", "is missing", "missing") + "]");
  }

  @Test
  void nestedRecordsAndAbsentValuesAreChecked() throws Exception {
    TestClient client = client(new Shop());
    assertThat(errors(client.get("/nested?span.from=-1&span.to=1").send()))
        .isEqualTo(
            "["
                + error("span.from", "query", "must be greater than or equal to 0", "min")
                + ","
                + error("by", "query", "must not be null", "not-null")
                + "]");
    assertThat(client.get("/free?q=x").send().text()).isEqualTo("x");
  }

  @Test
  void constraintsOfAnInterfaceHold() throws Exception {
    TestClient client = client(new Bound());
    assertThat(client.get("/bound?n=1").send().text()).isEqualTo("1");
    assertThat(errors(client.get("/bound?n=0").send()))
        .isEqualTo("[" + error("n", "query", "must be greater than 0", "positive") + "]");
  }

  static class OfResult {
    @Get("/x")
    @NotNull
    Optional<String> get(String q) {
      return Optional.of(q);
    }
  }

  static class ValidResult {
    @Get("/x")
    @Valid
    Response<Item> get() {
      return Response.noContent();
    }
  }

  static class Unsuited {
    @Get("/x")
    String get(@Size(max = 3) int n) {
      return "" + n;
    }
  }

  static class Tightened extends Bound {
    @Get("/bound")
    @Override
    public String get(@Max(3) int n) {
      return "" + n;
    }
  }

  @Test
  void whatNobodyChecksAndWhatIsWrongStopsTheStart() {
    String result = "OfResult.get: nobody checks the constraints of results; remove them from its";
    assertThatThrownBy(() -> client(new OfResult())).hasMessageContaining(result);
    assertThatThrownBy(() -> client(new ValidResult()))
        .hasMessageContaining("nobody checks the constraints of results");
    assertThatThrownBy(() -> client(new Unsuited()))
        .hasMessageContaining("Unsuited.get: No validator could be found for constraint")
        .hasMessageEndingWith("; mend or remove the constraint");
    assertThatThrownBy(() -> client(new Tightened()))
        .hasMessageContaining("Tightened.get: ")
        .hasMessageContaining("must not redefine the parameter constraint configuration");
  }
}
