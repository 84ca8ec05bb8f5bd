package dev.covet.oidc;

import dev.covet.Request;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An application that a {@link LocalProvider} knows.
 *
 * @param secret null if it has none
 */
record LocalClient(String id, @Nullable String secret, String callback) {
  /** {@return the client that a request for tokens comes from; null if it does not show that} */
  static @Nullable LocalClient of(Request request, Map<String, LocalClient> clients) {
    String id = request.form("client_id").or("");
    String secret = request.form("client_secret").or("");
    String basic = request.header("Authorization").or("");
    if (basic.startsWith("Basic ")) {
      String pair = decoded(basic.substring("Basic ".length()));
      int colon = pair.indexOf(':');
      if (colon < 0) {
        return null;
      }
      id = URLDecoder.decode(pair.substring(0, colon), StandardCharsets.UTF_8);
      secret = URLDecoder.decode(pair.substring(colon + 1), StandardCharsets.UTF_8);
    }
    LocalClient client = clients.get(id);
    return client != null && client.hasSecret(secret) ? client : null;
  }

  private static String decoded(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private boolean hasSecret(String shown) {
    return secret == null
        || MessageDigest.isEqual(
            secret.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
  }

  /** {@return whether a URL is of the same site as the callback} */
  boolean knows(String url) {
    try {
      return URI.create(callback).resolve("/").equals(URI.create(url).resolve("/"));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
