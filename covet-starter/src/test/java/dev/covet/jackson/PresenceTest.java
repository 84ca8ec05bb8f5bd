package dev.covet.jackson;

import static dev.covet.jackson.Reading.mistakes;
import static dev.covet.jackson.Reading.read;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.annotation.OptBoolean;
import dev.covet.TypeRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Components of records must be there and not null, unless they say otherwise. */
class PresenceTest {
  record Item(String sku, int quantity, @Nullable String note, Optional<String> gift) {}

  record Order(String customer, List<Item> items, Map<String, Boolean> flags) {}

  @Test
  void whatMayBeAbsentMayBeNullToo() throws Exception {
    Item item = new Item("a", 1, null, Optional.empty());
    assertThat(read("{'sku':'a','quantity':1}", Item.class)).isEqualTo(item);
    assertThat(read("{'sku':'a','quantity':1,'note':null,'gift':null}", Item.class))
        .isEqualTo(item);
  }

  @Test
  void everythingThatIsMissingOrNullIsToldTogether() {
    assertThat(
            mistakes(
                "{'items':[{'sku':null,'quantity':1},null,{'quantity':true,'unheard':1}],'flags':{'a~/b':null}}",
                Order.class))
        .containsExactly(
            "null /items/0/sku must not be null",
            "null /items/1 must not be null",
            "type /items/2/quantity must be a whole number",
            "missing /items/2/sku is missing",
            "null /flags/a~0~1b must not be null",
            "missing /customer is missing",
            "unknown /items/2/unheard is not known");
    assertThat(mistakes("{}", Order.class))
        .containsExactly(
            "missing /customer is missing",
            "missing /items is missing",
            "missing /flags is missing");
    assertThat(mistakes("{'sku':'a','quantity':null}", Item.class))
        .containsExactly("null /quantity must not be null");
  }

  record Numbers(boolean a, char b, double c, OptionalInt d) {}

  @Test
  void aMissingPrimitiveDoesNotHideOthers() throws Exception {
    assertThat(mistakes("{'c':'x'}", Numbers.class))
        .containsExactly(
            "type /c must be a number", "missing /a is missing", "missing /b is missing");
    assertThat(read("{'a':true,'b':'x','c':1}", Numbers.class))
        .isEqualTo(new Numbers(true, 'x', 1, OptionalInt.empty()));
  }

  record Nested(
      List<@Nullable String> names,
      Map<String, Object> any,
      @Nullable List<Map<String, ?>> rows,
      @Nullable List<Optional<String>> maybe) {}

  @Test
  void elementsMayBeNullWhereTheirTypeSaysSo() throws Exception {
    Nested read =
        (Nested)
            read(
                "{'names':[null],'any':{'a':null},'rows':[{'a':null}],'maybe':[null]}",
                Nested.class);
    assertThat(read.names()).containsOnlyNulls();
    assertThat(read.any()).containsEntry("a", null);
    assertThat(read.maybe()).containsExactly(Optional.empty());
    assertThat(mistakes("{'names':['a',[]],'any':{},'rows':7}", Nested.class))
        .containsExactly("type /names/1 must be a text", "type /rows must be an array");
  }

  @Test
  void aBodyThatIsACollectionFollowsTheSameRule() throws Exception {
    assertThat(mistakes("['a',null]", new TypeRef<List<String>>() {}.type()))
        .containsExactly("null /1 must not be null");
    assertThat(mistakes("{'a':[null]}", new TypeRef<Map<String, List<Integer>>>() {}.type()))
        .containsExactly("null /a/0 must not be null");
    assertThat(mistakes("[null]", Item[].class)).containsExactly("null /0 must not be null");
    assertThat((List<?>) read("[null]", List.class)).containsOnlyNulls();
    assertThat((Map<?, ?>) read("{'a':null}", new TypeRef<Map<String, JsonNode>>() {}.type()))
        .hasSize(1);
    assertThat(read("{'a':{'b':null}}", new TypeRef<Map<String, Map<String, Object>>>() {}.type()))
        .asString()
        .isEqualTo("{a={b=null}}");
  }

  record Anything(Object value, JsonNode tree) {}

  @Test
  void whatIsAnythingMayBeNullButNotAbsent() throws Exception {
    assertThat(((Anything) read("{'value':null,'tree':null}", Anything.class)).tree().isNull())
        .isTrue();
    assertThat(mistakes("{'tree':1}", Anything.class)).containsExactly("missing /value is missing");
    assertThat(mistakes("{'value':1}", Anything.class)).containsExactly("missing /tree is missing");
  }

  record Said(
      @JsonProperty(isRequired = OptBoolean.FALSE) String a,
      @JsonSetter(nulls = Nulls.AS_EMPTY) List<String> b,
      @JsonProperty("c-d") String c) {}

  @Test
  void whatAnnotationsOfJacksonSayCountsMore() throws Exception {
    assertThat(read("{'b':null,'c-d':'x'}", Said.class)).isEqualTo(new Said(null, List.of(), "x"));
    assertThat(mistakes("{'b':[]}", Said.class)).containsExactly("missing /c-d is missing");
  }

  record Made(String text) {
    @JsonCreator
    static Made of(@JsonProperty("a") @Nullable String a, @JsonProperty("b") @Nullable String b) {
      return new Made(a + b);
    }
  }

  static final class Bean {
    private @Nullable String name;
    private List<String> words = List.of();

    public void setName(String name) {
      this.name = name;
    }

    public void setWords(List<String> words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return name + " " + words;
    }
  }

  @Test
  void beansAndOtherCreatorsAreReadAsJacksonDoes() throws Exception {
    assertThat(read("{'a':'x'}", Made.class)).isEqualTo(new Made("xnull"));
    assertThat(read("{'name':null}", Bean.class)).hasToString("null []");
    assertThat(mistakes("{'words':['a',null]}", Bean.class))
        .containsExactly("null /words/1 must not be null");
  }
}
