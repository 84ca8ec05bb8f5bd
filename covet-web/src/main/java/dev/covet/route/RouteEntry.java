package dev.covet.route;

import dev.covet.http.Method;

/**
 * One route for the tree.
 *
 * @param method its method
 * @param pattern its pattern
 * @param target what a match yields
 * @param place where it was declared, for messages
 * @param <T> the type of targets
 */
public record RouteEntry<T>(Method method, PathPattern pattern, T target, String place) {
  /** {@return method, pattern and place, as messages show them} */
  @Override
  public String toString() {
    return method + " " + pattern + " (" + place + ")";
  }
}
