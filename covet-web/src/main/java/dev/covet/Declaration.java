package dev.covet;

import dev.covet.http.Method;
import dev.covet.route.PathPattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route as it is served, for the checks at start; or a provider, which has to fit any route.
 *
 * @param method its method
 * @param path its whole pattern
 * @param place where it was declared
 * @param conversion makes values of parameters
 * @param groups the groups of constraints that are checked; none for the default one
 * @param providers what is provided where it is declared
 * @param codecs how values are written and read otherwise than as JSON
 * @param provision the provider, or null for a route
 */
record Declaration(
    Method method,
    PathPattern path,
    String place,
    TextConversion conversion,
    List<Class<?>> groups,
    Providers providers,
    Codecs codecs,
    @Nullable Provision provision) {
  private static final PathPattern ANY = PathPattern.parse("/");

  /** A provider by itself: it may be asked for by routes with any method and pattern. */
  static Declaration of(Provision provision, Providers scope, TextConversion conversion) {
    return new Declaration(
        Method.POST, ANY, provision.place(), conversion, List.of(), scope, new Codecs(), provision);
  }

  /** For the middleware that an answer passes which no route gives. */
  static Declaration terminal(TextConversion conversion, Providers scope) {
    return new Declaration(
        Method.POST, ANY, "terminal routes", conversion, List.of(), scope, new Codecs(), null);
  }

  /** The objects that are declared by their class. */
  Instances instances() {
    return providers.instances();
  }

  /** Whether method and pattern are known. */
  boolean isRoute() {
    return provision == null;
  }

  /** The failure for a type: reason, and after it how to mend it. */
  IllegalStateException wrong(Class<?> type, String reason, String remedy) {
    return wrong(nameOf(type), reason, remedy);
  }

  /** The failure for a component: reason, and after it how to mend it. */
  IllegalStateException wrong(Slot slot, String reason, String remedy) {
    return wrong(slot.toString(), reason, remedy);
  }

  /** The failure for a method: reason, and after it how to mend it. */
  IllegalStateException wrong(java.lang.reflect.Method method, String reason, String remedy) {
    return wrong(ControllerMethod.nameOf(method), reason, remedy);
  }

  /** The failure for a type, with what it comes from. */
  IllegalStateException wrong(Class<?> type, String reason, String remedy, Throwable cause) {
    IllegalStateException wrong = wrong(type, reason, remedy);
    wrong.initCause(cause);
    return wrong;
  }

  /** The failure for anything else: reason, and after it how to mend it. */
  IllegalStateException wrong(String what, String reason, String remedy) {
    String where = provision == null ? method + " " + path + " (" + place + ")" : "" + provision;
    return new IllegalStateException(where + ": " + what + ": " + reason + "; " + remedy);
  }

  /** As source code names it; local classes have only the name of the class file. */
  static String nameOf(Class<?> type) {
    String canonical = type.getCanonicalName();
    return canonical == null ? type.getName() : canonical;
  }
}
