package dev.covet;

import dev.covet.TextConversion.Malformed;
import java.lang.reflect.ParameterizedType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Reads {@code -price,name}. */
final class SortText {
  private SortText() {}

  /**
   * The reader for a slot of the type {@link Sort}.
   *
   * @throws IllegalStateException if its type argument says no fields
   */
  static TextConversion.Reader of(Slot slot, SlotType type, Declaration declaration) {
    if (type.element() instanceof ParameterizedType generic
        && generic.getActualTypeArguments()[0] instanceof Class<?> field
        && field.isEnum()) {
      return reader(field);
    }
    throw declaration.wrong(
        slot, "nothing says what can be sorted by", "write Sort<Field> with an enum of the fields");
  }

  private static TextConversion.Reader reader(Class<?> type) {
    Map<String, Enum<?>> fields = new LinkedHashMap<>();
    for (Object constant : type.getEnumConstants()) {
      Enum<?> field = (Enum<?>) constant;
      fields.put(field.name().toLowerCase(Locale.ROOT), field);
    }
    String expected = expected(List.copyOf(fields.keySet()));
    return text -> read(text, fields, expected);
  }

  private static String expected(List<String> names) {
    return names.stream()
        .collect(Collectors.joining(", ", "one or more of ", ", with - before one to descend"));
  }

  private static Object read(String text, Map<String, Enum<?>> fields, String expected)
      throws Malformed {
    Map<Enum<?>, Boolean> orders = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      boolean descending = part.startsWith("-");
      Enum<?> field = fields.get(part.substring(descending ? 1 : 0).toLowerCase(Locale.ROOT));
      if (field == null) {
        throw new Malformed(expected);
      }
      orders.putIfAbsent(field, descending);
    }
    return sort(orders);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the fields are constants of one enum
  private static Sort<?> sort(Map<Enum<?>, Boolean> orders) {
    return new Sort(
        orders.entrySet().stream().map(o -> new Sort.Order(o.getKey(), o.getValue())).toList());
  }
}
