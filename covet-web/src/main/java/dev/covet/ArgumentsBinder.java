package dev.covet;

import dev.covet.RecordBinder.Step;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fills the components of a record or the parameters of a method. */
final class ArgumentsBinder {
  /** Stands for what could not be made. */
  static final Object UNBOUND = new Object();

  private final Step[] steps;

  /**
   * A binder.
   *
   * @param steps in the order in which they run
   */
  ArgumentsBinder(List<Step> steps) {
    this.steps = steps.toArray(Step[]::new);
  }

  /** Whether one of them is read from the body. */
  boolean readsBody() {
    return steps.length > 0 && steps[steps.length - 1].readsBody();
  }

  /**
   * Makes the values. They count only if nothing was rejected.
   *
   * @param request the request
   * @param rejections takes what is wrong
   * @return the values in the order of declaration
   * @throws Exception if the request can not be read at all
   */
  @Nullable Object[] bind(Request request, Rejections rejections) throws Exception {
    @Nullable Object[] values = new @Nullable Object[steps.length];
    for (Step step : steps) {
      values[step.at()] = bind(step, request, rejections);
    }
    return values;
  }

  private static @Nullable Object bind(Step step, Request request, Rejections rejections)
      throws Exception {
    if (step.readsBody() && rejections.notFound()) {
      return UNBOUND;
    }
    int before = rejections.count();
    Object value = step.binder().bind(request, rejections);
    if (rejections.count() > before) {
      return UNBOUND;
    }
    Check check = step.check();
    if (check != null) {
      check.run(value, rejections, request);
    }
    return value;
  }
}
