package dev.covet;

import java.util.List;
import java.util.function.Function;

/**
 * One page of items as an answer: a JSON object with these members, and a {@code Link} field (RFC
 * 8288) with {@code first}, {@code prev}, {@code next} and {@code last}, as far as there are such
 * pages, which keep the other parameters of the request. Made by {@link Paging}. Immutable.
 *
 * @param items those of the page
 * @param page its number, from 1
 * @param size how many items a page has
 * @param total how many items there are on all pages together
 * @param pages how many pages there are
 * @param <T> the type of items
 */
public record Page<T>(
    @Doc("The items of this page") List<T> items,
    @Doc("Which page it is, from 1") int page,
    @Doc("How many items a page has") int size,
    @Doc("How many items there are on all pages together") long total,
    @Doc("How many pages there are") long pages) {
  /** Copies the items. */
  public Page {
    items = List.copyOf(items);
  }

  /**
   * {@return the same page with other items}
   *
   * @param change makes one of them
   * @param <R> their type
   */
  public <R> Page<R> map(Function<? super T, ? extends R> change) {
    List<R> changed = items.stream().<R>map(change).toList();
    return new Page<>(changed, page, size, total, pages);
  }
}
