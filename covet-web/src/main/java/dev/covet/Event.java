package dev.covet;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One event of an event stream (WHATWG HTML, section 9.2). Immutable.
 *
 * <p>Checked when it is made: no id and no name can hold a line of its own, so text of a client can
 * not become a field of the stream. Data may have several lines; the client gets them as they are,
 * with {@code \n} for every line break.
 *
 * @param <T> the type of its data
 * @param data what it tells: a {@code String} as it is, anything else as JSON; null for none, which
 *     a client takes note of (id, retry) and does not show
 * @param id what a client that comes back names in {@code Last-Event-ID}; null to leave it as it
 *     is, empty to have none
 * @param event the name under which a page listens; null for {@code message}
 * @param retry how long a client waits before it comes back, in whole milliseconds; null for its
 *     own choice
 */
public record Event<T>(
    @Nullable T data, @Nullable String id, @Nullable String event, @Nullable Duration retry) {
  /**
   * Checks the fields.
   *
   * @throws IllegalArgumentException if the id or name holds a line break or NUL, or the time is
   *     negative
   */
  public Event {
    oneLine("id", id);
    oneLine("event", event);
    if (retry != null && retry.isNegative()) {
      throw new IllegalArgumentException("Event.retry: " + retry + " is negative; use 0 or more");
    }
  }

  /**
   * {@return an event without id and name}
   *
   * @param data what it tells
   * @param <T> its type
   */
  public static <T> Event<T> of(T data) {
    return new Event<>(data, null, null, null);
  }

  /**
   * {@return this event with an id}
   *
   * @param id one line
   */
  public Event<T> id(String id) {
    return new Event<>(data, id, event, retry);
  }

  /**
   * {@return this event with a number as its id}
   *
   * @param id the number
   */
  public Event<T> id(long id) {
    return id(Long.toString(id));
  }

  /**
   * {@return this event with a name}
   *
   * @param event one line
   */
  public Event<T> event(String event) {
    return new Event<>(data, id, event, retry);
  }

  /**
   * {@return this event with a time after which clients come back}
   *
   * @param retry the time, to the millisecond
   */
  public Event<T> retry(Duration retry) {
    return new Event<>(data, id, event, retry);
  }

  private static void oneLine(String field, @Nullable String text) {
    for (int i = 0; text != null && i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || c == '\r' || c == 0) {
        throw new IllegalArgumentException(
            String.format(
                "Event.%s: character %d is U+%04X; it must be one line without NUL",
                field, i, (int) c));
      }
    }
  }
}
