package dev.covet;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;

/** Provided values that have to be closed, in order of creation. */
final class Opened {
  /**
   * One of them.
   *
   * @param provision names it in the log
   */
  private record One(Provision provision, AutoCloseable value) {}

  private final List<One> all = new ArrayList<>(2);

  /** Adds a value if it can be closed; the second name of one that is here already adds nothing. */
  void add(Provision provision, Object value) {
    if (value instanceof AutoCloseable closeable && !holds(value)) {
      all.add(new One(provision, closeable));
    }
  }

  @SuppressWarnings("ReferenceEquality") // the very same object is meant
  private boolean holds(Object value) {
    for (One one : all) {
      if (one.value() == value) {
        return true;
      }
    }
    return false;
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** Closes all of them, the last one first, whatever fails; once. */
  void close() {
    while (!all.isEmpty()) {
      One last = all.removeLast();
      try {
        last.value().close();
      } catch (Throwable failure) {
        Log.WEB.log(
            Level.WARNING, () -> last.provision() + ": its value could not be closed", failure);
      }
    }
  }
}
