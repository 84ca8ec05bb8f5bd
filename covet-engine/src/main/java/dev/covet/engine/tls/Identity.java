package dev.covet.engine.tls;

import dev.covet.engine.TlsConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who the server is: a private key and the chain of its certificate, checked.
 *
 * @param key the private key
 * @param chain the server's own certificate first
 */
record Identity(PrivateKey key, List<X509Certificate> chain) {
  /** Copies the chain. */
  Identity {
    chain = List.copyOf(chain);
  }

  /** Shows nothing of the key. */
  @Override
  public String toString() {
    return "Identity[" + chain.getFirst().getSubjectX500Principal() + "]";
  }

  /**
   * Reads and checks what the configuration names, or makes a self-signed one.
   *
   * @param certificate which files, null for none
   * @param password of the key or the store
   * @return the identity
   * @throws IOException in one line, naming the file and what is wrong with it
   */
  static Identity load(TlsConfig.@Nullable Certificate certificate, String password)
      throws IOException {
    if (certificate == null) {
      return SelfSigned.make();
    }
    Path file = certificate.file();
    Path key = certificate.key();
    String name = file.toString().toLowerCase(Locale.ROOT);
    Identity identity =
        name.endsWith(".p12") || name.endsWith(".pfx")
            ? store(file, password)
            : pem(file, key == null ? file : key, password);
    identity.check(file);
    return identity;
  }

  /**
   * Reads all certificates of a file in PEM.
   *
   * @param file the file
   * @return at least one
   * @throws IOException in one line, naming the file and what is wrong with it
   */
  static List<X509Certificate> certificates(Path file) throws IOException {
    List<X509Certificate> all;
    try {
      all =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(blocks(bytes(file))))
              .stream()
              .map(X509Certificate.class::cast)
              .toList();
    } catch (GeneralSecurityException e) {
      throw new IOException(file + ": the certificate can not be read", e);
    }
    if (all.isEmpty()) {
      throw new IOException(file + ": there is no certificate in PEM");
    }
    return all;
  }

  private static Identity pem(Path certificates, Path keys, String password) throws IOException {
    List<X509Certificate> chain = certificates(certificates);
    try {
      return new Identity(PemKey.read(PemKey.text(bytes(keys)), password), chain);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(keys + ": " + e.getMessage(), e);
    }
  }

  /** The certificates alone: the factory stops at a key that stands in the same file. */
  private static byte[] blocks(byte[] file) {
    StringBuilder found = new StringBuilder();
    String text = PemKey.text(file);
    String begin = "-----BEGIN CERTIFICATE-----";
    String end = "-----END CERTIFICATE-----";
    for (int at = text.indexOf(begin); at >= 0; at = text.indexOf(begin, at + 1)) {
      int last = text.indexOf(end, at);
      if (last < 0) {
        break;
      }
      found.append(text, at, last + end.length()).append('\n');
    }
    return found.toString().getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(Path file) throws IOException {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new NoSuchFileException(file + ": there is no such file");
    }
  }

  static Identity store(Path file, String password) throws IOException {
    try (InputStream in = new ByteArrayInputStream(bytes(file))) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password.toCharArray());
      for (String alias : Collections.list(store.aliases())) {
        if (store.getKey(alias, password.toCharArray()) instanceof PrivateKey key) {
          Certificate[] chain = store.getCertificateChain(alias);
          return new Identity(
              key, java.util.Arrays.stream(chain).map(X509Certificate.class::cast).toList());
        }
      }
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException | GeneralSecurityException e) {
      throw new IOException(file + ": the store can not be opened; is tls-key-password right?", e);
    }
    throw new IOException(file + ": there is no private key in the store");
  }

  private void check(Path file) throws IOException {
    X509Certificate own = chain.getFirst();
    if (own.getNotAfter().toInstant().isBefore(Instant.now())) {
      throw new IOException(file + ": the certificate has expired on " + own.getNotAfter());
    }
    for (int i = 1; i < chain.size(); i++) {
      if (!chain
          .get(i - 1)
          .getIssuerX500Principal()
          .equals(chain.get(i).getSubjectX500Principal())) {
        throw new IOException(
            file
                + ": the chain is out of order: certificate "
                + i
                + " was not issued by certificate "
                + (i + 1));
      }
    }
    if (!belongTogether(own.getPublicKey(), key)) {
      throw new IOException(file + ": the private key does not belong to the certificate");
    }
  }

  /** Signs something with the one and verifies it with the other. */
  private static boolean belongTogether(PublicKey open, PrivateKey secret) throws IOException {
    String algorithm =
        switch (secret.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          case "RSASSA-PSS" -> "RSASSA-PSS";
          default -> "EdDSA";
        };
    byte[] sample = {1, 2, 3};
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(secret);
      signature.update(sample);
      byte[] signed = signature.sign();
      signature.initVerify(open);
      signature.update(sample);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
