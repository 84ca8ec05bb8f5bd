package dev.covet.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What the loops have counted, under the names of OpenTelemetry where there are some. */
final class RequestSnapshots {
  private static final String[] LABELS = {
    "http_request_method",
    "http_route",
    "http_response_status_code",
    "network_protocol_version",
    "url_scheme",
    "error_type"
  };

  private RequestSnapshots() {}

  static void add(List<LoopMetrics> loops, List<MetricSnapshot> to) {
    Map<SeriesKey, Series.Total> sums = new HashMap<>();
    long open = 0;
    for (LoopMetrics loop : loops) {
      loop.addTo(sums);
      open += loop.open();
    }
    HistogramSnapshot.Builder durations =
        HistogramSnapshot.builder()
            .name("http_server_request_duration_seconds")
            .help("From the complete head of a request to the end of its answer")
            .unit(Unit.SECONDS);
    SummarySnapshot.Builder in =
        SummarySnapshot.builder()
            .name("http_server_request_body_size_bytes")
            .help("Bodies of requests, as far as they were taken")
            .unit(Unit.BYTES);
    SummarySnapshot.Builder out =
        SummarySnapshot.builder()
            .name("http_server_response_body_size_bytes")
            .help("Bodies of answers, as far as they were given")
            .unit(Unit.BYTES);
    sums.forEach(
        (key, total) -> {
          Labels labels = labels(key);
          durations.dataPoint(
              HistogramDataPointSnapshot.builder()
                  .classicHistogramBuckets(ClassicHistogramBuckets.of(Series.BOUNDS, total.buckets))
                  .sum(total.nanos / 1e9)
                  .labels(labels)
                  .build());
          in.dataPoint(size(total.count(), total.bytesIn, labels));
          out.dataPoint(size(total.count(), total.bytesOut, labels));
        });
    to.add(durations.build());
    to.add(in.build());
    to.add(out.build());
    to.add(gauge("http_server_active_requests", "Requests that have begun and not ended", open));
    to.add(
        counters(
            "covet_connections_accepted",
            "Connections that were accepted, and whether they are served",
            sums(loops, (loop, all) -> loop.connections.addTo(all)),
            name -> Labels.of("outcome", name)));
    to.add(
        counters(
            "covet_requests_refused",
            "Requests that the server refused before any application code",
            sums(loops, (loop, all) -> loop.refusals.addTo(all)),
            name -> Labels.of("reason", name)));
    to.add(
        counters(
            "covet_protocol_errors",
            "What clients broke, and was ended without an answer",
            sums(loops, (loop, all) -> loop.faults.addTo(all)),
            RequestSnapshots::fault));
  }

  private static Labels labels(SeriesKey key) {
    return Labels.of(
        LABELS,
        new String[] {
          key.method(),
          key.route(),
          key.status() == 0 ? "" : Integer.toString(key.status()),
          key.version(),
          key.scheme(),
          key.error()
        });
  }

  private static SummaryDataPointSnapshot size(long count, long bytes, Labels labels) {
    return SummaryDataPointSnapshot.builder().count(count).sum(bytes).labels(labels).build();
  }

  private static Map<String, Long> sums(
      List<LoopMetrics> loops, BiConsumer<LoopMetrics, Map<String, Long>> add) {
    Map<String, Long> sums = new HashMap<>();
    loops.forEach(loop -> add.accept(loop, sums));
    return sums;
  }

  private static MetricSnapshot counters(
      String name, String help, Map<String, Long> sums, Function<String, Labels> labels) {
    CounterSnapshot.Builder counters = CounterSnapshot.builder().name(name).help(help);
    sums.forEach(
        (key, sum) ->
            counters.dataPoint(
                CounterSnapshot.CounterDataPointSnapshot.builder()
                    .value(sum)
                    .labels(labels.apply(key))
                    .build()));
    return counters.build();
  }

  private static Labels fault(String name) {
    int space = name.indexOf(' ');
    return Labels.of("protocol", name.substring(0, space), "kind", name.substring(space + 1));
  }

  static MetricSnapshot gauge(String name, String help, double value) {
    return GaugeSnapshot.builder()
        .name(name)
        .help(help)
        .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder().value(value).build())
        .build();
  }
}
