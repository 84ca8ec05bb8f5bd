package dev.covet.engine.http2;

import dev.covet.http.Tokens;
import org.jspecify.annotations.Nullable;

/**
 * One decoded header block, checked as it is decoded (RFC 9113, sections 8.2 and 8.3). The first
 * fault is kept and everything after it dropped, while the decompressor goes on, so that its state
 * stays in step with the client's.
 */
final class HeaderBlock {
  /** What a field costs beyond its name and value (RFC 9113, section 6.5.2). */
  private static final int FIELD_COST = 32;

  /** How many times over the limits a block is an attack and no mistake. */
  private static final int BOMB = 4;

  private final int maxBytes;
  private final int maxCount;
  private final FieldList fields = new FieldList();
  private int bytes;
  private int count;
  private @Nullable String fault;
  private boolean pseudo;
  private @Nullable String method;
  private @Nullable String scheme;
  private @Nullable String authority;
  private @Nullable String path;
  private @Nullable String protocol;
  private long contentLength = -1;

  HeaderBlock(int maxBytes, int maxCount) {
    this.maxBytes = maxBytes;
    this.maxCount = maxCount;
  }

  /**
   * Takes the next field as it was sent.
   *
   * @throws BombException if the block is so far beyond the limits that it is not worth decoding
   */
  void add(CharSequence name, CharSequence value) {
    count++;
    bytes += name.length() + value.length() + FIELD_COST;
    if (count > BOMB * maxCount || bytes > BOMB * maxBytes) {
      throw BombException.INSTANCE;
    }
    if (fault != null) {
      return;
    }
    if (count > maxCount) {
      fault = "too many header fields";
    } else if (bytes > maxBytes) {
      fault = "the header fields are too large";
    } else if (name.length() > 0 && name.charAt(0) == ':') {
      pseudo(name.toString(), value.toString());
    } else {
      regular(name.toString(), value.toString());
    }
  }

  private void pseudo(String name, String value) {
    pseudo = true;
    if (fields.count() > 0) {
      fault = "a pseudo-header after a field";
      return;
    }
    String before =
        switch (name) {
          case ":method" -> method;
          case ":scheme" -> scheme;
          case ":authority" -> authority;
          case ":path" -> path;
          case ":protocol" -> protocol;
          default -> "unknown";
        };
    if (before != null) {
      fault = "a pseudo-header that is unknown or comes twice";
      return;
    }
    switch (name) {
      case ":method" -> method = value;
      case ":scheme" -> scheme = value;
      case ":authority" -> authority = value;
      case ":path" -> path = value;
      default -> protocol = value;
    }
  }

  private void regular(String name, String value) {
    fault = nameFault(name);
    if (fault == null) {
      fault = valueFault(value);
    }
    if (fault == null) {
      fault = meaningFault(name, value);
    }
    if (fault == null) {
      fields.add(name, value);
    }
  }

  private static @Nullable String nameFault(String name) {
    if (name.isEmpty()) {
      return "an empty field name";
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!Tokens.isTokenChar(c) || c >= 'A' && c <= 'Z') {
        return "a field name that is not a token in lower case";
      }
    }
    return null;
  }

  private static @Nullable String valueFault(String value) {
    if (Tokens.firstIllegalInValue(value) >= 0) {
      return "a control byte in a field value";
    }
    return !value.isEmpty()
            && (isBlank(value.charAt(0)) || isBlank(value.charAt(value.length() - 1)))
        ? "white space around a field value"
        : null;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  private @Nullable String meaningFault(String name, String value) {
    return switch (name) {
      case "connection", "proxy-connection", "keep-alive", "transfer-encoding", "upgrade" ->
          "a field that belongs to one connection of HTTP/1.1";
      case "te" -> value.equalsIgnoreCase("trailers") ? null : "TE other than trailers";
      case "content-length" -> contentLength(value);
      case "host" -> fields.first("host") == null ? null : "more than one Host field";
      default -> null;
    };
  }

  private @Nullable String contentLength(String value) {
    boolean plain = !value.isEmpty() && value.length() <= 18;
    for (int i = 0; plain && i < value.length(); i++) {
      plain = value.charAt(i) >= '0' && value.charAt(i) <= '9';
    }
    if (!plain || value.length() > 1 && value.charAt(0) == '0') {
      return "Content-Length is not a plain decimal number";
    }
    if (contentLength >= 0) {
      return "more than one Content-Length";
    }
    contentLength = Long.parseLong(value);
    return null;
  }

  /** Ends the decoding of a block. */
  static final class BombException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final BombException INSTANCE = new BombException();

    private BombException() {
      super(null, null, false, false);
    }
  }

  // ---- what was decoded

  @Nullable String fault() {
    return fault;
  }

  FieldList fields() {
    return fields;
  }

  /** Whether a pseudo-header is among the fields: wrong in trailers. */
  boolean hasPseudo() {
    return pseudo;
  }

  @Nullable String method() {
    return method;
  }

  @Nullable String scheme() {
    return scheme;
  }

  @Nullable String authority() {
    return authority;
  }

  @Nullable String path() {
    return path;
  }

  @Nullable String protocol() {
    return protocol;
  }

  /** -1 if none was sent. */
  long contentLength() {
    return contentLength;
  }
}
