package dev.covet.engine.http2;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Header fields in order, names in lower case. */
final class FieldList {
  private static final int FIRST = 12;

  private String[] names = new String[FIRST];
  private String[] values = new String[FIRST];
  private int count;

  void add(String name, String value) {
    if (count == names.length) {
      names = Arrays.copyOf(names, count * 2);
      values = Arrays.copyOf(values, count * 2);
    }
    names[count] = name;
    values[count++] = value;
  }

  int count() {
    return count;
  }

  String name(int index) {
    return names[index];
  }

  String value(int index) {
    return values[index];
  }

  @Nullable String first(String name) {
    int index = indexOf(name, 0);
    return index < 0 ? null : values[index];
  }

  List<String> all(String name) {
    int index = indexOf(name, 0);
    if (index < 0) {
      return List.of();
    }
    List<String> found = new ArrayList<>(2);
    for (; index >= 0; index = indexOf(name, index + 1)) {
      found.add(values[index]);
    }
    return List.copyOf(found);
  }

  /**
   * Makes one field of all that have this name, where the first was (RFC 9113, section 8.2.3: the
   * crumbs of a cookie).
   */
  void join(String name, String separator) {
    int first = indexOf(name, 0);
    if (first < 0 || indexOf(name, first + 1) < 0) {
      return;
    }
    values[first] = String.join(separator, all(name));
    int kept = first + 1;
    for (int i = first + 1; i < count; i++) {
      if (!names[i].equals(name)) {
        names[kept] = names[i];
        values[kept++] = values[i];
      }
    }
    count = kept;
  }

  private int indexOf(String name, int from) {
    for (int i = from; i < count; i++) {
      // Names here are lower case; the caller's may be of any.
      if (names[i].length() == name.length() && names[i].equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }
}
