package dev.covet.engine.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** Writes PEM files of tests. */
final class Pem {
  private Pem() {}

  static String block(String kind, byte[] der) {
    return "-----BEGIN "
        + kind
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
        + "\n-----END "
        + kind
        + "-----\n";
  }

  static Path certificate(Path folder, Identity identity) throws IOException {
    StringBuilder all = new StringBuilder("a comment before\n");
    try {
      for (X509Certificate each : identity.chain()) {
        all.append(block("CERTIFICATE", each.getEncoded()));
      }
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
    return Files.writeString(folder.resolve("cert.pem"), all);
  }

  static Path key(Path folder, Identity identity) throws IOException {
    return Files.writeString(
        folder.resolve("key.pem"), block("PRIVATE KEY", identity.key().getEncoded()));
  }
}
