package dev.covet;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Something that an application needs in order to serve: {@code app.health(HealthCheck.of("db", ()
 * -> db.ping()))}. Immutable; safe for any thread.
 */
public final class HealthCheck {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** Looks whether something is well. */
  @FunctionalInterface
  public interface Test {
    /**
     * Returns if it is. Called on a thread of its own, by one at a time; interrupted when its time
     * is over.
     *
     * @throws Exception if it is not; the message is logged and shown to nobody
     */
    void run() throws Exception;
  }

  private final String name;
  private final Test test;
  private final Duration timeout;
  private final Duration keep;
  private final boolean liveness;
  private final boolean needed;

  private HealthCheck(
      String name, Test test, Duration timeout, Duration keep, boolean liveness, boolean needed) {
    this.name = name;
    this.test = test;
    this.timeout = timeout;
    this.keep = keep;
    this.liveness = liveness;
    this.needed = needed;
  }

  /**
   * {@return a check without which the application is not ready}
   *
   * @param name in answers: letters, digits, {@code . _ -}
   * @param test throws if something is wrong
   * @throws IllegalArgumentException if the name has other characters, or more than 64
   */
  public static HealthCheck of(String name, Test test) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a name of a health check: '" + name + "'");
    }
    return new HealthCheck(name, test, Duration.ofSeconds(1), Duration.ofSeconds(1), false, true);
  }

  /**
   * {@return the same with another time that it may take}
   *
   * @param time 10 ms to 1 minute; 1 second if not set
   * @throws IllegalArgumentException if it is not in this range
   */
  public HealthCheck timeout(Duration time) {
    return new HealthCheck(name, test, within(time, 10), keep, liveness, needed);
  }

  /**
   * {@return the same with another time for which its outcome counts, however often it is asked}
   *
   * @param time 0 to 1 minute; 1 second if not set
   * @throws IllegalArgumentException if it is not in this range
   */
  public HealthCheck keep(Duration time) {
    return new HealthCheck(name, test, timeout, within(time, 0), liveness, needed);
  }

  private static Duration within(Duration time, long leastMillis) {
    if (time.toMillis() < leastMillis || time.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException(
          "a time of " + leastMillis + " ms to 1 minute, not " + time);
    }
    return time;
  }

  /**
   * {@return the same for liveness: when it fails, the process is to be started anew} Only for what
   * a new start mends. A data base that is down is none: it would have all processes started anew.
   */
  public HealthCheck liveness() {
    return new HealthCheck(name, test, timeout, keep, true, needed);
  }

  /** {@return the same as information alone: it is shown, and changes no status} */
  public HealthCheck optional() {
    return new HealthCheck(name, test, timeout, keep, liveness, false);
  }

  String name() {
    return name;
  }

  Test test() {
    return test;
  }

  Duration timeout() {
    return timeout;
  }

  Duration keep() {
    return keep;
  }

  boolean isLiveness() {
    return liveness;
  }

  boolean isNeeded() {
    return needed;
  }

  /** {@return its name} */
  @Override
  public String toString() {
    return name;
  }
}
