package dev.covet.password;

import dev.covet.AuditEvent;
import dev.covet.AuthenticationException;
import dev.covet.Authenticator;
import dev.covet.HttpException;
import dev.covet.Principal;
import dev.covet.Request;
import dev.covet.Response;
import dev.covet.SecurityScheme;
import dev.covet.http.Status;
import dev.covet.spi.SteadyClock;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Lets clients in that send name and password with each request (HTTP Basic, RFC 7617): {@code
 * app.authenticate(BasicAuth.of(logins))}. The store is asked for each request; a password that was
 * right is not hashed again for 5 minutes, unless the stored hash changes.
 *
 * <p>Passwords are taken over TLS alone, and from clients on the same machine; others get 403
 * without being asked for one. Browsers send a password again by themselves, so applications for
 * them need {@link dev.covet.Csrf}. Safe for any thread; a method that changes something returns
 * new settings.
 */
public final class BasicAuth implements Authenticator {
  private final Logins logins;
  private final String realm;
  private final Duration remembered;
  private final InstantSource clock;
  private final boolean clearText;
  private final CredentialCache recent;

  private BasicAuth(
      Logins logins, String realm, Duration remembered, InstantSource clock, boolean clearText) {
    this.logins = logins;
    this.realm = realm;
    this.remembered = remembered;
    this.clock = clock;
    this.clearText = clearText;
    this.recent = new CredentialCache(remembered, clock);
  }

  /**
   * {@return Basic for some users}
   *
   * @param logins checks names and passwords
   */
  public static BasicAuth of(Logins logins) {
    return new BasicAuth(logins, "application", Duration.ofMinutes(5), SteadyClock.get(), false);
  }

  /**
   * {@return the same with another realm, which browsers show when they ask}
   *
   * @param name visible ASCII and blanks, without quotes and backslashes
   * @throws IllegalArgumentException if it holds something else
   */
  public BasicAuth realm(String name) {
    if (!name.chars().allMatch(c -> c >= ' ' && c < 0x7f && c != '"' && c != '\\')) {
      throw new IllegalArgumentException("not the name of a realm: '" + name + "'");
    }
    return new BasicAuth(logins, name, remembered, clock, clearText);
  }

  /**
   * {@return the same with another time in which a password that was right is not hashed again} Of
   * at most 10,000 passwords a keyed hash is kept in memory.
   *
   * @param time zero for none, at most an hour
   * @throws IllegalArgumentException if it is out of these bounds
   */
  public BasicAuth remember(Duration time) {
    if (time.isNegative() || time.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(
          "passwords are remembered for no more than an hour, not " + time);
    }
    return new BasicAuth(logins, realm, time, clock, clearText);
  }

  /** {@return the same, for everybody in clear text too: whoever is on the way reads passwords} */
  public BasicAuth alsoInClearText() {
    return new BasicAuth(logins, realm, remembered, clock, true);
  }

  /**
   * {@return the same with another clock, for tests}
   *
   * @param clock any thread asks it
   */
  public BasicAuth clock(InstantSource clock) {
    return new BasicAuth(logins, realm, remembered, clock, clearText);
  }

  @Override
  public String name() {
    return "basic";
  }

  @Override
  public SecurityScheme scheme() {
    return SecurityScheme.basic();
  }

  @Override
  public @Nullable Principal authenticate(Request request) throws Exception {
    BasicCredentials shown = BasicCredentials.of(request.header("Authorization").list());
    if (shown == null) {
      return null;
    }
    if (!isSafe(request)) {
      request.audit(AuditEvent.Kind.REFUSED, shown.name(), name(), "clear text");
      throw needsTls(); // no 401: its challenge would have the password sent again
    }
    return logins.check(request, name(), shown.name(), shown.password(), recent).principal();
  }

  private boolean isSafe(Request request) {
    return clearText
        || request.scheme().equals("https")
        || request.remote() instanceof InetSocketAddress inet
            && inet.getAddress() != null
            && inet.getAddress().isLoopbackAddress();
  }

  @Override
  public String challenge(@Nullable AuthenticationException failure) {
    return "Basic realm=\"" + realm + "\", charset=\"UTF-8\"";
  }

  @Override
  public @Nullable Response<?> refuse(Request request) {
    if (isSafe(request)) {
      return null;
    }
    throw needsTls();
  }

  private static HttpException needsTls() {
    return new HttpException(Status.FORBIDDEN, "Passwords are taken over TLS alone.");
  }
}
