package dev.covet;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of an API key: who has it and what it may do, and a hash in place of the key. A key
 * itself is made by {@link ApiKeys#create} and shown once. Immutable.
 *
 * @param prefix the public part of the key, by which it is found
 * @param hash SHA-256 of the whole key, 64 hexadecimal digits; enough for what is random
 * @param name who has it
 * @param scopes what it may do
 * @param roles what its owner is
 * @param expires when it ends, or null for never
 */
public record ApiKey(
    String prefix,
    String hash,
    String name,
    Set<String> scopes,
    Set<String> roles,
    @Nullable Instant expires) {
  /**
   * Copies the sets.
   *
   * @throws IllegalArgumentException if prefix or name are blank, or the hash is none
   */
  public ApiKey {
    if (prefix.isBlank() || name.isBlank()) {
      throw new IllegalArgumentException("an API key needs a prefix and a name");
    }
    if (!hash.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("the hash of an API key is 64 hexadecimal digits");
    }
    scopes = Set.copyOf(scopes);
    roles = Set.copyOf(roles);
  }

  byte[] hashBytes() {
    return HexFormat.of().parseHex(hash);
  }

  /** {@return all but the hash} */
  @Override
  public String toString() {
    return "ApiKey[" + prefix + ", " + name + ", expires " + expires + "]";
  }
}
