package dev.covet.spi;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** How a route wants to be served; one instance for each route, terminal routes included. */
public final class ServingPlan {
  /** Where the handler of a route runs. */
  public enum Placement {
    /**
     * On probation carriers first, on the event loop after enough short runs, back when it holds
     * the loop.
     */
    AUTO,
    /** Always on the event loop ({@code onLoop()}). */
    LOOP,
    /** Always on the JDK's scheduler ({@code offload()}). */
    OFFLOAD
  }

  /** What happens to a handler that is past its deadline. */
  public enum OnTimeout {
    /** It is interrupted and its exchange is taken away. */
    INTERRUPT,
    /** Only its exchange is taken away. */
    DETACH
  }

  private final String route;
  private final String pattern;
  private final Placement placement;
  private final OnTimeout onTimeout;
  private final long bodyLimit;
  private final long timeLimitNanos;
  private final boolean essential;
  private final AtomicReference<@Nullable Object> server = new AtomicReference<>();

  /**
   * A plan.
   *
   * @param route method and pattern, for logs
   * @param pattern the pattern alone; empty for what answers where no route does
   * @param placement where the handler runs
   * @param onTimeout what happens past the deadline
   * @param bodyLimit largest request body in bytes
   * @param timeLimitNanos from head to committed answer, 0 for none
   * @param essential whether it is served while the server sheds load, too
   */
  public ServingPlan(
      String route,
      String pattern,
      Placement placement,
      OnTimeout onTimeout,
      long bodyLimit,
      long timeLimitNanos,
      boolean essential) {
    this.route = route;
    this.pattern = pattern;
    this.placement = placement;
    this.onTimeout = onTimeout;
    this.bodyLimit = bodyLimit;
    this.timeLimitNanos = timeLimitNanos;
    this.essential = essential;
  }

  /** {@return method and pattern, for logs} */
  public String route() {
    return route;
  }

  /** {@return the pattern alone; empty for what answers where no route does} */
  public String pattern() {
    return pattern;
  }

  /** {@return where the handler runs} */
  public Placement placement() {
    return placement;
  }

  /** {@return what happens past the deadline} */
  public OnTimeout onTimeout() {
    return onTimeout;
  }

  /** {@return largest request body in bytes} */
  public long bodyLimit() {
    return bodyLimit;
  }

  /** {@return from head to committed answer in nanoseconds, 0 for none} */
  public long timeLimitNanos() {
    return timeLimitNanos;
  }

  /** {@return whether it is served while the server sheds load, too} */
  public boolean essential() {
    return essential;
  }

  /** {@return A place where the server keeps what it learns about the route} */
  public AtomicReference<@Nullable Object> server() {
    return server;
  }
}
