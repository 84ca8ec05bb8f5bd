package dev.covet;

import dev.covet.http.Tokens;
import dev.covet.http.WebSocketCompression;
import dev.covet.http.WebSocketDeflate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers offers of permessage-deflate (RFC 7692, section 7.1): the first that is well formed is
 * taken, what is malformed or unknown is declined.
 */
final class DeflateOffers {
  private static final int LEAST_BITS = 8;
  private static final int MOST_BITS = 15;

  private DeflateOffers() {}

  /**
   * What is agreed, or null if messages are not compressed.
   *
   * @param fields the lines of Sec-WebSocket-Extensions
   * @param mode what the server wants
   */
  static @Nullable WebSocketDeflate agree(List<String> fields, WebSocketCompression mode) {
    if (mode == WebSocketCompression.OFF) {
      return null;
    }
    for (String field : fields) {
      for (String offer : field.split(",", -1)) {
        WebSocketDeflate agreed = answer(offer.split(";", -1), mode);
        if (agreed != null) {
          return agreed;
        }
      }
    }
    return null;
  }

  private static @Nullable WebSocketDeflate answer(String[] offer, WebSocketCompression mode) {
    if (!offer[0].strip().equalsIgnoreCase("permessage-deflate")) {
      return null;
    }
    boolean takeover = mode == WebSocketCompression.TAKEOVER;
    boolean server = takeover;
    boolean client = takeover;
    int serverBits = 0;
    int clientBits = 0;
    Set<String> seen = new HashSet<>();
    for (int i = 1; i < offer.length; i++) {
      int equals = offer[i].indexOf('=');
      String name = (equals < 0 ? offer[i] : offer[i].substring(0, equals)).strip();
      String value = equals < 0 ? null : unquoted(offer[i].substring(equals + 1).strip());
      name = name.toLowerCase(Locale.ROOT);
      if (!seen.add(name)) {
        return null;
      }
      switch (name) {
        case "server_no_context_takeover" -> server = false;
        case "client_no_context_takeover" -> client = false;
        case "server_max_window_bits" -> serverBits = bits(value);
        case "client_max_window_bits" -> clientBits = value == null ? 0 : bits(value);
        default -> {
          return null;
        }
      }
      boolean flag = name.endsWith("takeover");
      if (flag && value != null || serverBits < 0 || clientBits < 0) {
        return null;
      }
    }
    return new WebSocketDeflate(server, client, serverBits, clientBits);
  }

  /** From 8 to 15 without leading zeros, or -1. */
  private static int bits(@Nullable String value) {
    if (value == null || !value.matches("[1-9]\\d?")) {
      return -1;
    }
    int bits = Integer.parseInt(value);
    return bits < LEAST_BITS || bits > MOST_BITS ? -1 : bits;
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() > 2 && value.startsWith("\"") && value.endsWith("\"");
    String text = quoted ? value.substring(1, value.length() - 1) : value;
    return Tokens.isToken(text) ? text : "";
  }
}
