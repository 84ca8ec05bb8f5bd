package dev.covet;

import dev.covet.http.Method;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A method of a controller that answers a route.
 *
 * @param verb the route's method
 * @param pattern the route's pattern, with the prefix of the class and without those of groups
 * @param method answers
 */
record ControllerMethod(Method verb, String pattern, java.lang.reflect.Method method) {
  /** Its annotations that make it answer a route; all but one are too many. */
  static List<Annotation> verbs(java.lang.reflect.Method method) {
    return Arrays.stream(method.getDeclaredAnnotations())
        .filter(annotation -> read(annotation) != null)
        .toList();
  }

  static ControllerMethod of(
      Annotation annotation, String prefix, java.lang.reflect.Method method) {
    Verb verb = Objects.requireNonNull(read(annotation));
    return new ControllerMethod(verb.method(), prefix + verb.pattern(), method);
  }

  private record Verb(Method method, String pattern) {}

  private static @Nullable Verb read(Annotation annotation) {
    return switch (annotation) {
      case Get get -> new Verb(Method.GET, get.value());
      case Post post -> new Verb(Method.POST, post.value());
      case Put put -> new Verb(Method.PUT, put.value());
      case Patch patch -> new Verb(Method.PATCH, patch.value());
      case Delete delete -> new Verb(Method.DELETE, delete.value());
      case HttpQuery query -> new Verb(Method.QUERY, query.value());
      default -> null;
    };
  }

  /** As messages name a method. */
  static String nameOf(java.lang.reflect.Method method) {
    return Declaration.nameOf(method.getDeclaringClass()) + "." + method.getName();
  }

  /**
   * Tells a route what the annotations say of media types; those of the class do not concern
   * methods without a result.
   *
   * @throws IllegalArgumentException if one is malformed
   */
  void declareContent(Route route, Class<?> type, String place) {
    try {
      Produces produces = find(Produces.class, type);
      if (produces != null) {
        route.produces(produces.value());
      }
      Consumes consumes = find(Consumes.class, type);
      if (consumes != null) {
        route.consumes(consumes.value());
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "controller ("
              + place
              + "): "
              + nameOf(method)
              + ": "
              + e.getMessage()
              + "; write it as in \"text/csv\"",
          e);
    }
  }

  /**
   * Tells a route who may use it.
   *
   * @throws IllegalArgumentException if an annotation says it wrongly
   */
  void declareAccess(Route route, Class<?> type, String place) {
    if (method.isAnnotationPresent(Anonymous.class)) {
      route.anonymous();
    }
    for (AnnotatedElement element : List.of(type, method)) {
      Require require = element.getAnnotation(Require.class);
      boolean lifted = element == type && method.isAnnotationPresent(Anonymous.class);
      if (require != null && !lifted) {
        try {
          Access.of(require).forEach(route::require);
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "controller (" + place + "): " + nameOf(method) + ": " + e.getMessage(), e);
        }
      }
    }
  }

  private <A extends Annotation> @Nullable A find(Class<A> annotation, Class<?> type) {
    A own = method.getAnnotation(annotation);
    boolean silent = annotation == Produces.class && method.getReturnType() == void.class;
    return own != null || silent ? own : type.getAnnotation(annotation);
  }

  String simpleName() {
    return method.getDeclaringClass().getSimpleName() + "." + method.getName();
  }
}
