package dev.covet.engine.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads a private key in PEM (RFC 7468): PKCS#8, plain and encrypted, and the older forms of
 * OpenSSL, PKCS#1 (RFC 8017) and SEC1 (RFC 5915), which the JDK reads when they are wrapped into
 * PKCS#8 (RFC 5958).
 */
final class PemKey {
  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN ([A-Z0-9 ]*PRIVATE KEY)-----\\s*([A-Za-z0-9+/=\\s]*)-----END \\1-----");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

  private static final byte[] VERSION_0 = {2, 1, 0};

  /** {@code SEQUENCE { OID rsaEncryption, NULL }}. */
  private static final byte[] RSA = {
    0x30, 13, 6, 9, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
  };

  /** {@code OID id-ecPublicKey}. */
  private static final byte[] EC = {6, 7, 0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 2, 1};

  private PemKey() {}

  /**
   * Reads a key.
   *
   * @param text the file
   * @param password empty for none
   * @return the key
   * @throws IOException if there is none or it can not be read; the message says why and holds
   *     nothing of the key
   */
  static PrivateKey read(String text, String password) throws IOException {
    Matcher block = BLOCK.matcher(text);
    if (!block.find()) {
      throw new IOException(
          text.contains("Proc-Type:")
              ? "the key is encrypted in the old form of OpenSSL: convert it with openssl pkcs8"
              : "there is no private key in PEM");
    }
    try {
      byte[] der = Base64.getMimeDecoder().decode(block.group(2));
      return switch (block.group(1)) {
        case "PRIVATE KEY" -> key(der);
        case "RSA PRIVATE KEY" -> key(sequence(VERSION_0, RSA, tagged(4, der)));
        case "EC PRIVATE KEY" -> key(ec(der));
        case "ENCRYPTED PRIVATE KEY" -> encrypted(der, password);
        default -> throw new IOException("unknown kind of key: " + block.group(1));
      };
    } catch (GeneralSecurityException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new IOException("the private key can not be read", e);
    }
  }

  private static PrivateKey key(byte[] pkcs8) throws GeneralSecurityException {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8);
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException e) {
        // Not of this kind: the next one is tried.
        continue;
      }
    }
    throw new InvalidKeySpecException("a key of none of " + ALGORITHMS);
  }

  private static PrivateKey encrypted(byte[] der, String password)
      throws IOException, GeneralSecurityException {
    if (password.isEmpty()) {
      throw new IOException("the private key is encrypted and there is no tls-key-password");
    }
    EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(der);
    // For PBES2 the parameters' own text names the algorithm that the JDK knows.
    String algorithm =
        info.getAlgName().equals("PBES2") || info.getAlgName().equals("1.2.840.113549.1.5.13")
            ? info.getAlgParameters().toString()
            : info.getAlgName();
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray());
    try {
      Cipher cipher = Cipher.getInstance(algorithm);
      cipher.init(
          Cipher.DECRYPT_MODE,
          SecretKeyFactory.getInstance(algorithm).generateSecret(spec),
          info.getAlgParameters());
      return key(info.getKeySpec(cipher).getEncoded());
    } catch (InvalidKeySpecException e) {
      throw new IOException("tls-key-password does not open the private key", e);
    } finally {
      spec.clearPassword();
    }
  }

  /** The curve stands inside the key; PKCS#8 wants it beside. */
  private static byte[] ec(byte[] sec1) throws IOException {
    byte[] curve = curve(sec1);
    if (curve == null) {
      throw new IOException("the EC key does not name its curve: convert it with openssl pkcs8");
    }
    return sequence(VERSION_0, sequence(EC, curve), tagged(4, sec1));
  }

  /** The content of {@code parameters [0]}: an object identifier. */
  private static byte @Nullable [] curve(byte[] der) {
    int at = content(der, 0);
    int end = at + length(der, 0);
    while (at < end) {
      int start = content(der, at);
      int length = length(der, at);
      if ((der[at] & 0xff) == 0xa0) {
        byte[] found = new byte[length];
        System.arraycopy(der, start, found, 0, length);
        return found;
      }
      at = start + length;
    }
    return null;
  }

  private static int content(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
  }

  private static int length(byte[] der, int at) {
    int first = der[at + 1] & 0xff;
    if (first < 0x80) {
      return first;
    }
    int length = 0;
    for (int i = 0; i < (first & 0x7f); i++) {
      length = length << 8 | der[at + 2 + i] & 0xff;
    }
    return length;
  }

  private static byte[] sequence(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return tagged(0x30, all.toByteArray());
  }

  private static byte[] tagged(int tag, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(tag);
    if (content.length < 0x80) {
      out.write(content.length);
    } else {
      int bytes = (39 - Integer.numberOfLeadingZeros(content.length)) / 8;
      out.write(0x80 | bytes);
      for (int i = bytes - 1; i >= 0; i--) {
        out.write(content.length >>> 8 * i);
      }
    }
    out.writeBytes(content);
    return out.toByteArray();
  }

  /** The text of a file, for callers that look for blocks in it. */
  static String text(byte[] file) {
    return new String(file, StandardCharsets.ISO_8859_1);
  }
}
