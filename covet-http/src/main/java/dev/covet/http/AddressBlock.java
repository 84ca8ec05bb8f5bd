package dev.covet.http;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * The addresses that begin with the same bits, all of them as IPv6.
 *
 * @param high the first 64 bits
 * @param low the other 64 bits
 * @param prefix how many bits count, 0 to 128
 */
record AddressBlock(long high, long low, int prefix) {
  /** What stands before an IPv4 address in an IPv6 one (RFC 4291, section 2.5.5.2). */
  private static final long MAPPED = 0xffff_0000_0000L;

  private static final int IPV4_AT = 96;

  static AddressBlock parse(String text) {
    int slash = text.indexOf('/');
    InetAddress address = IpLiteral.parse(slash < 0 ? text : text.substring(0, slash));
    if (address == null) {
      throw new IllegalArgumentException(
          "holds '" + text + "', which is no address or block like 10.0.0.0/8 or 2001:db8::/32");
    }
    byte[] bytes = address.getAddress();
    int bits = 8 * bytes.length;
    int length = slash < 0 ? bits : prefix(text, slash, bits);
    int prefix = 128 - bits + length;
    AddressBlock given = new AddressBlock(high(bytes), low(bytes), prefix);
    AddressBlock whole =
        new AddressBlock(given.high & given.highMask(), given.low & given.lowMask(), prefix);
    if (!whole.equals(given)) {
      throw new IllegalArgumentException(
          "holds '" + text + "', which has bits beside its prefix: the block is " + whole);
    }
    return whole;
  }

  private static int prefix(String text, int slash, int most) {
    String digits = text.substring(slash + 1);
    int prefix = digits.matches("0|[1-9][0-9]{0,2}") ? Integer.parseInt(digits) : -1;
    if (prefix < 0 || prefix > most) {
      throw new IllegalArgumentException(
          "holds '" + text + "', whose prefix is not 0 to " + most + " bits");
    }
    return prefix;
  }

  /** The first 64 bits of an address as IPv6. */
  static long high(byte[] address) {
    return address.length == 4 ? 0 : bits(address, 0, 8);
  }

  /** The other 64 bits. */
  static long low(byte[] address) {
    return address.length == 4 ? MAPPED | bits(address, 0, 4) : bits(address, 8, 16);
  }

  private static long bits(byte[] bytes, int from, int end) {
    long value = 0;
    for (int i = from; i < end; i++) {
      value = value << 8 | bytes[i] & 0xff;
    }
    return value;
  }

  private long highMask() {
    return prefix >= 64 ? -1 : prefix == 0 ? 0 : -1L << 64 - prefix;
  }

  private long lowMask() {
    return prefix <= 64 ? 0 : -1L << 128 - prefix;
  }

  boolean contains(long otherHigh, long otherLow) {
    return ((high ^ otherHigh) & highMask()) == 0 && ((low ^ otherLow) & lowMask()) == 0;
  }

  boolean holdsEverybody() {
    return prefix == 0 || prefix == IPV4_AT && high == 0 && low == MAPPED;
  }

  @Override
  public String toString() {
    byte[] bytes = new byte[16];
    for (int i = 0; i < 8; i++) {
      bytes[i] = (byte) (high >> 56 - 8 * i);
      bytes[8 + i] = (byte) (low >> 56 - 8 * i);
    }
    try {
      InetAddress address = InetAddress.getByAddress(bytes);
      boolean mapped = address.getAddress().length == 4;
      return address.getHostAddress() + "/" + (mapped ? prefix - IPV4_AT : prefix);
    } catch (UnknownHostException e) {
      throw new AssertionError("sixteen bytes are an address", e);
    }
  }
}
