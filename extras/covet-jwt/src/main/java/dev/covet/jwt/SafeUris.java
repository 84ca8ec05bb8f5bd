package dev.covet.jwt;

import java.net.URI;
import java.util.Set;

/** Where secrets and keys may come from. */
final class SafeUris {
  private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

  private SafeUris() {}

  /**
   * {@return the URI}
   *
   * @throws IllegalArgumentException if others could change on the way what it answers
   */
  static URI checked(URI uri) {
    String host = uri.getHost();
    if (host == null || uri.getUserInfo() != null || uri.getFragment() != null) {
      throw new IllegalArgumentException(
          "not the URL of a server, without user and fragment: " + uri);
    }
    boolean safe =
        "https".equalsIgnoreCase(uri.getScheme())
            || ("http".equalsIgnoreCase(uri.getScheme()) && THIS_MACHINE.contains(host));
    if (!safe) {
      throw new IllegalArgumentException(uri + ": needs https; http is only for this machine");
    }
    return uri;
  }
}
