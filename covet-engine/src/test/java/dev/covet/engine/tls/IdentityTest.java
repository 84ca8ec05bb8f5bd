package dev.covet.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.engine.TlsConfig;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityTest {
  private static Identity one;
  private static Identity other;

  @TempDir Path folder;

  @BeforeAll
  static void make() throws IOException {
    one = SelfSigned.make();
    other = SelfSigned.make();
  }

  private static Identity load(Path certificate, @Nullable Path key, String password)
      throws IOException {
    return Identity.load(new TlsConfig.Certificate(certificate, key), password);
  }

  @Test
  void aSelfSignedOneIsForThisMachine() throws Exception {
    assertThat(one.chain()).hasSize(1);
    assertThat(one.chain().getFirst().getSubjectAlternativeNames())
        .extracting(name -> String.valueOf(name.get(1)))
        .contains("localhost", "127.0.0.1");
    one.chain().getFirst().checkValidity();
    assertThat(one.toString()).contains("CN=localhost");
  }

  @Test
  void pemIsReadFromTwoFilesOrOne() throws Exception {
    Path certificate = Pem.certificate(folder, one);
    Path key = Pem.key(folder, one);
    assertThat(load(certificate, key, "")).isEqualTo(one);
    Path both = folder.resolve("both.pem");
    Files.writeString(both, Files.readString(key) + Files.readString(certificate));
    assertThat(load(both, null, "")).isEqualTo(one);
  }

  @Test
  void aStoreIsReadWithItsPassword() throws Exception {
    Path file = folder.resolve("store.p12");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "x", one.key(), "pass".toCharArray(), one.chain().toArray(new Certificate[0]));
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, "pass".toCharArray());
    }
    assertThat(load(file, null, "pass")).isEqualTo(one);
    assertThatThrownBy(() -> load(file, null, "wrong"))
        .hasMessageContaining("is tls-key-password right?");
    KeyStore empty = KeyStore.getInstance("PKCS12");
    empty.load(null, null);
    try (OutputStream out = Files.newOutputStream(file)) {
      empty.store(out, "pass".toCharArray());
    }
    assertThatThrownBy(() -> load(file, null, "pass"))
        .hasMessageContaining("there is no private key in the store");
  }

  @Test
  void whatIsWrongIsSaidWithItsFile() throws Exception {
    Path certificate = Pem.certificate(folder, one);
    Path foreign = Pem.key(folder, other);
    assertThatThrownBy(() -> load(certificate, foreign, ""))
        .isInstanceOf(IOException.class)
        .hasMessage(certificate + ": the private key does not belong to the certificate");
    assertThatThrownBy(() -> load(certificate, certificate, ""))
        .hasMessage(certificate + ": there is no private key in PEM");
    assertThatThrownBy(() -> load(foreign, foreign, ""))
        .hasMessage(foreign + ": there is no certificate in PEM");
    Path broken = folder.resolve("broken.pem");
    Files.writeString(broken, Pem.block("CERTIFICATE", new byte[] {0x30, 1, 0}));
    assertThatThrownBy(() -> load(broken, foreign, ""))
        .hasMessage(broken + ": the certificate can not be read");
    Path missing = folder.resolve("missing.pem");
    assertThatThrownBy(() -> load(missing, foreign, ""))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("missing.pem: there is no such file");
    assertThatThrownBy(() -> load(certificate, missing, ""))
        .hasMessageContaining("missing.pem: there is no such file");
    Path twice = folder.resolve("twice.pem");
    Path second = Files.createDirectory(folder.resolve("second"));
    Files.writeString(
        twice, Files.readString(certificate) + Files.readString(Pem.certificate(second, other)));
    assertThat(one.chain().getFirst().getIssuerX500Principal())
        .isEqualTo(other.chain().getFirst().getSubjectX500Principal());
    assertThatThrownBy(() -> load(twice, foreign, "")).hasMessageContaining("does not belong");
  }
}
