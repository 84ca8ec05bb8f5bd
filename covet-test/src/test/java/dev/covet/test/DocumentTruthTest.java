package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.Param;
import java.lang.invoke.MethodType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the schemas of simple types allow is what is read, judged by a validator of JSON Schema. */
class DocumentTruthTest {
  private enum Colour {
    RED,
    GREEN
  }

  private static final List<Class<?>> BOTH =
      List.of(
          int.class,
          Long.class,
          short.class,
          byte.class,
          double.class,
          Float.class,
          boolean.class,
          char.class,
          BigInteger.class,
          BigDecimal.class,
          String.class,
          UUID.class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          OffsetDateTime.class,
          ZonedDateTime.class,
          Instant.class,
          OffsetTime.class,
          Year.class,
          YearMonth.class,
          MonthDay.class,
          Period.class,
          Duration.class,
          ZoneOffset.class,
          Colour.class);

  private static final List<Class<?>> JSON_ONLY =
      List.of(Month.class, byte[].class, char[].class, OptionalInt.class);

  /** As JSON. */
  private static final List<String> VALUES =
      List.of(
          "0",
          "-1",
          "1.0",
          "1.5",
          "127",
          "128",
          "-129",
          "32768",
          "2147483648",
          "-2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "1e2",
          "true",
          "false",
          "[]",
          "{}",
          "[1]",
          "\"\"",
          "\" \"",
          "\"a\"",
          "\"\\ud83d\\ude00\"",
          "\"ab\"",
          "\"AQI=\"",
          "\"AQI\"",
          "\"1\"",
          "\"true\"",
          "\"RED\"",
          "\"BLUE\"",
          "\"NaN\"",
          "\"2024-02-29\"",
          "\"2023-02-29\"",
          "\"2024-13-01\"",
          "\"10:30\"",
          "\"10:30:15.123456789\"",
          "\"25:00:00\"",
          "\"10:30:00+01:00\"",
          "\"2024-04-30T10:30:00\"",
          "\"2024-04-31T10:30:00\"",
          "\"2024-04-30T10:30:00Z\"",
          "\"2024-04-30T10:30:00.5+05:30\"",
          "\"2024-04-30T10:30:00+19:00\"",
          "\"2024-04\"",
          "\"2024-00\"",
          "\"--02-29\"",
          "\"--02-30\"",
          "\"P1Y2M3D\"",
          "\"P\"",
          "\"P1D\"",
          "\"PT1H30M\"",
          "\"PT0.5S\"",
          "\"PT\"",
          "\"+01:00\"",
          "\"Z\"",
          "\"+19:00\"",
          "\"c8e52a0a-9a3c-4d33-9b3e-0d6d1a2f7f55\"",
          "\"c8e52a0a9a3c4d339b3e0d6d1a2f7f55\"");

  /** Texts that are read although the schema names only the usual notation. */
  private static final List<String> LENIENT = List.of("Duration \"P1D\"");

  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private static TestClient client;
  private static JsonNode document;

  @BeforeAll
  static void serve() {
    Covet app = Covet.create(Config.defaults());
    for (Class<?> type : BOTH) {
      json(app, type);
      app.get("/text/" + type.getSimpleName(), req -> "" + req.query("v").as(type))
          .param(Param.query("v", type));
    }
    JSON_ONLY.forEach(type -> json(app, type));
    client = TestClient.of(app);
    document = JsonMapper.shared().readTree(client.get("/openapi.json").send().text());
  }

  private static String path(Class<?> type) {
    return type.getSimpleName().replace("[]", "s");
  }

  private static void json(Covet app, Class<?> type) {
    app.post("/json/" + path(type), req -> "" + req.body().json(array(type))).body(array(type));
  }

  /** A body that is text or bytes would be taken as it is, so all stand in an array. */
  private static Class<?> array(Class<?> type) {
    return boxed(type).arrayType();
  }

  private static Class<?> boxed(Class<?> type) {
    return MethodType.methodType(type).wrap().returnType();
  }

  @AfterAll
  static void close() {
    client.close();
  }

  private static boolean allows(JsonNode schema, JsonNode value) {
    ObjectNode whole = (ObjectNode) schema.deepCopy();
    whole.set("components", document.get("components"));
    Schema judge = SCHEMAS.getSchema(whole);
    return judge
        .validate(value, context -> context.executionConfig(c -> c.formatAssertionsEnabled(true)))
        .isEmpty();
  }

  @Test
  void inJson() {
    List<String> wrong = new ArrayList<>();
    List<Class<?>> types = new ArrayList<>(BOTH);
    types.addAll(JSON_ONLY);
    for (Class<?> type : types) {
      String at = "/json/" + path(type);
      JsonNode schema =
          document.at(
              "/paths/"
                  + at.replace("/", "~1")
                  + "/post/requestBody/content/application~1json/schema");
      for (String value : VALUES) {
        String array = "[" + value + "]";
        TestResponse response = client.post(at).json(array).send();
        boolean allowed = allows(schema, JsonMapper.shared().readTree(array));
        compare(type, value, allowed, response, wrong);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void inTheQuery() {
    List<String> wrong = new ArrayList<>();
    for (Class<?> type : BOTH) {
      JsonNode schema =
          document.at("/paths/~1text~1" + type.getSimpleName() + "/get/parameters/0/schema");
      boolean text = schema.path("type").asString("").equals("string");
      for (String value : VALUES) {
        JsonNode read = JsonMapper.shared().readTree(value);
        boolean whole =
            schema.path("type").asString("").equals("integer") && !read.isIntegralNumber();
        // in a text a whole number is written with its digits alone
        if (whole || read.isContainer() || text && !read.isString() || !text && read.isString()) {
          continue;
        }
        String sent = URLEncoder.encode(read.asString(), StandardCharsets.UTF_8);
        String target = "/text/" + type.getSimpleName() + "?v=" + sent;
        compare(type, value, allows(schema, read), client.get(target).send(), wrong);
      }
    }
    assertThat(wrong).isEmpty();
  }

  private static void compare(
      Class<?> type, String value, boolean allowed, TestResponse response, List<String> wrong) {
    boolean taken = response.status() == 200;
    assertThat(response.status()).as("%s %s", type, value).isIn(200, 422);
    String name = type.getSimpleName() + " " + value;
    if (allowed != taken && !(taken && LENIENT.contains(name))) {
      wrong.add(name + (taken ? " is read and not allowed" : " is allowed and not read"));
    }
  }
}
