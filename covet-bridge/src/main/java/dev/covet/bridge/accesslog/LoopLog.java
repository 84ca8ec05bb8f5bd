package dev.covet.bridge.accesslog;

import dev.covet.Request;
import dev.covet.http.RequestEnd;
import dev.covet.http.RequestEnd.Outcome;
import dev.covet.spi.Application;
import dev.covet.spi.RequestObserver;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a line needs out of each request that ends on one loop, and leaves the rest to the
 * {@link LogWriter}. Event loop only.
 */
final class LoopLog implements RequestObserver {
  // So that what waits for the writer is bounded in bytes too. Longer ones are hardly honest.
  private static final int LONGEST_TARGET = 2048;
  private static final int LONGEST_FIELD = 512;

  private final Application application;
  private final LogWriter writer;
  private final Supplier<LogOptions> current;
  private final SplittableRandom random = new SplittableRandom();

  /**
   * For one loop.
   *
   * @param current the options, which a reload may change
   */
  LoopLog(Application application, LogWriter writer, Supplier<LogOptions> current) {
    this.application = application;
    this.writer = writer;
    this.current = current;
  }

  @Override
  public void ended(RequestEnd end, @Nullable Request request) {
    LogOptions options = current.get();
    if (!isChosen(end, options)) {
      return;
    }
    boolean fields = options.form() != LogForm.COMMON;
    String pattern = request == null ? "" : application.planAfter(request).pattern();
    writer.add(
        new Entry(
            System.currentTimeMillis(),
            request == null ? end.remote() : application.client(request),
            end.method(),
            target(end, options),
            end.version(),
            pattern.isEmpty() ? null : pattern,
            end.status(),
            end.bytesIn(),
            end.bytesOut(),
            end.nanos(),
            fields ? cut(referer(end, options), LONGEST_FIELD) : null,
            fields ? cut(end.header("user-agent"), LONGEST_FIELD) : null,
            request == null || options.form() != LogForm.JSON ? null : application.id(request),
            end.outcome(),
            end.refusal()));
  }

  /** What went wrong always has its line. */
  private boolean isChosen(RequestEnd end, LogOptions options) {
    return options.sample() >= 1
        || end.outcome() != Outcome.COMPLETED
        || end.status() >= 500
        || end.refusal() != null
        || random.nextDouble() < options.sample();
  }

  private @Nullable String target(RequestEnd end, LogOptions options) {
    String path = end.rawPath();
    String query = options.query() ? end.rawQuery() : null;
    return cut(path == null || query == null ? path : path + "?" + query, LONGEST_TARGET);
  }

  /** The page that it comes from has a query as well. */
  private @Nullable String referer(RequestEnd end, LogOptions options) {
    String referer = end.header("referer");
    int query = referer == null || options.query() ? -1 : referer.indexOf('?');
    return query < 0 || referer == null ? referer : referer.substring(0, query);
  }

  private static @Nullable String cut(@Nullable String text, int longest) {
    return text == null || text.length() <= longest ? text : text.substring(0, longest) + "...";
  }
}
