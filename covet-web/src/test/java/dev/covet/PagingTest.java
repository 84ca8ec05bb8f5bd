package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.covet.http.Status;
import dev.covet.spi.RouteDescription.Bounds;
import dev.covet.spi.RouteDescription.Parameter;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages as inputs and as answers. */
class PagingTest {
  private static final List<Integer> NUMBERS = IntStream.rangeClosed(1, 57).boxed().toList();

  private final Covet app = Served.app();

  private Response<?> get(String target) {
    return new Served(app).get(target);
  }

  private static @Nullable String link(Response<?> response) {
    return response.headers().first("Link");
  }

  private static String errors(Response<?> response) {
    String text = Served.text(response);
    assertThat(response.status()).as(text).isEqualTo(Status.UNPROCESSABLE_CONTENT);
    return text.substring(text.indexOf("\"errors\""));
  }

  record Numbers(Paging paging, @Nullable String q) {}

  record Large(@PageSize(standard = 50, max = 500) Paging paging) {}

  record Limited(@Default("0") int offset, @PageSize(max = 30) int limit) {}

  record After(CursorPaging paging) {}

  record Maybe(Optional<Paging> paging) {}

  @Test
  void pagesHaveDefaults() {
    app.get("/", Numbers.class, in -> in.paging().toString());
    assertThat(Served.text(get("/"))).isEqualTo("Paging[page=1, size=20]");
    assertThat(Served.text(get("/?page=3&size=7"))).isEqualTo("Paging[page=3, size=7]");
    assertThat(Served.text(get("/?size=100"))).isEqualTo("Paging[page=1, size=100]");
  }

  @Test
  void whatIsOutOfBoundsIsTold() {
    app.get("/", Numbers.class, in -> in);
    assertThat(errors(get("/?page=0&size=101")))
        .contains(
            "{\"parameter\":\"page\",\"in\":\"query\",\"message\":\"must be at least"
                + " 1\",\"code\":\"range\"}",
            "{\"parameter\":\"size\",\"in\":\"query\",\"message\":\"must be from 1 to"
                + " 100\",\"code\":\"range\"}");
    assertThat(errors(get("/?page=x&size=0"))).contains("a whole number", "from 1 to 100");
    assertThat(errors(get("/?page=2147483648"))).contains("a whole number");
  }

  @Test
  void aRouteMaySayHowLargeItsPagesAre() {
    app.get("/", Large.class, in -> in.paging().toString());
    assertThat(Served.text(get("/"))).isEqualTo("Paging[page=1, size=50]");
    assertThat(Served.text(get("/?size=500"))).isEqualTo("Paging[page=1, size=500]");
    assertThat(errors(get("/?size=501"))).contains("must be from 1 to 500");
  }

  @Test
  void aNumberMayBeThePageSize() {
    app.get("/", Limited.class, Limited::toString);
    assertThat(Served.text(get("/"))).isEqualTo("Limited[offset=0, limit=20]");
    assertThat(errors(get("/?limit=31"))).contains("\"limit\"", "must be from 1 to 30");
  }

  @Test
  void pagesMayBeAbsent() {
    app.get("/", Maybe.class, Maybe::toString);
    assertThat(Served.text(get("/"))).isEqualTo("Maybe[paging=Optional.empty]");
    assertThat(Served.text(get("/?page=2")))
        .isEqualTo("Maybe[paging=Optional[Paging[page=2, size=20]]]");
  }

  @Test
  void aListInMemoryIsCut() {
    assertThat(new Paging(1, 20).of(NUMBERS))
        .isEqualTo(new Page<>(NUMBERS.subList(0, 20), 1, 20, 57, 3));
    assertThat(new Paging(3, 20).of(NUMBERS).items())
        .containsExactlyElementsOf(NUMBERS.subList(40, 57));
    assertThat(new Paging(4, 20).of(NUMBERS).items()).isEmpty();
    assertThat(new Paging(Integer.MAX_VALUE, 100).of(NUMBERS).items()).isEmpty();
    assertThat(new Paging(1, 20).of(List.of())).isEqualTo(new Page<>(List.of(), 1, 20, 0, 0));
    assertThat(new Paging(Integer.MAX_VALUE, Integer.MAX_VALUE).offset())
        .isEqualTo(2147483646L * 2147483647L);
  }

  @Test
  void itemsOfPagesMayBeChanged() {
    assertThat(new Paging(2, 2).of(List.of(1, 2, 3)).map(n -> "n" + n))
        .isEqualTo(new Page<>(List.of("n3"), 2, 2, 3, 2));
    assertThat(new CursorPaging(Optional.empty(), 2).page(List.of(1, 2), "2").map(n -> "n" + n))
        .isEqualTo(new CursorPage<>(List.of("n1", "n2"), "2"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void thereIsNoPageBelowOne(int number) {
    assertThatIllegalArgumentException().isThrownBy(() -> new Paging(number, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Paging(1, number));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CursorPaging(Optional.empty(), number));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/n|</n?page=1>; rel=\"first\", </n?page=2>; rel=\"next\", </n?page=3>; rel=\"last\"",
        "/n?page=2&size=20|</n?size=20&page=1>; rel=\"first\", </n?size=20&page=1>; rel=\"prev\","
            + " </n?size=20&page=3>; rel=\"next\", </n?size=20&page=3>; rel=\"last\"",
        "/n?page=3|</n?page=1>; rel=\"first\", </n?page=2>; rel=\"prev\", </n?page=3>;"
            + " rel=\"last\"",
        "/n?page=9|</n?page=1>; rel=\"first\", </n?page=3>; rel=\"prev\", </n?page=3>;"
            + " rel=\"last\"",
        "/n?size=60|</n?size=60&page=1>; rel=\"first\", </n?size=60&page=1>; rel=\"last\"",
        "/n?page=2147483647&size=1|</n?size=1&page=1>; rel=\"first\", </n?size=1&page=57>;"
            + " rel=\"prev\", </n?size=1&page=57>; rel=\"last\"",
      })
  void aPageIsAnsweredWithLinks(String target, String link) {
    app.get("/n", Numbers.class, in -> in.paging().of(NUMBERS));
    Response<?> response = get(target);
    assertThat(link(response)).isEqualTo(link);
    assertThat(response.headers().first("content-type")).isEqualTo("application/json");
    assertThat(new Served(app).send("HEAD", target).headers().first("Link")).isEqualTo(link);
  }

  @Test
  void nothingHasOnePageThatIsEmpty() {
    app.get("/n", Numbers.class, in -> in.paging().of(List.of()));
    assertThat(link(get("/n"))).isEqualTo("</n?page=1>; rel=\"first\", </n?page=1>; rel=\"last\"");
  }

  @Test
  void linksKeepTheOtherParametersAndCanNotBeBrokenOutOf() {
    app.get("/{rest...}", Numbers.class, in -> in.paging().of(List.of()));
    String target = "/a<b>\"/%C3%BC?q=a%20%22%3E%2C%3Bx&q=<>&p%61ge=7&flag&%26=%3D%C3%BC+";
    assertThat(link(get(target)))
        .startsWith(
            "</a%3Cb%3E%22/%C3%BC?q=a%20%22%3E,;x&q=%3C%3E&flag=&%26=%3D%C3%BC%20&page=1>;"
                + " rel=\"first\", ");
  }

  @Test
  void aLongQueryHasOnlyTheLinksToReadOn() {
    app.get("/n", Numbers.class, in -> in.paging().of(NUMBERS));
    String q = "x".repeat(2000);
    assertThat(link(get("/n?q=" + q)))
        .isEqualTo("</n?q=" + q + "&page=2>; rel=\"next\"")
        .isNotNull();
    assertThat(link(get("/n?size=60&q=" + q))).isNull();
  }

  @Test
  void linksAreAddedToAnAnswerWithOtherFields() {
    app.get(
        "/n",
        Numbers.class,
        in -> Response.json(in.paging().of(NUMBERS)).header("Link", "</s>; rel=\"self\""));
    assertThat(get("/n").headers().all("Link"))
        .hasSize(2)
        .contains("</s>; rel=\"self\"")
        .anySatisfy(link -> assertThat(link).contains("rel=\"next\""));
  }

  @Test
  void othersThanReadersGetNoLinks() {
    app.post("/n", Numbers.class, in -> in.paging().of(NUMBERS));
    Response<?> response = new Served(app).send("POST", "/n");
    assertThat(response.status()).isEqualTo(Status.OK);
    assertThat(link(response)).isNull();
  }

  @Test
  void aCursorLeadsToTheNextPage() {
    app.get(
        "/n",
        After.class,
        in -> in.paging().page(List.of(in), in.paging().after().isEmpty() ? "a b&c" : null));
    Response<?> first = get("/n?size=5");
    assertThat(link(first))
        .isEqualTo("</n?size=5>; rel=\"first\", </n?size=5&after=a%20b%26c>; rel=\"next\"");
    assertThat(Served.text(first))
        .contains("CursorPaging[after=Optional.empty, size=5]", "next=a b&c");
    Response<?> second = get("/n?size=5&after=a%20b%26c");
    assertThat(link(second)).isEqualTo("</n?size=5>; rel=\"first\"");
    assertThat(Served.text(second)).contains("after=Optional[a b&c]", "next=null");
    assertThat(errors(get("/n?size=101"))).contains("from 1 to 100");
  }

  @Test
  void theirParametersAreDescribed() {
    app.get("/", Large.class, in -> in);
    List<Parameter> parameters = new Served(app).application().routes().getFirst().parameters();
    assertThat(parameters)
        .extracting(Parameter::name, Parameter::standard, Parameter::bounds, Parameter::required)
        .containsExactly(
            tuple("page", "1", new Bounds(1, Integer.MAX_VALUE), false),
            tuple("size", "50", new Bounds(1, 500), false));
    assertThat(parameters.getLast().annotations())
        .contains(Large.class.getRecordComponents()[0].getAnnotation(PageSize.class));
  }
}
