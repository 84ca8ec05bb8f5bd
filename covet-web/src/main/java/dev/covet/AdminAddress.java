package dev.covet;

/**
 * Where the admin listener listens.
 *
 * @param host address or name, without brackets
 * @param port 0 for any free one
 */
record AdminAddress(String host, int port) {
  private static final String EXPECTED =
      "must be an address with a port, like 127.0.0.1:9090 or [::1]:9090";

  /**
   * Reads {@code host:port}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static AdminAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    boolean brackets = host.startsWith("[") && host.endsWith("]");
    if (host.isEmpty() || !brackets && host.indexOf(':') >= 0) {
      throw new IllegalArgumentException(EXPECTED);
    }
    return new AdminAddress(
        brackets ? host.substring(1, host.length() - 1) : host, port(text.substring(colon + 1)));
  }

  private static int port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(EXPECTED, e);
    }
    throw new IllegalArgumentException(EXPECTED);
  }
}
