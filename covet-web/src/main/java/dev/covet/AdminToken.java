package dev.covet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Lets those in who show the admin listener's secret as a bearer token (RFC 6750). */
final class AdminToken implements Authenticator {
  private static final String SCHEME = "bearer ";
  private static final Principal OPERATOR = Principal.of("operator");

  private final byte[] token;

  AdminToken(String token) {
    this.token = token.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String name() {
    return "adminToken";
  }

  @Override
  public SecurityScheme scheme() {
    return SecurityScheme.bearer();
  }

  @Override
  public String challenge(@Nullable AuthenticationException failure) {
    return failure == null ? "Bearer" : "Bearer error=\"invalid_token\"";
  }

  @Override
  public @Nullable Principal authenticate(Request request) throws AuthenticationException {
    String shown = request.headerOrNull("Authorization");
    if (shown == null || !shown.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return null;
    }
    byte[] bytes = shown.substring(SCHEME.length()).strip().getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(token, bytes)) {
      throw new AuthenticationException("the token is wrong", "wrong token");
    }
    return OPERATOR;
  }
}
