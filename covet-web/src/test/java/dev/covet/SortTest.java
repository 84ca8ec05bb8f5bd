package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.Sort.Order;
import dev.covet.http.Status;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What lists are sorted by. */
class SortTest {
  enum By {
    NAME,
    PRICE,
    CREATED_AT;

    Comparator<Item> comparator() {
      return switch (this) {
        case NAME -> Comparator.comparing(Item::name);
        case PRICE -> Comparator.comparing(Item::price);
        case CREATED_AT -> (a, b) -> 0;
      };
    }
  }

  record Item(String name, int price) {}

  record Sorted(Sort<By> sort) {}

  record Standard(@Default("-price") Sort<By> sort) {}

  record Other(@QueryParam("order") Sort<By> sort) {}

  record Maybe(Optional<Sort<By>> sort, @Nullable @QueryParam("then") Sort<By> then) {}

  private final Covet app = Served.app();

  private String get(String target) {
    return Served.text(new Served(app).get(target));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/|",
        "/?sort=name|NAME",
        "/?sort=-price,name|-PRICE NAME",
        "/?sort=Name,-CREATED_AT|NAME -CREATED_AT",
        "/?sort=name,-name,price,name|NAME PRICE",
      })
  void fieldsAreReadInTheOrderOfTheirWeight(String target, @Nullable String expected) {
    app.get(
        "/",
        Sorted.class,
        in ->
            in.sort().orders().stream()
                .map(o -> (o.descending() ? "-" : "") + o.field())
                .toList()
                .toString());
    String wanted = expected == null ? "" : expected.replace(" ", ", ");
    assertThat(get(target)).isEqualTo("[" + wanted + "]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "weight", "name,", ",name", "--name", "name;price", "+name", "nam"})
  void whatIsNoFieldIsRefusedWithTheFieldsThatThereAre(String sort) {
    app.get("/", Sorted.class, in -> in);
    Response<?> response = new Served(app).get("/?sort=" + sort.replace("+", "%2B"));
    assertThat(response.status()).isEqualTo(Status.UNPROCESSABLE_CONTENT);
    assertThat(Served.text(response))
        .contains(
            "\"errors\":[{\"parameter\":\"sort\",\"in\":\"query\",\"message\":\"must be one or more"
                + " of name, price, created_at, with - before one to descend, not '"
                + sort
                + "'\",\"code\":\"type\"}]");
  }

  @Test
  void thereMayBeADefault() {
    app.get("/", Standard.class, in -> in.sort().orders().toString());
    assertThat(get("/")).isEqualTo("[Order[field=PRICE, descending=true]]");
    assertThat(get("/?sort=name")).isEqualTo("[Order[field=NAME, descending=false]]");
  }

  @Test
  void theParameterMayHaveAnotherName() {
    app.get("/", Other.class, in -> in.sort().orders().toString());
    assertThat(get("/?order=name&sort=x")).isEqualTo("[Order[field=NAME, descending=false]]");
  }

  @Test
  void absenceMayBeToldFromNothing() {
    app.get("/", Maybe.class, Maybe::toString);
    assertThat(get("/")).isEqualTo("Maybe[sort=Optional.empty, then=null]");
    assertThat(get("/?sort=name&then=price")).contains("Optional[Sort[", "then=Sort[");
  }

  @Test
  void listsInMemoryAreSorted() {
    List<Item> items = List.of(new Item("b", 1), new Item("a", 1), new Item("c", 2));
    Sort<By> sort = new Sort<>(List.of(new Order<>(By.PRICE, true), new Order<>(By.NAME, false)));
    assertThat(items.stream().sorted(sort.comparator(By::comparator)).map(Item::name))
        .containsExactly("c", "a", "b");
    Sort<By> none = new Sort<>(List.of());
    assertThat(none.isEmpty()).isTrue();
    assertThat(sort.isEmpty()).isFalse();
    assertThat(items.stream().sorted(none.comparator(By::comparator))).isEqualTo(items);
  }
}
