package dev.covet;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A way in which clients show who they are, for documents made from the application: {@link
 * Covet#securityScheme}. It describes only; middleware does the work.
 */
public sealed interface SecurityScheme {
  /**
   * Credentials in the {@code Authorization} header field (RFC 9110, section 11).
   *
   * @param scheme {@code bearer}, {@code basic} or another registered scheme
   * @param format what a bearer token is, as {@code JWT}; null if that is not told
   */
  record Http(String scheme, @Nullable String format) implements SecurityScheme {}

  /**
   * A secret text in one place of each request.
   *
   * @param in where
   * @param name the name of the header field, parameter or cookie
   */
  record ApiKey(In in, String name) implements SecurityScheme {
    /** Where a key is. */
    public enum In {
      /** A header field. */
      HEADER,
      /** The query. */
      QUERY,
      /** A cookie. */
      COOKIE
    }
  }

  /**
   * Tokens of an OpenID provider.
   *
   * @param discovery the URL of its discovery document
   */
  record OpenIdConnect(URI discovery) implements SecurityScheme {}

  /**
   * Tokens of an OAuth 2 server.
   *
   * @param authorization the URL where users agree (code flow), or null for clients that act for
   *     themselves (client credentials)
   * @param token the URL where tokens are got
   * @param scopes what may be asked for, each with its meaning
   */
  record Oauth2(@Nullable URI authorization, URI token, Map<String, String> scopes)
      implements SecurityScheme {
    /** Copies the scopes. */
    public Oauth2 {
      scopes = Map.copyOf(scopes);
    }
  }

  /** A certificate that the client shows in the TLS handshake. */
  record MutualTls() implements SecurityScheme {}

  /** {@return bearer tokens} */
  static SecurityScheme bearer() {
    return new Http("bearer", null);
  }

  /**
   * {@return bearer tokens of a format}
   *
   * @param format as {@code JWT}
   */
  static SecurityScheme bearer(String format) {
    return new Http("bearer", format);
  }

  /** {@return user name and password} */
  static SecurityScheme basic() {
    return new Http("basic", null);
  }

  /** {@return certificates of clients} */
  static SecurityScheme mutualTls() {
    return new MutualTls();
  }

  /**
   * {@return a key in a header field}
   *
   * @param name the field's name
   */
  static SecurityScheme headerKey(String name) {
    return new ApiKey(ApiKey.In.HEADER, name);
  }

  /**
   * {@return a key in the query}
   *
   * @param name the parameter's name
   */
  static SecurityScheme queryKey(String name) {
    return new ApiKey(ApiKey.In.QUERY, name);
  }

  /**
   * {@return a key in a cookie}
   *
   * @param name the cookie's name
   */
  static SecurityScheme cookieKey(String name) {
    return new ApiKey(ApiKey.In.COOKIE, name);
  }

  /**
   * {@return tokens of an OpenID provider}
   *
   * @param discovery the URL of its discovery document
   */
  static SecurityScheme openIdConnect(String discovery) {
    return new OpenIdConnect(URI.create(discovery));
  }

  /**
   * {@return tokens of an OAuth 2 server to which users agree}
   *
   * @param authorization the URL where they do
   * @param token the URL where tokens are got
   * @param scopes what may be asked for, each with its meaning
   */
  static SecurityScheme oauth2(String authorization, String token, Map<String, String> scopes) {
    return new Oauth2(URI.create(authorization), URI.create(token), scopes);
  }

  /**
   * {@return tokens of an OAuth 2 server for clients that act for themselves}
   *
   * @param token the URL where tokens are got
   * @param scopes what may be asked for, each with its meaning
   */
  static SecurityScheme oauth2(String token, Map<String, String> scopes) {
    return new Oauth2(null, URI.create(token), scopes);
  }
}
