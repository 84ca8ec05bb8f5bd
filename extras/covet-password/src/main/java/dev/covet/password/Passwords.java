package dev.covet.password;

import dev.covet.HttpException;
import dev.covet.http.Status;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords and compares them, with argon2id. Blocks the calling thread, and never computes
 * on it: that happens on a few platform threads of its own, so no event loop is held. Safe for any
 * thread; an application makes one. A method that changes something returns new settings.
 *
 * <p>Memory: that of one hash (19 MiB) for each thread at work, and once more for what is kept
 * ready. Passwords are at most 1,024 bytes long; they are normalised (RFC 8265, section 4.2), so
 * that the same characters count the same, however a keyboard composes them.
 */
public final class Passwords {
  /** What OWASP asks for at least: KiB, and passes over them. */
  private static final int LEAST_MEMORY = 19 << 10;

  private static final int LEAST_ITERATIONS = 2;
  private static final int WAITING_FOR_EACH = 50;

  private final int memory;
  private final int iterations;
  private final HashingPool pool;
  private final Argon2Hash nothing;

  private Passwords(int memory, int iterations, HashingPool pool) {
    this.memory = memory;
    this.iterations = iterations;
    this.pool = pool;
    this.nothing = Argon2Hash.ofNothing(memory, iterations);
  }

  /**
   * {@return argon2id with 19 MiB, two iterations and one lane, on a thread for every second
   * processor}
   */
  public static Passwords argon2id() {
    int threads = HashingPool.standardThreads();
    HashingPool pool = new HashingPool(threads, WAITING_FOR_EACH * threads);
    return new Passwords(LEAST_MEMORY, LEAST_ITERATIONS, pool);
  }

  /** With parameters that keep nothing secret, for tests that hash a lot. */
  static Passwords weak(int threads, int waiting) {
    return new Passwords(16, 1, new HashingPool(threads, waiting));
  }

  /**
   * {@return the same with another memory of a hash} Hashes that were made with less are replaced
   * when their owners log in.
   *
   * @param kibibytes in KiB, 19,456 to 262,144
   * @throws IllegalArgumentException if it is out of these bounds
   */
  public Passwords memory(int kibibytes) {
    if (kibibytes < LEAST_MEMORY || kibibytes > StoredHash.MOST_MEMORY) {
      throw new IllegalArgumentException(
          "the memory of a hash is %d to %d KiB, not %d"
              .formatted(LEAST_MEMORY, StoredHash.MOST_MEMORY, kibibytes));
    }
    return new Passwords(kibibytes, iterations, pool);
  }

  /**
   * {@return the same with another number of passes over the memory}
   *
   * @param number 2 to 100
   * @throws IllegalArgumentException if it is out of these bounds
   */
  public Passwords iterations(int number) {
    if (number < LEAST_ITERATIONS || number > 100) {
      throw new IllegalArgumentException("iterations are 2 to 100, not " + number);
    }
    return new Passwords(memory, number, pool);
  }

  /**
   * {@return the same with other threads}
   *
   * @param threads how many compute at once, 1 to the number of processors
   * @param waiting how many callers may wait for them, at least 1; others get 503
   * @throws IllegalArgumentException if it is out of these bounds
   */
  public Passwords threads(int threads, int waiting) {
    int processors = Runtime.getRuntime().availableProcessors();
    if (threads < 1 || threads > processors || waiting < 1) {
      throw new IllegalArgumentException(
          "passwords need 1 to %d threads (as many as processors) and a place to wait, not %d and %d"
              .formatted(processors, threads, waiting));
    }
    return new Passwords(memory, iterations, new HashingPool(threads, waiting));
  }

  /**
   * {@return the hash of a new password, a PHC string with its own salt}
   *
   * @param password at most 1,024 bytes, without control characters
   * @throws HttpException 422 if it is none, 503 with {@code Retry-After} if too many are hashed at
   *     once, or the caller is interrupted
   */
  public String hash(String password) {
    byte[] bytes = PasswordText.bytes(password);
    if (bytes == null) {
      throw new HttpException(
          Status.UNPROCESSABLE_CONTENT,
          "A password has 1 to " + PasswordText.LONGEST + " bytes and no control characters.");
    }
    try {
      return hash(bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  String hash(byte[] password) {
    return pool.call(() -> Argon2Hash.of(password, memory, iterations));
  }

  /**
   * {@return whether a password is that of a hash} Takes argon2, bcrypt, and scrypt and PBKDF2 as
   * PHC strings.
   *
   * @param password anything that somebody has typed
   * @param hash of a store
   * @throws IllegalArgumentException if the hash is none of these, or would need more than 256 MiB
   * @throws HttpException 503 with {@code Retry-After} if too many are hashed at once, or the
   *     caller is interrupted
   */
  public boolean verify(String password, String hash) {
    StoredHash stored = StoredHash.parse(hash);
    byte[] bytes = PasswordText.bytes(password);
    if (bytes == null) {
      return false;
    }
    try {
      return verify(bytes, stored);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** As above; without a hash it takes as long as with one of today, and is false. */
  boolean verify(byte[] password, @Nullable StoredHash hash) {
    boolean same = pool.call(() -> (hash == null ? nothing : hash).matches(password));
    return same && hash != null;
  }

  /**
   * {@return whether a hash should be replaced, because it would be made otherwise today}
   *
   * @param hash of a store
   */
  public boolean needsRehash(String hash) {
    return !hash.startsWith("$argon2id$") || !Argon2Hash.parse(hash).isOf(memory, iterations);
  }

  HashingPool pool() {
    return pool;
  }
}
