package dev.covet;

import org.jspecify.annotations.Nullable;

/**
 * One way in which clients show who they are: {@link Router#authenticate}. Called by many threads
 * at once, on the thread of the request, which it may block; what computes for long must leave that
 * thread, because it may be carried by an event loop.
 */
public interface Authenticator {
  /** {@return its name in documents and audit events, unique in an application} */
  String name();

  /** {@return how clients show it, for documents} */
  SecurityScheme scheme();

  /**
   * Reads what a request shows.
   *
   * @param request the request
   * @return who sends it, or null if it shows nothing of this kind
   * @throws AuthenticationException if what it shows is wrong; no other authenticator is asked then
   * @throws HttpException if it can not be told now, as 503 while a source of keys is down
   * @throws Exception any other failure, answered with 500
   */
  @Nullable Principal authenticate(Request request) throws Exception;

  /**
   * {@return the challenge that asks for it in {@code WWW-Authenticate} (RFC 9110, section 11.6.1),
   * as {@code Basic realm="orders"}; null if it can not be asked for}
   *
   * @param failure why what was shown is refused, or null if nothing was shown
   */
  @Nullable String challenge(@Nullable AuthenticationException failure);

  /**
   * Answers in place of a 401, as with a redirect to a page for logging in.
   *
   * @param request shows nothing that is known
   * @return the answer, or null for a 401
   */
  default @Nullable Response<?> refuse(Request request) {
    return null;
  }

  /** {@return whether it reads the session: then a start without {@code app.sessions(…)} fails} */
  default boolean needsSessions() {
    return false;
  }
}
