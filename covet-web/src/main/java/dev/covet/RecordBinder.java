package dev.covet;

import java.lang.invoke.MethodHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds the components of a record and calls its constructor when all of them are good. */
final class RecordBinder implements Binder {
  /**
   * One component.
   *
   * @param at its position in the constructor
   * @param readsBody whether it reads the body
   * @param binder makes it
   */
  record Step(int at, boolean readsBody, Binder binder) {}

  private final Step[] steps;
  private final MethodHandle constructor;

  /**
   * A binder.
   *
   * @param steps in the order in which they run
   * @param constructor takes an array of all values and returns the record, both as objects
   */
  RecordBinder(List<Step> steps, MethodHandle constructor) {
    this.steps = steps.toArray(Step[]::new);
    this.constructor = constructor;
  }

  @Override
  public @Nullable Object bind(Request request, Rejections rejections) throws Exception {
    @Nullable Object[] values = new @Nullable Object[steps.length];
    for (Step step : steps) {
      if (step.readsBody() && rejections.notFound()) {
        return null;
      }
      values[step.at()] = step.binder().bind(request, rejections);
    }
    return rejections.isEmpty() ? make(values) : null;
  }

  private Object make(@Nullable Object[] values) throws Exception {
    try {
      return (Object) constructor.invokeExact(values);
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
