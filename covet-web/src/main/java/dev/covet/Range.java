package dev.covet;

import java.util.Optional;

/**
 * A range that a client filters by, both ends included and neither needed: as component {@code
 * Range<BigDecimal> price} it is read from the query as {@code price.min} and {@code price.max}. A
 * range whose ends are the wrong way round holds nothing.
 *
 * @param min the smallest value
 * @param max the largest value
 * @param <T> the type of values, one that parameters can have
 */
public record Range<T extends Comparable<? super T>>(
    @Doc("The smallest value") Optional<T> min, @Doc("The largest value") Optional<T> max) {
  /**
   * {@return whether a value is in the range}
   *
   * @param value the value
   */
  public boolean contains(T value) {
    return min.map(m -> m.compareTo(value) <= 0).orElse(true)
        && max.map(m -> m.compareTo(value) >= 0).orElse(true);
  }
}
