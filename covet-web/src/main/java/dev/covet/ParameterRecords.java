package dev.covet;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records that are parameters by their type alone. */
final class ParameterRecords {
  private static final Set<Class<?>> DOTTED = Set.of(Range.class, Interval.class);
  private static final Set<Class<?>> PAGES = Set.of(Paging.class, CursorPaging.class);

  private ParameterRecords() {}

  /** Where its components are read from under their own names, or null if nothing says that. */
  static @Nullable ParamSource flat(SlotType type) {
    if (!isOne(type)) {
      return null;
    }
    if (type.raw().isAnnotationPresent(QueryParams.class)) {
      return ParamSource.QUERY;
    }
    return type.raw().isAnnotationPresent(FormParams.class) ? ParamSource.FORM : null;
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
