package dev.covet.bridge.accesslog;

import dev.covet.Request;
import dev.covet.http.RequestEnd;
import dev.covet.http.RequestEnd.Outcome;
import dev.covet.spi.Application;
import dev.covet.spi.RequestObserver;
import java.util.SplittableRandom;
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
  private final LogOptions options;
  private final SplittableRandom random = new SplittableRandom();

  LoopLog(Application application, LogWriter writer, LogOptions options) {
    this.application = application;
    this.writer = writer;
    this.options = options;
  }

  @Override
  public void ended(RequestEnd end, @Nullable Request request) {
    if (!isChosen(end)) {
      return;
    }
    boolean fields = options.form() != LogForm.COMMON;
    String pattern = request == null ? "" : application.planAfter(request).pattern();
    writer.add(
        new Entry(
            System.currentTimeMillis(),
            request == null ? end.remote() : application.client(request),
            end.method(),
            target(end),
            end.version(),
            pattern.isEmpty() ? null : pattern,
            end.status(),
            end.bytesIn(),
            end.bytesOut(),
            end.nanos(),
            fields ? cut(referer(end), LONGEST_FIELD) : null,
            fields ? cut(end.header("user-agent"), LONGEST_FIELD) : null,
            request == null || options.form() != LogForm.JSON ? null : application.id(request),
            end.outcome(),
            end.refusal()));
  }

  /** What went wrong always has its line. */
  private boolean isChosen(RequestEnd end) {
    return options.sample() >= 1
        || end.outcome() != Outcome.COMPLETED
        || end.status() >= 500
        || end.refusal() != null
        || random.nextDouble() < options.sample();
  }

  private @Nullable String target(RequestEnd end) {
    String path = end.rawPath();
    String query = options.query() ? end.rawQuery() : null;
    return cut(path == null || query == null ? path : path + "?" + query, LONGEST_TARGET);
  }

  /** The page that it comes from has a query as well. */
  private @Nullable String referer(RequestEnd end) {
    String referer = end.header("referer");
    int query = referer == null || options.query() ? -1 : referer.indexOf('?');
    return query < 0 || referer == null ? referer : referer.substring(0, query);
  }

  private static @Nullable String cut(@Nullable String text, int longest) {
    return text == null || text.length() <= longest ? text : text.substring(0, longest) + "...";
  }
}
