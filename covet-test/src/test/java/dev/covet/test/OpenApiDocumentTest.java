package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.covet.Body;
import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.Default;
import dev.covet.Doc;
import dev.covet.FormParam;
import dev.covet.MergePatch;
import dev.covet.PageSize;
import dev.covet.Param;
import dev.covet.SecurityScheme;
import dev.covet.Sort;
import dev.covet.TypeRef;
import dev.covet.http.Method;
import dev.covet.http.Status;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Negative;
import jakarta.validation.constraints.NegativeOrZero;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the document says of types, parameters, bodies and answers. */
class OpenApiDocumentTest {
  private final Covet app = Covet.create(Config.defaults());

  private JsonNode document() {
    try (TestClient client = TestClient.of(app)) {
      TestResponse response = client.get("/openapi.json").send();
      assertThat(response.status()).as(response.text()).isEqualTo(200);
      return JsonMapper.shared().readTree(response.text());
    }
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }

  enum State {
    NEW,
    PAID
  }

  record Item(@NotBlank String sku, @Positive int quantity) {}

  record Order(
      UUID id,
      State state,
      List<Item> items,
      @Nullable String note,
      Optional<BigDecimal> price,
      Map<String, Integer> counts,
      @Nullable Order previous,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant paid,
      @JsonProperty("by-whom") String by) {}

  record Place(@Body Order order) {}

  @Test
  void aTypeThatIsReadAndWrittenHasOneComponentIfBothSayTheSame() {
    app.post("/items", req -> null).body(Item.class).returns(Item.class);
    JsonNode schemas = document().at("/components/schemas");
    assertThat(schemas.propertyNames()).containsExactly("Item", "Problem");
    JsonNode pattern = ((ObjectNode) schemas.at("/Item/properties/sku")).remove("pattern");
    java.util.regex.Pattern notBlank = java.util.regex.Pattern.compile(pattern.asString());
    for (char c = 0; c < Character.MAX_VALUE; c++) {
      String text = String.valueOf(c);
      assertThat(notBlank.matcher(text).find()).as("%04x", (int) c).isEqualTo(!text.isBlank());
    }
    assertThat(schemas.get("Item"))
        .isEqualTo(
            json(
                """
                {'type':'object','additionalProperties':false,'properties':{
                 'sku':{'type':'string','minLength':1},
                 'quantity':{'type':'integer','format':'int32','minimum':1,'maximum':2147483647}},
                 'required':['sku','quantity']}
                """));
  }

  @Test
  void elseTheOneThatIsReadHasItsOwnName() {
    app.post("/orders", req -> null).body(Order.class).returns(Order.class);
    JsonNode schemas = document().at("/components/schemas");
    assertThat(schemas.propertyNames())
        .containsExactly("Item", "Order", "OrderInput", "Problem", "State");
    assertThat(schemas.at("/OrderInput/required"))
        .isEqualTo(json("['id','state','items','counts','by-whom']"));
    assertThat(schemas.at("/Order/required"))
        .isEqualTo(json("['id','state','items','note','price','counts','previous','by-whom']"));
    assertThat(schemas.at("/Order/additionalProperties").isMissingNode()).isTrue();
    assertThat(schemas.at("/OrderInput/properties"))
        .isEqualTo(
            json(
                """
                {'id':{'type':'string','format':'uuid'},
                 'state':{'$ref':'#/components/schemas/State'},
                 'items':{'type':'array','items':{'$ref':'#/components/schemas/Item'}},
                 'note':{'type':['string','null']},
                 'price':{'type':['number','null']},
                 'counts':{'type':'object','additionalProperties':
                   {'type':'integer','format':'int32','minimum':-2147483648,'maximum':2147483647}},
                 'previous':{'anyOf':[{'$ref':'#/components/schemas/OrderInput'},{'type':'null'}]},
                 'paid':{'type':['string','null'],'format':'date-time',
                   'pattern':'(?:Z|[+-](?:0[0-9]|1[0-7]):[0-5][0-9])$'},
                 'by-whom':{'type':'string'}}
                """));
    assertThat(schemas.at("/State")).isEqualTo(json("{'type':'string','enum':['NEW','PAID']}"));
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
  sealed interface Payment permits Card, Cash {}

  @JsonTypeName("card")
  record Card(String number) implements Payment {}

  @JsonTypeName("cash")
  record Cash(int cents) implements Payment {}

  @Test
  void aHierarchyWithTypeInfoHasADiscriminator() {
    app.post("/", req -> null).body(Payment.class).returns(Payment.class);
    JsonNode schemas = document().at("/components/schemas");
    assertThat(schemas.get("Payment"))
        .isEqualTo(
            json(
                """
                {'oneOf':[{'$ref':'#/components/schemas/Card'},{'$ref':'#/components/schemas/Cash'}],
                 'discriminator':{'propertyName':'kind','mapping':{
                  'card':'#/components/schemas/Card','cash':'#/components/schemas/Cash'}}}
                """));
    assertThat(schemas.at("/Card/properties/kind"))
        .isEqualTo(json("{'type':'string','const':'card'}"));
    assertThat(schemas.at("/Card/required")).isEqualTo(json("['kind','number']"));
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
  sealed interface Coated permits Coat {}

  @JsonTypeName("coat")
  record Coat(int size) implements Coated {}

  sealed interface Shape permits Circle, Square {}

  record Circle(int radius) implements Shape {}

  record Square(int side) implements Shape {}

  record Shapes(Coated coated, List<Shape> all) {}

  @Test
  void otherHierarchiesAreWrittenAsJacksonDoes() {
    app.get("/", req -> null).returns(Shapes.class);
    JsonNode schemas = document().at("/components/schemas");
    assertThat(schemas.at("/Shape/anyOf")).hasSize(2);
    assertThat(schemas.at("/Coated/oneOf/0/properties/coat/$ref").asString())
        .isEqualTo("#/components/schemas/Coat");
  }

  record Box<T>(T held) {}

  static final class Other {
    record Item(int other) {}
  }

  @Test
  void namesAreThoseOfTheTypesAndDoNotDependOnTheirOrder() {
    app.get("/a", req -> null).returns(new TypeRef<Box<State>>() {});
    app.get("/b", req -> null).returns(new TypeRef<Box<List<UUID>>>() {});
    app.get("/c", req -> null).returns(Item.class);
    app.get("/d", req -> null).returns(Other.Item.class);
    assertThat(document().at("/components/schemas").propertyNames())
        .containsExactly(
            "BoxListUUID", "BoxState", "OpenApiDocumentTestItem", "OtherItem", "Problem", "State");
  }

  record Sku(@JsonValue String text) {}

  static final class Bean {
    private @Nullable String name;

    public @Nullable String getName() {
      return name;
    }

    public void setName(@Nullable String name) {
      this.name = name;
    }

    public boolean isEmpty() {
      return name == null;
    }
  }

  record Whole(@JsonUnwrapped Item item, String more) {}

  interface Silent {}

  @Test
  void whatJacksonDoesWithATypeIsWhatIsSaid() {
    app.get("/sku", req -> null).returns(new TypeRef<List<Sku>>() {});
    app.post("/bean", req -> null).body(Bean.class).returns(Bean.class);
    app.post("/whole", req -> null).body(Whole.class).returns(Whole.class);
    app.get("/any", req -> null).returns(Silent.class);
    app.get("/map", req -> null).returns(new TypeRef<Map<State, Object>>() {});
    JsonNode document = document();
    assertThat(document.at("/paths/~1sku/get/responses/200/content/application~1json/schema"))
        .isEqualTo(json("{'type':'array','items':{'type':'string'}}"));
    JsonNode schemas = document.at("/components/schemas");
    assertThat(schemas.at("/Bean/properties").propertyNames())
        .containsExactlyInAnyOrder("name", "empty");
    assertThat(schemas.at("/BeanInput"))
        .isEqualTo(
            json(
                "{'type':'object','additionalProperties':false,"
                    + "'properties':{'name':{'type':['string','null']}}}"));
    assertThat(schemas.at("/WholeInput/additionalProperties").isMissingNode()).isTrue();
    assertThat(document.at("/paths/~1any/get/responses/200/content/application~1json/schema"))
        .isEmpty();
    JsonNode map = document.at("/paths/~1map/get/responses/200/content/application~1json/schema");
    assertThat(map.at("/propertyNames/$ref").asString()).isEqualTo("#/components/schemas/State");
  }

  record Limits(
      @Size(min = 2, max = 5) String a,
      @NotEmpty @Size(max = 3) List<@Max(9) Integer> b,
      @Pattern(regexp = "[a-z]+") String c,
      @Pattern(regexp = "\\p{Lu}++") String d,
      @Email String e,
      @Negative long f,
      @DecimalMin(value = "0.5", inclusive = false) BigDecimal g,
      @Digits(integer = 3, fraction = 2) BigDecimal h,
      @NegativeOrZero double i,
      @Size(max = 2) Map<String, @Valid Item> j,
      @Deprecated @Doc(value = "An old one", example = "7") int k) {}

  @Test
  void constraintsAndWordsAreTold() {
    app.post("/", req -> null).body(Limits.class).returns(void.class);
    JsonNode properties = document().at("/components/schemas/Limits/properties");
    assertThat(properties.get("a"))
        .isEqualTo(json("{'type':'string','minLength':2,'maxLength':5}"));
    assertThat(properties.at("/b/items/maximum").asInt()).isEqualTo(9);
    assertThat(properties.at("/b/minItems").asInt()).isEqualTo(1);
    assertThat(properties.at("/b/maxItems").asInt()).isEqualTo(3);
    assertThat(properties.at("/c/pattern").asString()).isEqualTo("^(?:[a-z]+)$");
    assertThat(properties.at("/d")).isEqualTo(json("{'type':'string'}"));
    assertThat(properties.get("e"))
        .isEqualTo(json("{'type':'string','anyOf':[{'format':'email'},{'maxLength':0}]}"));
    assertThat(properties.at("/f/maximum").asInt()).isEqualTo(-1);
    assertThat(properties.get("g")).isEqualTo(json("{'type':'number','exclusiveMinimum':0.5}"));
    assertThat(properties.at("/h/maximum").decimalValue()).isEqualTo("999.99");
    assertThat(properties.at("/h/multipleOf").decimalValue()).isEqualTo("0.01");
    assertThat(properties.at("/i/maximum").asInt()).isZero();
    assertThat(properties.at("/j/maxProperties").asInt()).isEqualTo(2);
    assertThat(properties.at("/k/description").asString()).isEqualTo("An old one");
    assertThat(properties.at("/k/deprecated").asBoolean()).isTrue();
    assertThat(properties.at("/k/examples")).isEqualTo(json("[7]"));
  }

  record Find(
      UUID id,
      @Default("20") @Max(50) int limit,
      @PageSize(max = 30) int size,
      List<@Positive Integer> n,
      Optional<LocalDate> since,
      @Default("NEW") State state,
      Sort<State> sort,
      OptionalText text) {}

  record OptionalText(String text) {}

  @Test
  void parametersAreDescribedAsTextsThatTheBinderTakes() {
    app.converter(OptionalText.class, "a text of ours", OptionalText::new);
    app.get("/find/{id}", Find.class, in -> "");
    app.get("/raw/{name}/{n:int}/{rest...}", req -> "")
        .param(Param.header("x-at", Instant.class).optional().example("2026-11-24T12:45:00Z"))
        .param(Param.query("old", boolean.class).or(true).deprecated().description("Old"));
    JsonNode paths = document().at("/paths");
    assertThat(paths.propertyNames()).containsExactly("/find/{id}", "/raw/{name}/{n}/{rest}");
    JsonNode found = paths.at("/~1find~1{id}/get/parameters");
    assertThat(found.get(0))
        .isEqualTo(
            json(
                "{'name':'id','in':'path','required':true,'schema':{'type':'string','format':'uuid','minLength':1}}"));
    assertThat(found.at("/1/schema"))
        .isEqualTo(
            json(
                "{'type':'integer','format':'int32','minimum':-2147483648,'maximum':50,'default':20}"));
    assertThat(found.at("/2/schema/maximum").asInt()).isEqualTo(30);
    assertThat(found.at("/3/schema/items/minimum").asInt()).isEqualTo(1);
    assertThat(found.at("/4/required").isMissingNode()).isTrue();
    assertThat(found.at("/5/schema"))
        .isEqualTo(json("{'type':'string','enum':['NEW','PAID'],'default':'NEW'}"));
    assertThat(found.at("/6/schema/pattern").asString())
        .isEqualTo("^-?(?:new|paid)(?:,-?(?:new|paid))*$");
    assertThat(found.at("/7/schema"))
        .isEqualTo(json("{'type':'string','description':'a text of ours'}"));
    JsonNode raw = paths.at("/~1raw~1{name}~1{n}~1{rest}/get/parameters");
    assertThat(raw.at("/0/schema/pattern").asString()).isEqualTo("^[^/\\\\\\u0000]+$");
    assertThat(raw.at("/1/schema/type").asString()).isEqualTo("integer");
    assertThat(raw.at("/3/example").asString()).isEqualTo("2026-11-24T12:45:00Z");
    assertThat(raw.at("/4/deprecated").asBoolean()).isTrue();
    assertThat(raw.at("/4/schema/default").asBoolean()).isTrue();
  }

  record Login(@FormParam @Size(min = 1) String user, @FormParam OptionalInt age) {}

  record Form(@FormParam @Doc("Who") String user, @FormParam @Default("1") int times) {}

  record Maker(String name, @Nullable String town) {}

  record Product(String name, int stock, Maker maker, @Nullable Maker other) {}

  record Change(long id, MergePatch<Product> patch) {}

  @Test
  void bodiesAreForms() {
    app.post("/", Form.class, in -> "");
    JsonNode body = document().at("/paths/~1/post/requestBody");
    assertThat(body.at("/content/application~1x-www-form-urlencoded/schema"))
        .isEqualTo(
            json(
                """
                {'type':'object','properties':{'user':{'type':'string','description':'Who'},
                 'times':{'type':'integer','format':'int32','minimum':-2147483648,
                 'maximum':2147483647,'default':1}},'required':['user']}
                """));
    assertThat(body.at("/required").asBoolean()).isTrue();
  }

  @Test
  void orPartsOfAValue() {
    app.patch("/{id}", Change.class, in -> "");
    JsonNode document = document();
    assertThat(
            document
                .at("/paths/~1{id}/patch/requestBody/content/application~1merge-patch+json/schema")
                .at("/$ref")
                .asString())
        .isEqualTo("#/components/schemas/ProductPatch");
    JsonNode patch = document.at("/components/schemas/ProductPatch");
    assertThat(patch.has("required")).isFalse();
    assertThat(patch.get("additionalProperties")).isEqualTo(json("{'type':'null'}"));
    assertThat(patch.at("/properties/maker/$ref").asString())
        .isEqualTo("#/components/schemas/MakerPatch");
    assertThat(patch.at("/properties/other/anyOf")).hasSize(2);
  }

  @Test
  void answersAreTheOnesThatTheRouteCanGive() {
    app.post("/", req -> null)
        .name("make")
        .summary("Makes one")
        .description("In full")
        .tags("making")
        .deprecated()
        .body(String.class)
        .bodyExample("some text")
        .returns(Status.CREATED, byte[].class)
        .answers(Status.CONFLICT, "there is one already")
        .answers(Status.ACCEPTED, Item.class);
    app.get("/open", req -> null);
    app.get("/none", req -> null).returns(void.class).answers(Status.SEE_OTHER, "moved");
    app.tag("making", "What is made");
    JsonNode document = document();
    JsonNode post = document.at("/paths/~1/post");
    assertThat(post.at("/operationId").asString()).isEqualTo("make");
    assertThat(post.at("/summary").asString()).isEqualTo("Makes one");
    assertThat(post.at("/description").asString()).isEqualTo("In full");
    assertThat(post.at("/deprecated").asBoolean()).isTrue();
    assertThat(post.at("/tags")).isEqualTo(json("['making']"));
    assertThat(post.at("/requestBody/content/text~1plain/example").asString())
        .isEqualTo("some text");
    assertThat(post.at("/responses").propertyNames())
        .contains("201", "202", "400", "409", "413")
        .doesNotContain("200", "default");
    assertThat(post.at("/responses/201/content/application~1octet-stream")).isEmpty();
    assertThat(post.at("/responses/409/description").asString()).isEqualTo("there is one already");
    assertThat(post.at("/responses/409/content/application~1problem+json/schema/$ref").asString())
        .isEqualTo("#/components/schemas/Problem");
    assertThat(document.at("/paths/~1open/get/responses/default/description").asString())
        .isEqualTo("Not described");
    assertThat(document.at("/paths/~1none/get/responses/204/content").isMissingNode()).isTrue();
    assertThat(document.at("/tags/0/description").asString()).isEqualTo("What is made");
  }

  @Test
  void theApplicationDescribesItself() {
    app.title("Shop");
    app.version("2");
    app.description("Sells");
    app.securityScheme("token", SecurityScheme.bearer("JWT"));
    app.securityScheme("key", SecurityScheme.headerKey("x-key"));
    app.securityScheme("id", SecurityScheme.openIdConnect("https://id.example/d"));
    app.securityScheme(
        "user",
        SecurityScheme.oauth2("https://id.example/a", "https://id.example/t", Map.of("r", "read")));
    app.securityScheme("client", SecurityScheme.oauth2("https://id.example/t", Map.of()));
    app.get("/", req -> "").security("user", "r").security("key").tags("b", "a");
    app.get("/two", req -> "");
    app.get("/Two", req -> "");
    app.get("/x.y-z/{a}", req -> "");
    app.route(Method.QUERY, "/two", req -> "");
    JsonNode document = document();
    assertThat(document.get("openapi").asString()).isEqualTo("3.1.0");
    assertThat(document.get("info"))
        .isEqualTo(json("{'title':'Shop','description':'Sells','version':'2'}"));
    assertThat(document.get("tags")).isEqualTo(json("[{'name':'a'},{'name':'b'}]"));
    assertThat(document.at("/paths/~1/get/security"))
        .isEqualTo(json("[{'user':['r']},{'key':[]}]"));
    assertThat(document.at("/paths/~1two/get/operationId").asString()).isEqualTo("getTwo");
    assertThat(document.at("/paths/~1Two/get/operationId").asString()).isEqualTo("getTwo2");
    assertThat(document.at("/paths/~1x.y-z~1{a}/get/operationId").asString())
        .isEqualTo("getXYZByA");
    assertThat(document.at("/paths/~1two").propertyNames()).containsExactly("get", "x-query");
    assertThat(document.at("/components/securitySchemes"))
        .isEqualTo(
            json(
                """
                {'token':{'type':'http','scheme':'bearer','bearerFormat':'JWT'},
                 'key':{'type':'apiKey','in':'header','name':'x-key'},
                 'id':{'type':'openIdConnect','openIdConnectUrl':'https://id.example/d'},
                 'user':{'type':'oauth2','flows':{'authorizationCode':{
                  'authorizationUrl':'https://id.example/a','tokenUrl':'https://id.example/t',
                  'scopes':{'r':'read'}}}},
                 'client':{'type':'oauth2','flows':{'clientCredentials':{
                  'tokenUrl':'https://id.example/t','scopes':{}}}}}
                """));
  }
}
