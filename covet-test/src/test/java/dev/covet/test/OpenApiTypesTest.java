package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.FormParam;
import dev.covet.MergePatch;
import dev.covet.Param;
import dev.covet.TypeRef;
import dev.covet.Upload;
import dev.covet.http.Status;
import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;

/** What the document says of the rarer kinds of types. */
class OpenApiTypesTest {
  private final Covet app = Covet.create(Config.defaults());

  private JsonNode document() {
    try (TestClient client = TestClient.of(app)) {
      TestResponse response = client.get("/openapi.json").send();
      assertThat(response.status()).as(response.text()).isEqualTo(200);
      return JsonMapper.shared().readTree(response.text());
    }
  }

  private JsonNode schemas() {
    return document().at("/components/schemas");
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }

  @Constraint(validatedBy = {})
  @Size(min = 3)
  @Pattern(regexp = "[A-Z]+")
  @Retention(RetentionPolicy.RUNTIME)
  @interface Code {
    String message() default "must be a code";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
  }

  record Asked(
      @Code String code,
      @NotBlank @Pattern(regexp = "a.*") String both,
      @NotBlank @Email String mail,
      @Min(2) int least,
      @PositiveOrZero BigDecimal zero,
      @DecimalMax(value = "1.5", inclusive = false) BigDecimal most,
      @DecimalMax(value = "7", inclusive = false) long below,
      @AssertTrue boolean yes) {}

  @Test
  void constraintsMadeOfOthersCountToo() {
    app.post("/", req -> null).body(Asked.class).returns(void.class);
    JsonNode properties = schemas().at("/Asked/properties");
    assertThat(properties.get("code"))
        .isEqualTo(json("{'type':'string','minLength':3,'pattern':'^(?:[A-Z]+)$'}"));
    assertThat(List.of(properties.at("/both/pattern"), properties.at("/both/allOf/0/pattern")))
        .extracting(JsonNode::asString)
        .contains("^(?:a.*)$");
    assertThat(properties.at("/mail/format").asString()).isEqualTo("email");
    assertThat(properties.at("/least/minimum").asInt()).isEqualTo(2);
    assertThat(properties.get("zero")).isEqualTo(json("{'type':'number','minimum':0}"));
    assertThat(properties.get("most")).isEqualTo(json("{'type':'number','exclusiveMaximum':1.5}"));
    assertThat(properties.at("/below/maximum").asInt()).isEqualTo(6);
    assertThat(properties.get("yes")).isEqualTo(json("{'type':'boolean'}"));
  }

  record Odd(
      @Size(min = 1) @PositiveOrZero Optional<Boolean> neither, @NotEmpty Object[] any, int[] n) {}

  @Test
  void whatSuitsNoTypeSaysNothing() {
    app.get("/", req -> null).returns(Odd.class);
    assertThat(schemas().at("/Odd/properties"))
        .isEqualTo(
            json(
                """
                {'neither':{'type':['boolean','null']},
                 'any':{'type':'array','items':{},'minItems':1},
                 'n':{'type':'array','items':{'type':'integer','format':'int32',
                  'minimum':-2147483648,'maximum':2147483647}}}
                """));
  }

  enum Level {
    LOW,
    HIGH
  }

  record Levels(
      @Nullable Level level, List<@Nullable String> words, List<@Size(max = 2) String> small) {}

  @Test
  void nullIsAllowedWhereTheTypeSaysIt() {
    app.get("/", req -> null).returns(Levels.class);
    assertThat(schemas().at("/Levels/properties"))
        .isEqualTo(
            json(
                """
                {'level':{'anyOf':[{'$ref':'#/components/schemas/Level'},{'type':'null'}]},
                 'words':{'type':'array','items':{'type':['string','null']}},
                 'small':{'type':'array','items':{'type':'string','maxLength':2}}}
                """));
  }

  record Delegated(String text) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Delegated of(int number) {
      return new Delegated("" + number);
    }

    @JsonValue
    int number() {
      return Integer.parseInt(text);
    }
  }

  static final class FromText {
    @JsonValue private final String text;

    FromText(String text) {
      this.text = text;
    }

    @JsonCreator
    static FromText of(String text) {
      return new FromText(text);
    }
  }

  static final class Written extends ValueSerializer<LocalDate> {
    @Override
    public void serialize(LocalDate value, JsonGenerator out, SerializationContext context) {
      out.writeNumber(value.getYear());
    }
  }

  @JsonSerialize(using = Stars.class)
  record Star(int points) {}

  static final class Stars extends ValueSerializer<Star> {
    @Override
    public void serialize(Star value, JsonGenerator out, SerializationContext context) {
      out.writeString("*".repeat(value.points()));
    }
  }

  record Coated(
      Delegated delegated,
      FromText text,
      Star star,
      @JsonSerialize(using = Written.class) LocalDate year,
      @JsonFormat(pattern = "dd.MM.yyyy") LocalDate day) {}

  @Test
  void whatOnlyStandsForAnotherValueIsThatValueAndTheUnknownIsOpen() {
    app.post("/", req -> null).body(Coated.class).returns(Coated.class);
    JsonNode schemas = schemas();
    String integer =
        "{'type':'integer','format':'int32','minimum':-2147483648,'maximum':2147483647}";
    assertThat(schemas.at("/CoatedInput/properties/delegated")).isEqualTo(json(integer));
    assertThat(schemas.at("/Coated/properties/delegated")).isEqualTo(json(integer));
    assertThat(schemas.at("/CoatedInput/properties/text")).isEqualTo(json("{'type':'string'}"));
    assertThat(schemas.at("/Coated/properties/star")).isEqualTo(json("{}"));
    assertThat(schemas.at("/Coated/properties/year")).isEqualTo(json("{}"));
    assertThat(schemas.at("/Coated/properties/day")).isEqualTo(json("{}"));
  }

  static final class Marked {
    public final @Nullable String may = null;
    public final String must = "";
  }

  @Test
  void beansSayWithJspecifyWhatMayBeNull() {
    app.get("/a", req -> null).returns(Marked.class);
    assertThat(schemas().at("/Marked/properties"))
        .isEqualTo(json("{'may':{'type':['string','null']},'must':{'type':'string'}}"));
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_ARRAY)
  sealed interface Listed permits One {}

  @JsonTypeName("one")
  record One(int a) implements Listed {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  sealed interface Base permits Middle, Leaf {}

  sealed interface Middle extends Base permits Deep {}

  @JsonTypeName("deep")
  record Deep(int a) implements Middle {}

  @JsonTypeName("leaf")
  record Leaf(int b) implements Base {}

  @Test
  void typeInfoThatOpenApiCanNotSayIsOpenAndMiddlesAreLeftOut() {
    app.get("/a", req -> null).returns(Listed.class);
    app.get("/b", req -> null).returns(Base.class);
    app.get("/c", req -> null).returns(Middle.class);
    JsonNode schemas = schemas();
    assertThat(schemas.at("/Listed")).isEqualTo(json("{}"));
    assertThat(schemas.at("/Base/discriminator/mapping").propertyNames())
        .containsExactly("deep", "leaf");
    assertThat(schemas.at("/Middle/discriminator/mapping").propertyNames()).containsExactly("deep");
  }

  static final class A {
    static final class Same {
      record Name(int a) {}
    }
  }

  static final class B {
    static final class Same {
      record Name(int b) {}
    }
  }

  record Problem(String own) {}

  @Test
  void namesThatCollideAtEachLevelAreNumbered() {
    app.get("/a", req -> null).returns(A.Same.Name.class);
    app.get("/b", req -> null).returns(B.Same.Name.class);
    app.get("/c", req -> null).returns(Problem.class);
    assertThat(schemas().propertyNames())
        .containsExactly("OpenApiTypesTestProblem", "Problem", "TestSameName2", "TestSameName3");
  }

  record Maybe(@Nullable String a) {}

  record MaybeInput(int b) {}

  @Test
  void anotherTypeMayHaveTheNameOfWhatIsRead() {
    app.post("/a", req -> null).body(Maybe.class).returns(Maybe.class);
    app.get("/b", req -> null).returns(MaybeInput.class);
    assertThat(schemas().propertyNames())
        .containsExactly("Maybe", "MaybeAsInput", "MaybeInput", "Problem");
  }

  @Test
  void otherBodiesAndAnswers() {
    app.post("/bytes", req -> null)
        .body(byte[].class, "image/png")
        .returns(new TypeRef<Optional<String>>() {})
        .answers(Status.OK, Level.class)
        .answers(Status.ACCEPTED, "later")
        .answers(Status.ACCEPTED, Level.class);
    app.get("/many", req -> "").param(Param.query("n", int.class).many());
    app.patch("/map", req -> req.body().mergePatch(Map.class))
        .body(new TypeRef<MergePatch<Map<String, Object>>>() {});
    JsonNode document = document();
    JsonNode bytes = document.at("/paths/~1bytes/post");
    assertThat(bytes.at("/requestBody/content/image~1png")).isEqualTo(json("{}"));
    assertThat(bytes.at("/responses/200/content").propertyNames()).contains("application/json");
    assertThat(bytes.at("/responses/202/content/application~1json/schema/$ref").asString())
        .isEqualTo("#/components/schemas/Level");
  }

  record WithFiles(@FormParam String title, Upload image, List<Upload> more) {}

  @Test
  void formsWithFilesAreSentInParts() {
    app.post("/images", WithFiles.class, in -> in.title()).returns(String.class);
    JsonNode content = document().at("/paths/~1images/post/requestBody/content");
    String file =
        "{'type':'string','format':'binary','contentMediaType':'application/octet-stream'}";
    assertThat(content.get("multipart/form-data").get("schema"))
        .isEqualTo(
            json(
                "{'type':'object','properties':{'title':{'type':'string'},"
                    + "'image':"
                    + file
                    + ",'more':{'type':'array','items':"
                    + file
                    + "}},"
                    + "'required':['title','image']}"));
  }
}
