package dev.covet.tracing;

import dev.covet.http.Method;
import java.util.Set;

/** Names of spans: few, whatever clients send. */
final class SpanNames {
  static final String OTHER = "_OTHER";

  private static final Set<String> KNOWN =
      Set.of(
          "GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "QUERY");

  private SpanNames() {}

  static String method(Method method) {
    return KNOWN.contains(method.name()) ? method.name() : OTHER;
  }

  static String of(String method, String route) {
    String verb = method.equals(OTHER) ? "HTTP" : method;
    return route.isEmpty() ? verb : verb + " " + route;
  }
}
