package dev.covet;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * What a client wants a list to be sorted by: {@code sort=-price,name} is by price from the top and
 * by name where prices are equal. As component {@code Sort<Field> sort} it takes the constants of
 * an enum, in any case, and nothing else: only what the application lists can reach its database.
 * Absent is empty, or what a {@link Default} says. A field that comes again could change nothing
 * and is left out. Immutable.
 *
 * @param orders in order of their weight; each field once
 * @param <F> what can be sorted by
 */
public record Sort<F extends Enum<F>>(List<Order<F>> orders) {
  /**
   * One field.
   *
   * @param field the field
   * @param descending whether from the top
   * @param <F> what can be sorted by
   */
  public record Order<F extends Enum<F>>(F field, boolean descending) {}

  /** Copies the list. */
  public Sort {
    orders = List.copyOf(orders);
  }

  /** {@return whether the client, or the default, asks for nothing} */
  public boolean isEmpty() {
    return orders.isEmpty();
  }

  /**
   * {@return what sorts a list in memory that way; if nothing is asked for, it leaves the order as
   * it is}
   *
   * @param by compares by one of the fields, ascending
   * @param <T> the type of what is sorted
   */
  public <T> Comparator<T> comparator(Function<? super F, ? extends Comparator<T>> by) {
    Comparator<T> all = (a, b) -> 0;
    for (Order<F> order : orders) {
      Comparator<T> one = by.apply(order.field());
      all = all.thenComparing(order.descending() ? one.reversed() : one);
    }
    return all;
  }
}
