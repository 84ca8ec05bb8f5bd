package dev.covet;

import dev.covet.http.RequestPhase;
import java.lang.invoke.MethodHandle;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Binds the parameters of a method and calls it when all of them are good. */
final class BoundCall implements Handler<@Nullable Object> {
  private static final long serialVersionUID = 1L;

  private final transient Supplier<Object> object;
  private final transient ArgumentsBinder arguments;
  private final transient MethodHandle method;
  private final transient @Nullable CallCheck check;

  /**
   * A call.
   *
   * @param object gives the object that has the method
   * @param arguments makes the values of the parameters
   * @param method takes the object and an array of all values, and returns the result, all as
   *     objects
   * @param check checks the values, if anything is asked of them
   */
  BoundCall(
      Supplier<Object> object,
      ArgumentsBinder arguments,
      MethodHandle method,
      @Nullable CallCheck check) {
    this.object = object;
    this.arguments = arguments;
    this.method = method;
    this.check = check;
  }

  @Override
  public @Nullable Object handle(Request request) throws Exception {
    Rejections rejections = new Rejections();
    @Nullable Object[] values;
    request.enter(RequestPhase.BIND);
    try {
      values = arguments.bind(request, rejections);
      if (check != null && !rejections.notFound()) {
        request.enter(RequestPhase.VALIDATE);
        check.run(values, rejections);
      }
    } finally {
      request.enter(RequestPhase.HANDLER);
    }
    if (!rejections.isEmpty()) {
      throw rejections.toException();
    }
    try {
      return (@Nullable Object) method.invokeExact(object.get(), values);
    } catch (Exception | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
