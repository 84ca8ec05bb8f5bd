package dev.covet;

import java.util.List;

/**
 * Which page a client wants, as component of an input or parameter of a controller: {@code page}
 * counts from 1 and is 1 if absent, {@code size} is 20 if absent and 100 at most, or what a {@link
 * PageSize} beside it says. Answer with a {@link Page}.
 *
 * <p>The bounds are those of query parameters; within a body nobody checks the maximum.
 *
 * @param page the page's number
 * @param size how many items a page has
 */
@QueryParams
public record Paging(
    @Doc("The page, from 1") @Default("1") @AtLeast(1) int page,
    @Doc("How many items a page has") @PageSize int size) {
  /**
   * Checks it.
   *
   * @throws IllegalArgumentException if one of them is less than 1
   */
  public Paging {
    if (page < 1 || size < 1) {
      throw new IllegalArgumentException("page and size are 1 or more: " + page + ", " + size);
    }
  }

  /** {@return how many items stand before the page, for {@code OFFSET} in SQL} */
  public long offset() {
    return (page - 1L) * size;
  }

  /**
   * {@return the page of a list that is in memory as a whole}
   *
   * @param all everything that was found, in order
   * @param <T> the type of items
   */
  public <T> Page<T> of(List<? extends T> all) {
    int from = (int) Math.min(offset(), all.size());
    int to = (int) Math.min(offset() + size, all.size());
    return page(all.subList(from, to), all.size());
  }

  /**
   * {@return the page with the items that were found for it}
   *
   * @param items those of the page, copied
   * @param total how many there are on all pages together
   * @param <T> the type of items
   */
  public <T> Page<T> page(List<? extends T> items, long total) {
    return new Page<>(List.copyOf(items), page, size, total, (total + size - 1) / size);
  }
}
