package dev.covet;

/** Decides whether a principal may send a request. Called by many threads at once. */
@FunctionalInterface
public interface AccessCheck {
  /**
   * Decides; on the thread of the request, which it may block.
   *
   * @param principal who sends it
   * @param request the request; its body should be left to the handler
   * @return whether it may
   * @throws Exception any failure, answered like a handler's
   */
  boolean allows(Principal principal, Request request) throws Exception;
}
