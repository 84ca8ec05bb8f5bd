package dev.covet;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The object behind the routes of a controller.
 *
 * @param type its class, as it was added
 * @param given the object, or null if it was added by its class
 */
record ControllerObject(Class<?> type, @Nullable Object given) {
  /** The object; there from the start on. */
  Supplier<Object> in(Declaration declaration) {
    return given == null ? declaration.instances().get(type, declaration)::value : () -> given;
  }
}
