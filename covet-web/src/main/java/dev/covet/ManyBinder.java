package dev.covet;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All values of a repeated parameter, in order and unmodifiable. */
final class ManyBinder implements Binder {
  private final ParamSource source;
  private final String name;
  private final TextConversion.Reader reader;
  private final boolean set;
  private final boolean nullable;

  ManyBinder(
      ParamSource source,
      String name,
      TextConversion.Reader reader,
      boolean set,
      boolean nullable) {
    this.source = source;
    this.name = name;
    this.reader = reader;
    this.set = set;
    this.nullable = nullable;
  }

  @Override
  public @Nullable Object bind(Request request, Rejections rejections) {
    List<String> texts = source.all(request, name);
    if (texts.isEmpty()) {
      return nullable ? null : set ? Set.of() : List.of();
    }
    Collection<Object> values = set ? new LinkedHashSet<>() : new ArrayList<>(texts.size());
    for (String text : texts) {
      Object value = TextBinder.read(reader, source, name, text, rejections);
      if (value != null) {
        values.add(value);
      }
    }
    return values instanceof Set<?> unique
        ? Collections.unmodifiableSet(unique)
        : Collections.unmodifiableList((List<?>) values);
  }
}
