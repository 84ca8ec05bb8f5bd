package dev.covet;

import dev.covet.http.Tokens;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lets clients in by keys that they were given: {@code app.authenticate(ApiKeys.stored(store))}. A
 * key looks like {@code ck_4fG7hJ2k_…}: a prefix by which it is found, and 256 random bits. Keys
 * are only taken from a header field, never from a URL, which stands in logs. Immutable; safe for
 * any thread.
 */
public final class ApiKeys implements Authenticator {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Pattern KEY = Pattern.compile("ck_([A-Za-z0-9]{8})_([A-Za-z0-9_-]{43})");
  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  /** Compared where no key was found, so that a guess of a prefix takes as long as any other. */
  private static final byte[] NONE = new byte[32];

  private final ApiKeyStore store;
  private final String field;
  private final InstantSource clock;

  private ApiKeys(ApiKeyStore store, String field, InstantSource clock) {
    this.store = store;
    this.field = field;
    this.clock = clock;
  }

  /**
   * A key that was just made.
   *
   * @param text the key itself, to be shown to its owner once and kept nowhere
   * @param kept what is to be stored
   */
  public record Created(String text, ApiKey kept) {
    /** {@return without the key itself} */
    @Override
    public String toString() {
      return "Created[" + kept + "]";
    }
  }

  /**
   * {@return keys of a store, sent as {@code X-API-Key}}
   *
   * @param store the store
   */
  public static ApiKeys stored(ApiKeyStore store) {
    return new ApiKeys(store, "X-API-Key", InstantSource.system());
  }

  /**
   * {@return these keys in another header field}
   *
   * @param name the field's name
   * @throws IllegalArgumentException if it can not be one
   */
  public ApiKeys header(String name) {
    if (!Tokens.isToken(name)) {
      throw new IllegalArgumentException("not the name of a header field: '" + name + "'");
    }
    return new ApiKeys(store, name, clock);
  }

  /**
   * {@return these keys with another clock, for tests}
   *
   * @param clock any thread asks it
   */
  public ApiKeys clock(InstantSource clock) {
    return new ApiKeys(store, field, clock);
  }

  /**
   * {@return a new key}
   *
   * @param name who gets it
   * @param scopes what it may do
   */
  public static Created create(String name, Set<String> scopes) {
    StringBuilder prefix = new StringBuilder(8);
    for (int i = 0; i < 8; i++) {
      prefix.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
    }
    byte[] secret = new byte[32];
    RANDOM.nextBytes(secret);
    String text =
        "ck_" + prefix + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    String hash = HexFormat.of().formatHex(hash(text));
    return new Created(text, new ApiKey(prefix.toString(), hash, name, scopes, Set.of(), null));
  }

  private static byte[] hash(String key) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String name() {
    return "apiKey";
  }

  @Override
  public SecurityScheme scheme() {
    return SecurityScheme.headerKey(field);
  }

  @Override
  public String challenge(@Nullable AuthenticationException failure) {
    return "ApiKey header=\"" + field + "\"";
  }

  @Override
  public @Nullable Principal authenticate(Request request) throws Exception {
    List<String> lines = request.headerLines(field);
    if (lines.isEmpty()) {
      return null;
    }
    if (lines.size() > 1) {
      throw wrong("several keys");
    }
    String shown = lines.getFirst();
    Matcher parts = KEY.matcher(shown);
    if (!parts.matches()) {
      throw wrong("malformed key");
    }
    Optional<ApiKey> found = store.find(parts.group(1));
    byte[] expected = found.map(ApiKey::hashBytes).orElse(NONE);
    boolean same = MessageDigest.isEqual(expected, hash(shown));
    if (found.isEmpty()) {
      throw wrong("unknown key");
    }
    ApiKey key = found.get();
    if (!same) {
      throw wrong("wrong key");
    }
    if (key.expires() != null && !clock.instant().isBefore(key.expires())) {
      throw new AuthenticationException("The API key has expired.", "expired", key.name());
    }
    return Principal.of(key.name(), key.roles(), key.scopes());
  }

  private static AuthenticationException wrong(String reason) {
    return new AuthenticationException("The API key is wrong.", reason);
  }
}
