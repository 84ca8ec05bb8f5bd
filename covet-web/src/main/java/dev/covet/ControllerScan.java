package dev.covet;

import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the methods of a controller that answer routes: its own and those of its superclasses, also
 * if they are overridden without annotation, as the subclasses do that containers make.
 */
final class ControllerScan {
  private final Class<?> type;
  private final String place;
  private final List<ControllerMethod> found = new ArrayList<>();

  /** Name and parameters of what a subclass has. */
  private final Set<String> taken = new HashSet<>();

  private ControllerScan(Class<?> type, String place) {
    this.type = type;
    this.place = place;
  }

  /**
   * Finds them, in the order of their patterns: the order in the source is not known.
   *
   * @throws IllegalArgumentException if there are none, or one can not answer a route
   */
  static List<ControllerMethod> of(Class<?> type, String place) {
    ControllerScan scan = new ControllerScan(type, place);
    for (Class<?> at = type; at != null && at != Object.class; at = at.getSuperclass()) {
      for (Method method : at.getDeclaredMethods()) {
        scan.visit(method);
      }
    }
    if (scan.found.isEmpty()) {
      throw scan.wrong(
          Declaration.nameOf(type),
          "none of its methods answers a route",
          "annotate them with @Get, @Post, @Put, @Patch, @Delete or @HttpQuery");
    }
    scan.found.sort(
        Comparator.comparing(ControllerMethod::pattern)
            .thenComparing(route -> route.verb().name())
            .thenComparing(route -> route.method().getName()));
    return scan.found;
  }

  private void visit(Method method) {
    List<Annotation> verbs = ControllerMethod.verbs(method);
    if (method.isSynthetic() || verbs.isEmpty()) {
      checkUnused(method);
      return;
    }
    String parameters =
        Arrays.stream(method.getParameterTypes()).map(Class::getName).collect(Collectors.joining());
    if (!taken.add(method.getName() + "(" + parameters)) {
      return;
    }
    check(method, verbs);
    Controller controller = type.getAnnotation(Controller.class);
    String prefix = controller == null ? "" : Router.trimmed(controller.value());
    found.add(ControllerMethod.of(verbs.getFirst(), prefix, method));
  }

  /** An annotation without effect is a mistake that nobody notices. */
  private void checkUnused(Method method) {
    for (Class<? extends Annotation> annotation :
        List.<Class<? extends Annotation>>of(
            Status.class, Use.class, Produces.class, Consumes.class)) {
      if (!method.isSynthetic() && method.isAnnotationPresent(annotation)) {
        throw wrong(
            ControllerMethod.nameOf(method),
            "it has @" + annotation.getSimpleName() + " and answers no route",
            "annotate it with @Get, for example, or remove @" + annotation.getSimpleName());
      }
    }
  }

  private void check(Method method, List<Annotation> verbs) {
    if (verbs.size() > 1) {
      throw wrong(
          ControllerMethod.nameOf(method),
          "it has "
              + verbs.stream()
                  .map(verb -> "@" + verb.annotationType().getSimpleName())
                  .collect(Collectors.joining(" and ")),
          "keep one, and declare a method for each of the others");
    }
    if (Modifier.isStatic(method.getModifiers())) {
      throw wrong(
          ControllerMethod.nameOf(method),
          "it is static",
          "make it a method of the object, or declare its route with app.get");
    }
    if (Modifier.isAbstract(method.getModifiers())) {
      throw wrong(
          ControllerMethod.nameOf(method),
          "it is abstract",
          "annotate the methods that implement it");
    }
    if (method.getTypeParameters().length > 0) {
      throw wrong(
          ControllerMethod.nameOf(method),
          "nothing says at run time what its type variable "
              + method.getTypeParameters()[0]
              + " is",
          "write the type itself");
    }
  }

  private IllegalArgumentException wrong(String what, String reason, String remedy) {
    return new IllegalArgumentException(
        "controller (" + place + "): " + what + ": " + reason + "; " + remedy);
  }
}
