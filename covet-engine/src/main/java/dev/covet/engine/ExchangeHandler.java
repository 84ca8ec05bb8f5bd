package dev.covet.engine;

/**
 * What an engine serves: the bridge to an application. One instance for all loops, so it must be
 * safe for threads.
 */
public interface ExchangeHandler {
  /**
   * Serves one request whose head is complete. Called on the loop's own thread, which it must not
   * hold: it answers at once, or starts a thread that will. It must not throw.
   *
   * @param exchange the request; the handler owns it until the answer is complete
   * @return what the engine tells about timeouts and lost peers while the request is being served
   */
  Serving handle(Exchange exchange);

  /**
   * The engine's line to whatever serves one request. Called on the loop's own thread; must not
   * block or throw.
   */
  interface Serving {
    /** For exchanges that were answered inside {@link ExchangeHandler#handle}. */
    Serving DONE =
        new Serving() {
          @Override
          public void timedOut() {}

          @Override
          public void aborted() {}

          @Override
          public boolean ended() {
            return true;
          }
        };

    /**
     * The time of {@link Exchange#limitTime} is over and no answer is committed. The serving side
     * gives the exchange up: after this call it must not touch it. The engine answers 503 and drops
     * the exchange object, so a thread that still holds it harms nobody.
     */
    void timedOut();

    /**
     * The connection failed or was closed under the request. Blocking calls of the exchange throw
     * from now on, answers are dropped; the serving side still has to end.
     */
    void aborted();

    /**
     * The client sends nothing more on the connection. It may be gone, or wait for the answer: only
     * what is sent can tell, by a failure.
     */
    default void inputEnded() {}

    /**
     * Whether the handler has ended. It counts among the handlers of its connection until then,
     * also when its stream is gone: else a client could begin and cancel requests without any
     * limit.
     *
     * @return true once nothing works on the request any more; any thread may change it
     */
    boolean ended();
  }
}
