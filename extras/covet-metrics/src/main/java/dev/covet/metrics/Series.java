package dev.covet.metrics;

import dev.covet.http.HttpVersion;
import dev.covet.http.Method;
import dev.covet.http.RequestEnd;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * What is counted of requests that are alike. One loop writes, any thread reads: a reader may see a
 * request in one number and not yet in the next.
 */
final class Series {
  /** The bounds that the semantic conventions of OpenTelemetry advise, in seconds. */
  static final double[] BOUNDS = {
    0.005,
    0.01,
    0.025,
    0.05,
    0.075,
    0.1,
    0.25,
    0.5,
    0.75,
    1,
    2.5,
    5,
    7.5,
    10,
    Double.POSITIVE_INFINITY
  };

  private static final long[] NANOS = new long[BOUNDS.length - 1];

  static {
    for (int i = 0; i < NANOS.length; i++) {
      NANOS[i] = Math.round(BOUNDS[i] * 1e9);
    }
  }

  private static final int TIME = BOUNDS.length;
  private static final int IN = TIME + 1;
  private static final int OUT = IN + 1;

  final SeriesKey key;
  private final @Nullable Method method;
  private final @Nullable HttpVersion version;
  private final AtomicLongArray cells = new AtomicLongArray(OUT + 1);

  private Series(SeriesKey key, @Nullable Method method, @Nullable HttpVersion version) {
    this.key = key;
    this.method = method;
    this.version = version;
  }

  /** For a request and those that are like it. */
  static Series of(RequestEnd end, String route) {
    return new Series(SeriesKey.of(end, route), SeriesKey.known(end.method()), end.version());
  }

  /** Whether a request belongs here; makes nothing. */
  boolean fits(RequestEnd end) {
    return key.status() == end.status()
        && key.outcome() == end.outcome()
        && version == end.version()
        && isOf(end.method())
        && key.scheme().equals(end.scheme());
  }

  /** Known methods are one object each. */
  @SuppressWarnings("ReferenceEquality")
  private boolean isOf(@Nullable Method other) {
    return method == null ? SeriesKey.known(other) == null : method == other;
  }

  /** By its loop alone. */
  void add(long nanos, long bytesIn, long bytesOut) {
    int bucket = 0;
    while (bucket < NANOS.length && nanos > NANOS[bucket]) {
      bucket++;
    }
    add(TIME, nanos);
    add(IN, bytesIn);
    add(OUT, bytesOut);
    add(bucket, 1);
  }

  private void add(int cell, long more) {
    cells.setRelease(cell, cells.getPlain(cell) + more);
  }

  /** Adds what it has counted to a sum. */
  void addTo(Total total) {
    for (int i = 0; i < BOUNDS.length; i++) {
      total.buckets[i] += cells.getAcquire(i);
    }
    total.nanos += cells.getAcquire(TIME);
    total.bytesIn += cells.getAcquire(IN);
    total.bytesOut += cells.getAcquire(OUT);
  }

  /** The sum over all loops. */
  static final class Total {
    final long[] buckets = new long[BOUNDS.length];
    long nanos;
    long bytesIn;
    long bytesOut;

    long count() {
      long count = 0;
      for (long bucket : buckets) {
        count += bucket;
      }
      return count;
    }
  }
}
