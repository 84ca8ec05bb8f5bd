package dev.covet.jackson;

import static dev.covet.jackson.Reading.mistakes;
import static dev.covet.jackson.Reading.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.HttpException;
import dev.covet.JsonCodec;
import dev.covet.TypeRef;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JacksonCodecTest {
  record Item(@Nullable String name, int count, @Nullable LocalDate day, Optional<String> note) {}

  private final JacksonCodec codec = new JacksonCodec();

  private String write(Object value) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    codec.write(value, Object.class, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void itIsFoundAndAnyOtherCodecWins() {
    assertThat(ServiceLoader.load(JsonCodec.class)).hasAtLeastOneElementOfType(JacksonCodec.class);
    assertThat(codec.priority()).isNegative();
  }

  @Test
  void recordsGoThereAndBack() throws Exception {
    Item item = new Item("täa", 2, LocalDate.of(2026, 11, 24), Optional.of("n"));
    String json = write(item);
    assertThat(json)
        .isEqualTo("{\"name\":\"täa\",\"count\":2,\"day\":\"2026-11-24\",\"note\":\"n\"}");
    assertThat(read(json, Item.class)).isEqualTo(item);
    assertThat(read("[" + json + "]", new TypeRef<List<Item>>() {}.type()))
        .isEqualTo(List.of(item));
    assertThat(write(Map.of("a", List.of(1)))).isEqualTo("{\"a\":[1]}");
  }

  enum Colour {
    RED,
    GREEN
  }

  record Line(String sku, int quantity, BigDecimal price, Colour colour, boolean gift) {}

  record Order(String customer, List<Line> lines, Map<String, UUID> ids, long number) {}

  private static final String LINE =
      "{\"sku\":\"a\",\"quantity\":1,\"price\":1.5,\"colour\":\"RED\",\"gift\":true}";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"name\"              | malformed JSON at line 1",
        "{\"count\":1            | malformed JSON at line 1, column 11: Unexpected end-of-input",
        "{\"count\":1} x        | malformed JSON",
        "{\"count\":01}         | malformed JSON",
        "{'count':1}            | malformed JSON",
        "`                      `| malformed JSON",
      })
  void whatIsNoJsonIs400(String json, String detail) {
    assertThatThrownBy(() -> Reading.readAsItIs(json, Item.class))
        .isInstanceOfSatisfying(
            HttpException.class,
            e -> {
              assertThat(e.status().code()).isEqualTo(400);
              assertThat(e).hasMessageStartingWith(detail);
              assertThat(e.getMessage())
                  .doesNotContain("JacksonCodecTest", "tools.jackson", "Source", "Feature");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'count':'secret'}     | type /count must be a whole number",
        "{'count':'1'}          | type /count must be a whole number",
        "{'count':1.5}          | type /count must be a whole number",
        "{'count':true}         | type /count must be a whole number",
        "{'count':null}         | null /count must not be null",
        "{'name':'a'}           | missing /count is missing",
        "{'count':3000000000}   | range /count is out of the range of a whole number",
        "{'count':1,'name':7}   | type /name must be a text",
        "{'count':1,'name':true} | type /name must be a text",
        "{'count':1,'name':{}}  | type /name must be a text",
        "{'count':1,'day':'secret'} | type /day must be a date like 2026-11-24",
        "{'count':1,'count':2}  | duplicate  has a name twice",
        "{'count':1,'nane':'a'} | unknown /nane is not known; did you mean 'name'?",
        "{'count':1,'a~b/c':{'x':[1]}} | unknown /a~0b~1c is not known",
        "[]                     | type  must be an object",
        "7                      | type  must be an object",
        "null                   | null  must not be null",
      })
  void eachMistakeHasItsPlaceItsWordsAndItsCode(String json, String mistake) {
    assertThat(mistakes(json, Item.class)).containsExactly(mistake);
  }

  record Everything(
      boolean flag,
      Integer whole,
      long large,
      short small,
      double number,
      java.math.BigDecimal decimal,
      java.math.BigInteger integer,
      char letter,
      java.util.UUID id,
      java.net.URI uri,
      java.time.Instant at,
      java.time.LocalDate day,
      java.time.Duration time,
      java.time.Year year,
      java.util.Optional<Integer> perhaps,
      List<Integer> many,
      java.util.Map<String, Integer> named,
      byte[] bytes,
      Item item) {}

  @Test
  void whateverIsOfTheWrongTypeTheReadingGoesOn() {
    StringBuilder text = new StringBuilder("{");
    for (java.lang.reflect.RecordComponent component : Everything.class.getRecordComponents()) {
      String wrong =
          switch (component.getName()) {
            case "many" -> "['x',1,'y']";
            case "named" -> "{'a':'x','b':2}";
            case "item" -> "{'count':'x','more':1}";
            case "flag", "letter", "id", "uri", "at", "day", "time", "bytes" -> "7";
            default -> "'x'";
          };
      text.append("'").append(component.getName()).append("':").append(wrong).append(',');
    }
    assertThat(mistakes(text + "'last':1}", Everything.class))
        .extracting(mistake -> mistake.replaceAll("^(\\w+ \\S*) .*", "$1"))
        .containsExactlyInAnyOrder(
            "type /flag",
            "type /whole",
            "type /large",
            "type /small",
            "type /number",
            "type /decimal",
            "type /integer",
            "type /letter",
            "type /id",
            "type /uri",
            "type /at",
            "type /day",
            "type /time",
            "type /year",
            "type /perhaps",
            "type /many/0",
            "type /many/2",
            "type /named/a",
            "type /bytes",
            "type /item/count",
            "unknown /item/more",
            "unknown /last");
  }

  @Test
  void mistakesOfOneTextAreToldTogether() {
    assertThat(
            mistakes(
                "{'customer':{},'lines':["
                    + LINE
                    + ",{'sku':'b','quantity':2,'price':1,"
                    + "'colour':'secret','gift':false,'size':9,'box':{'x':[{}]},'c':[1]}],'ids':{'x':'secret'},'more':[],"
                    + "'number':1}",
                Order.class))
        .containsExactly(
            "type /customer must be a text",
            "type /lines/1/colour must be one of RED, GREEN",
            "type /ids/x must be a UUID",
            "unknown /lines/1/size is not known",
            "unknown /lines/1/box is not known",
            "unknown /lines/1/c is not known",
            "unknown /more is not known");
  }

  @Test
  void aTreeKeepsEachDigitAndIsReadStrictly() throws Exception {
    String json = "{\"a\":[1.50,12345678901234567890,1E+400,true,null],\"b\":{\"c\":\"d\"}}";
    Object tree = codec.readTree(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    assertThat(write(tree)).isEqualTo(json);
    for (String wrong : List.of("null", "{\"a\":1,\"a\":2}")) {
      assertThatThrownBy(
              () ->
                  codec.readTree(new ByteArrayInputStream(wrong.getBytes(StandardCharsets.UTF_8))))
          .isInstanceOfSatisfying(
              HttpException.class, e -> assertThat(e.status().code()).isEqualTo(422));
    }
  }

  @Test
  void enumsAreNoNumbers() {
    assertThat(mistakes(LINE.replace("\"RED\"", "0"), Line.class))
        .containsExactly("type /colour must be one of RED, GREEN");
  }

  @Test
  void limitsHaveTheirOwnWords() {
    assertThat(mistakes("[".repeat(101) + "]".repeat(101), Object.class))
        .allSatisfy(
            mistake -> assertThat(mistake).startsWith("limit ").endsWith("is nested too deeply"));
    assertThat(mistakes("{'a':" + "1".repeat(101) + "}", Map.class))
        .allSatisfy(mistake -> assertThat(mistake).endsWith("has a number with too many digits"));
    assertThat(mistakes("{'" + "n".repeat(1001) + "':1}", Map.class))
        .allSatisfy(mistake -> assertThat(mistake).endsWith("has a name that is too long"));
  }

  @Test
  void thereIsAnEndToMistakes() {
    StringBuilder many = new StringBuilder("{'count':1");
    StringBuilder days = new StringBuilder("[");
    for (int i = 0; i < 200; i++) {
      many.append(",'unknown").append(i).append("':1");
      days.append("'secret',");
    }
    assertThat(mistakes(many.append('}').toString(), Item.class)).hasSize(10);
    assertThat(mistakes(days + "'secret']", new TypeRef<List<LocalDate>>() {}.type())).hasSize(50);
  }

  /** No record: its members are set one after another. */
  static final class Bean {
    public int a;
    public @Nullable Bean inner;
  }

  @Test
  void unknownMembersOfBeansHaveTheirPlaceToo() {
    assertThat(mistakes("{'b':{'a':1},'inner':{'a':1,'inner':{'aa':[{}]}}}", Bean.class))
        .containsExactly(
            "unknown /b is not known; did you mean 'a'?",
            "unknown /inner/inner/aa is not known; did you mean 'a'?");
  }

  record Checked(int a) {
    Checked {
      if (a < 0) {
        throw new IllegalArgumentException("secret");
      }
    }
  }

  @Test
  void whatAConstructorRefusesIsNotValid() {
    assertThat(mistakes("{'a':-1}", Checked.class)).containsExactly("invalid  is not valid");
  }

  @Test
  void aStreamThatCanNotBeReadAgainTellsTheFirstMistake() {
    InputStream once =
        new SequenceInputStream(
            new ByteArrayInputStream("{\"count\":1,\"x\":1,".getBytes(StandardCharsets.UTF_8)),
            new ByteArrayInputStream("\"y\":1}".getBytes(StandardCharsets.UTF_8)));
    assertThatThrownBy(() -> codec.read(once, Item.class)).hasMessage("/x is not known");
  }

  @Test
  void failuresOfTheStreamsStayThemselves() {
    IOException gone = new IOException("gone");
    InputStream in =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw gone;
          }
        };
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw gone;
          }
        };
    assertThatThrownBy(() -> codec.read(in, Item.class)).isSameAs(gone);
    assertThatThrownBy(() -> codec.write(Map.of("a", 1), Object.class, out)).isSameAs(gone);
  }
}
