package dev.covet.password;

import dev.covet.AuditEvent;
import dev.covet.AuthenticationException;
import dev.covet.HttpException;
import dev.covet.Request;
import dev.covet.http.Status;
import dev.covet.password.Guess.Outcome;
import java.lang.System.Logger.Level;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks names and passwords against a store, behind a guard: what {@link BasicAuth} and {@link
 * FormLogin} share. An account that does not exist, or is disabled, costs the same hash and gets
 * the same answer as a wrong password. A hash that would be made otherwise today is replaced when
 * its password was right. Immutable; safe for any thread; an application makes one, so that there
 * is one guard.
 */
public final class Logins {
  private static final System.Logger LOG = System.getLogger("dev.covet.password");
  private static final String WRONG = "Name or password is wrong.";

  private final UserStore users;
  private final Passwords passwords;
  private final BruteForceGuard guard;

  private Logins(UserStore users, Passwords passwords, BruteForceGuard guard) {
    this.users = users;
    this.passwords = passwords;
    this.guard = guard;
  }

  /**
   * {@return logins of the users of a store, with {@link Passwords#argon2id} and {@link
   * BruteForceGuard#standard}}
   *
   * @param users where they are
   */
  public static Logins of(UserStore users) {
    return new Logins(users, Passwords.argon2id(), BruteForceGuard.standard());
  }

  /**
   * {@return the same with other hashing}
   *
   * @param passwords hashes and compares
   */
  public Logins passwords(Passwords passwords) {
    return new Logins(users, passwords, guard);
  }

  /**
   * {@return the same with another guard}
   *
   * @param guard counts wrong guesses
   */
  public Logins guard(BruteForceGuard guard) {
    return new Logins(users, passwords, guard);
  }

  /**
   * {@return whose name and password these are; empty if they are wrong, which is told to {@link
   * dev.covet.Audit}} For handlers that ask for a password themselves, as before it is changed.
   *
   * @param request the request that brings them; its address is counted
   * @param name as it was typed
   * @param password as it was typed
   * @throws HttpException 429 with {@code Retry-After} after too many wrong ones, 503 if too many
   *     are checked at once
   * @throws Exception what the store throws
   */
  public Optional<User> verify(Request request, String name, String password) throws Exception {
    return verify(request, "password", name, password);
  }

  Optional<User> verify(Request request, String scheme, String name, String password)
      throws Exception {
    try {
      return Optional.of(check(request, scheme, name, password, CredentialCache.NONE));
    } catch (AuthenticationException e) {
      request.audit(AuditEvent.Kind.REFUSED, e.principal(), scheme, e.reason());
      return Optional.empty();
    }
  }

  /** The user of a name, also a disabled one; null if there is none. */
  @Nullable User find(String name) throws Exception {
    return users.find(name).filter(user -> user.name().equals(name)).orElse(null);
  }

  /**
   * Whose name and password these are.
   *
   * @throws AuthenticationException if they are wrong
   * @throws HttpException as {@link #verify(Request, String, String)}
   */
  User check(Request request, String scheme, String shown, String password, CredentialCache recent)
      throws Exception {
    String name = AccountName.of(shown);
    byte[] secret = PasswordText.bytes(password);
    if (name == null || secret == null) {
      throw new AuthenticationException(WRONG, "malformed", name);
    }
    try {
      return check(request, scheme, name, secret, recent);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private User check(
      Request request, String scheme, String name, byte[] secret, CredentialCache recent)
      throws Exception {
    User found = users.find(name).orElse(null);
    String account = found == null ? name : found.name();
    String hash = found == null || found.disabled() ? "" : found.passwordHash();
    String entry = recent.entry(account, secret, hash);
    Guess guess;
    try {
      guess = guard.begin(account, request.remote(), () -> recent.holds(entry));
    } catch (LockedException e) {
      request.audit(AuditEvent.Kind.LOCKED, name, scheme, e.what());
      throw new HttpException(
              Status.TOO_MANY_REQUESTS, "Too many wrong passwords; try again later.")
          .header("Retry-After", String.valueOf(e.seconds()));
    }
    if (guess == Guess.PROVEN && found != null) {
      return found;
    }
    User user = compared(guess, name, found, secret);
    User upgraded = upgraded(user, secret);
    recent.add(recent.entry(account, secret, upgraded.passwordHash()));
    return upgraded;
  }

  private User compared(Guess guess, String name, @Nullable User found, byte[] secret)
      throws AuthenticationException {
    Outcome outcome = Outcome.UNCHECKED;
    try {
      boolean same = passwords.verify(secret, hash(found));
      outcome = same && found != null && !found.disabled() ? Outcome.RIGHT : Outcome.WRONG;
    } finally {
      guess.end(outcome);
    }
    if (outcome == Outcome.RIGHT && found != null) {
      return found;
    }
    String reason =
        found == null ? "unknown user" : found.disabled() ? "disabled" : "wrong password";
    throw new AuthenticationException(WRONG, reason, name);
  }

  /** Null if there is none that can be compared. */
  private static @Nullable StoredHash hash(@Nullable User user) {
    if (user == null) {
      return null;
    }
    try {
      return StoredHash.parse(user.passwordHash());
    } catch (IllegalArgumentException e) {
      LOG.log(Level.ERROR, "user '" + user.name() + "' can not log in: " + e.getMessage());
      return null;
    }
  }

  private User upgraded(User user, byte[] secret) {
    String old = user.passwordHash();
    if (!passwords.needsRehash(old)) {
      return user;
    }
    try {
      String better = passwords.hash(secret);
      return users.upgrade(user.name(), old, better) ? user.withPasswordHash(better) : user;
    } catch (Exception e) {
      // Who has shown the right password is let in all the same.
      LOG.log(Level.WARNING, "the hash of user '" + user.name() + "' could not be replaced", e);
      return user;
    }
  }
}
