package dev.covet.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Where a server listens: a TCP port, or a Unix-domain socket for peers on the same machine.
 * Immutable.
 */
public sealed interface ListenAddress {
  /**
   * Both ends of a connection over a Unix-domain socket, whose peers have no address: unresolved,
   * so it equals no real one.
   */
  SocketAddress LOCAL_PEER = InetSocketAddress.createUnresolved("unix", 0);

  /**
   * A TCP port.
   *
   * @param host address or name, an IPv6 address without brackets
   * @param port 0 for any free one
   */
  record Tcp(String host, int port) implements ListenAddress {
    private static final int MOST_PORT = 65_535;

    /**
     * Checks the port.
     *
     * @throws IllegalArgumentException if it is none
     */
    public Tcp {
      if (port < 0 || port > MOST_PORT) {
        throw new IllegalArgumentException("holds a port that is not 0 to " + MOST_PORT);
      }
    }

    @Override
    public String toString() {
      return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
  }

  /**
   * A Unix-domain socket.
   *
   * @param path of its file
   */
  record Unix(Path path) implements ListenAddress {
    /** The system takes 107 bytes; some are for the name under which the file is made. */
    private static final int LONGEST = 100;

    /**
     * Checks the path.
     *
     * @throws IllegalArgumentException if it is relative or too long
     */
    public Unix {
      if (!path.isAbsolute()) {
        throw new IllegalArgumentException("holds a path that does not begin with /: " + path);
      }
      if (path.toString().getBytes(StandardCharsets.UTF_8).length > LONGEST) {
        throw new IllegalArgumentException("holds a path of more than " + LONGEST + " bytes");
      }
    }

    @Override
    public String toString() {
      return PREFIX + path;
    }
  }

  /** What the text of a Unix-domain socket begins with. */
  String PREFIX = "unix:";

  /**
   * {@return an address}
   *
   * @param text {@code 127.0.0.1:9000}, {@code [::1]:9000}, {@code name:9000} or {@code
   *     unix:/run/app.sock}
   * @throws IllegalArgumentException if it is none; the message completes the sentence "the setting
   *     …"
   */
  static ListenAddress parse(String text) {
    if (text.startsWith(PREFIX)) {
      try {
        return new Unix(Path.of(text.substring(PREFIX.length())).normalize());
      } catch (InvalidPathException e) {
        throw new IllegalArgumentException("holds '" + text + "', which is no path", e);
      }
    }
    int colon = text.lastIndexOf(':');
    String port = text.substring(colon + 1);
    if (colon < 1 || !port.matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "holds '" + text + "': must be host:port, [address]:port or unix:/path");
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (bracketed) {
      host = host.substring(1, host.length() - 1);
    }
    if (bracketed != host.indexOf(':') >= 0 || host.isBlank()) {
      throw new IllegalArgumentException(
          "holds '" + text + "': an IPv6 address, and nothing else, stands in brackets");
    }
    return new Tcp(host, Integer.parseInt(port));
  }

  /**
   * {@return the addresses of a list}
   *
   * @param list addresses, separated by commas; may be empty
   * @throws IllegalArgumentException as {@link #parse}, or if one is there twice
   */
  static List<ListenAddress> parseList(String list) {
    List<ListenAddress> addresses =
        Arrays.stream(list.split(","))
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .map(ListenAddress::parse)
            .toList();
    if (addresses.stream().filter(ListenAddress::fixed).distinct().count()
        < addresses.stream().filter(ListenAddress::fixed).count()) {
      throw new IllegalArgumentException("holds an address twice");
    }
    return addresses;
  }

  private static boolean fixed(ListenAddress address) {
    return !(address instanceof Tcp tcp && tcp.port() == 0);
  }
}
