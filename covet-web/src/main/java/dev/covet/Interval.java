package dev.covet;

import java.util.Optional;

/**
 * An interval that a client filters by, without its end and with neither bound needed: as component
 * {@code Interval<Instant> created} it is read from the query as {@code created.from} and {@code
 * created.to}. Made for times, where the end of one interval is the beginning of the next; {@link
 * Range} has both ends. An interval that ends before it begins holds nothing.
 *
 * @param from the first value
 * @param to the first value that is no longer in it
 * @param <T> the type of values, one that parameters can have
 */
public record Interval<T extends Comparable<? super T>>(
    @Doc("The first value") Optional<T> from,
    @Doc("The first value that is no longer in it") Optional<T> to) {
  /**
   * {@return whether a value is in the interval}
   *
   * @param value the value
   */
  public boolean contains(T value) {
    return from.map(f -> f.compareTo(value) <= 0).orElse(true)
        && to.map(t -> t.compareTo(value) > 0).orElse(true);
  }
}
