package dev.covet.oidc;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.covet.spi.OutsideCall;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says of itself (OpenID Connect Discovery 1.0, section 3).
 *
 * @param logout where it ends its own session; null if it has no such place
 * @param postsSecret whether it takes the client's secret in the body alone
 * @param namesItself whether its answers must carry {@code iss} (RFC 9207)
 */
record ProviderMetadata(
    URI authorization,
    URI token,
    URI keys,
    @Nullable URI logout,
    boolean postsSecret,
    boolean namesItself) {
  static ProviderMetadata read(byte[] json, String issuer) throws IOException {
    try {
      Map<String, Object> all = JSONObjectUtils.parse(new String(json, StandardCharsets.UTF_8));
      if (!issuer.equals(all.get("issuer"))) {
        // Else the keys of one provider would count for another (section 4.3).
        throw new IOException("names itself '" + all.get("issuer") + "', not '" + issuer + "'");
      }
      Object methods = all.get("token_endpoint_auth_methods_supported");
      return new ProviderMetadata(
          needed(all, "authorization_endpoint"),
          needed(all, "token_endpoint"),
          needed(all, "jwks_uri"),
          uri(all, "end_session_endpoint"),
          methods instanceof Collection<?> list
              && !list.contains("client_secret_basic")
              && list.contains("client_secret_post"),
          Boolean.TRUE.equals(all.get("authorization_response_iss_parameter_supported")));
    } catch (ParseException | IllegalArgumentException e) {
      throw new IOException("its metadata is wrong: " + e.getMessage(), e);
    }
  }

  private static URI needed(Map<String, Object> all, String name) throws IOException {
    URI uri = uri(all, name);
    if (uri == null) {
      throw new IOException("its metadata has no " + name);
    }
    return uri;
  }

  private static @Nullable URI uri(Map<String, Object> all, String name) {
    return all.get(name) instanceof String text ? OutsideCall.checked(URI.create(text)) : null;
  }
}
