package dev.covet.engine.http2;

import dev.covet.engine.connection.Out;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The compressor of one connection (RFC 7541). Fields whose values come again and again are put in
 * the dynamic table, all others are sent as literals that nobody indexes; so a secret never shares
 * a table with anything that an attacker could vary (RFC 7541, section 7.1), and one-off values
 * push nothing useful out. Strings are not Huffman-coded: the bits saved cost more than they are
 * worth next to bodies. Event loop only.
 */
final class HeaderEncoder {
  private static final int MOST_BYTES = 4096;
  private static final int ENTRY_COST = 32;
  private static final int STATIC_SIZE = 61;

  /** More than fit in the table: an entry costs 33 bytes or more. */
  private static final int ENTRIES = 128;

  /** Fields with few different values. */
  private static final Set<String> REPEATED =
      Set.of(
          "server",
          "date",
          "content-type",
          "cache-control",
          "vary",
          "allow",
          "strict-transport-security",
          "x-content-type-options",
          "x-frame-options",
          "referrer-policy",
          "content-security-policy",
          "cross-origin-opener-policy",
          "cross-origin-resource-policy",
          "permissions-policy",
          "access-control-allow-origin",
          "access-control-allow-credentials",
          "access-control-expose-headers");

  private static final Map<String, Integer> STATIC_NAMES = staticNames();

  /** A ring; the newest entry is just before {@code next}. */
  private final String[] names = new String[ENTRIES];

  private final String[] values = new String[ENTRIES];
  private int next;
  private int count;
  private int bytes;
  private int limit = MOST_BYTES;

  /** The smallest limit since the last block (RFC 7541, section 4.2: it must be told too). */
  private int lowest = MOST_BYTES;

  private boolean resized;

  /** The client's SETTINGS_HEADER_TABLE_SIZE. */
  void tableSize(long wanted) {
    int size = (int) Math.min(MOST_BYTES, wanted);
    if (size != limit) {
      limit = size;
      lowest = Math.min(lowest, size);
      resized = true;
      evict(0);
    }
  }

  /** Begins the block of a response. */
  void status(Out out, int code) {
    tellSize(out);
    int index =
        switch (code) {
          case 200 -> 8;
          case 204 -> 9;
          case 206 -> 10;
          case 304 -> 11;
          case 400 -> 12;
          case 404 -> 13;
          case 500 -> 14;
          default -> 0;
        };
    if (index != 0) {
      integer(out, 0x80, 7, index);
    } else {
      integer(out, 0, 4, 8);
      integer(out, 0, 7, 3);
      out.decimal(code);
    }
  }

  /** Begins the block of trailers. */
  void trailers(Out out) {
    tellSize(out);
  }

  private void tellSize(Out out) {
    if (resized) {
      if (lowest < limit) {
        integer(out, 0x20, 5, lowest);
      }
      integer(out, 0x20, 5, limit);
      lowest = limit;
      resized = false;
    }
  }

  /** Adds a field; the name may be of any case. */
  void field(Out out, String anyName, String value) {
    String name = lower(anyName);
    boolean secret = secret(name) || holdsNonce(name, value);
    if (!secret && REPEATED.contains(name)) {
      repeated(out, name, value);
    } else {
      literal(out, secret ? 0x10 : 0, 4, name);
      text(out, value);
    }
  }

  /** A policy with a nonce never comes again, and is secret. */
  private static boolean holdsNonce(String name, String value) {
    return name.equals("content-security-policy") && value.contains("'nonce-");
  }

  /** Adds Content-Length. */
  void contentLength(Out out, long length) {
    integer(out, 0, 4, 28);
    int digits = 1;
    for (long rest = length; rest >= 10; rest /= 10) {
      digits++;
    }
    integer(out, 0, 7, digits);
    out.decimal(length);
  }

  private void repeated(Out out, String name, String value) {
    for (int i = 0; i < count; i++) {
      int at = next - 1 - i & ENTRIES - 1;
      if (names[at].equals(name) && values[at].equals(value)) {
        integer(out, 0x80, 7, STATIC_SIZE + 1 + i);
        return;
      }
    }
    literal(out, 0x40, 6, name);
    text(out, value);
    insert(name, value);
  }

  private void insert(String name, String value) {
    int cost = name.length() + value.length() + ENTRY_COST;
    evict(cost);
    if (cost > limit) {
      return;
    }
    names[next] = name;
    values[next] = value;
    next = next + 1 & ENTRIES - 1;
    count++;
    bytes += cost;
  }

  private void evict(int room) {
    while (count > 0 && bytes + room > limit) {
      int oldest = next - count & ENTRIES - 1;
      bytes -= names[oldest].length() + values[oldest].length() + ENTRY_COST;
      count--;
    }
  }

  private static void literal(Out out, int pattern, int prefix, String name) {
    Integer index = STATIC_NAMES.get(name);
    if (index != null) {
      integer(out, pattern, prefix, index);
    } else {
      integer(out, pattern, prefix, 0);
      text(out, name);
    }
  }

  private static void text(Out out, String text) {
    integer(out, 0, 7, text.length());
    out.latin1(text);
  }

  private static void integer(Out out, int pattern, int prefix, int value) {
    out.ensure(6);
    int most = (1 << prefix) - 1;
    if (value < most) {
      out.array[out.length++] = (byte) (pattern | value);
      return;
    }
    out.array[out.length++] = (byte) (pattern | most);
    int rest = value - most;
    for (; rest >= 0x80; rest >>>= 7) {
      out.array[out.length++] = (byte) (rest & 0x7f | 0x80);
    }
    out.array[out.length++] = (byte) rest;
  }

  private static boolean secret(String name) {
    return name.equals("set-cookie") || name.startsWith("authori") || name.contains("token");
  }

  private static String lower(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        return name.toLowerCase(Locale.ROOT);
      }
    }
    return name;
  }

  /** Names of RFC 7541, appendix A, that stand in answers. */
  private static Map<String, Integer> staticNames() {
    String[] inOrder = {
      "accept-charset",
      "accept-encoding",
      "accept-language",
      "accept-ranges",
      "accept",
      "access-control-allow-origin",
      "age",
      "allow",
      "authorization",
      "cache-control",
      "content-disposition",
      "content-encoding",
      "content-language",
      "content-length",
      "content-location",
      "content-range",
      "content-type",
      "cookie",
      "date",
      "etag",
      "expect",
      "expires",
      "from",
      "host",
      "if-match",
      "if-modified-since",
      "if-none-match",
      "if-range",
      "if-unmodified-since",
      "last-modified",
      "link",
      "location",
      "max-forwards",
      "proxy-authenticate",
      "proxy-authorization",
      "range",
      "referer",
      "refresh",
      "retry-after",
      "server",
      "set-cookie",
      "strict-transport-security",
      "transfer-encoding",
      "user-agent",
      "vary",
      "via",
      "www-authenticate"
    };
    Map<String, Integer> names = new HashMap<>();
    for (int i = 0; i < inOrder.length; i++) {
      names.put(inOrder[i], 15 + i);
    }
    return names;
  }
}
