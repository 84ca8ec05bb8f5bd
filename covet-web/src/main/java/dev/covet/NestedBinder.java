package dev.covet;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A record within the input whose parameters may all be absent. */
final class NestedBinder implements Binder {
  private final ParamSource source;
  private final String[] names;
  private final Binder binder;
  private final boolean optional;

  /**
   * A binder.
   *
   * @param source where its parameters come from
   * @param names all of them
   * @param binder makes the record if one of them is there
   * @param optional whether it stands in an Optional; else it is null if absent
   */
  NestedBinder(ParamSource source, List<String> names, Binder binder, boolean optional) {
    this.source = source;
    this.names = names.toArray(String[]::new);
    this.binder = binder;
    this.optional = optional;
  }

  @Override
  public @Nullable Object bind(Request request, Rejections rejections) throws Exception {
    Object value = anyPresent(request) ? binder.bind(request, rejections) : null;
    return optional ? Optional.ofNullable(value) : value;
  }

  private boolean anyPresent(Request request) {
    for (String name : names) {
      if (source.first(request, name) != null) {
        return true;
      }
    }
    return false;
  }
}
