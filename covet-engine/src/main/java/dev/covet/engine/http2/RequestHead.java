package dev.covet.engine.http2;

import dev.covet.http.HostSyntax;
import dev.covet.http.Method;
import dev.covet.http.Tokens;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A valid request head (RFC 9113, section 8.3.1).
 *
 * @param method of the request
 * @param authority host and optional port
 * @param target path with query; empty for CONNECT
 * @param fields the regular fields, cookies joined
 * @param contentLength announced, -1 if not
 */
record RequestHead(
    Method method, String authority, String target, FieldList fields, long contentLength) {

  private static final String WEBSOCKET = "websocket";

  /**
   * Why a block is not a request head, or null.
   *
   * @param webSocket whether WebSockets were offered
   */
  static @Nullable String fault(HeaderBlock block, boolean ends, boolean webSocket) {
    if (block.fault() != null) {
      return block.fault();
    }
    String method = block.method();
    if (method == null || !Tokens.isToken(method)) {
      return ":method is missing or not a token";
    }
    if (block.protocol() != null && (!webSocket || !method.equals("CONNECT"))) {
      return webSocket ? ":protocol without CONNECT" : "extended CONNECT was not offered";
    }
    if (ends && block.contentLength() > 0) {
      return "a Content-Length, and no body";
    }
    String host = authorityFault(block);
    return host != null ? host : targetFault(block, method);
  }

  private static @Nullable String authorityFault(HeaderBlock block) {
    String authority = block.authority();
    String host = block.fields().first("host");
    if (authority == null && host == null) {
      return "neither :authority nor Host";
    }
    if (authority != null && host != null && !authority.equalsIgnoreCase(host)) {
      return ":authority and Host differ";
    }
    byte[] bytes =
        String.valueOf(authority == null ? host : authority).getBytes(StandardCharsets.ISO_8859_1);
    return HostSyntax.isValid(bytes, 0, bytes.length)
        ? null
        : "the authority is not a host with an optional port";
  }

  private static @Nullable String targetFault(HeaderBlock block, String method) {
    String scheme = block.scheme();
    String path = block.path();
    if (method.equals("CONNECT") && block.protocol() == null) {
      return scheme == null && path == null && block.authority() != null
          ? null
          : "CONNECT with :scheme or :path, or without :authority";
    }
    if (block.protocol() != null && block.authority() == null) {
      return ":protocol without :authority";
    }
    if (scheme == null || !scheme.equals("http") && !scheme.equals("https")) {
      return ":scheme is neither http nor https";
    }
    if (path == null || path.isEmpty()) {
      return ":path is missing";
    }
    if (path.charAt(0) != '/' && !(path.equals("*") && method.equals("OPTIONS"))) {
      return ":path does not begin with a slash";
    }
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c <= ' ' || c >= 0x7f || c == '#') {
        return ":path holds a byte that must be percent-encoded, or a fragment";
      }
    }
    return null;
  }

  /** The head of a block that has no fault. */
  static RequestHead of(HeaderBlock block) {
    FieldList fields = block.fields();
    fields.join("cookie", "; ");
    String method = String.valueOf(block.method());
    if (WEBSOCKET.equals(block.protocol())) {
      // To the application it is the handshake that it knows; no client can send this field itself.
      method = "GET";
      fields.add("upgrade", WEBSOCKET);
    }
    String authority = block.authority() != null ? block.authority() : fields.first("host");
    String path = block.path();
    return new RequestHead(
        Method.of(method),
        String.valueOf(authority),
        path == null ? "" : path,
        fields,
        block.contentLength());
  }

  /** Whether it asks for a WebSocket (RFC 8441, section 4). */
  boolean isTunnel() {
    return fields.first("upgrade") != null;
  }

  String rawPath() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  @Nullable String rawQuery() {
    int query = target.indexOf('?');
    return query < 0 ? null : target.substring(query + 1);
  }

  boolean expectsContinue() {
    String expect = fields.first("expect");
    return expect != null && expect.equalsIgnoreCase("100-continue");
  }

  /** Whether it has an expectation that we do not know. */
  boolean expectsOther() {
    return fields.first("expect") != null && !expectsContinue();
  }
}
