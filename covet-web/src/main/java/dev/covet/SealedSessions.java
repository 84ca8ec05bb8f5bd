package dev.covet;

import dev.covet.SessionStore.Change;
import dev.covet.SessionStore.Data;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in the cookie itself, encrypted. The server keeps only which of them have ended before
 * their time.
 */
final class SealedSessions implements SessionBackend {
  /** What a browser keeps of name, with its prefix, and value (RFC 6265bis, section 5.7). */
  private static final int MOST = 4096 - "__Host-".length();

  private final String cookie;
  private final SessionSeal seal;
  private final SessionRevocations ended;
  private final Duration life;
  private final InstantSource clock;

  /**
   * Sessions in a cookie.
   *
   * @param cookie its name, without a prefix
   * @param life after which time without use one can not be used any more
   */
  SealedSessions(
      String cookie,
      SessionSeal seal,
      SessionRevocations ended,
      Duration life,
      InstantSource clock) {
    this.cookie = cookie;
    this.seal = seal;
    this.ended = ended;
    this.life = life;
    this.clock = clock;
  }

  @Override
  public @Nullable Opened open(String value) {
    byte[] bytes = seal.open(cookie, value);
    SessionFormat format = bytes == null ? null : SessionFormat.of(bytes);
    if (format == null) {
      return null;
    }
    Opened opened = new Opened(SessionIds.text(format.id()), format.data(), format.login());
    return isEnded(opened) ? null : opened;
  }

  private boolean isEnded(Opened session) {
    return ended.isEnded(
        session.id(), session.data().principal(), session.login(), clock.instant());
  }

  @Override
  public String begin(Change change) {
    return cookie(SessionIds.bytes(), login(change, 0), change.alone());
  }

  @Override
  public String change(Opened session, Change change) {
    return cookie(
        SessionIds.bytes(session.id()),
        login(change, session.login()),
        change.over(session.data()));
  }

  @Override
  public @Nullable String rotate(Opened session, Change change) {
    if (isEnded(session) || !ended.end(session.id(), clock.instant(), life)) {
      return null;
    }
    return cookie(SessionIds.bytes(), login(change, session.login()), change.over(session.data()));
  }

  @Override
  public void end(Opened session) {
    ended.end(session.id(), clock.instant(), life);
  }

  @Override
  public void endAll(String principal) {
    ended.endAll(principal, clock.instant(), life);
  }

  private long login(Change change, long before) {
    return change.login() == null ? before : ended.moment(clock.instant());
  }

  private String cookie(byte[] id, long login, Data data) {
    String value = seal.seal(cookie, new SessionFormat(id, login, data).toBytes());
    if (cookie.length() + value.length() > MOST) {
      throw new IllegalStateException(
          "the session takes "
              + value.length()
              + " bytes of a cookie, and "
              + (MOST - cookie.length())
              + " are what browsers keep; keep less in it, or keep sessions in a store");
    }
    return value;
  }
}
