package dev.covet;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The key of a request and what it stands for (draft-ietf-httpapi-idempotency-key-header-06,
 * sections 2.1 and 2.4).
 */
final class IdempotencyKey {
  static final String FIELD = "Idempotency-Key";
  private static final int LONGEST = 255;

  private IdempotencyKey() {}

  /**
   * The key of a request, or null. A string of structured fields, or what many clients send: the
   * same without quotes.
   */
  static @Nullable String of(Request request) {
    List<String> fields = request.header(FIELD).list();
    if (fields.isEmpty()) {
      return null;
    }
    String text = fields.getFirst();
    String key = text.startsWith("\"") ? unquoted(text) : text;
    if (fields.size() > 1 || key == null || !isKey(key)) {
      throw Failure.IDEMPOTENCY_KEY.because(
          FIELD + " must be one string of 1 to " + LONGEST + " visible characters in quotes");
    }
    return key;
  }

  private static boolean isKey(String text) {
    return !text.isBlank()
        && text.length() <= LONGEST
        && text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }

  private static @Nullable String unquoted(String text) {
    StringBuilder key = new StringBuilder(text.length());
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        return i == text.length() - 1 ? key.toString() : null;
      }
      if (c == '\\') {
        i++;
        if (i == text.length() || text.charAt(i) != '"' && text.charAt(i) != '\\') {
          return null;
        }
        c = text.charAt(i);
      }
      key.append(c);
    }
    return null;
  }

  /** What tells clients apart who may have thought of the same key. */
  static String client(Request request) {
    StringBuilder client = new StringBuilder();
    request.header("Authorization").list().forEach(field -> client.append(field).append('\n'));
    request
        .clientCertificate()
        .ifPresent(
            certificate -> {
              try {
                client.append(hash(certificate.getEncoded())).append('\n');
              } catch (CertificateEncodingException e) {
                throw new IllegalStateException("a certificate that was received", e);
              }
            });
    Principal principal = request.principalOrNull();
    if (principal != null) {
      client.append(principal.name()).append('\n');
    }
    if (request.route().sessions() != null) {
      Session session = request.session();
      client.append(session.principal().orElseGet(() -> String.valueOf(session.key())));
    }
    return client.toString();
  }

  /** Of all that makes one operation another; reads the body. */
  static String fingerprint(Request request) {
    String query = request.rawQuery();
    String type = request.headerOrNull("Content-Type");
    return hash(
        text(request.method() + " " + request.rawPath() + "?" + (query == null ? "" : query)),
        text(type == null ? "" : type),
        request.body().bytes());
  }

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Each part with its length, so that no two lists of parts look the same. */
  static String hash(byte[]... parts) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(text(part.length + ":"));
        digest.update(part);
      }
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
