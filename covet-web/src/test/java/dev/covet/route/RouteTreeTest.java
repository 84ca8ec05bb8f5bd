package dev.covet.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.http.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTreeTest {
  private static final String ID = "123e4567-e89b-12d3-a456-426614174000";

  /** Routes for GET; the target of each is its pattern. */
  private static RouteTree<String> gets(String... patterns) {
    return RouteTree.of(Stream.of(patterns).map(p -> route("GET", p)).toList());
  }

  private static RouteEntry<String> route(String method, String pattern) {
    PathPattern parsed = PathPattern.parse(pattern);
    return new RouteEntry<>(Method.of(method), parsed, method + " " + pattern, "App.java:1");
  }

  private static @Nullable String find(RouteTree<String> tree, String path) {
    Leaf<String> leaf = tree.find(path);
    String target = leaf == null ? null : leaf.find(Method.GET);
    return target == null ? null : target.substring("GET ".length());
  }

  @ParameterizedTest
  @CsvSource({
    "/x/7,/x/7",
    "/x/8,/x/{a:int}",
    "/x/-8,/x/{a:int}",
    "/x/2147483648,/x/{b:long}",
    "/x/9223372036854775808,/x/{d}",
    "/x/" + ID + ",/x/{c:uuid}",
    "/x/08,/x/{d}",
    "/x/y,/x/{d}",
    "/x/y/z,/x/{e...}",
    "/x/,/x/{e...}",
    "/x/7/z,/x/{e...}",
    "/x,",
    "/y/7,",
    "/,"
  })
  void theMoreSpecificSegmentWins(String path, String expected) {
    String[] patterns = {"/x/{e...}", "/x/{d}", "/x/{c:uuid}", "/x/{b:long}", "/x/{a:int}", "/x/7"};
    assertThat(find(gets(patterns), path)).isEqualTo(expected);
    List<String> reversed = List.of(patterns).reversed();
    assertThat(find(gets(reversed.toArray(String[]::new)), path)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"1,true", "-2147483648,true", "2147483648,false", "x,false", "1.0,false", "+1,false"})
  void aTypedParameterTakesOnlyItsType(String value, boolean taken) {
    assertThat(find(gets("/{a:int}"), "/" + value)).isEqualTo(taken ? "/{a:int}" : null);
  }

  @Test
  void aLongTakesIntsToo() {
    assertThat(find(gets("/{a:long}"), "/1")).isEqualTo("/{a:long}");
  }

  @Test
  void aTrailingSlashCounts() {
    RouteTree<String> tree = gets("/a", "/b/", "/c/{x}", "/d/{x}/");
    assertThat(find(tree, "/a/")).isNull();
    assertThat(find(tree, "/b")).isNull();
    assertThat(find(tree, "/b/")).isEqualTo("/b/");
    assertThat(find(tree, "/c/")).isNull();
    assertThat(find(tree, "/c/1/")).isNull();
    assertThat(find(tree, "/d/1")).isNull();
    assertThat(find(tree, "/d/1/")).isEqualTo("/d/{x}/");
  }

  @Test
  void aRestTakesSlashesAndTheEmptyText() {
    RouteTree<String> tree = gets("/f/{r...}");
    for (String path : List.of("/f/", "/f/a", "/f/a/b", "/f//", "/f/a/")) {
      assertThat(find(tree, path)).as(path).isEqualTo("/f/{r...}");
    }
    assertThat(find(tree, "/f")).isNull();
    assertThat(find(gets("/{r...}"), "/")).isEqualTo("/{r...}");
  }

  @Test
  void aDeadEndBehindALiteralDoesNotHideTheParameter() {
    RouteTree<String> tree = gets("/users/new/x", "/users/{id}/y", "/{r...}");
    assertThat(find(tree, "/users/new/y")).isEqualTo("/users/{id}/y");
    assertThat(find(tree, "/users/new/x")).isEqualTo("/users/new/x");
    assertThat(find(tree, "/users/new/z")).isEqualTo("/{r...}");
  }

  @Test
  void eachMethodHasItsOwnMostSpecificRoute() {
    RouteTree<String> tree =
        RouteTree.of(List.of(route("GET", "/{r...}"), route("POST", "/a"), route("PUT", "/{x}")));
    Leaf<String> leaf = tree.find("/a");
    assertThat(leaf).isNotNull();
    assertThat(leaf.find(Method.GET)).isEqualTo("GET /{r...}");
    assertThat(leaf.find(Method.HEAD)).isEqualTo("GET /{r...}");
    assertThat(leaf.find(Method.POST)).isEqualTo("POST /a");
    assertThat(leaf.find(Method.PUT)).isEqualTo("PUT /{x}");
    assertThat(leaf.find(Method.DELETE)).isNull();
    assertThat(leaf.allowed())
        .containsExactlyInAnyOrder(
            Method.POST, Method.PUT, Method.GET, Method.HEAD, Method.OPTIONS);
  }

  @Test
  void aHeadRouteOfItsOwnIsNotReplacedByGetWhateverTheOrder() {
    for (List<String> order : List.of(List.of("GET", "HEAD"), List.of("HEAD", "GET"))) {
      RouteTree<String> tree = RouteTree.of(order.stream().map(m -> route(m, "/{x}")).toList());
      assertThat(tree.find("/a").find(Method.HEAD)).isEqualTo("HEAD /{x}");
    }
    RouteTree<String> specific = RouteTree.of(List.of(route("GET", "/a"), route("HEAD", "/{x}")));
    assertThat(specific.find("/a").find(Method.HEAD)).isEqualTo("GET /a");
    assertThat(specific.find("/b").find(Method.HEAD)).isEqualTo("HEAD /{x}");
  }

  @Test
  void optionsIsAllowedOnceEvenWithARouteOfItsOwn() {
    RouteTree<String> tree = RouteTree.of(List.of(route("OPTIONS", "/a")));
    assertThat(tree.find("/a").allowed()).containsExactly(Method.OPTIONS);
  }

  @Test
  void aMethodOfAnyNameIsFound() {
    RouteTree<String> tree = RouteTree.of(List.of(route("PURGE", "/a")));
    assertThat(tree.find("/a").find(Method.of("PURGE"))).isEqualTo("PURGE /a");
  }

  @Test
  void allConflictsAreNamedWithBothPlaces() {
    List<RouteEntry<String>> routes = new ArrayList<>();
    routes.add(new RouteEntry<>(Method.GET, PathPattern.parse("/a/{x}"), "1", "A.java:3"));
    routes.add(new RouteEntry<>(Method.GET, PathPattern.parse("/a/{y}"), "2", "B.java:4"));
    routes.add(new RouteEntry<>(Method.PUT, PathPattern.parse("/b"), "3", "C.java:5"));
    routes.add(new RouteEntry<>(Method.PUT, PathPattern.parse("/b"), "4", "D.java:6"));
    routes.add(new RouteEntry<>(Method.GET, PathPattern.parse("/a/{x:int}"), "5", "E.java:7"));
    assertThatThrownBy(() -> RouteTree.of(routes))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "GET /a/{y} (B.java:4) conflicts with GET /a/{x} (A.java:3): both match the same"
                + " requests; change one of them\n"
                + "PUT /b (D.java:6) conflicts with PUT /b (C.java:5): both match the same"
                + " requests; change one of them");
  }

  @Test
  void tooManyCombinationsAreRefused() {
    List<RouteEntry<String>> routes = new ArrayList<>();
    for (int literal = 0; literal < 20; literal++) {
      StringBuilder pattern = new StringBuilder();
      for (int i = 0; i < 20; i++) {
        pattern.append(i == literal ? "/x" : "/{p" + i + "}");
      }
      routes.add(route("GET", pattern.toString()));
    }
    assertThatThrownBy(() -> RouteTree.of(routes)).hasMessageContaining("too many combinations");
  }

  @Test
  void onlyPathsWithoutParametersAreFoundUndecoded() {
    RouteTree<String> tree = gets("/a", "/b/{x}");
    assertThat(tree.findLiteral("/a")).isSameAs(tree.find("/a"));
    assertThat(tree.findLiteral("/b/1")).isNull();
  }

  @Test
  void withoutRoutesNothingIsFound() {
    assertThat(RouteTree.of(List.of()).find("/")).isNull();
  }
}
