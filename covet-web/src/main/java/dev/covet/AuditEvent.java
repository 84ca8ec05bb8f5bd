package dev.covet;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to who may do what. Holds no secret; names may be what a client has sent,
 * with any characters in them.
 *
 * @param kind what happened
 * @param time when
 * @param requestId of the request in which it happened
 * @param route method and pattern, as {@code POST /login}
 * @param remote the address of the client, as far as it is known
 * @param principal who, as far as it is known; not proven where it is refused
 * @param scheme the name of the {@link Authenticator}, or null
 * @param reason what more there is to say, as {@code expired}; perhaps empty
 */
public record AuditEvent(
    Kind kind,
    Instant time,
    String requestId,
    String route,
    String remote,
    @Nullable String principal,
    @Nullable String scheme,
    String reason) {
  /** What can happen. */
  public enum Kind {
    /** A request has shown who sends it. */
    AUTHENTICATED,
    /** A request has shown nothing where it must. */
    UNAUTHENTICATED,
    /** What a request has shown is wrong. */
    REFUSED,
    /** Who sends the request may not. */
    FORBIDDEN,
    /** Somebody has logged in. */
    LOGGED_IN,
    /** Somebody has logged out. */
    LOGGED_OUT,
    /** Somebody has tried too often. */
    LOCKED
  }
}
