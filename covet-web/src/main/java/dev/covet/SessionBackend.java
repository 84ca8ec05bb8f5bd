package dev.covet;

import dev.covet.SessionStore.Change;
import dev.covet.SessionStore.Data;
import org.jspecify.annotations.Nullable;

/**
 * Where sessions are: on the server, or in the cookie. On the threads of requests, which it may
 * block. It does not know of time limits.
 */
interface SessionBackend {
  /**
   * A session that a request has shown.
   *
   * @param id tells it from all others as long as it is not rotated; not what the client has
   * @param data what it holds
   * @param login a number for its login where that is needed, else 0
   */
  record Opened(String id, Data data, long login) {}

  /** The session that a cookie stands for, or null. */
  @Nullable Opened open(String cookie);

  /** Begins a session; gives the value of its cookie. */
  String begin(Change change);

  /** Changes a session; gives the value of its cookie, null if the client's is still right. */
  @Nullable String change(Opened session, Change change);

  /**
   * Changes a session and lets the client's cookie stand for nothing any more.
   *
   * @return the value of its new cookie, or null if it has ended meanwhile
   */
  @Nullable String rotate(Opened session, Change change);

  /** Ends a session. */
  void end(Opened session);

  /** Ends all sessions of a principal. */
  void endAll(String principal);
}
