package dev.covet.tracing;

import dev.covet.Request;
import io.opentelemetry.api.trace.SpanBuilder;

/** Host and port that a client has asked for. */
final class ServerNames {
  private ServerNames() {}

  static void add(SpanBuilder builder, Request request) {
    String host = request.host();
    int colon = host.lastIndexOf(':');
    // An IPv6 address has colons in its brackets.
    boolean port = colon > host.lastIndexOf(']');
    String name = port ? host.substring(0, colon) : host;
    if (!name.isEmpty()) {
      builder.setAttribute("server.address", name);
    }
    if (port && colon + 1 < host.length()) {
      builder.setAttribute("server.port", Long.parseLong(host.substring(colon + 1)));
    }
  }
}
