package dev.covet;

import dev.covet.http.Headers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Keeps which operations have been begun and what was answered to them, for {@link Idempotency}.
 * Called on the threads of requests, which it may block, by many at once.
 */
public interface IdempotencyStore {
  /**
   * An answer.
   *
   * @param status its status
   * @param headers its fields
   * @param body its body; not to be changed
   */
  record Answer(int status, Headers headers, byte[] body) {}

  /**
   * An operation that was begun before.
   *
   * @param fingerprint of its request
   * @param answer what was answered, or null while it is being worked on
   */
  record Operation(String fingerprint, @Nullable Answer answer) {}

  /**
   * Begins an operation, unless it was begun before. Atomic: of any number of requests with one key
   * one begins it.
   *
   * @param key a hash of client and key
   * @param fingerprint of the request
   * @param lease after this time an operation without an answer may be taken for failed
   * @return the operation that was begun before, or null if it is begun now
   * @throws Exception if the store can not be reached: the request is answered with 503
   */
  @Nullable Operation begin(String key, String fingerprint, Duration lease) throws Exception;

  /**
   * Keeps the answer to an operation that was begun.
   *
   * @param key its key
   * @param operation with its answer
   * @param life how long it is kept
   * @throws Exception if the store can not be reached: the client gets its answer, and the
   *     operation counts as being worked on
   */
  void complete(String key, Operation operation, Duration life) throws Exception;

  /**
   * Forgets an operation that was begun: it failed, and may be tried again.
   *
   * @param key its key
   * @throws Exception if the store can not be reached
   */
  void abandon(String key) throws Exception;
}
