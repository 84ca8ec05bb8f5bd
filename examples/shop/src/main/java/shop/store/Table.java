package shop.store;

import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Rows in memory, numbered from 1, and at most so many. Safe for any thread; each change of a row
 * is one step.
 *
 * @param <T> what a row is
 */
public final class Table<T> {
  private final int most;
  private final AtomicInteger size = new AtomicInteger();
  private final AtomicLong ids = new AtomicLong();
  private final ConcurrentSkipListMap<Long, T> rows = new ConcurrentSkipListMap<>();

  /**
   * An empty table.
   *
   * @param most how many rows it can have
   */
  public Table(int most) {
    this.most = most;
  }

  /**
   * Adds a row.
   *
   * @param make makes it of its number
   * @return the row
   * @throws TableFull if there is no place
   */
  public T add(LongFunction<T> make) {
    if (size.incrementAndGet() > most) {
      size.decrementAndGet();
      throw new TableFull(most);
    }
    long id = ids.incrementAndGet();
    T row = make.apply(id);
    rows.put(id, row);
    return row;
  }

  /**
   * {@return a row, or empty if there is none}
   *
   * @param id its number
   */
  public Optional<T> find(long id) {
    return Optional.ofNullable(rows.get(id));
  }

  /**
   * {@return the changed row, or empty if there is none}
   *
   * @param id its number
   * @param change makes the new row of the old one, perhaps several times if others change it too;
   *     what it throws leaves the old one there
   */
  public Optional<T> change(long id, UnaryOperator<T> change) {
    return Optional.ofNullable(rows.computeIfPresent(id, (key, old) -> change.apply(old)));
  }

  /**
   * {@return whether there was such a row, which is gone now}
   *
   * @param id its number
   */
  public boolean remove(long id) {
    boolean removed = rows.remove(id) != null;
    if (removed) {
      size.decrementAndGet();
    }
    return removed;
  }

  /** {@return all rows, by number} */
  public Stream<T> rows() {
    return rows.values().stream();
  }

  /**
   * {@return the rows with smaller numbers, the largest first}
   *
   * @param id a number
   */
  public Stream<T> before(long id) {
    return rows.headMap(id, false).descendingMap().values().stream();
  }
}
