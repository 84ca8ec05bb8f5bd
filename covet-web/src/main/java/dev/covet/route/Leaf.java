package dev.covet.route;

import dev.covet.http.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the routes under one path answer: for each method the most specific route that has it.
 * Immutable.
 *
 * @param <T> the type of targets
 */
public final class Leaf<T> {
  private final Method[] methods;
  private final List<T> targets;
  private final List<Method> allowed;

  private Leaf(List<Method> methods, List<T> targets, List<Method> allowed) {
    this.methods = methods.toArray(Method[]::new);
    this.targets = List.copyOf(targets);
    this.allowed = List.copyOf(allowed);
  }

  /** From all routes that match, the most specific first. */
  static <T> Leaf<T> of(List<RouteEntry<T>> matching) {
    List<Method> methods = new ArrayList<>();
    List<T> targets = new ArrayList<>();
    for (RouteEntry<T> entry : matching) {
      if (!methods.contains(entry.method())) {
        methods.add(entry.method());
        targets.add(entry.target());
      }
      // automatic HEAD: a GET route answers it unless a more specific route has taken it
      if (entry.method() == Method.GET
          && !methods.contains(Method.HEAD)
          && !hasHead(matching, entry)) {
        methods.add(Method.HEAD);
        targets.add(entry.target());
      }
    }
    List<Method> allowed = new ArrayList<>(methods);
    if (!allowed.contains(Method.OPTIONS)) {
      allowed.add(Method.OPTIONS);
    }
    return new Leaf<>(methods, targets, allowed);
  }

  /** Whether the same pattern has a HEAD route of its own, declared later. */
  private static <T> boolean hasHead(List<RouteEntry<T>> matching, RouteEntry<T> get) {
    return matching.stream()
        .anyMatch(e -> e.method() == Method.HEAD && e.pattern().sameShape(get.pattern()));
  }

  /**
   * {@return the target for a method, or null if no matching route has it}
   *
   * @param method the method of a request
   */
  public @Nullable T find(Method method) {
    for (int i = 0; i < methods.length; i++) {
      if (methods[i] == method || methods[i].equals(method)) {
        return targets.get(i);
      }
    }
    return null;
  }

  /** {@return the methods for the Allow field, HEAD and OPTIONS included} */
  public List<Method> allowed() {
    return allowed;
  }
}
