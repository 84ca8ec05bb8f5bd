package dev.covet.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.Config;
import dev.covet.Covet;
import dev.covet.CursorPaging;
import dev.covet.Paging;
import dev.covet.QueryParams;
import dev.covet.Range;
import dev.covet.Sort;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lists with pages, order and filters, over the whole framework. */
class PagedRoutesTest {
  record Fruit(int id, String name) {}

  enum By {
    ID,
    NAME
  }

  record Find(Paging paging, Sort<By> sort, Range<Integer> id) {}

  record Scroll(CursorPaging paging) {}

  @QueryParams
  record Words(@Size(min = 2) @Nullable String q, @Nullable String not) {
    @AssertTrue(message = "must not look for what it leaves out")
    boolean isSound() {
      return q == null || !q.equals(not);
    }
  }

  record Look(Words words) {}

  record Positives(Range<@Positive Integer> id) {}

  private static final List<Fruit> FRUITS =
      IntStream.rangeClosed(1, 26).mapToObj(i -> new Fruit(i, name(i))).toList();

  private static String name(int i) {
    return String.valueOf((char) ('z' - i + 1)).toLowerCase(Locale.ROOT);
  }

  private static Comparator<Fruit> by(By by) {
    return by == By.ID ? Comparator.comparing(Fruit::id) : Comparator.comparing(Fruit::name);
  }

  private static TestResponse get(Consumer<Covet> routes, String target) {
    Covet app = Covet.create(Config.defaults());
    routes.accept(app);
    try (TestClient client = TestClient.of(app)) {
      return client.get(target).send();
    }
  }

  private static TestResponse find(String target) {
    return get(
        app ->
            app.get(
                "/fruits",
                Find.class,
                in ->
                    in.paging()
                        .of(
                            FRUITS.stream()
                                .filter(fruit -> in.id().contains(fruit.id()))
                                .sorted(in.sort().comparator(PagedRoutesTest::by))
                                .toList())),
        target);
  }

  @Test
  void aPageIsAnObjectWithItsItems() {
    assertThat(find("/fruits?size=2&page=2&sort=name").text())
        .isEqualTo(
            """
            {"items":[{"id":24,"name":"c"},{"id":23,"name":"d"}],"page":2,"size":2,"total":26,"pages":13}\
            """);
    assertThat(find("/fruits?id.min=3&id.max=4&sort=-id").text())
        .isEqualTo(
            """
            {"items":[{"id":4,"name":"w"},{"id":3,"name":"x"}],"page":1,"size":20,"total":2,"pages":1}\
            """);
  }

  @Test
  void itsLinksLeadOn() {
    TestResponse response = find("/fruits?sort=-name&size=10&page=2");
    assertThat(response.header("link"))
        .isEqualTo(
            "</fruits?sort=-name&size=10&page=1>; rel=\"first\", "
                + "</fruits?sort=-name&size=10&page=1>; rel=\"prev\", "
                + "</fruits?sort=-name&size=10&page=3>; rel=\"next\", "
                + "</fruits?sort=-name&size=10&page=3>; rel=\"last\"");
  }

  @Test
  void mistakesOfAllOfThemStandTogether() {
    TestResponse response = find("/fruits?size=0&page=x&sort=weight&id.min=a");
    assertThat(response.status()).isEqualTo(422);
    assertThat(response.text()).contains("1 of 4 mistakes", "id.min", "\"page\"", "\"sort\"");
  }

  @Test
  void theLastPageHasNoCursor() {
    Consumer<Covet> scroll =
        app ->
            app.get(
                "/",
                Scroll.class,
                in -> in.paging().page(List.of(1), in.paging().after().orElse(null)));
    assertThat(get(scroll, "/").text()).isEqualTo("{\"items\":[1],\"next\":null}");
    assertThat(get(scroll, "/?after=x").text()).isEqualTo("{\"items\":[1],\"next\":\"x\"}");
  }

  @Test
  void constraintsOfAGroupAreChecked() {
    Consumer<Covet> look = app -> app.get("/", Look.class, Look::toString);
    assertThat(get(look, "/?q=ab").status()).isEqualTo(200);
    assertThat(get(look, "/?q=a").text())
        .contains("\"parameter\":\"q\",\"in\":\"query\"", "\"code\":\"size\"");
    assertThat(get(look, "/?q=ab&not=ab").text())
        .contains("must not look for what it leaves out", "\"in\":\"query\"");
  }

  @Test
  void constraintsThatNobodyWouldCheckStopTheStart() {
    assertThatThrownBy(() -> get(app -> app.get("/", Positives.class, in -> in), "/"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Positives");
  }
}
