package dev.covet.metrics;

import dev.covet.http.RequestPhase;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import java.util.stream.LongStream;

/** The phases of timed requests, once there was one. */
final class PhaseSnapshots {
  private PhaseSnapshots() {}

  static void add(List<LoopMetrics> loops, List<MetricSnapshot> to) {
    HistogramSnapshot.Builder phases =
        HistogramSnapshot.builder()
            .name("covet_request_phase_duration_seconds")
            .help("Phases of the requests that were timed")
            .unit(Unit.SECONDS);
    boolean timed = false;
    for (RequestPhase phase : RequestPhase.values()) {
      long[] buckets = new long[PhaseCells.BOUNDS.length];
      long nanos = 0;
      for (LoopMetrics loop : loops) {
        nanos += loop.phases.addTo(phase, buckets);
      }
      if (LongStream.of(buckets).sum() > 0) {
        timed = true;
        phases.dataPoint(
            HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(ClassicHistogramBuckets.of(PhaseCells.BOUNDS, buckets))
                .sum(nanos / 1e9)
                .labels(Labels.of("phase", phase.text()))
                .build());
      }
    }
    if (timed) {
      to.add(phases.build());
    }
  }
}
