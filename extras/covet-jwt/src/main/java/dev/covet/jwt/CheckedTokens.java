package dev.covet.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.covet.AuthenticationException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;

/**
 * Remembers tokens whose signature was right: a client sends the same one with each request, and
 * checking ES256 costs 500 times what a look here does. Only what an issuer has signed gets in,
 * found by the SHA-256 of all of its text; its times, and whether its key is still good, are looked
 * at each time. Safe for any thread.
 */
final class CheckedTokens {
  /** What a token is reckoned to hold, for its place in memory. */
  private static final long USUAL_LENGTH = 1024;

  private final TokenCheck check;
  private final int remembered;
  private final Cache<ByteBuffer, SignedToken> tokens;

  CheckedTokens(TokenCheck check, int remembered) {
    this.check = check;
    this.remembered = remembered;
    this.tokens =
        Caffeine.newBuilder()
            .maximumWeight(remembered * USUAL_LENGTH)
            .<ByteBuffer, SignedToken>weigher((hash, token) -> weight(token))
            .executor(Runnable::run)
            .build();
  }

  private static int weight(SignedToken token) {
    return token.claims().toString().length();
  }

  TokenCheck check() {
    return check;
  }

  CheckedTokens with(TokenCheck other) {
    return new CheckedTokens(other, remembered);
  }

  CheckedTokens remember(int number) {
    return new CheckedTokens(check, number);
  }

  Map<String, Object> claims(String token) throws AuthenticationException {
    check.checkLength(token);
    ByteBuffer hash = hash(token);
    SignedToken known = tokens.getIfPresent(hash);
    if (known == null || !check.stillSigned(known)) {
      known = check.signed(token);
      tokens.put(hash, known);
    }
    return known.claims();
  }

  private static ByteBuffer hash(String token) {
    try {
      // As UTF-8, not as ASCII: that has one byte for all letters beyond, and they would be equal.
      return ByteBuffer.wrap(
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
