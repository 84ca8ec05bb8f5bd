package dev.covet.metrics;

import dev.covet.spi.ServerFigures;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What a running server tells about itself at the moment. */
final class FigureSnapshots {
  private FigureSnapshots() {}

  static void add(@Nullable ServerFigures figures, List<MetricSnapshot> to) {
    if (figures == null) {
      return;
    }
    List<ServerFigures.Loop> loops = figures.loops();
    to.add(
        loops(
            "covet_connections_active",
            "Open connections",
            loops,
            ServerFigures.Loop::connections));
    to.add(
        loops(
            "covet_loop_accepting",
            "0 while a handler holds the loop and it takes no connections",
            loops,
            loop -> loop.accepting() ? 1 : 0));
    to.add(
        loops(
            "covet_loop_task_delay_seconds",
            "How long a task waited for its turn",
            loops,
            loop -> loop.delayNanos() / 1e9));
    to.add(cpu(loops));
    to.add(holds(loops));
    to.add(
        RequestSnapshots.gauge(
            "covet_handlers_active", "Virtual threads of requests", figures.handlers()));
    to.add(
        RequestSnapshots.gauge(
            "covet_handlers_orphaned",
            "Those of them whose requests were answered at their deadline",
            figures.orphans()));
    to.add(
        RequestSnapshots.gauge(
            "covet_buffers_used_bytes",
            "Memory outside the heap that buffers for sockets take",
            figures.bufferBytes()));
    to.add(placements(figures.placements()));
  }

  private static MetricSnapshot loops(
      String name,
      String help,
      List<ServerFigures.Loop> loops,
      ToDoubleFunction<ServerFigures.Loop> value) {
    GaugeSnapshot.Builder gauges = GaugeSnapshot.builder().name(name).help(help);
    for (ServerFigures.Loop loop : loops) {
      gauges.dataPoint(point(value.applyAsDouble(loop), labels(loop)));
    }
    return gauges.build();
  }

  /** Its rate is the share of the time in which the loop is busy. */
  private static MetricSnapshot cpu(List<ServerFigures.Loop> loops) {
    CounterSnapshot.Builder counters =
        CounterSnapshot.builder()
            .name("covet_loop_cpu_seconds")
            .help("CPU time of the loop's thread")
            .unit(Unit.SECONDS);
    for (ServerFigures.Loop loop : loops) {
      if (loop.cpuNanos() >= 0) {
        counters.dataPoint(
            CounterSnapshot.CounterDataPointSnapshot.builder()
                .value(loop.cpuNanos() / 1e9)
                .labels(labels(loop))
                .build());
      }
    }
    return counters.build();
  }

  private static MetricSnapshot holds(List<ServerFigures.Loop> loops) {
    GaugeSnapshot.Builder gauges =
        GaugeSnapshot.builder()
            .name("covet_loop_longest_hold_seconds")
            .help("Longest run of a handler on the loop in the last minutes, if it was noticed")
            .unit(Unit.SECONDS);
    for (ServerFigures.Loop loop : loops) {
      Labels labels =
          Labels.of("loop", Integer.toString(loop.index()), "route", loop.longestHold());
      gauges.dataPoint(point(loop.longestHoldNanos() / 1e9, labels));
    }
    return gauges.build();
  }

  private static MetricSnapshot placements(ServerFigures.Placements placements) {
    return GaugeSnapshot.builder()
        .name("covet_routes")
        .help("Routes by where their handlers run now")
        .dataPoint(point(placements.loop(), Labels.of("placement", "loop")))
        .dataPoint(point(placements.probation(), Labels.of("placement", "probation")))
        .dataPoint(point(placements.offload(), Labels.of("placement", "offload")))
        .build();
  }

  private static Labels labels(ServerFigures.Loop loop) {
    return Labels.of("loop", Integer.toString(loop.index()));
  }

  private static GaugeSnapshot.GaugeDataPointSnapshot point(double value, Labels labels) {
    return GaugeSnapshot.GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
  }
}
