package dev.covet;

import java.time.Duration;

/**
 * Counts requests for several processes together: a shared back end of {@link RateLimit}s. Called
 * on the threads of requests, which it may block. What it throws is logged, and the process counts
 * by itself until it works again.
 */
public interface RateLimitStore {
  /**
   * Lets a key owe more, if that is not too much: the generic cell rate algorithm. What a key owes
   * is one time, at which it will owe nothing any more: asking for {@code units} moves {@code
   * max(that time, now)} by {@code units × refill}, unless it would then lie further ahead of now
   * than {@code burst × refill}. Atomic for a key.
   *
   * @param quota what is allowed
   * @param key whose requests are counted
   * @param units how much is asked for, 1 to {@code burst}
   * @return what it owes now, or that it must wait
   * @throws Exception if the store can not be reached
   */
  Decision take(Quota quota, String key, int units) throws Exception;

  /**
   * Takes back what was allowed, because another limit refused the request.
   *
   * @param quota what is allowed
   * @param key whose requests are counted
   * @param units how much was taken
   * @throws Exception if the store can not be reached
   */
  void giveBack(Quota quota, String key, int units) throws Exception;

  /**
   * What is allowed.
   *
   * @param name of the limit, the same in each process
   * @param refill the time in which one unit is refilled
   * @param burst how many units may be taken at once
   */
  record Quota(String name, Duration refill, int burst) {}

  /**
   * An answer of the store.
   *
   * @param allowed whether it was taken
   * @param time if so, until the key owes nothing; else until it may ask again
   */
  record Decision(boolean allowed, Duration time) {}
}
