package dev.covet.bridge;

import dev.covet.Request;
import dev.covet.Response;
import dev.covet.ResponseBody;
import dev.covet.http.Headers;
import dev.covet.http.IncomingRequest;
import dev.covet.http.Status;
import java.lang.reflect.Constructor;

/**
 * Requests for an application that has no router. Only the application layer can make them, so this
 * goes by reflection.
 */
final class Requests {
  private static final Constructor<?> CONSTRUCTOR = Request.class.getDeclaredConstructors()[0];

  static {
    CONSTRUCTOR.setAccessible(true);
  }

  private Requests() {}

  /** A response with a body of a kind that applications do not make themselves. */
  static Response<?> response(ResponseBody body) {
    for (Constructor<?> constructor : Response.class.getDeclaredConstructors()) {
      constructor.setAccessible(true);
      try {
        return (Response<?>) constructor.newInstance(Status.OK, Headers.empty(), body, null);
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(e.getMessage(), e);
      }
    }
    throw new AssertionError("no constructor");
  }

  static Request of(IncomingRequest incoming) {
    Class<?>[] types = CONSTRUCTOR.getParameterTypes();
    Object[] values = new Object[types.length];
    for (int i = 0; i < types.length; i++) {
      values[i] =
          types[i] == IncomingRequest.class ? incoming : types[i] == String.class ? "/" : null;
    }
    try {
      return (Request) CONSTRUCTOR.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }
}
