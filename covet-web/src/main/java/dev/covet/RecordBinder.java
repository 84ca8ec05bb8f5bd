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
   * @param check checks it, if anything is asked of it
   */
  record Step(int at, boolean readsBody, Binder binder, @Nullable Check check) {}

  private final ArgumentsBinder arguments;
  private final MethodHandle constructor;
  private final @Nullable Check whole;

  /**
   * A binder.
   *
   * @param steps in the order in which they run
   * @param constructor takes an array of all values and returns the record, both as objects
   * @param whole checks the record, if anything is asked of it beyond its components
   */
  RecordBinder(List<Step> steps, MethodHandle constructor, @Nullable Check whole) {
    this.arguments = new ArgumentsBinder(steps);
    this.constructor = constructor;
    this.whole = whole;
  }

  /** Whether one of its components is read from the body. */
  boolean readsBody() {
    return arguments.readsBody();
  }

  @Override
  public @Nullable Object bind(Request request, Rejections rejections) throws Exception {
    int first = rejections.count();
    @Nullable Object[] values = arguments.bind(request, rejections);
    if (rejections.count() > first) {
      return null;
    }
    Object made = make(values);
    if (whole != null) {
      whole.run(made, rejections, request);
    }
    return rejections.count() > first ? null : made;
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
