package dev.covet;

import java.util.List;
import java.util.Set;

/** What may stand in a policy (CSP Level 3, section 2.3). */
final class CspSyntax {
  /** Keywords that are host names without their quotes. */
  private static final Set<String> KEYWORDS =
      Set.of(
          "self",
          "none",
          "nonce",
          "unsafe-inline",
          "unsafe-eval",
          "unsafe-hashes",
          "wasm-unsafe-eval",
          "strict-dynamic",
          "report-sample");

  private CspSyntax() {}

  static void check(String directive, List<String> sources) {
    if (!directive.matches("[a-z][a-z-]*")) {
      throw new IllegalArgumentException(
          "'" + directive + "' is not the name of a directive, as img-src is one");
    }
    for (String source : sources) {
      checkSource(directive, source);
    }
    if (sources.contains(Csp.NONE) && sources.size() > 1) {
      throw new IllegalArgumentException(directive + ": 'none' stands alone");
    }
  }

  private static void checkSource(String directive, String source) {
    boolean whole = source.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ';' && c != ',');
    if (!whole || source.isEmpty()) {
      throw new IllegalArgumentException(
          directive + ": '" + source + "' must be one word of visible ASCII without ; and ,");
    }
    boolean bare = KEYWORDS.contains(source) || source.matches("(nonce|sha256|sha384|sha512)-.*");
    if (bare) {
      throw new IllegalArgumentException(
          directive
              + ": "
              + source
              + " is a host name; write \"'"
              + source
              + "'\" for the keyword");
    }
  }
}
