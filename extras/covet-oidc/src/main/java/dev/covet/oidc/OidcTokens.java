package dev.covet.oidc;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a provider gave for a login: {@link OidcLogin#onLogin}. Covet keeps none of it; who calls
 * the provider's APIs for the user keeps the tokens, encrypted. Its text shows nothing.
 */
public final class OidcTokens {
  private final String idToken;
  private final @Nullable String accessToken;
  private final @Nullable String refreshToken;
  private final @Nullable Long expiresIn;

  private OidcTokens(
      String idToken,
      @Nullable String accessToken,
      @Nullable String refreshToken,
      @Nullable Long expiresIn) {
    this.idToken = idToken;
    this.accessToken = accessToken;
    this.refreshToken = refreshToken;
    this.expiresIn = expiresIn;
  }

  static OidcTokens of(Map<String, Object> json) throws LoginRefusedException {
    if (!(json.get("id_token") instanceof String idToken)) {
      throw new LoginRefusedException("no ID token came; is 'openid' a scope of the client?");
    }
    return new OidcTokens(
        idToken,
        json.get("access_token") instanceof String access ? access : null,
        json.get("refresh_token") instanceof String refresh ? refresh : null,
        json.get("expires_in") instanceof Number seconds ? seconds.longValue() : null);
  }

  /** {@return the ID token, which was checked} */
  public String idToken() {
    return idToken;
  }

  /** {@return the token for the provider's APIs} */
  public Optional<String> accessToken() {
    return Optional.ofNullable(accessToken);
  }

  /** {@return the token by which another access token is got} */
  public Optional<String> refreshToken() {
    return Optional.ofNullable(refreshToken);
  }

  /** {@return the seconds for which the access token is good} */
  public Optional<Long> expiresIn() {
    return Optional.ofNullable(expiresIn);
  }

  /** {@return nothing of the tokens} */
  @Override
  public String toString() {
    return "OidcTokens[***]";
  }
}
