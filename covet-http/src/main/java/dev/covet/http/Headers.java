package dev.covet.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Header or trailer fields in order; names compare without case, a name may stand several times.
 * Immutable and safe for any thread: every change returns a new instance.
 *
 * <p>Names and values are checked when they are set, so that nothing that reaches the wire can
 * split a message: a name must be a token, a value must hold no CR, LF, NUL or other control
 * character and nothing above U+00FF.
 */
public final class Headers {
  private static final Headers EMPTY = new Headers(new String[0]);

  /** Names at even places, values at odd ones. Never changed after construction. */
  private final String[] fields;

  private Headers(String[] fields) {
    this.fields = fields;
  }

  /** {@return no fields} */
  public static Headers empty() {
    return EMPTY;
  }

  /**
   * Fields from names and values in turn.
   *
   * @param namesAndValues name, value, name, value …
   * @return the fields in that order
   * @throws IllegalArgumentException if the count is odd, or a name or value breaks the rules above
   */
  public static Headers of(String... namesAndValues) {
    if (namesAndValues.length % 2 != 0) {
      throw new IllegalArgumentException(
          "a value is missing for header '" + namesAndValues[namesAndValues.length - 1] + "'");
    }
    for (int i = 0; i < namesAndValues.length; i += 2) {
      check(namesAndValues[i], namesAndValues[i + 1]);
    }
    return namesAndValues.length == 0 ? EMPTY : new Headers(namesAndValues.clone());
  }

  /**
   * Received fields from names and values in turn, without the check for what may be sent.
   *
   * @param namesAndValues name, value, name, value …; not changed afterwards
   * @return the fields in that order
   */
  public static Headers received(String... namesAndValues) {
    return namesAndValues.length == 0 ? EMPTY : new Headers(namesAndValues);
  }

  /** {@return the number of fields} */
  public int size() {
    return fields.length / 2;
  }

  /** {@return whether there is no field} */
  public boolean isEmpty() {
    return fields.length == 0;
  }

  /**
   * The name of a field as it was given.
   *
   * @param index from 0 to {@link #size()} - 1
   * @return the name
   */
  public String name(int index) {
    return fields[2 * index];
  }

  /**
   * The value of a field.
   *
   * @param index from 0 to {@link #size()} - 1
   * @return the value
   */
  public String value(int index) {
    return fields[2 * index + 1];
  }

  /**
   * The first value under a name.
   *
   * @param name compared without case
   * @return the value, or null
   */
  public @Nullable String first(String name) {
    int at = indexOf(name, 0);
    return at < 0 ? null : fields[at + 1];
  }

  /**
   * All values under a name, in order.
   *
   * @param name compared without case
   * @return the values, unmodifiable, empty if there is none
   */
  public List<String> all(String name) {
    int at = indexOf(name, 0);
    if (at < 0) {
      return List.of();
    }
    List<String> values = new ArrayList<>(2);
    for (; at >= 0; at = indexOf(name, at + 2)) {
      values.add(fields[at + 1]);
    }
    return List.copyOf(values);
  }

  /**
   * Whether a name is there.
   *
   * @param name compared without case
   * @return true if at least one field has it
   */
  public boolean contains(String name) {
    return indexOf(name, 0) >= 0;
  }

  /**
   * With this field in place of all of the same name; it keeps the place of the first of them, or
   * comes last.
   *
   * @param name a token
   * @param value the value
   * @return the new fields
   * @throws IllegalArgumentException if the name or value breaks the rules above
   */
  public Headers with(String name, String value) {
    check(name, value);
    int at = indexOf(name, 0);
    if (at < 0) {
      return append(name, value);
    }
    String[] kept = new String[fields.length];
    int n = 0;
    for (int i = 0; i < fields.length; i += 2) {
      if (i == at || !fields[i].equalsIgnoreCase(name)) {
        kept[n++] = i == at ? name : fields[i];
        kept[n++] = i == at ? value : fields[i + 1];
      }
    }
    return new Headers(Arrays.copyOf(kept, n));
  }

  /**
   * With one field more, after the others.
   *
   * @param name a token
   * @param value the value
   * @return the new fields
   * @throws IllegalArgumentException if the name or value breaks the rules above
   */
  public Headers add(String name, String value) {
    check(name, value);
    return append(name, value);
  }

  /**
   * With all fields of others after these.
   *
   * @param others what is added
   * @return all of them
   */
  public Headers addAll(Headers others) {
    if (others.fields.length == 0 || fields.length == 0) {
      return fields.length == 0 ? others : this;
    }
    String[] all = Arrays.copyOf(fields, fields.length + others.fields.length);
    System.arraycopy(others.fields, 0, all, fields.length, others.fields.length);
    return new Headers(all);
  }

  /**
   * Without the fields of this name.
   *
   * @param name compared without case
   * @return the other fields
   */
  public Headers without(String name) {
    if (indexOf(name, 0) < 0) {
      return this;
    }
    String[] kept = new String[fields.length];
    int n = 0;
    for (int i = 0; i < fields.length; i += 2) {
      if (!fields[i].equalsIgnoreCase(name)) {
        kept[n++] = fields[i];
        kept[n++] = fields[i + 1];
      }
    }
    return n == 0 ? EMPTY : new Headers(Arrays.copyOf(kept, n));
  }

  /**
   * Calls back for each field in order.
   *
   * @param action receives name and value
   */
  public void forEach(BiConsumer<String, String> action) {
    for (int i = 0; i < fields.length; i += 2) {
      action.accept(fields[i], fields[i + 1]);
    }
  }

  private Headers append(String name, String value) {
    String[] longer = Arrays.copyOf(fields, fields.length + 2);
    longer[fields.length] = name;
    longer[fields.length + 1] = value;
    return new Headers(longer);
  }

  private int indexOf(String name, int from) {
    for (int i = from; i < fields.length; i += 2) {
      String candidate = fields[i];
      if (candidate.length() == name.length() && candidate.equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }

  private static void check(String name, String value) {
    if (!Tokens.isToken(name)) {
      throw new IllegalArgumentException("not a header name: '" + name + "'");
    }
    int at = Tokens.firstIllegalInValue(value);
    if (at >= 0) {
      throw new IllegalArgumentException(
          "header '"
              + name
              + "' may not hold the character U+%04X at index %d"
                  .formatted((int) value.charAt(at), at));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Headers headers && Arrays.equals(headers.fields, fields);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(fields);
  }

  /** Names and values, a line each; for people. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    return text.toString();
  }
}
