package dev.covet.engine.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Makes PKCS#12 stores with a self-signed certificate each, by the JDK's keytool. */
final class Store {
  static final String PASSWORD = "changeit";

  private Store() {}

  /** A store for some DNS names. */
  static Path make(Path folder, String name, String... dns) throws Exception {
    Path file = folder.resolve(name + ".p12");
    List<String> command =
        new ArrayList<>(
            List.of(
                "-genkeypair",
                "-alias",
                "it",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD));
    if (dns.length > 0) {
      command.addAll(List.of("-ext", "san=dns:" + String.join(",dns:", dns)));
    }
    keytool(command);
    return file;
  }

  /** The certificate of a store in PEM. */
  static Path certificate(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    String lines = Base64.getMimeEncoder().encodeToString(keys.getCertificate("it").getEncoded());
    return Files.writeString(
        Path.of(store + ".pem"),
        "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n");
  }

  private static void keytool(List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    // It lives for less than a second: the best compiler never pays.
    command.addAll(List.of("-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
    command.addAll(arguments);
    Path log = Files.createTempFile("keytool", ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    int code = process.waitFor();
    String said = Files.readString(log);
    Files.delete(log);
    if (code != 0) {
      throw new IOException(said);
    }
  }
}
