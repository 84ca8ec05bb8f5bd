package dev.covet;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps sessions on the server. Called on the threads of requests, never on an event loop, by many
 * at once; it may block. What it throws is answered with 503.
 *
 * <p>Keys are hashes of what clients have, so nobody who reads the store can take over a session.
 * Covet checks by itself whether a session has expired; the times that a store is given only tell
 * it when it may forget one.
 */
public interface SessionStore {
  /**
   * What a session holds.
   *
   * @param principal who has logged in, or null
   * @param values what the application keeps, JSON or text
   * @param begun when the session began, or its principal logged in
   * @param used when it was used last, to some minutes
   */
  record Data(
      @Nullable String principal, Map<String, String> values, Instant begun, Instant used) {}

  /**
   * What a request changes. It is put over what the session holds then, so requests that change
   * different values at the same time lose nothing.
   *
   * @param login who logged in, or null; the session then begins anew at {@code used}
   * @param set values to set
   * @param removed names of values to remove
   * @param used when the session is used
   */
  record Change(
      @Nullable String login, Map<String, String> set, Set<String> removed, Instant used) {
    /**
     * {@return what the session holds after the change}
     *
     * @param old what it held before
     */
    public Data over(Data old) {
      Map<String, String> values = new HashMap<>(old.values);
      values.keySet().removeAll(removed);
      values.putAll(set);
      return new Data(
          login == null ? old.principal : login,
          Map.copyOf(values),
          login == null ? old.begun : used,
          used);
    }

    /** {@return what a new session holds} */
    public Data alone() {
      return over(new Data(null, Map.of(), used, used));
    }
  }

  /**
   * {@return what a session holds, or null if there is none}
   *
   * @param key its key
   * @throws Exception if the store can not be reached
   */
  @Nullable Data find(String key) throws Exception;

  /**
   * Begins a session.
   *
   * @param key its key, which is new
   * @param data what it holds
   * @param life after this time it may be forgotten
   * @throws Exception if the store can not be reached
   */
  void create(String key, Data data, Duration life) throws Exception;

  /**
   * Changes a session if it is still there; one that has ended is not brought back. Atomic.
   *
   * @param key its key
   * @param change what to change
   * @param life after this time it may be forgotten
   * @return whether it was there
   * @throws Exception if the store can not be reached
   */
  boolean change(String key, Change change, Duration life) throws Exception;

  /**
   * Changes a session and gives it another key, if it is still there; nothing is found under the
   * old one afterwards. Atomic, so that of two moves of one session only one succeeds, and none
   * gets past {@link #removeAll}.
   *
   * @param key its key
   * @param to its new key
   * @param change what to change
   * @param life after this time it may be forgotten
   * @return whether it was there
   * @throws Exception if the store can not be reached
   */
  boolean move(String key, String to, Change change, Duration life) throws Exception;

  /**
   * Ends a session.
   *
   * @param key its key
   * @throws Exception if the store can not be reached
   */
  void remove(String key) throws Exception;

  /**
   * Ends all sessions of a principal.
   *
   * @param principal who is logged out everywhere
   * @throws Exception if the store can not be reached
   */
  void removeAll(String principal) throws Exception;
}
