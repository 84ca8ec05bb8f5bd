package dev.covet.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.http.Method;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random routes and paths: the automaton finds what a matcher finds that tries every pattern. */
class RouteTreeRandomTest {
  private static final String ID = "123e4567-e89b-12d3-a456-426614174000";
  private static final List<String> SEGMENTS =
      List.of("a", "b", "7", "3000000000", ID, "{p:int}", "{p:long}", "{p:uuid}", "{p}");
  private static final List<String> VALUES =
      List.of("a", "b", "c", "7", "8", "-1", "3000000000", "4000000000", "08", ID, "", "x y", "-");

  static LongStream seeds() {
    return LongStream.range(0, 400);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void agreesWithTryingEveryPattern(long seed) {
    Random random = new Random(seed);
    List<RouteEntry<Integer>> routes = routes(random);
    RouteTree<Integer> tree = RouteTree.of(routes);
    for (int i = 0; i < 300; i++) {
      String path = path(random);
      for (Method method : List.of(Method.GET, Method.POST)) {
        Leaf<Integer> leaf = tree.find(path);
        Integer found = leaf == null ? null : leaf.find(method);
        RouteEntry<Integer> expected = naive(routes, method, path);
        assertThat(found)
            .as("%s %s in %s", method, path, routes)
            .isEqualTo(expected == null ? null : expected.target());
      }
    }
  }

  private static List<RouteEntry<Integer>> routes(Random random) {
    List<RouteEntry<Integer>> routes = new ArrayList<>();
    int wanted = 1 + random.nextInt(12);
    while (routes.size() < wanted) {
      Method method = random.nextInt(3) == 0 ? Method.POST : Method.GET;
      PathPattern pattern = PathPattern.parse(pattern(random));
      boolean taken =
          routes.stream().anyMatch(r -> r.method() == method && r.pattern().sameShape(pattern));
      if (!taken) {
        routes.add(new RouteEntry<>(method, pattern, routes.size(), "line " + routes.size()));
      }
    }
    return routes;
  }

  private static String pattern(Random random) {
    StringBuilder pattern = new StringBuilder();
    int length = random.nextInt(4);
    for (int i = 0; i < length; i++) {
      String segment = SEGMENTS.get(random.nextInt(SEGMENTS.size()));
      pattern.append('/').append(segment.replace("{p", "{p" + i));
    }
    int end = length == 0 ? random.nextInt(2) : random.nextInt(6);
    return pattern.append(end == 0 ? "/" : end == 1 ? "/{rest...}" : "").toString();
  }

  private static String path(Random random) {
    StringBuilder path = new StringBuilder();
    for (int i = random.nextInt(5); i >= 0; i--) {
      path.append('/').append(VALUES.get(random.nextInt(VALUES.size())));
    }
    return path.toString();
  }

  /** Of all patterns that match, the one whose first different segment is more specific. */
  private static @Nullable RouteEntry<Integer> naive(
      List<RouteEntry<Integer>> routes, Method method, String path) {
    String[] values = path.substring(1).split("/", -1);
    RouteEntry<Integer> best = null;
    for (RouteEntry<Integer> route : routes) {
      if (route.method() == method
          && matches(route.pattern().toString().substring(1).split("/", -1), values)
          && (best == null || rank(route).compareTo(rank(best)) < 0)) {
        best = route;
      }
    }
    return best;
  }

  private static boolean matches(String[] pattern, String[] values) {
    for (int i = 0; i < pattern.length; i++) {
      if (pattern[i].endsWith("...}")) {
        return i < values.length;
      }
      if (i >= values.length || !takes(pattern[i], values[i])) {
        return false;
      }
    }
    return pattern.length == values.length;
  }

  private static boolean takes(String segment, String value) {
    return switch (rank(segment)) {
      case 'a' -> segment.equals(value);
      case 'b' -> isNumber(value, 31);
      case 'c' -> isNumber(value, 63);
      case 'd' -> value.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
      default -> !value.isEmpty();
    };
  }

  private static boolean isNumber(String value, int bits) {
    return value.matches("0|-?[1-9][0-9]*") && new BigInteger(value).bitLength() <= bits;
  }

  /** A letter for each segment; the smaller text is more specific. */
  private static String rank(RouteEntry<?> route) {
    StringBuilder rank = new StringBuilder();
    for (String segment : route.pattern().toString().substring(1).split("/", -1)) {
      rank.append(rank(segment));
    }
    return rank.toString();
  }

  private static char rank(String segment) {
    if (!segment.startsWith("{")) {
      return 'a';
    }
    return segment.endsWith("...}")
        ? 'f'
        : segment.endsWith(":int}")
            ? 'b'
            : segment.endsWith(":long}") ? 'c' : segment.endsWith(":uuid}") ? 'd' : 'e';
  }
}
