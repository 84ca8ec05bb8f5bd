package dev.covet.route;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the routes for a path: a deterministic automaton over segments, compiled once. Immutable
 * and safe for any thread.
 *
 * <p>A look-up follows the path from left to right, never goes back, allocates nothing and takes
 * time proportional to the length of the path, however many routes there are. Of all routes that
 * match, the one whose first different segment is more specific wins: literal, int, long, uuid,
 * plain parameter, rest.
 *
 * @param <T> what a match yields
 */
public final class RouteTree<T> {
  private final State<T> root;

  /** Whole paths without parameters: one hash of the path instead of a walk. */
  private final Map<String, Leaf<T>> literalPaths = new HashMap<>();

  private RouteTree(State<T> root) {
    this.root = root;
  }

  /**
   * Compiles routes.
   *
   * @param routes all routes
   * @param <T> what a match yields
   * @return the tree
   * @throws IllegalStateException if two routes have the same method and match the same paths; the
   *     message names the places of both. Or if one can never be reached, with its place
   */
  public static <T> RouteTree<T> of(List<RouteEntry<T>> routes) {
    refuseConflicts(routes);
    TreeBuilder<T> builder = new TreeBuilder<>(routes);
    RouteTree<T> tree = new RouteTree<>(builder.build());
    refuseUnreachable(routes, builder.leaves());
    for (RouteEntry<T> route : routes) {
      String path = route.pattern().toString();
      Leaf<T> leaf = route.pattern().isLiteral() ? tree.walk(path) : null;
      if (leaf != null) {
        tree.literalPaths.put(path, leaf);
      }
    }
    return tree;
  }

  private static <T> void refuseConflicts(List<RouteEntry<T>> routes) {
    Map<Object, RouteEntry<T>> seen = new HashMap<>();
    List<String> conflicts = new ArrayList<>();
    for (RouteEntry<T> route : routes) {
      RouteEntry<T> earlier = seen.putIfAbsent(shape(route), route);
      if (earlier != null) {
        conflicts.add(
            route
                + " conflicts with "
                + earlier
                + ": both match the same requests; change one of them");
      }
    }
    if (!conflicts.isEmpty()) {
      throw new IllegalStateException(String.join("\n", conflicts));
    }
  }

  /** Equal for routes that match the same requests. */
  private static Object shape(RouteEntry<?> route) {
    List<Object> shape = new ArrayList<>();
    shape.add(route.method());
    for (Segment segment : route.pattern().segments()) {
      shape.add(segment.kind());
      shape.add(segment.kind() == SegmentKind.LITERAL ? segment.text() : "");
    }
    return shape;
  }

  private static <T> void refuseUnreachable(List<RouteEntry<T>> routes, List<Leaf<T>> leaves) {
    for (RouteEntry<T> route : routes) {
      boolean reached =
          leaves.stream().anyMatch(leaf -> leaf.find(route.method()) == route.target());
      if (!reached) {
        throw new IllegalStateException(route + " can never be reached");
      }
    }
  }

  /**
   * {@return what the routes under a path answer, or null if none matches}
   *
   * @param path the decoded path; begins with a slash
   */
  public @Nullable Leaf<T> find(String path) {
    Leaf<T> literal = literalPaths.get(path);
    return literal != null ? literal : walk(path);
  }

  /**
   * {@return what a path yields that is the whole of a route without parameters, or null}
   *
   * <p>What is found here needs no decoding: patterns hold no character that a request would have
   * to encode in a way that changes its meaning.
   *
   * @param rawPath the path as received
   */
  public @Nullable Leaf<T> findLiteral(String rawPath) {
    return literalPaths.get(rawPath);
  }

  private @Nullable Leaf<T> walk(String path) {
    State<T> state = root;
    int from = 1;
    while (true) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 ? path.length() : slash;
      state = state.next(path, from, to);
      if (state == null) {
        return null;
      }
      if (slash < 0) {
        return state.leaf;
      }
      from = to + 1;
    }
  }
}
