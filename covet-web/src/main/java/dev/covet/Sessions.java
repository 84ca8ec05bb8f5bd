package dev.covet;

import dev.covet.http.Cookie.SameSite;
import dev.covet.http.Tokens;
import dev.covet.spi.MemoryStores;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How sessions are kept: {@code app.sessions(Sessions.inMemory())}. A method that changes something
 * returns new settings over the same sessions. Safe for any thread.
 *
 * <p>A session's cookie is {@code __Host-session; Secure; HttpOnly; SameSite=Lax; Path=/}, with 128
 * random bits or, encrypted, all that the session holds. In clear text there are no sessions,
 * because what travels there can be stolen: a cookie that comes so is not believed, and none is
 * set. The one exception is {@code mode=dev} with a client on the same machine; the cookie is then
 * called {@code session} and lacks {@code Secure}.
 */
public final class Sessions {
  private static final long MEMORY = 64L << 20;
  private static final int MOST_ENDED = 100_000;

  private final @Nullable SessionStore store;
  private final @Nullable SessionSeal seal;
  private final SessionRevocations ended;
  private Duration idle = Duration.ofMinutes(30);
  private Duration absolute = Duration.ofHours(12);
  private String name = "session";
  private SameSite sameSite = SameSite.LAX;
  private boolean persistent;
  private InstantSource clock = InstantSource.system();

  private Sessions(@Nullable SessionStore store, @Nullable SessionSeal seal) {
    this.store = store;
    this.seal = seal;
    this.ended = new SessionRevocations(MOST_ENDED);
  }

  private Sessions(Sessions other) {
    this.store = other.store;
    this.seal = other.seal;
    this.ended = other.ended;
    this.idle = other.idle;
    this.absolute = other.absolute;
    this.name = other.name;
    this.sameSite = other.sameSite;
    this.persistent = other.persistent;
    this.clock = other.clock;
  }

  private Sessions with(Consumer<Sessions> change) {
    Sessions changed = new Sessions(this);
    change.accept(changed);
    return changed;
  }

  /**
   * {@return sessions in the memory of this process, at most 64 MiB of them} Beyond that those that
   * are used little are forgotten.
   *
   * @throws IllegalStateException if nothing on the class path can keep them
   */
  public static Sessions inMemory() {
    return inMemory(MEMORY);
  }

  /**
   * {@return sessions in the memory of this process} Beyond the limit those that are used little
   * are forgotten.
   *
   * @param bytes how much they may take, roughly
   * @throws IllegalArgumentException if it is less than 1 MiB
   * @throws IllegalStateException if nothing on the class path can keep them
   */
  public static Sessions inMemory(long bytes) {
    return inMemory(bytes, ServiceLoader.load(MemoryStores.class, Sessions.class.getClassLoader()));
  }

  static Sessions inMemory(long bytes, Iterable<MemoryStores> found) {
    if (bytes < 1 << 20) {
      throw new IllegalArgumentException("sessions need at least 1 MiB, not " + bytes + " bytes");
    }
    for (MemoryStores stores : found) {
      return stored(stores.sessions(bytes));
    }
    throw new IllegalStateException(
        "nothing on the class path keeps sessions: depend on dev.covet:covet, or bring a store by"
            + " Sessions.stored(…)");
  }

  /**
   * {@return sessions in a store}
   *
   * @param store the store
   */
  public static Sessions stored(SessionStore store) {
    return new Sessions(store, null);
  }

  /**
   * {@return sessions in their cookies, encrypted, at most 4 KiB each} Nothing is kept on the
   * server but which of them were ended before their time, by this process; others do not know
   * that. A client can go back to an older state of its own session until that is idle for too
   * long.
   *
   * @param keys at least 32 random bytes each in base64, the newest first: it encrypts, all of them
   *     decrypt. Keep an old one until sessions of its time have ended
   * @throws IllegalArgumentException if there is no key, or one is malformed or too short
   */
  public static Sessions inCookie(String... keys) {
    return new Sessions(null, new SessionSeal(List.of(keys)));
  }

  /**
   * {@return these sessions with another time without use after which one ends, by default 30
   * minutes} It may be shorter by up to a tenth, because not every use is noted.
   *
   * @param time more than a second
   * @throws IllegalArgumentException if it is less
   */
  public Sessions idle(Duration time) {
    return with(changed -> changed.idle = atLeastASecond(time));
  }

  /**
   * {@return these sessions with another time after which one ends in any case, by default 12 hours
   * after its begin or the last login}
   *
   * @param time more than a second
   * @throws IllegalArgumentException if it is less
   */
  public Sessions absolute(Duration time) {
    return with(changed -> changed.absolute = atLeastASecond(time));
  }

  private static Duration atLeastASecond(Duration time) {
    if (time.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("a session lives for a second or more, not " + time);
    }
    return time;
  }

  /**
   * {@return these sessions with another name of their cookie}
   *
   * @param name a token; {@code __Host-} is put before it
   * @throws IllegalArgumentException if it is none, or begins with two underscores
   */
  public Sessions name(String name) {
    if (!Tokens.isToken(name) || name.startsWith("__")) {
      throw new IllegalArgumentException("not the name of a session's cookie: '" + name + "'");
    }
    return with(changed -> changed.name = name);
  }

  /**
   * {@return these sessions with another rule for requests that other sites start}
   *
   * @param rule by default {@code LAX}
   */
  public Sessions sameSite(SameSite rule) {
    return with(changed -> changed.sameSite = rule);
  }

  /** {@return these sessions with cookies that outlive the browser, until the session ends} */
  public Sessions persistent() {
    return with(changed -> changed.persistent = true);
  }

  /**
   * {@return these sessions with another clock, for tests}
   *
   * @param clock any thread asks it
   */
  public Sessions clock(InstantSource clock) {
    return with(changed -> changed.clock = clock);
  }

  /**
   * Logs a principal out everywhere: all sessions that it has logged in to end. The session of the
   * calling request ends too, unless it logs in after this.
   *
   * @param principal as it was given to {@link Session#login}
   * @throws HttpException 503 if the store can not be reached
   */
  public void endAll(String principal) {
    backend().endAll(principal);
  }

  // for the application layer itself

  SessionBackend backend() {
    if (store != null) {
      return new StoredSessions(store, idle);
    }
    if (seal == null) {
      throw new IllegalStateException("sessions without a place");
    }
    return new SealedSessions(name, seal, ended, idle, clock);
  }

  Duration idle() {
    return idle;
  }

  Duration absolute() {
    return absolute;
  }

  String name() {
    return name;
  }

  SameSite sameSite() {
    return sameSite;
  }

  boolean isPersistent() {
    return persistent;
  }

  InstantSource clock() {
    return clock;
  }
}
