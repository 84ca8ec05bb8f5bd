package dev.covet.jwt;

import dev.covet.AuthenticationException;
import dev.covet.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the token of a request: from its header field alone (RFC 6750, section 2.1). Tokens in URLs
 * stand in logs, and RFC 9700 forbids them.
 */
final class BearerToken {
  private static final String SCHEME = "Bearer";

  private BearerToken() {}

  static @Nullable String of(Request request) throws AuthenticationException {
    List<String> lines = request.headerLines("Authorization");
    String token = null;
    for (String line : lines) {
      if (!isBearer(line)) {
        continue;
      }
      if (lines.size() > 1) {
        throw new AuthenticationException(
            "There is more than one Authorization header field.", "several Authorization fields");
      }
      token = line.substring(SCHEME.length()).strip();
    }
    return token;
  }

  private static boolean isBearer(String line) {
    return line.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && (line.length() == SCHEME.length() || line.charAt(SCHEME.length()) == ' ');
  }
}
