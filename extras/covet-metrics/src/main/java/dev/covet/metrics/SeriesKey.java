package dev.covet.metrics;

import dev.covet.http.HttpVersion;
import dev.covet.http.Method;
import dev.covet.http.RequestEnd;
import dev.covet.http.RequestEnd.Outcome;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What requests have in common that are counted together. There are few of them, whatever clients
 * send: the route is a pattern of the application's, methods that nobody knows are one.
 *
 * @param method a known one, else {@code _OTHER}
 * @param route the pattern, empty if no route answered
 * @param status 0 if no answer was begun
 * @param version as {@code 1.1}; empty if it could not be read
 * @param scheme http or https
 * @param outcome how they ended
 */
record SeriesKey(
    String method, String route, int status, String version, String scheme, Outcome outcome) {
  private static final String OTHER = "_OTHER";
  private static final Set<Method> KNOWN = Set.copyOf(Method.known());

  static SeriesKey of(RequestEnd end, String route) {
    return new SeriesKey(
        method(end.method()),
        route,
        end.status(),
        version(end.version()),
        end.scheme(),
        end.outcome());
  }

  /** The method if it is a known one. */
  static @Nullable Method known(@Nullable Method method) {
    return method != null && KNOWN.contains(method) ? method : null;
  }

  private static String method(@Nullable Method method) {
    Method known = known(method);
    return known == null ? OTHER : known.name();
  }

  private static String version(@Nullable HttpVersion version) {
    return switch (version) {
      case null -> "";
      case HTTP_1_0 -> "1.0";
      case HTTP_1_1 -> "1.1";
      case HTTP_2 -> "2";
      case HTTP_3 -> "3";
    };
  }

  /** {@code error.type}, empty if there was no error. */
  String error() {
    return outcome.errorType(status);
  }
}
