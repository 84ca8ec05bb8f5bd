package dev.covet;

import java.util.Set;

/** Records that are parameters of the query by their type alone. */
final class ParameterRecords {
  private static final Set<Class<?>> DOTTED = Set.of(Range.class, Interval.class);
  private static final Set<Class<?>> PAGES = Set.of(Paging.class, CursorPaging.class);

  private ParameterRecords() {}

  /** Whether its components are parameters under their own names. */
  static boolean isFlat(SlotType type) {
    return isOne(type) && type.raw().isAnnotationPresent(QueryParams.class);
  }

  /** Whether its components are parameters with dotted names. */
  static boolean isDotted(SlotType type) {
    return isOne(type) && DOTTED.contains(type.raw());
  }

  /** Whether links to other pages need to know the names of its parameters. */
  static boolean isPaging(SlotType type) {
    return PAGES.contains(type.raw());
  }

  private static boolean isOne(SlotType type) {
    return type.raw().isRecord() && !type.shape().isCollection();
  }
}
