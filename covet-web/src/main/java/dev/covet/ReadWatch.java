package dev.covet;

import dev.covet.spi.ApplicationDescription;
import dev.covet.spi.RouteDescription;
import dev.covet.spi.RouteDescription.Content;
import dev.covet.spi.RouteDescription.Requirement;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells in tests what the handler of a route reads without having declared it. Middleware may read
 * what it wants: it is set around the handler alone. Immutable.
 */
final class ReadWatch {
  /** What every message may have, and no route has for itself (RFC 9110, 9111, 7239 …). */
  private static final Set<String> PROTOCOL =
      Set.of(
          "accept",
          "accept-charset",
          "accept-encoding",
          "accept-language",
          "cache-control",
          "connection",
          "content-encoding",
          "content-language",
          "content-length",
          "content-type",
          "date",
          "expect",
          "forwarded",
          "from",
          "host",
          "if-match",
          "if-modified-since",
          "if-none-match",
          "if-range",
          "if-unmodified-since",
          "last-event-id",
          "max-forwards",
          "origin",
          "pragma",
          "priority",
          "range",
          "referer",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "user-agent",
          "via",
          "traceparent",
          "tracestate",
          "x-forwarded-for",
          "x-forwarded-host",
          "x-forwarded-proto",
          "x-request-id");

  private final RouteDescription route;
  private final Set<String> declared = new HashSet<>();
  private final Consumer<? super String> told;

  /**
   * A watch.
   *
   * @param told is told a sentence for each undeclared read, by the thread that reads
   */
  ReadWatch(
      RouteDescription route, ApplicationDescription application, Consumer<? super String> told) {
    this.route = route;
    this.told = told;
    route.parameters().forEach(p -> declared.add(key(p.in().name(), p.name())));
    Content body = route.body();
    if (body != null) {
      body.fields().forEach(p -> declared.add(key(p.in().name(), p.name())));
    }
    for (Requirement requirement : route.security()) {
      SecurityScheme scheme = application.securitySchemes().get(requirement.scheme());
      declared.add(
          scheme instanceof SecurityScheme.ApiKey(SecurityScheme.ApiKey.In in, String name)
              ? key(in.name(), name)
              : key("HEADER", "Authorization"));
    }
  }

  private static String key(String in, String name) {
    return in + " " + (in.equals("HEADER") ? name.toLowerCase(Locale.ROOT) : name);
  }

  /** A handler that is watched. */
  <R> Handler<R> around(Handler<R> handler) {
    return request -> {
      request.watch(this);
      try {
        return handler.handle(request);
      } finally {
        request.watch(null);
      }
    };
  }

  /** One parameter is read, there or not. */
  void reads(ParamSource source, String name) {
    if (source == ParamSource.HEADER && PROTOCOL.contains(name.toLowerCase(Locale.ROOT))) {
      return;
    }
    if (!declared.contains(key(source.name(), name))) {
      String call = source == ParamSource.PATH ? "path" : source.in();
      String security =
          name.equalsIgnoreCase("Authorization") ? ".security(\"name of a scheme\") or " : "";
      tell(
          source.words() + " '" + name + "'",
          security + ".param(Param." + call + "(\"" + name + "\", String.class))");
    }
  }

  /** All parameters of a kind are read: those that are there. */
  void reads(ParamSource source, List<String> names) {
    names.forEach(name -> reads(source, name));
  }

  /** The query is read as it came. */
  void readsRawQuery() {
    if (declared.stream().noneMatch(key -> key.startsWith(ParamSource.QUERY + " "))) {
      tell("the query", ".param(Param.query(\"name\", String.class))");
    }
  }

  /** The body is read. */
  void readsBody() {
    if (route.body() == null) {
      tell("the body", ".body(Type.class)");
    }
  }

  private void tell(String what, String remedy) {
    told.accept(
        route.method()
            + " "
            + route.pattern()
            + " ("
            + route.place()
            + "): the handler reads "
            + what
            + ", which the route does not declare; add "
            + remedy
            + " to the route, or .hidden() if it stays out of documents");
  }
}
