package dev.covet;

import dev.covet.http.AddressBlocks;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The settings of who clients are and what browsers may do. */
final class EdgeKeys {
  private static final Set<String> X_FORWARDED =
      Set.of(
          XForwardedHeaders.FOR,
          XForwardedHeaders.PROTO,
          XForwardedHeaders.HOST,
          XForwardedHeaders.PORT);

  static final List<ConfigKey> ALL =
      List.of(
          new ConfigKey(
              "trusted-proxies",
              "",
              "addresses and blocks like `10.0.0.0/8`, separated by commas; `unix` for peers over"
                  + " Unix-domain sockets",
              "the proxies in front of this server; nobody else is believed about clients",
              AddressBlocks::parse),
          new ConfigKey(
              "proxy-headers",
              "off",
              "off, forwarded, or some of x-forwarded-for, x-forwarded-proto, x-forwarded-host,"
                  + " x-forwarded-port",
              "fields by which they tell who the client is; only those that each of them sets or"
                  + " removes",
              EdgeKeys::proxyHeaders),
          ConfigKey.choice(
              "proxy-protocol",
              "off",
              "whether each connection begins with a PROXY header, version 1 or 2; others are"
                  + " closed",
              "off",
              "required"),
          new ConfigKey(
              "allowed-hosts",
              "",
              "hosts without ports like `example.org`, `*.example.org`, `[::1]`, separated by"
                  + " commas; or *",
              "hosts for which requests are answered, others get 421; empty for all, in `mode=dev`"
                  + " for `localhost`, names below it and addresses",
              EdgeKeys::allowedHosts),
          ConfigKey.choice(
              "security-headers",
              "on",
              "`X-Content-Type-Options` on each answer; on HTML also `X-Frame-Options`,"
                  + " `Referrer-Policy` and `Cross-Origin-Opener-Policy`",
              "on",
              "off"),
          ConfigKey.flag("cors-enabled", false, "cross-origin requests from browsers"),
          new ConfigKey(
              "cors-origins",
              "",
              "origins like `https://app.example`, `https://*.app.example`, separated by commas;"
                  + " or *",
              "whose pages may send them; needed with `cors-enabled`",
              EdgeKeys::origins),
          names("cors-methods", CorsRules.METHODS, "methods that they may use"),
          names("cors-headers", CorsRules.HEADERS, "request fields that they may set; `*` for all"),
          names("cors-exposed-headers", List.of(), "response fields that their scripts may read"),
          ConfigKey.flag(
              "cors-credentials", false, "let cookies go with them; not with `cors-origins=*`"),
          ConfigKey.timeOrZero(
              "cors-max-age",
              CorsRules.MAX_AGE,
              "how long browsers may remember the answer to a preflight"),
          ConfigKey.flag(
              "cors-private-network",
              false,
              "let pages of the internet send them to a server of a private network"),
          ConfigKey.flag(
              "csrf-enabled",
              false,
              "refuse requests that pages of other sites send to change something"),
          new ConfigKey(
              "csrf-origins",
              "",
              "origins as for `cors-origins`, without *",
              "other origins whose pages may send them",
              EdgeKeys::trusted),
          new ConfigKey(
              "csrf-key",
              "",
              "text, at least 32 characters",
              "secret that signs tokens, the same in each process; empty for a random one",
              EdgeKeys::key));

  private EdgeKeys() {}

  private static List<String> proxyHeaders(String text) {
    List<String> names = list(text.toLowerCase(Locale.ROOT));
    if (names.equals(List.of("off"))) {
      return List.of();
    }
    boolean one = names.equals(List.of(ForwardedHeader.NAME));
    if (names.isEmpty() || !one && !X_FORWARDED.containsAll(names)) {
      throw new IllegalArgumentException(
          "must be off, forwarded alone, or some of x-forwarded-for, x-forwarded-proto,"
              + " x-forwarded-host, x-forwarded-port");
    }
    return names;
  }

  private static List<String> allowedHosts(String text) {
    List<String> names = list(text);
    if (!names.contains("*")) {
      AllowedHosts.of(names);
    } else if (names.size() > 1) {
      throw new IllegalArgumentException("holds * beside others: it allows all of them");
    }
    return names;
  }

  private static ConfigKey names(String name, List<String> standard, String meaning) {
    return new ConfigKey(
        name, String.join(",", standard), "names, separated by commas", meaning, EdgeKeys::list);
  }

  private static List<String> origins(String text) {
    List<String> origins = list(text);
    Origins.of(origins);
    return origins;
  }

  private static List<String> trusted(String text) {
    List<String> origins = origins(text);
    if (origins.contains("*")) {
      throw new IllegalArgumentException("holds *: to trust every origin, leave csrf-enabled off");
    }
    return origins;
  }

  /** A secret that signs. */
  static String key(String text) {
    if (!text.isEmpty() && text.length() < 32) {
      throw new IllegalArgumentException("must have at least 32 characters, random ones");
    }
    return text;
  }

  /** The parts between commas. */
  static List<String> list(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }
}
