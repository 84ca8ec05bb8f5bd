package dev.covet.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

/** Makes PKCS#12 stores with a self-signed certificate for localhost each, by the JDK's keytool. */
final class KeyStores {
  static final String PASSWORD = "changeit";

  private KeyStores() {}

  /** A store of this name in the folder, and the name in its certificate. */
  static Path make(Path folder, String name) throws Exception {
    Path store = folder.resolve(name + ".p12");
    Tool.Result made =
        Tool.run(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-J-XX:TieredStopAtLevel=1",
            "-genkeypair",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-alias",
            "server",
            "-dname",
            "CN=" + name,
            "-ext",
            "san=dns:localhost",
            "-storetype",
            "PKCS12",
            "-keystore",
            store.toString(),
            "-storepass",
            PASSWORD);
    assertThat(made.exit()).as(made.output()).isZero();
    return store;
  }
}
