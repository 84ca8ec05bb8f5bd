package dev.covet;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to read on from: {@code after} is the cursor that the page before gave as
 * {@code next}, absent for the first page; {@code size} is 20 if absent and 100 at most, or what a
 * {@link PageSize} beside it says. Unlike {@link Paging} it skips and repeats nothing while items
 * come and go, and costs the same on each page. Answer with a {@link CursorPage}.
 *
 * @param after a cursor as the application has made it: it comes from the client, so check it
 * @param size how many items a page has
 */
@QueryParams
public record CursorPaging(
    @Doc("The cursor that the page before gave as next") Optional<String> after,
    @Doc("How many items a page has") @PageSize int size) {
  /**
   * Checks it.
   *
   * @throws IllegalArgumentException if the size is less than 1
   */
  public CursorPaging {
    if (size < 1) {
      throw new IllegalArgumentException("size is 1 or more: " + size);
    }
  }

  /**
   * {@return the page with the items that were found for it}
   *
   * @param items those of the page, copied
   * @param next the cursor from which the next page is read, or null if there is none
   * @param <T> the type of items
   */
  public <T> CursorPage<T> page(List<? extends T> items, @Nullable String next) {
    return new CursorPage<>(List.copyOf(items), next);
  }
}
