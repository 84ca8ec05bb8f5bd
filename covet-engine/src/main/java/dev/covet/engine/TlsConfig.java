package dev.covet.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * TLS of an engine's port.
 *
 * @param certificate the server's own; null for a self-signed one that is made at start
 * @param more certificates for other names, chosen by the name that the client asks for (SNI, RFC
 *     6066, section 3)
 * @param password of keys and stores; empty for none
 * @param provider who does the cryptography
 * @param protocols what is offered by ALPN, best first: {@code h2}, {@code http/1.1}
 * @param clients whether clients show a certificate
 * @param clientAuthorities file with the certificates (PEM) that must have issued theirs; null if
 *     they show none
 * @param handshake longest time for a handshake
 * @param reload how often the files are looked at
 */
public record TlsConfig(
    @Nullable Certificate certificate,
    List<Certificate> more,
    String password,
    Provider provider,
    List<String> protocols,
    Clients clients,
    @Nullable Path clientAuthorities,
    Duration handshake,
    Duration reload) {
  /** Copies the lists. */
  public TlsConfig {
    more = List.copyOf(more);
    protocols = List.copyOf(protocols);
  }

  /**
   * One certificate.
   *
   * @param file with the chain, the server's own certificate first (PEM), or a PKCS#12 store
   *     ({@code .p12}, {@code .pfx})
   * @param key file with the private key (PEM); null if the certificate's file holds it
   */
  public record Certificate(Path file, @Nullable Path key) {}

  /** Who does the cryptography. */
  public enum Provider {
    /** BoringSSL where it loads, else the JDK. */
    AUTO,
    /** BoringSSL by netty-tcnative; the start fails where it does not load. */
    BORINGSSL,
    /** The JDK's own engine. */
    JDK
  }

  /** Whether clients show a certificate in the handshake. */
  public enum Clients {
    /** They are not asked. */
    NONE,
    /** They are asked, and may have none. */
    WANT,
    /** Without one that is trusted there is no connection. */
    NEED
  }

  /** Shows no password. */
  @Override
  public String toString() {
    return "TlsConfig[" + certificate + ", " + more.size() + " more, " + provider + "]";
  }
}
