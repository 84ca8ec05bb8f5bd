package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Groups of parameters: under their own names, and with dotted names by their type. */
class QueryParamsTest {
  private final Covet app = Served.app();

  private String get(String target) {
    return Served.text(new Served(app).get(target));
  }

  @QueryParams
  record Filter(@Nullable String q, List<String> tag, @QueryParam("max-price") int price) {}

  record Find(Filter filter, boolean all) {}

  record Plain(int a, @Nullable Integer b) {}

  record One(@QueryParams Plain plain) {}

  record Perhaps(@QueryParams Optional<Plain> plain) {}

  @QueryParams
  record Outer(Filter filter, Paging paging) {}

  record Deep(Outer outer) {}

  record Dotted(@QueryParam Outer2 outer) {}

  record Outer2(Filter filter, @QueryParam("x") Plain plain) {}

  record Ranges(Range<BigDecimal> price, Range<LocalDate> day, Interval<Instant> created) {}

  record Renamed(@QueryParam("p") Range<Integer> price, Optional<Range<Integer>> other) {}

  record Pair<A, B>(A first, List<B> second) {}

  record Pairs(@QueryParam Pair<Integer, String> one, @QueryParam Pair<String, Long> other) {}

  @Test
  void parametersHaveTheirOwnNames() {
    app.get("/", Find.class, Find::toString);
    assertThat(get("/?all=true&q=x&tag=a&tag=b&max-price=7"))
        .isEqualTo("Find[filter=Filter[q=x, tag=[a, b], price=7], all=true]");
    assertThat(get("/"))
        .contains("\"parameter\":\"max-price\"", "\"parameter\":\"all\"", "1 of 2 mistakes");
  }

  @Test
  void aComponentMayAskForIt() {
    app.get("/", One.class, One::toString);
    assertThat(get("/?a=1&b=2")).isEqualTo("One[plain=Plain[a=1, b=2]]");
  }

  @Test
  void allOfThemMayBeAbsent() {
    app.get("/", Perhaps.class, Perhaps::toString);
    assertThat(get("/")).isEqualTo("Perhaps[plain=Optional.empty]");
    assertThat(get("/?a=1")).isEqualTo("Perhaps[plain=Optional[Plain[a=1, b=null]]]");
    assertThat(get("/?b=1")).contains("\"parameter\":\"a\"", "is missing");
  }

  @Test
  void groupsMayHoldGroups() {
    app.get("/", Deep.class, Deep::toString);
    assertThat(get("/?max-price=1&page=2"))
        .isEqualTo(
            "Deep[outer=Outer[filter=Filter[q=null, tag=[], price=1], paging=Paging[page=2,"
                + " size=20]]]");
  }

  @Test
  void withinDottedNamesAGroupAddsNothing() {
    app.get("/", Dotted.class, Dotted::toString);
    assertThat(get("/?outer.max-price=1&outer.x.a=2"))
        .isEqualTo(
            "Dotted[outer=Outer2[filter=Filter[q=null, tag=[], price=1], plain=Plain[a=2,"
                + " b=null]]]");
  }

  @Test
  void rangesHaveDottedNames() {
    app.get("/", Ranges.class, Ranges::toString);
    assertThat(get("/?price.min=1.50&day.max=2026-11-24&created.from=2026-11-24T00:00:00Z"))
        .isEqualTo(
            "Ranges[price=Range[min=Optional[1.50], max=Optional.empty], day=Range[min="
                + "Optional.empty, max=Optional[2026-11-24]], created=Interval[from="
                + "Optional[2026-11-24T00:00:00Z], to=Optional.empty]]");
    assertThat(get("/?price.min=x&created.to=y"))
        .contains(
            "\"parameter\":\"price.min\",\"in\":\"query\",\"message\":\"must be a number, not"
                + " 'x'\"",
            "\"parameter\":\"created.to\"");
  }

  @Test
  void rangesMayHaveOtherNamesAndBeAbsent() {
    app.get("/", Renamed.class, Renamed::toString);
    assertThat(get("/?p.max=3"))
        .isEqualTo(
            "Renamed[price=Range[min=Optional.empty, max=Optional[3]], other=Optional.empty]");
    assertThat(get("/?other.min=3")).contains("other=Optional[Range[min=Optional[3]");
  }

  @Test
  void genericRecordsOfAnApplicationAreReadToo() {
    app.get("/", Pairs.class, Pairs::toString);
    assertThat(get("/?one.first=1&one.second=x&other.first=y&other.second=2&other.second=3"))
        .isEqualTo("Pairs[one=Pair[first=1, second=[x]], other=Pair[first=y, second=[2, 3]]]");
    assertThat(get("/?one.first=z&other.first=y"))
        .contains("'one.first' must be a whole number, not 'z'");
  }

  @Test
  void rangesIncludeBothEndsAndIntervalsTheFirst() {
    Range<Integer> range = new Range<>(Optional.of(1), Optional.of(3));
    assertThat(Stream.of(0, 1, 2, 3, 4).filter(range::contains)).containsExactly(1, 2, 3);
    Interval<Integer> interval = new Interval<>(Optional.of(1), Optional.of(3));
    assertThat(Stream.of(0, 1, 2, 3, 4).filter(interval::contains)).containsExactly(1, 2);
    assertThat(new Range<Integer>(Optional.empty(), Optional.empty()).contains(7)).isTrue();
    assertThat(new Interval<Integer>(Optional.empty(), Optional.empty()).contains(7)).isTrue();
    assertThat(new Range<>(Optional.of(3), Optional.of(1)).contains(2)).isFalse();
  }

  record NoRecord(@QueryParams int a) {}

  record ManyRecords(@QueryParams List<Plain> plain) {}

  record NoRecordWithin(@QueryParam NoRecord inner) {}

  record Twice(@QueryParams Plain plain, int a) {}

  record TwiceBefore(int b, @QueryParams Plain plain) {}

  record TwoPages(Paging paging, CursorPaging cursor) {}

  record DottedPages(@QueryParam Paging paging) {}

  record FormPages(@FormParam Paging paging) {}

  record PagesWithin(@QueryParam Outer outer) {}

  record SizedText(@PageSize String size) {}

  record SizedTwice(@PageSize @Default("7") int size) {}

  record SizedRecord(@QueryParams @PageSize Plain plain) {}

  record SizedWrongly(@PageSize(standard = 50, max = 20) int size) {}

  record SizedToNothing(@PageSize(standard = 0) Paging paging) {}

  record RawRange(@SuppressWarnings("rawtypes") Range price) {}

  record RangeOfThings(@QueryParam Pair<Thread, String> pair) {}

  record SortedByNothing(@SuppressWarnings("rawtypes") Sort sort) {}

  record TwoPlaces(@QueryParams @Body Plain plain) {}

  record WrongDefault(@Default("weight") Sort<SortTest.By> sort) {}

  static Stream<Arguments> wrongs() {
    String here = "dev.covet.QueryParamsTest.";
    String noRecord =
        ": it has @QueryParams and is no record; use @QueryParam for a single parameter";
    String rename = "; rename one of them with @QueryParam(\"…\")";
    String links =
        ": links to other pages need its parameters in the query and under their own names; remove"
            + " the annotation that gives them others";
    return Stream.of(
        Arguments.of(NoRecord.class, here + "NoRecord.a" + noRecord),
        Arguments.of(ManyRecords.class, here + "ManyRecords.plain" + noRecord),
        Arguments.of(NoRecordWithin.class, here + "NoRecord.a" + noRecord),
        Arguments.of(
            Twice.class,
            here
                + "Twice.a: the query parameter 'a' is read by "
                + here
                + "Plain.a already"
                + rename),
        Arguments.of(
            TwiceBefore.class,
            here
                + "Plain.b: the query parameter 'b' is read by "
                + here
                + "TwiceBefore.b already"
                + rename),
        Arguments.of(
            TwoPages.class,
            "dev.covet.CursorPaging.size: the query parameter 'size' is read by"
                + " dev.covet.Paging.size already"
                + rename),
        Arguments.of(DottedPages.class, here + "DottedPages.paging" + links),
        Arguments.of(FormPages.class, here + "FormPages.paging" + links),
        Arguments.of(PagesWithin.class, here + "Outer.paging" + links),
        Arguments.of(
            SizedText.class,
            here
                + "SizedText.size: it has @PageSize and is no page size; declare an int, Paging or"
                + " CursorPaging"),
        Arguments.of(
            SizedTwice.class,
            here
                + "SizedTwice.size: @PageSize has a default already; write @PageSize(standard = …)"
                + " without @Default"),
        Arguments.of(
            SizedRecord.class,
            here
                + "SizedRecord.plain: it has @PageSize and no page size in it; declare a Paging or"
                + " CursorPaging"),
        Arguments.of(
            SizedWrongly.class,
            here
                + "SizedWrongly.size: @PageSize has 50 as its default and 20 at most; give it a"
                + " default of at least 1 and a maximum that is not less"),
        Arguments.of(
            SizedToNothing.class,
            "dev.covet.Paging.size: @PageSize has 0 as its default and 100 at most; give it a"
                + " default of at least 1 and a maximum that is not less"),
        Arguments.of(
            RawRange.class,
            "dev.covet.Range.min: nothing says at run time what the type variable T is; write the"
                + " type itself"),
        Arguments.of(
            RangeOfThings.class,
            here
                + "Pair.first: a query parameter can not be made into java.lang.Thread; use a"
                + " number, String, enum or another type that has a text, declare app.converter"
                + " for it, or annotate it with @Body"),
        Arguments.of(
            SortedByNothing.class,
            here
                + "SortedByNothing.sort: nothing says what can be sorted by; write Sort<Field> with"
                + " an enum of the fields"),
        Arguments.of(
            TwoPlaces.class,
            here
                + "TwoPlaces.plain: it has @QueryParams and @Body; keep the one that it is read"
                + " from"),
        Arguments.of(
            WrongDefault.class,
            here
                + "WrongDefault.sort: its @Default 'weight' can not be converted; it must be one or"
                + " more of name, price, created_at, with - before one to descend"));
  }

  @ParameterizedTest
  @MethodSource("wrongs")
  void aWrongDeclarationStopsTheStart(Class<?> input, String message) {
    declare(input);
    IllegalStateException wrong = catchThrowableOfType(IllegalStateException.class, app::assemble);
    assertThat(wrong)
        .isNotNull()
        .hasMessageMatching("POST / \\(QueryParamsTest.java:\\d+\\): (?s).*");
    assertThat(wrong.getMessage().substring(wrong.getMessage().indexOf("): ") + 3))
        .isEqualTo(message);
  }

  private <T> void declare(Class<T> input) {
    app.post("/", input, in -> "never");
  }

  @Test
  void theSameParameterMayBeReadTwiceByName() {
    app.get("/", Same.class, Same::toString);
    assertThat(get("/?q=7")).isEqualTo("Same[number=7, text=7]");
  }

  record Same(@QueryParam("q") int number, @QueryParam("q") String text) {}
}
