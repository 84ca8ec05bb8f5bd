package dev.covet;

import dev.covet.spi.RouteDescription.Bounds;
import org.jspecify.annotations.Nullable;

/** What a whole number may be by Covet's own annotations; no validator is needed for it. */
final class NumberBounds {
  private NumberBounds() {}

  /**
   * Those of a slot, or null if it has none.
   *
   * @throws IllegalStateException if the annotation makes no sense
   */
  static @Nullable Bounds of(Slot slot, SlotType type, Declaration declaration) {
    AtLeast least = slot.find(AtLeast.class);
    if (least != null) {
      return new Bounds(least.value(), Integer.MAX_VALUE);
    }
    PageSize size = slot.find(PageSize.class);
    if (size == null) {
      return null;
    }
    if (type.whole() != int.class) {
      throw declaration.wrong(
          slot, "it has @PageSize and is no page size", "declare an int, Paging or CursorPaging");
    }
    if (slot.find(Default.class) != null) {
      throw declaration.wrong(
          slot,
          "@PageSize has a default already",
          "write @PageSize(standard = …) without @Default");
    }
    if (size.standard() < 1 || size.max() < size.standard()) {
      throw declaration.wrong(
          slot,
          "@PageSize has " + size.standard() + " as its default and " + size.max() + " at most",
          "give it a default of at least 1 and a maximum that is not less");
    }
    return new Bounds(1, size.max());
  }

  static Check check(Bounds bounds, ParamSource source, String name) {
    int least = bounds.least();
    int most = bounds.most();
    String message =
        most == Integer.MAX_VALUE
            ? "must be at least " + least
            : "must be from " + least + " to " + most;
    return (value, rejections) -> {
      if (value instanceof Integer number && (number < least || number > most)) {
        rejections.add(Rejection.constraint(source, name, message, "range"), null);
      }
    };
  }
}
