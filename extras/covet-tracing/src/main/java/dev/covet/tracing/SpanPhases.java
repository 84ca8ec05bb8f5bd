package dev.covet.tracing;

import dev.covet.http.PhaseTimes;
import dev.covet.http.RequestPhase;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.ReadableSpan;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** The phases of a timed request as events of its span, each where the phase began first. */
final class SpanPhases {
  /** Seconds in all, for a request may be in a phase more than once. */
  private static final AttributeKey<Double> DURATION =
      AttributeKey.doubleKey("covet.phase.duration");

  private SpanPhases() {}

  static void tell(Span span, PhaseTimes times) {
    // Told from the span's own beginning: by the clock of the day, which may have been set since,
    // they would lie outside of it.
    if (!(span instanceof ReadableSpan begun)) {
      return;
    }
    long start = begun.toSpanData().getStartEpochNanos();
    for (RequestPhase phase : RequestPhase.values()) {
      if (times.has(phase)) {
        span.addEvent(
            "covet." + phase.text(),
            Attributes.of(DURATION, times.nanos(phase) / 1e9),
            start + times.since(phase) - times.began(),
            TimeUnit.NANOSECONDS);
      }
    }
  }

  /** The time of day of a time of {@link System#nanoTime()} that is not long ago. */
  static Instant instant(long nanos) {
    return Instant.now().minusNanos(System.nanoTime() - nanos);
  }
}
