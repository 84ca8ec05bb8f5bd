package dev.covet.engine.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A certificate for this machine's loopback names, made by the JDK's own keytool: the JDK has no
 * public interface that makes one, and a library for a single certificate in dev mode would be a
 * dependency of every application.
 */
final class SelfSigned {
  private static final long PATIENCE_SECONDS = 30;

  private SelfSigned() {}

  /**
   * Makes one; takes the better part of a second.
   *
   * @throws IOException if there is no keytool or it fails
   */
  static Identity make() throws IOException {
    Path folder = Files.createTempDirectory("covet-tls");
    Path store = folder.resolve("self-signed.p12");
    String password = UUID.randomUUID().toString();
    try {
      ProcessBuilder keytool =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
              // Half a second instead of two: it ends before the best compiler pays.
              "-J-XX:TieredStopAtLevel=1",
              "-J-XX:+UseSerialGC",
              "-genkeypair",
              "-alias",
              "covet",
              "-keyalg",
              "EC",
              "-groupname",
              "secp256r1",
              "-dname",
              "CN=localhost, O=Covet in dev mode",
              "-ext",
              "san=dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1",
              "-validity",
              "30",
              "-storetype",
              "PKCS12",
              "-keystore",
              store.toString(),
              "-storepass:env",
              "COVET_STORE_PASSWORD");
      // A password on the command line could be read by others on this machine.
      keytool.environment().put("COVET_STORE_PASSWORD", password);
      run(keytool.redirectErrorStream(true));
      return Identity.store(store, password);
    } finally {
      Files.deleteIfExists(store);
      Files.deleteIfExists(folder);
    }
  }

  private static void run(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    try {
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new IOException("keytool made no self-signed certificate: " + output.strip());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a self-signed certificate was made", e);
    }
  }
}
