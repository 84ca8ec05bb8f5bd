package shop.store;

import dev.covet.CursorPage;
import dev.covet.CursorPaging;
import dev.covet.HttpException;
import dev.covet.http.Status;
import java.util.List;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Reads rows from the newest on, page by page: the cursor is the number of the last one. */
public final class Seek {
  private Seek() {}

  /**
   * {@return a page}
   *
   * @param paging which one
   * @param before the rows before a number, the largest first
   * @param id the number of a row
   * @param <T> what a row is
   */
  public static <T> CursorPage<T> page(
      CursorPaging paging, LongFunction<Stream<T>> before, ToLongFunction<T> id) {
    long from = paging.after().map(Seek::number).orElse(Long.MAX_VALUE);
    List<T> found = before.apply(from).limit(paging.size() + 1L).toList();
    if (found.size() <= paging.size()) {
      return paging.page(found, null);
    }
    List<T> items = found.subList(0, paging.size());
    return paging.page(items, Long.toString(id.applyAsLong(items.getLast())));
  }

  private static long number(String cursor) {
    try {
      return Long.parseUnsignedLong(cursor);
    } catch (NumberFormatException e) {
      throw new HttpException(Status.UNPROCESSABLE_CONTENT, "'after' is no cursor of this list", e);
    }
  }
}
