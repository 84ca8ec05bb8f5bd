package dev.covet;

import dev.covet.http.Method;
import dev.covet.route.PathPattern;
import java.util.List;

/**
 * A route as it is served, for the checks at start.
 *
 * @param method its method
 * @param path its whole pattern
 * @param place where it was declared
 * @param conversion makes values of parameters
 * @param groups the groups of constraints that are checked; none for the default one
 */
record Declaration(
    Method method,
    PathPattern path,
    String place,
    TextConversion conversion,
    List<Class<?>> groups) {
  /** The failure for a type: reason, and after it how to mend it. */
  IllegalStateException wrong(Class<?> type, String reason, String remedy) {
    return wrong(nameOf(type), reason, remedy);
  }

  /** The failure for a component: reason, and after it how to mend it. */
  IllegalStateException wrong(Slot slot, String reason, String remedy) {
    return wrong(slot.toString(), reason, remedy);
  }

  /** The failure for anything else: reason, and after it how to mend it. */
  IllegalStateException wrong(String what, String reason, String remedy) {
    return new IllegalStateException(
        method + " " + path + " (" + place + "): " + what + ": " + reason + "; " + remedy);
  }

  /** As source code names it; local classes have only the name of the class file. */
  static String nameOf(Class<?> type) {
    String canonical = type.getCanonicalName();
    return canonical == null ? type.getName() : canonical;
  }
}
