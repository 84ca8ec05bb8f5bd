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
              "addresses and blocks like `10.0.0.0/8`, separated by commas",
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
              "off"));

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

  /** The parts between commas. */
  static List<String> list(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(part -> !part.isEmpty())
        .toList();
  }
}
