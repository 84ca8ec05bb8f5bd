package dev.covet.http;

import java.nio.charset.StandardCharsets;

/**
 * Host and optional port (RFC 9110, section 7.2; RFC 3986, section 3.2.2): a registered name, an
 * IPv4 address or an IPv6 address in brackets. Stricter than the grammar: no comma, because a list
 * in Host is an attack more often than a name.
 */
public final class HostSyntax {
  /** Characters of an IPv6 address that ends in an IPv4 one. */
  private static final int LONGEST_ADDRESS = 46;

  private static final boolean[] REG_NAME = new boolean[128];

  static {
    for (char c = '0'; c <= '9'; c++) {
      REG_NAME[c] = true;
    }
    for (char c = 'a'; c <= 'z'; c++) {
      REG_NAME[c] = true;
      REG_NAME[c - 'a' + 'A'] = true;
    }
    for (char c : "-._~!$&'()*+;=".toCharArray()) {
      REG_NAME[c] = true;
    }
  }

  private HostSyntax() {}

  /**
   * Whether bytes are a host with an optional port.
   *
   * @param bytes hold the text
   * @param from where it begins
   * @param end where it ends
   * @return true if they are
   */
  public static boolean isValid(byte[] bytes, int from, int end) {
    if (from == end) {
      return false;
    }
    int at = bytes[from] == '[' ? addressEnd(bytes, from, end) : nameEnd(bytes, from, end);
    if (at <= from) {
      return false;
    }
    return at == end || bytes[at] == ':' && isPort(bytes, at + 1, end);
  }

  /**
   * Whether a text is a host with an optional port.
   *
   * @param text any text
   * @return true if it is
   */
  public static boolean isValid(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    return isValid(bytes, 0, bytes.length);
  }

  private static int nameEnd(byte[] bytes, int from, int end) {
    int at = from;
    while (at < end && bytes[at] >= 0) {
      if (REG_NAME[bytes[at]]) {
        at++;
      } else if (bytes[at] == '%' && at + 2 < end && isHex(bytes[at + 1]) && isHex(bytes[at + 2])) {
        at += 3;
      } else {
        break;
      }
    }
    return at;
  }

  /** The index after the closing bracket, or -1. */
  private static int addressEnd(byte[] bytes, int from, int end) {
    int close = from + 1;
    while (close < end && bytes[close] != ']' && close - from <= LONGEST_ADDRESS) {
      close++;
    }
    return close < end && bytes[close] == ']' && isIpv6(bytes, from + 1, close) ? close + 1 : -1;
  }

  /** Eight groups of one to four digits; one "::" stands for the groups that are left out. */
  static boolean isIpv6(byte[] bytes, int from, int end) {
    int groups = 0;
    boolean gap = false;
    int at = from;
    while (at < end) {
      if (at + 1 < end && bytes[at] == ':' && bytes[at + 1] == ':') {
        if (gap) {
          return false;
        }
        gap = true;
        at += 2;
      } else if (at > from && bytes[at] == ':' && bytes[at - 1] != ':') {
        at++;
      } else if (at > from && bytes[at - 1] != ':') {
        return false;
      } else {
        int digits = at;
        while (at < end && isHex(bytes[at])) {
          at++;
        }
        if (at < end && bytes[at] == '.') {
          return isIpv4(bytes, digits, end) && complete(groups + 2, gap);
        }
        if (at == digits || at - digits > 4) {
          return false;
        }
        groups++;
      }
    }
    // A single colon at the end has no group behind it.
    boolean colonAtEnd = end - from >= 2 && bytes[end - 1] == ':' && bytes[end - 2] != ':';
    return !colonAtEnd && complete(groups, gap);
  }

  private static boolean complete(int groups, boolean gap) {
    return gap ? groups < 8 : groups == 8;
  }

  static boolean isIpv4(byte[] bytes, int from, int end) {
    int parts = 0;
    int at = from;
    while (parts < 4) {
      int start = at;
      int value = 0;
      while (at < end && at - start < 3 && bytes[at] >= '0' && bytes[at] <= '9') {
        value = value * 10 + bytes[at++] - '0';
      }
      if (at == start || value > 255 || bytes[start] == '0' && at - start > 1) {
        return false;
      }
      parts++;
      if (parts < 4 && (at >= end || bytes[at++] != '.')) {
        return false;
      }
    }
    return at == end;
  }

  static boolean isPort(byte[] bytes, int from, int end) {
    if (end - from > 5) {
      return false;
    }
    int port = 0;
    for (int at = from; at < end; at++) {
      if (bytes[at] < '0' || bytes[at] > '9') {
        return false;
      }
      port = port * 10 + bytes[at] - '0';
    }
    return port <= 65_535;
  }

  private static boolean isHex(byte b) {
    return b >= '0' && b <= '9' || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F';
  }
}
