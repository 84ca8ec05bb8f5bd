package dev.covet.route;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Builds the automaton by subset construction: a state stands for the set of all patterns that are
 * still possible, so a path is followed once, segment by segment, without ever going back.
 * Parameters are thereby merged into their literal siblings: with {@code /users/new/x} and {@code
 * /users/{id}/y} the state after {@code /users/new} knows both.
 */
final class TreeBuilder<T> {
  /** Some sets of patterns double the states with each segment; no real application comes near. */
  private static final int MOST_STATES = 1 << 16;

  /**
   * A route and how many of its segments have been matched. Rest segments stay matched for ever.
   */
  private record Item(int route, int position) {}

  private final List<RouteEntry<T>> routes;
  private final Map<Set<Item>, State<T>> states = new HashMap<>();
  private final Deque<Set<Item>> open = new ArrayDeque<>();

  TreeBuilder(List<RouteEntry<T>> routes) {
    this.routes =
        routes.stream()
            .sorted((a, b) -> PathPattern.bySpecificity(a.pattern(), b.pattern()))
            .toList();
  }

  State<T> build() {
    Set<Item> start = new LinkedHashSet<>();
    for (int i = 0; i < routes.size(); i++) {
      start.add(new Item(i, 0));
    }
    State<T> root = new State<>(literals(start).size());
    states.put(start, root);
    open.add(start);
    while (!open.isEmpty()) {
      Set<Item> items = open.remove();
      expand(items, states.get(items));
    }
    return root;
  }

  private void expand(Set<Item> items, @Nullable State<T> state) {
    if (state == null) {
      throw new IllegalStateException("no state for " + items);
    }
    state.leaf = leaf(items);
    for (String literal : literals(items)) {
      SegmentClass valueClass = SegmentClass.of(literal, 0, literal.length());
      State<T> next = state(after(items, literal, valueClass));
      if (next != null) {
        state.literals.put(literal, next);
      }
    }
    for (SegmentClass valueClass : SegmentClass.values()) {
      state.on(valueClass, state(after(items, null, valueClass)));
    }
    state.complete();
  }

  private @Nullable State<T> state(Set<Item> items) {
    if (items.isEmpty()) {
      return null;
    }
    State<T> known = states.get(items);
    if (known != null) {
      return known;
    }
    if (states.size() >= MOST_STATES) {
      throw new IllegalStateException(
          "the routes have too many combinations of literals and parameters: more than "
              + MOST_STATES
              + " states");
    }
    State<T> state = new State<>(literals(items).size());
    states.put(items, state);
    open.add(items);
    return state;
  }

  private Set<String> literals(Set<Item> items) {
    Set<String> literals = new HashSet<>();
    for (Item item : items) {
      Segment segment = segment(item);
      if (segment != null && segment.kind() == SegmentKind.LITERAL) {
        literals.add(segment.text());
      }
    }
    return literals;
  }

  /**
   * What is possible after a segment: a literal that some pattern has there, or (null) any other of
   * a class.
   */
  private Set<Item> after(Set<Item> items, @Nullable String literal, SegmentClass valueClass) {
    Set<Item> next = new LinkedHashSet<>();
    for (Item item : items) {
      Segment segment = segment(item);
      if (segment == null) {
        if (endsWithRest(item.route)) {
          next.add(item);
        }
      } else if (segment.kind() == SegmentKind.LITERAL
          ? segment.text().equals(literal)
          : segment.kind().takes(valueClass)) {
        next.add(new Item(item.route, item.position + 1));
      }
    }
    return next;
  }

  private @Nullable Segment segment(Item item) {
    List<Segment> segments = routes.get(item.route).pattern().segments();
    return item.position < segments.size() ? segments.get(item.position) : null;
  }

  private boolean endsWithRest(int route) {
    return routes.get(route).pattern().segments().getLast().kind() == SegmentKind.REST;
  }

  private @Nullable Leaf<T> leaf(Set<Item> items) {
    List<RouteEntry<T>> matching = new ArrayList<>();
    for (Item item : items) {
      if (segment(item) == null) {
        matching.add(routes.get(item.route));
      }
    }
    return matching.isEmpty() ? null : Leaf.of(matching);
  }

  /** Every leaf of the finished automaton. */
  List<Leaf<T>> leaves() {
    List<Leaf<T>> leaves = new ArrayList<>();
    for (State<T> state : states.values()) {
      if (state.leaf != null) {
        leaves.add(state.leaf);
      }
    }
    return leaves;
  }
}
