package dev.covet.engine;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * TLS of an engine's port.
 *
 * @param certificate file with the chain, the server's own certificate first (PEM), or a PKCS#12
 *     store ({@code .p12}, {@code .pfx}); null for a self-signed certificate that is made at start
 * @param key file with the private key (PEM); null if the certificate's file holds it
 * @param password of the key or the store; empty for none
 * @param provider who does the cryptography
 * @param protocols what is offered by ALPN, best first: {@code http/1.1}
 * @param handshake longest time for a handshake
 * @param reload how often the files are looked at
 */
public record TlsConfig(
    @Nullable Path certificate,
    @Nullable Path key,
    String password,
    Provider provider,
    List<String> protocols,
    Duration handshake,
    Duration reload) {
  /** Copies the list. */
  public TlsConfig {
    protocols = List.copyOf(protocols);
  }

  /** Who does the cryptography. */
  public enum Provider {
    /** BoringSSL where it loads, else the JDK. */
    AUTO,
    /** BoringSSL by netty-tcnative; the start fails where it does not load. */
    BORINGSSL,
    /** The JDK's own engine. */
    JDK
  }

  /** Shows no password. */
  @Override
  public String toString() {
    return "TlsConfig[" + certificate + ", " + key + ", " + provider + "]";
  }
}
