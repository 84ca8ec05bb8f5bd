package dev.covet.bridge;

import dev.covet.Config;
import dev.covet.Request;
import dev.covet.Response;
import dev.covet.engine.Exchange;
import dev.covet.http.Headers;
import dev.covet.http.PhaseTimes;
import dev.covet.http.RequestPhase;
import dev.covet.spi.Application;
import org.jspecify.annotations.Nullable;

/**
 * Decides which requests are timed and which clients are told (W3C Server Timing), and puts the
 * fields into answers. Safe for any thread. How long a server takes tells things about what it
 * holds, so in production only a signed request is told.
 */
final class ServerTiming {
  /** The field by which a client asks. */
  static final String ASKED = "x-covet-timing";

  private static final String FIELD = "Server-Timing";

  private final Application application;
  private final boolean all;
  private final boolean dev;

  /** Null if nobody may ask. */
  private final @Nullable TimingKey key;

  private ServerTiming(Application application, boolean all, boolean dev, @Nullable TimingKey key) {
    this.application = application;
    this.all = all;
    this.dev = dev;
    this.key = key;
  }

  /** As it is configured; null if no request will be timed. */
  static @Nullable ServerTiming of(Application application, Config config) {
    String secret = config.serverTimingKey();
    TimingKey key = secret.isEmpty() ? null : new TimingKey(secret);
    return switch (config.serverTiming()) {
      case "off" -> null;
      case "all" -> new ServerTiming(application, true, config.dev(), key);
      default ->
          config.dev() || key != null
              ? new ServerTiming(application, false, config.dev(), key)
              : null;
    };
  }

  /**
   * Has a request timed, if it is to be. On its loop, before it waits for its thread.
   *
   * @param received when the engine gave it
   */
  void begin(Request request, Exchange exchange, long received) {
    boolean told = told(exchange.header(ASKED));
    if (all || told) {
      PhaseTimes times = new PhaseTimes(told);
      exchange.time(times);
      times.enter(RequestPhase.ROUTE, received);
      application.time(request, times);
      times.enter(RequestPhase.QUEUE);
    }
  }

  /** The times of a request, also after its end; null if it is not timed. */
  @Nullable PhaseTimes times(Request request) {
    return application.timesOf(request);
  }

  private boolean told(@Nullable String asked) {
    if (dev) {
      return all || "1".equals(asked);
    }
    return asked != null && key != null && key.signed(asked, System.currentTimeMillis() / 1000);
  }

  /** The fields of an answer whose body is known: all but the writing. */
  static Headers whole(RequestTask task, Response<?> response) {
    PhaseTimes times = task.times();
    if (times == null) {
      return response.headers();
    }
    times.enter(RequestPhase.WRITE);
    return times.told()
        ? response.headers().add(FIELD, times.text(RequestPhase.QUEUE, RequestPhase.SERIALISE))
        : response.headers();
  }

  /** The fields of an answer whose body is being made. */
  static Headers begun(RequestTask task, Response<?> response) {
    PhaseTimes times = task.times();
    if (times == null || !times.told()) {
      return response.headers();
    }
    Headers headers =
        response.headers().add(FIELD, times.text(RequestPhase.QUEUE, RequestPhase.HANDLER));
    return takesTrailers(task.exchange()) ? headers.add("Trailer", FIELD) : headers;
  }

  /** What {@link #begun} could not know, for clients that take it. */
  static Headers trailers(RequestTask task) {
    PhaseTimes times = task.times();
    if (times == null) {
      return Headers.empty();
    }
    times.enter(RequestPhase.WRITE);
    return times.told() && takesTrailers(task.exchange())
        ? Headers.of(FIELD, times.text(RequestPhase.SERIALISE, RequestPhase.WRITE))
        : Headers.empty();
  }

  /** RFC 9110, section 10.1.4. */
  private static boolean takesTrailers(Exchange exchange) {
    for (String line : exchange.headers("te")) {
      for (String member : line.split(",", -1)) {
        if (member.strip().equalsIgnoreCase("trailers")) {
          return true;
        }
      }
    }
    return false;
  }
}
