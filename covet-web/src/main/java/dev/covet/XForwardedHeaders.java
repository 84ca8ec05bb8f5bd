package dev.covet;

import dev.covet.http.AddressBlocks;
import dev.covet.http.IncomingRequest;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields {@code X-Forwarded-For}, {@code -Proto}, {@code -Host} and {@code -Port}: no standard,
 * but what most proxies send. Only those that are configured are read: one that the proxies do not
 * set is the client's own.
 */
final class XForwardedHeaders implements ProxyHeaders {
  static final String FOR = "x-forwarded-for";
  static final String PROTO = "x-forwarded-proto";
  static final String HOST = "x-forwarded-host";
  static final String PORT = "x-forwarded-port";

  private final boolean addresses;
  private final boolean schemes;
  private final boolean hosts;
  private final boolean ports;

  XForwardedHeaders(Set<String> names) {
    addresses = names.contains(FOR);
    schemes = names.contains(PROTO);
    hosts = names.contains(HOST);
    ports = names.contains(PORT);
  }

  @Override
  public Client client(IncomingRequest incoming, AddressBlocks trusted) {
    SocketAddress remote = incoming.remote();
    int hops = 0;
    List<String> nodes = addresses ? values(incoming, FOR) : List.of();
    while (hops < nodes.size() && Node.isTrusted(remote, trusted)) {
      hops++;
      remote = node(nodes.get(nodes.size() - hops));
    }
    String scheme = schemes ? value(incoming, PROTO, hops) : null;
    String host = hosts ? value(incoming, HOST, hops) : null;
    String port = ports ? value(incoming, PORT, hops) : null;
    String effective = scheme == null ? incoming.scheme() : scheme(scheme);
    return new Client(remote, effective, authority(incoming.authority(), host, port, effective));
  }

  private static String authority(
      String own, @Nullable String host, @Nullable String port, String scheme) {
    String authority = host == null ? own : host(host);
    boolean named = host != null && hasPort(host);
    if (port == null || named || authority.isEmpty()) {
      return authority;
    }
    int number = port(port);
    String bare =
        hasPort(authority) ? authority.substring(0, authority.lastIndexOf(':')) : authority;
    return number == (scheme.equals("https") ? 443 : 80) ? bare : bare + ":" + number;
  }

  private static boolean hasPort(String authority) {
    return authority.lastIndexOf(':') > authority.lastIndexOf(']');
  }

  /** All values of a field in order, whatever lines they stand on. */
  private static List<String> values(IncomingRequest incoming, String name) {
    List<String> values = new ArrayList<>();
    for (String line : incoming.headers(name)) {
      for (String value : line.split(",")) {
        if (!value.isBlank()) {
          values.add(value.strip());
        }
      }
    }
    return values;
  }

  /**
   * The value of the proxy that is this many hops away. Proxies that write over what they get leave
   * fewer values than there are hops: the one at the left is theirs.
   */
  private static @Nullable String value(IncomingRequest incoming, String name, int hops) {
    List<String> values = values(incoming, name);
    return values.isEmpty() ? null : values.get(Math.max(0, values.size() - Math.max(1, hops)));
  }

  private static InetSocketAddress node(String value) {
    InetSocketAddress node = Node.parse(value);
    if (node == null) {
      throw malformed("X-Forwarded-For", "holds a node that is no address");
    }
    return node;
  }

  private static String scheme(String value) {
    try {
      return ForwardedParser.scheme(value);
    } catch (IllegalArgumentException e) {
      throw malformed("X-Forwarded-Proto", String.valueOf(e.getMessage()));
    }
  }

  private static String host(String value) {
    try {
      return ForwardedParser.host(value);
    } catch (IllegalArgumentException e) {
      throw malformed("X-Forwarded-Host", String.valueOf(e.getMessage()));
    }
  }

  private static int port(String value) {
    int port = value.matches("[0-9]{1,5}") ? Integer.parseInt(value) : 0;
    if (port < 1 || port > 65_535) {
      throw malformed("X-Forwarded-Port", "is no port");
    }
    return port;
  }

  private static HttpException malformed(String field, String why) {
    return Failure.MALFORMED_PROXY_HEADER.because("the field " + field + " " + why);
  }
}
