package dev.covet.test;

import dev.covet.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The contract over TLS. */
abstract class HttpsContract extends Http1Contract {
  private static final String PASSWORD = "changeit";
  private static final Path STORE = store();

  private static Path store() {
    try {
      Path file = Files.createTempDirectory("covet-test").resolve("store.p12");
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-J-XX:TieredStopAtLevel=1",
                  "-genkeypair",
                  "-alias",
                  "test",
                  "-keyalg",
                  "EC",
                  "-groupname",
                  "secp256r1",
                  "-dname",
                  "CN=localhost",
                  "-storetype",
                  "PKCS12",
                  "-keystore",
                  file.toString(),
                  "-storepass",
                  PASSWORD)
              .inheritIO()
              .start();
      if (keytool.waitFor() != 0) {
        throw new IllegalStateException("keytool failed");
      }
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The certificate of the store in PEM. */
  static Path certificate(Path folder) throws Exception {
    Path file = folder.resolve("authority.pem");
    var store = java.security.KeyStore.getInstance(STORE.toFile(), PASSWORD.toCharArray());
    byte[] der = store.getCertificate(store.aliases().nextElement()).getEncoded();
    return Files.writeString(
        file,
        "-----BEGIN CERTIFICATE-----\n"
            + java.util.Base64.getMimeEncoder().encodeToString(der)
            + "\n-----END CERTIFICATE-----\n");
  }

  static Config.Builder tls(String transport, String provider) {
    return Config.builder()
        .transport(transport)
        .set("tls-cert", STORE)
        .set("tls-key-password", PASSWORD)
        .set("tls-provider", provider);
  }
}
