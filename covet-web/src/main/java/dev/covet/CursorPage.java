package dev.covet;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of items as an answer: a JSON object with these members, and a {@code Link} field (RFC
 * 8288) with {@code first} and, if there is more, {@code next}, which keep the other parameters of
 * the request. Made by {@link CursorPaging}. Immutable.
 *
 * @param items those of the page
 * @param next the cursor of the next page, or null if there is none
 * @param <T> the type of items
 */
public record CursorPage<T>(
    @Doc("The items of this page") List<T> items,
    @Doc("Where the next page begins, null on the last one") @Nullable String next) {
  /** Copies the items. */
  public CursorPage {
    items = List.copyOf(items);
  }

  /**
   * {@return the same page with other items}
   *
   * @param change makes one of them
   * @param <R> their type
   */
  public <R> CursorPage<R> map(Function<? super T, ? extends R> change) {
    return new CursorPage<>(items.stream().<R>map(change).toList(), next);
  }
}
