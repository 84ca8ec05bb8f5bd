package dev.covet.engine.http1;

/**
 * Host and optional port (RFC 9110, section 7.2; RFC 3986, section 3.2.2): a registered name, an
 * IPv4 address or an IPv6 address in brackets. Stricter than the grammar: no comma, because a list
 * in Host is an attack more often than a name.
 */
final class HostSyntax {
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

  static boolean isValid(byte[] bytes, int from, int end) {
    if (from == end) {
      return false;
    }
    int at = bytes[from] == '[' ? addressEnd(bytes, from, end) : nameEnd(bytes, from, end);
    if (at <= from) {
      return false;
    }
    return at == end || bytes[at] == ':' && isPort(bytes, at + 1, end);
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
    int colons = 0;
    for (int at = from + 1; at < end && at - from <= 46; at++) {
      byte b = bytes[at];
      if (b == ']') {
        return colons >= 2 ? at + 1 : -1;
      }
      if (b == ':') {
        colons++;
      } else if (!isHex(b) && b != '.') {
        return -1;
      }
    }
    return -1;
  }

  private static boolean isPort(byte[] bytes, int from, int end) {
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
