package dev.covet;

import dev.covet.SessionBackend.Opened;
import dev.covet.SessionStore.Data;
import dev.covet.http.Cookie;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a route. A request that does not use its session passes without a look at cookies
 * or store; what one has changed is kept when the rest has answered.
 */
final class SessionKeeper implements Middleware {
  private final Sessions declared;
  private final SessionBackend backend;
  private final boolean dev;

  SessionKeeper(Sessions declared, boolean dev) {
    this.declared = declared;
    this.backend = declared.backend();
    this.dev = dev;
  }

  @Override
  public Response<?> handle(Request request, Next next) {
    Response<?> response = next.handle(request);
    Session session = request.usedSession();
    return session == null || !session.isKeptBy(this)
        ? response
        : session.answer(response, request.hasEnded());
  }

  /** The session of a request; nothing is looked up yet. */
  Session of(Request request) {
    String cookie = cookieName(request);
    return new Session(
        this, cookie, cookie == null ? null : ParamSource.COOKIE.first(request, cookie));
  }

  /** Null in clear text, where no cookie is believed and none is set. */
  private @Nullable String cookieName(Request request) {
    if (request.scheme().equals("https")) {
      return "__Host-" + declared.name();
    }
    boolean here =
        request.remote() instanceof InetSocketAddress inet
            && inet.getAddress() != null
            && inet.getAddress().isLoopbackAddress();
    return dev && here ? declared.name() : null;
  }

  SessionBackend backend() {
    return backend;
  }

  Instant now() {
    return declared.clock().instant();
  }

  /** The session behind a cookie, unless its time is over. */
  @Nullable Opened open(String cookie) {
    Opened opened = backend.open(cookie);
    return opened == null || isOver(opened.data()) ? null : opened;
  }

  private boolean isOver(Data data) {
    Instant now = now();
    return !now.isBefore(data.used().plus(declared.idle()))
        || !now.isBefore(data.begun().plus(declared.absolute()));
  }

  /**
   * Whether the use of a session must be noted: the last one is a while ago, or to come, because
   * the clock was set back.
   */
  boolean isStale(Data data) {
    Duration since = Duration.between(data.used(), now());
    return since.abs().compareTo(declared.idle().dividedBy(10)) >= 0;
  }

  /** The cookie of a session that began, or whose principal logged in, at a time. */
  Cookie cookie(String name, String value, Instant begun) {
    Duration left = Duration.between(now(), begun.plus(declared.absolute()));
    @Nullable Duration maxAge = declared.isPersistent() ? left : null;
    boolean secure = name.startsWith("__");
    return new Cookie(name, value, "/", null, maxAge, secure, true, declared.sameSite(), false);
  }
}
