package dev.covet.route;

import org.jspecify.annotations.Nullable;

/**
 * One state of the automaton: where a path has led so far. Complete before the tree is published.
 */
final class State<T> {
  /**
   * Literal segments and where they lead; parameters that take them are merged into those states.
   */
  final SegmentTable<State<T>> literals;

  /** Where any other segment leads, by its class; null in a place where nothing takes it. */
  private final @Nullable State<T>[] byClass;

  /** Whether all classes but EMPTY lead to the same state, so that the class need not be known. */
  private boolean uniform;

  /** What a path that ends here yields. */
  @Nullable Leaf<T> leaf;

  @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of generic types can not be made otherwise
  State(int literalCount) {
    this.literals = new SegmentTable<>(literalCount);
    this.byClass = (State<T>[]) new State[SegmentClass.values().length];
  }

  void on(SegmentClass valueClass, @Nullable State<T> next) {
    byClass[valueClass.ordinal()] = next;
  }

  void complete() {
    State<T> other = byClass[SegmentClass.OTHER.ordinal()];
    uniform = true;
    for (SegmentClass c : SegmentClass.values()) {
      uniform &= c == SegmentClass.EMPTY || byClass[c.ordinal()] == other;
    }
  }

  /** Where the segment {@code path[from, to)} leads, or null if nothing matches. */
  @Nullable State<T> next(String path, int from, int to) {
    State<T> literal = literals.get(path, from, to);
    if (literal != null) {
      return literal;
    }
    SegmentClass valueClass =
        from == to
            ? SegmentClass.EMPTY
            : uniform ? SegmentClass.OTHER : SegmentClass.of(path, from, to);
    return byClass[valueClass.ordinal()];
  }
}
