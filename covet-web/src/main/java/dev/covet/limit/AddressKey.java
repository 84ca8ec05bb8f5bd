package dev.covet.limit;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;

/**
 * The number that stands for a client's address: all of IPv4, the network part of IPv6, because one
 * client may use every address in its network.
 */
public final class AddressKey {
  /** Numbers of IPv4 lie where IPv6 has no addresses (0000::/8). */
  private static final long IPV4 = 0xffffL << 32;

  /**
   * The JDK's hash of an IPv4 address is the address, which saves a copy of it; if a JDK changes
   * that, it is not used.
   */
  private static final boolean HASH_IS_ADDRESS = hashIsAddress();

  private static final SeenAddresses SEEN = new SeenAddresses();

  private AddressKey() {}

  /**
   * {@return the number} Allocates nothing for IPv4; for IPv6 the JDK's copy of the address (32
   * bytes) when it is first seen, which is once for a connection.
   *
   * @param address of the client
   * @param ipv6Prefix how many bits of an IPv6 address count, 1 to 64
   */
  public static long of(SocketAddress address, int ipv6Prefix) {
    if (!(address instanceof InetSocketAddress inet)) {
      return address.hashCode();
    }
    InetAddress ip = inet.getAddress();
    if (ip == null) {
      return inet.getHostString().hashCode();
    }
    if (HASH_IS_ADDRESS && ip instanceof Inet4Address) {
      return IPV4 | ip.hashCode() & 0xffff_ffffL;
    }
    return ip instanceof Inet6Address six
        ? SEEN.network(six) & -1L << Long.SIZE - ipv6Prefix
        : IPV4 | number(ip.getAddress());
  }

  /** The first eight bytes, or as many as there are. */
  static long number(byte[] bytes) {
    long number = 0;
    for (int i = 0; i < Math.min(bytes.length, Long.BYTES); i++) {
      number = number << 8 | bytes[i] & 0xff;
    }
    return number;
  }

  private static boolean hashIsAddress() {
    for (byte[] bytes : new byte[][] {{1, 2, 3, 4}, {(byte) 192, 0, 2, (byte) 200}}) {
      try {
        if (InetAddress.getByAddress(bytes).hashCode() != (int) number(bytes)) {
          return false;
        }
      } catch (UnknownHostException e) {
        return false;
      }
    }
    return true;
  }
}
