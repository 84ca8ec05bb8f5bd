package dev.covet.engine.proxy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Version 2: a signature, command and family, a length, addresses, then extensions (section 2.2 of
 * the protocol). Of the extensions only the checksum counts; the others must be well-formed.
 */
final class BinaryHeader {
  private static final byte[] SIGNATURE = {
    0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a
  };
  private static final int FIXED = 16;
  private static final int LOCAL = 0x20;
  private static final int PROXY = 0x21;
  private static final int CRC32C = 0x03;

  private BinaryHeader() {}

  static @Nullable ProxyHeader read(byte[] bytes, int size) throws ProtocolException {
    if (!ProxyHeader.begins(bytes, size, SIGNATURE)) {
      throw new ProtocolException("no PROXY header");
    }
    if (size < FIXED) {
      return null;
    }
    int command = bytes[12] & 0xff;
    if (command != LOCAL && command != PROXY) {
      throw new ProtocolException("a PROXY header of an unknown version or command");
    }
    int length = FIXED + number(bytes, 14, 2);
    if (length > ProxyHeader.LONGEST) {
      throw new ProtocolException(
          "a PROXY header is longer than " + ProxyHeader.LONGEST + " bytes");
    }
    int addresses = addresses(bytes[13] & 0xff);
    if (command == PROXY && length < FIXED + addresses) {
      throw new ProtocolException("a PROXY header is shorter than its addresses");
    }
    if (size < length) {
      return null;
    }
    if (command == LOCAL) {
      return new ProxyHeader(length, null, null); // whatever follows is to be skipped
    }
    extensions(bytes, FIXED + addresses, length);
    return addresses == 12 || addresses == 36
        ? new ProxyHeader(
            length, address(bytes, 0, addresses / 2 - 2), address(bytes, 1, addresses / 2 - 2))
        : new ProxyHeader(length, null, null);
  }

  /** How many bytes the addresses of a family take; a UNIX socket's names say nothing to us. */
  private static int addresses(int family) throws ProtocolException {
    return switch (family) {
      case 0x00 -> 0;
      case 0x11 -> 12;
      case 0x21 -> 36;
      case 0x31 -> 216;
      default ->
          throw new ProtocolException("a PROXY header of a family that is not carried by TCP");
    };
  }

  /** Both addresses come first, then both ports. */
  private static InetSocketAddress address(byte[] bytes, int index, int width) {
    int from = FIXED + index * width;
    int port = number(bytes, FIXED + 2 * width + 2 * index, 2);
    try {
      return new InetSocketAddress(
          InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + width)), port);
    } catch (UnknownHostException e) {
      throw new AssertionError("4 or 16 bytes are an address", e);
    }
  }

  /** Each is a type, a length of two bytes, and as many bytes. */
  private static void extensions(byte[] bytes, int from, int end) throws ProtocolException {
    int at = from;
    while (at < end) {
      int next = end - at < 3 ? end + 1 : at + 3 + number(bytes, at + 1, 2);
      if (next > end) {
        throw new ProtocolException("an extension of a PROXY header is longer than the header");
      }
      if (bytes[at] == CRC32C) {
        checksum(bytes, at + 3, next, end);
      }
      at = next;
    }
  }

  /** Over the whole header with zeros in the place of the sum (section 2.2.3). */
  private static void checksum(byte[] bytes, int from, int end, int length)
      throws ProtocolException {
    byte[] copy = Arrays.copyOf(bytes, length);
    Arrays.fill(copy, from, end, (byte) 0);
    CRC32C sum = new CRC32C();
    sum.update(copy, 0, length);
    if (end - from != 4 || sum.getValue() != (number(bytes, from, 4) & 0xffff_ffffL)) {
      throw new ProtocolException("the checksum of a PROXY header is wrong");
    }
  }

  private static int number(byte[] bytes, int from, int count) {
    int value = 0;
    for (int i = from; i < from + count; i++) {
      value = value << 8 | bytes[i] & 0xff;
    }
    return value;
  }
}
