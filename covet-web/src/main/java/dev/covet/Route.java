package dev.covet;

import dev.covet.http.Method;
import dev.covet.route.PathPattern;
import dev.covet.spi.ServingPlan.OnTimeout;
import dev.covet.spi.ServingPlan.Placement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route as it was declared, for further settings; each method returns the route itself. Settings
 * can be changed until the application starts. Not safe for several threads.
 */
public final class Route {
  private final Router owner;
  private final Method method;
  private final PathPattern pattern;
  private final Endpoint endpoint;
  private final String place;
  private @Nullable String name;
  private String summary = "";
  private List<Class<?>> groups = List.of();
  private boolean hidden;
  private Placement placement = Placement.AUTO;
  private OnTimeout onTimeout = OnTimeout.INTERRUPT;
  private @Nullable Long maxBody;
  private @Nullable Duration timeout;

  Route(Router owner, Method method, PathPattern pattern, Endpoint endpoint, String place) {
    this.owner = owner;
    this.method = method;
    this.pattern = pattern;
    this.endpoint = endpoint;
    this.place = place;
  }

  /**
   * Names the route for {@link Covet#urlFor}.
   *
   * @param name unique in the application
   * @return this
   */
  public Route name(String name) {
    owner.changing();
    this.name = name;
    return this;
  }

  /**
   * Says in a line what the route does, for documents made from the application.
   *
   * @param text a line
   * @return this
   */
  public Route summary(String text) {
    owner.changing();
    this.summary = text;
    return this;
  }

  /**
   * Checks the constraints of these groups in place of the default group (Jakarta Validation 3.1,
   * section 5.4); to check both, name {@code jakarta.validation.groups.Default} too. Of use only
   * where the route is typed.
   *
   * @param groups interfaces
   * @return this
   */
  public Route groups(Class<?>... groups) {
    owner.changing();
    this.groups = List.of(groups);
    return this;
  }

  /**
   * Keeps the route out of documents made from the application.
   *
   * @return this
   */
  public Route hidden() {
    owner.changing();
    this.hidden = true;
    return this;
  }

  /**
   * Always runs the handler beside the event loops: for one that computes, reads files or calls
   * native code for long.
   *
   * @return this
   */
  public Route offload() {
    owner.changing();
    this.placement = Placement.OFFLOAD;
    return this;
  }

  /**
   * Always runs the handler on the connection's event loop: for one that is known to be quick. What
   * it takes, every other connection of the loop waits.
   *
   * @return this
   */
  public Route onLoop() {
    owner.changing();
    this.placement = Placement.LOOP;
    return this;
  }

  /**
   * Sets the largest request body in place of {@code max-body}.
   *
   * @param bytes the limit in bytes
   * @return this
   * @throws IllegalArgumentException if it is negative
   */
  public Route maxBody(long bytes) {
    owner.changing();
    if (bytes < 0) {
      throw new IllegalArgumentException("maxBody must not be negative: " + bytes);
    }
    this.maxBody = bytes;
    return this;
  }

  /**
   * Sets the time from the complete head to the committed answer in place of {@code
   * request-timeout}.
   *
   * @param time the time, zero for none
   * @return this
   * @throws IllegalArgumentException if it is negative
   */
  public Route timeout(Duration time) {
    owner.changing();
    if (time.isNegative()) {
      throw new IllegalArgumentException("timeout must not be negative: " + time);
    }
    this.timeout = time;
    return this;
  }

  /**
   * Leaves the handler alone when its time is over, instead of interrupting it: an interrupt would
   * close a shared {@code FileChannel}, for one. The client gets its 503 all the same.
   *
   * @return this
   */
  public Route detachOnTimeout() {
    owner.changing();
    this.onTimeout = OnTimeout.DETACH;
    return this;
  }

  /** {@return the method} */
  public Method method() {
    return method;
  }

  /** {@return the whole pattern, with the prefixes of groups} */
  public String pattern() {
    return pattern.toString();
  }

  /** {@return method, pattern and where it was declared} */
  @Override
  public String toString() {
    return method + " " + pattern + " (" + place + ")";
  }

  // for the application layer itself

  PathPattern path() {
    return pattern;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  String place() {
    return place;
  }

  @Nullable String name() {
    return name;
  }

  String summary() {
    return summary;
  }

  List<Class<?>> groups() {
    return groups;
  }

  boolean isHidden() {
    return hidden;
  }

  Placement placement() {
    return placement;
  }

  OnTimeout onTimeout() {
    return onTimeout;
  }

  @Nullable Long maxBody() {
    return maxBody;
  }

  @Nullable Duration timeout() {
    return timeout;
  }

  Router owner() {
    return owner;
  }
}
