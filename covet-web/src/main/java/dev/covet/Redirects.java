package dev.covet;

import dev.covet.http.Status;
import java.net.URI;
import java.util.Set;

/**
 * Keeps redirects on this site, or on sites that the application names: an open redirect helps
 * phishing.
 */
final class Redirects {
  private static final int LONGEST_PATH = 2048;

  private Redirects() {}

  static void checkStatus(Status status) {
    switch (status.code()) {
      case 301, 302, 303, 307, 308 -> {}
      default -> throw new IllegalArgumentException(status + " is not a redirect");
    }
  }

  /** The target itself if no browser takes it for another site. */
  static String relative(String target) {
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      // browsers read a backslash as a slash and skip tabs, line ends and blanks at the start
      if (c == '\\' || c <= ' ' || c >= 0x7f) {
        throw new IllegalArgumentException(
            "the target '%s' may not hold the character U+%04X; encode it first"
                .formatted(target, (int) c));
      }
    }
    if (target.startsWith("//") || hasScheme(target)) {
      throw new IllegalArgumentException(
          "the target '" + target + "' leads to another site; name its host as allowed");
    }
    return target;
  }

  /** Whether it is a path on this site, and not of a length that no browser asks for. */
  static boolean isLocalPath(String target) {
    if (!target.startsWith("/") || target.length() > LONGEST_PATH) {
      return false;
    }
    try {
      relative(target);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Whether a colon comes before the first slash, question mark or hash. */
  private static boolean hasScheme(String target) {
    for (int i = 0; i < target.length(); i++) {
      char c = target.charAt(i);
      if (c == ':') {
        return true;
      }
      if (c == '/' || c == '?' || c == '#') {
        return false;
      }
    }
    return false;
  }

  static String allowed(String url, Set<String> hosts) {
    URI uri = URI.create(url);
    boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
    if (!web || uri.getHost() == null || uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("not an absolute http or https URL: '" + url + "'");
    }
    String host = uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    if (hosts.stream().noneMatch(host::equalsIgnoreCase)) {
      throw new IllegalArgumentException("the host '" + host + "' is not allowed as a target");
    }
    return uri.toASCIIString();
  }
}
