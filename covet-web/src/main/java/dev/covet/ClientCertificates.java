package dev.covet;

import java.security.cert.X509Certificate;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets clients in by certificates that an authority of {@code tls-client-ca} has issued; the engine
 * has checked them. Immutable; safe for any thread.
 */
public final class ClientCertificates implements Authenticator {
  private final Function<X509Certificate, @Nullable Principal> owner;

  private ClientCertificates(Function<X509Certificate, @Nullable Principal> owner) {
    this.owner = owner;
  }

  /** {@return certificates whose whole subject names the client (RFC 2253)} */
  public static ClientCertificates named() {
    return of(certificate -> Principal.of(certificate.getSubjectX500Principal().getName()));
  }

  /**
   * {@return certificates whose owners are looked up}
   *
   * @param owner tells who has a certificate, or null if nobody is known to; may block
   */
  public static ClientCertificates of(Function<X509Certificate, @Nullable Principal> owner) {
    return new ClientCertificates(owner);
  }

  @Override
  public String name() {
    return "clientCertificate";
  }

  @Override
  public SecurityScheme scheme() {
    return SecurityScheme.mutualTls();
  }

  @Override
  public @Nullable Principal authenticate(Request request) throws AuthenticationException {
    X509Certificate shown = request.clientCertificate().orElse(null);
    if (shown == null) {
      return null;
    }
    Principal known = owner.apply(shown);
    if (known == null) {
      throw new AuthenticationException(
          "The client certificate belongs to nobody.",
          "unknown certificate",
          shown.getSubjectX500Principal().getName());
    }
    return known;
  }

  @Override
  public @Nullable String challenge(@Nullable AuthenticationException failure) {
    return null;
  }
}
