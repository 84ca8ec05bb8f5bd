package dev.covet;

import dev.covet.http.AddressBlocks;
import dev.covet.http.IpLiteral;
import dev.covet.http.Tokens;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A hop of a request as a proxy names it (RFC 7239, section 6): an address with an optional port,
 * {@code unknown}, or a made-up name that begins with an underscore.
 */
final class Node {
  private static final int MOST_PORT = 65_535;

  private Node() {}

  /**
   * {@return the hop, or null if the text is malformed} One that is hidden is an unresolved address
   * with its name, so it equals no real address.
   *
   * @param text without quotes
   */
  static @Nullable InetSocketAddress parse(String text) {
    if (text.startsWith("[")) {
      int close = text.indexOf(']');
      return close < 0
          ? null
          : at(text.substring(1, close), text.substring(close + 1), /* sixth= */ true);
    }
    int colon = text.indexOf(':');
    if (colon >= 0 && text.indexOf(':', colon + 1) >= 0) {
      return at(text, "", /* sixth= */ true); // X-Forwarded-For has no brackets
    }
    String name = colon < 0 ? text : text.substring(0, colon);
    return at(name, text.substring(name.length()), /* sixth= */ false);
  }

  private static @Nullable InetSocketAddress at(String name, String colonAndPort, boolean sixth) {
    int port = colonAndPort.isEmpty() ? 0 : port(colonAndPort);
    if (port < 0) {
      return null;
    }
    // Which interface of the proxy's machine a link-local address belongs to is nothing to us.
    int zone = sixth ? name.indexOf('%') : -1;
    InetAddress address = IpLiteral.parse(zone < 0 ? name : name.substring(0, zone));
    if (address != null && (zone < 0 || Tokens.isToken(name.substring(zone + 1)))) {
      return sixth == name.indexOf(':') >= 0 ? new InetSocketAddress(address, port) : null;
    }
    return !sixth && isHidden(name) ? InetSocketAddress.createUnresolved(name, port) : null;
  }

  private static boolean isHidden(String name) {
    return name.equalsIgnoreCase("unknown") || name.length() > 1 && isMadeUp(name, 0);
  }

  /** A made-up port is no number, and nobody has asked for it. */
  private static int port(String colonAndPort) {
    if (colonAndPort.length() > 2 && isMadeUp(colonAndPort, 1)) {
      return 0;
    }
    if (!colonAndPort.matches(":[0-9]{1,5}")) {
      return -1;
    }
    int port = Integer.parseInt(colonAndPort, 1, colonAndPort.length(), 10);
    return port <= MOST_PORT ? port : -1;
  }

  /** RFC 7239, section 6.3. */
  private static boolean isMadeUp(String text, int from) {
    if (text.charAt(from) != '_') {
      return false;
    }
    for (int i = from + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      if (!letter && !(c >= '0' && c <= '9') && c != '.' && c != '_' && c != '-') {
        return false;
      }
    }
    return true;
  }

  /** Whether a hop is one of the proxies. */
  static boolean isTrusted(SocketAddress hop, AddressBlocks trusted) {
    return trusted.contains(hop);
  }
}
