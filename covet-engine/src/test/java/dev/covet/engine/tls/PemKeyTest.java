package dev.covet.engine.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemKeyTest {
  private static PrivateKey rsa(int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator.generateKeyPair().getPrivate();
  }

  private static PrivateKey ec() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair().getPrivate();
  }

  private static void isRead(PrivateKey key, String pem) throws IOException {
    assertThat(PemKey.read("# a comment\n" + pem, "").getEncoded()).isEqualTo(key.getEncoded());
  }

  @Test
  void pkcs8IsRead() throws Exception {
    for (PrivateKey key :
        new PrivateKey[] {
          rsa(2048), ec(), KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate()
        }) {
      isRead(key, Pem.block("PRIVATE KEY", key.getEncoded()));
    }
  }

  /** PKCS#8 of an RSA key: 26 bytes of wrapping around PKCS#1, whatever its size here. */
  @ParameterizedTest
  @ValueSource(ints = {2048, 4096})
  void pkcs1IsRead(int bits) throws Exception {
    PrivateKey key = rsa(bits);
    byte[] pkcs8 = key.getEncoded();
    isRead(key, Pem.block("RSA PRIVATE KEY", Arrays.copyOfRange(pkcs8, 26, pkcs8.length)));
  }

  private static byte[] sec1(PrivateKey key, boolean curve) {
    byte[] number = ((ECPrivateKey) key).getS().toByteArray();
    byte[] secret = new byte[32];
    int count = Math.min(32, number.length);
    System.arraycopy(number, number.length - count, secret, 32 - count, count);
    byte[] oid = {(byte) 0xa0, 10, 6, 8, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 3, 1, 7};
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0x30);
    out.write(3 + 34 + (curve ? oid.length : 0));
    out.writeBytes(new byte[] {2, 1, 1, 4, 32});
    out.writeBytes(secret);
    if (curve) {
      out.writeBytes(oid);
    }
    return out.toByteArray();
  }

  @Test
  void sec1IsRead() throws Exception {
    PrivateKey key = ec();
    PrivateKey read = PemKey.read(Pem.block("EC PRIVATE KEY", sec1(key, true)), "");
    assertThat(((ECPrivateKey) read).getS()).isEqualTo(((ECPrivateKey) key).getS());
    assertThatThrownBy(() -> PemKey.read(Pem.block("EC PRIVATE KEY", sec1(key, false)), ""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not name its curve");
  }

  private static byte[] tagged(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    out.write(0x82);
    out.write(content.size() >> 8);
    out.write(content.size());
    out.writeBytes(content.toByteArray());
    return out.toByteArray();
  }

  @Test
  void anEncryptedKeyNeedsItsPassword() throws Exception {
    PrivateKey key = ec();
    String algorithm = "PBEWithHmacSHA256AndAES_256";
    SecretKey secret =
        SecretKeyFactory.getInstance(algorithm)
            .generateSecret(new PBEKeySpec("swordfish".toCharArray()));
    Cipher cipher = Cipher.getInstance(algorithm);
    cipher.init(Cipher.ENCRYPT_MODE, secret);
    AlgorithmParameters parameters = cipher.getParameters();
    byte[] pbes2 = {6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 5, 13};
    byte[] der =
        tagged(
            0x30,
            tagged(0x30, pbes2, parameters.getEncoded()),
            tagged(4, cipher.doFinal(key.getEncoded())));
    String pem = Pem.block("ENCRYPTED PRIVATE KEY", der);

    assertThat(PemKey.read(pem, "swordfish").getEncoded()).isEqualTo(key.getEncoded());
    assertThatThrownBy(() -> PemKey.read(pem, ""))
        .hasMessage("the private key is encrypted and there is no tls-key-password");
    assertThatThrownBy(() -> PemKey.read(pem, "wrong")).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no key",
        "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----",
        "-----BEGIN EC PRIVATE KEY-----\nMAA=\n-----END EC PRIVATE KEY-----",
        "-----BEGIN EC PRIVATE KEY-----\nMIP/\n-----END EC PRIVATE KEY-----",
        "-----BEGIN DSA PRIVATE KEY-----\nMAA=\n-----END DSA PRIVATE KEY-----",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAA==\n"
            + "-----END RSA PRIVATE KEY-----",
      })
  void whatIsNoKeyIsRefused(String text) {
    assertThatThrownBy(() -> PemKey.read(text, "x")).isInstanceOf(IOException.class);
  }
}
