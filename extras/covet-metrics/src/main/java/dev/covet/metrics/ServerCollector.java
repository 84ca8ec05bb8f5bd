package dev.covet.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;

/** Puts the numbers of the loops together when they are asked for. Any thread. */
final class ServerCollector implements MultiCollector {
  private final ServerMetrics metrics;

  ServerCollector(ServerMetrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public MetricSnapshots collect() {
    List<MetricSnapshot> all = new ArrayList<>();
    RequestSnapshots.add(metrics.loops(), all);
    PhaseSnapshots.add(metrics.loops(), all);
    FigureSnapshots.add(metrics.figures(), all);
    return new MetricSnapshots(all);
  }
}
