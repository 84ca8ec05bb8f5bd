package dev.covet;

import java.util.List;

/** The settings of what is seen of an application while it runs. */
final class ObserverKeys {
  static final List<ConfigKey> ALL =
      List.of(
          ConfigKey.choice(
              "access-log",
              "off",
              "a line for each request, refused ones included: as web servers write it, or JSON",
              "off",
              "common",
              "combined",
              "json"),
          new ConfigKey(
              "access-log-file",
              "",
              "text",
              "file for these lines, opened anew when it was moved; empty for standard output",
              text -> text),
          new ConfigKey(
                  "access-log-sample",
                  "1.0",
                  "a number, 0 to 1",
                  "share of the requests that ended well and get a line; all others get one",
                  ObserverKeys::share)
              .changing(),
          ConfigKey.flag(
                  "access-log-query",
                  false,
                  "log queries too; they may hold what nobody should read")
              .changing(),
          ConfigKey.flag(
              "health-enabled",
              false,
              "answer load balancers and orchestrators: is it live, started, ready"),
          new ConfigKey("health-path", "/health", "a path", "where they ask", ObserverKeys::path),
          ConfigKey.flag(
              "metrics-enabled",
              false,
              "count requests, connections and more for Prometheus; needs the artifact"
                  + " `covet-metrics`"),
          new ConfigKey(
              "metrics-path", "/metrics", "a path", "where they are shown", ObserverKeys::path),
          ConfigKey.flag(
              "tracing-enabled",
              false,
              "a span of OpenTelemetry for each request; needs the artifact `covet-tracing`"),
          ConfigKey.choice(
              "server-timing",
              "auto",
              "measure the phases of requests; `auto`: of those whose `X-Covet-Timing` asks for it,"
                  + " in `mode=dev` by `1`, else signed with `server-timing-key`",
              "auto",
              "off",
              "all"),
          new ConfigKey(
              "server-timing-key",
              "",
              "text, at least 32 characters",
              "secret that signs `X-Covet-Timing`; empty: nobody may ask",
              EdgeKeys::key));

  private ObserverKeys() {}

  private static String path(String text) {
    if (!text.startsWith("/") || text.contains("{")) {
      throw new IllegalArgumentException("must be a path that begins with a slash");
    }
    return text;
  }

  private static Object share(String text) {
    try {
      double share = Double.parseDouble(text.strip());
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("must be a number from 0 to 1, like 0.1", e);
    }
    throw new IllegalArgumentException("must be 0 to 1");
  }
}
