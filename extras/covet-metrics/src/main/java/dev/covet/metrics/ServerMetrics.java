package dev.covet.metrics;

import dev.covet.spi.Application;
import dev.covet.spi.RequestObserver;
import dev.covet.spi.ServerFigures;
import dev.covet.spi.ServerObserver;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of one server: a registry of its own, which belongs to Micrometer's global one as
 * long as the server runs, so that what an application counts there is shown.
 */
final class ServerMetrics implements ServerObserver {
  private final Supplier<Application> application;
  private final List<LoopMetrics> loops = new CopyOnWriteArrayList<>();
  private final PrometheusMeterRegistry registry;
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private volatile @Nullable ServerFigures figures;

  ServerMetrics(Supplier<Application> application) {
    this.application = application;
    PrometheusRegistry collected = new PrometheusRegistry();
    collected.register(new ServerCollector(this));
    this.registry =
        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT, collected, new PassingTime());
  }

  @Override
  public RequestObserver loop() {
    LoopMetrics loop = new LoopMetrics(application);
    loops.add(loop);
    return loop;
  }

  @Override
  public void started(ServerFigures running) {
    figures = running;
    new JvmInfoMetrics().bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
    Metrics.addRegistry(registry);
  }

  @Override
  public void close() {
    Metrics.removeRegistry(registry);
    collections.close();
    registry.close();
  }

  List<LoopMetrics> loops() {
    return loops;
  }

  /** Those of the server, or null if it does not run. */
  @Nullable ServerFigures figures() {
    return figures;
  }

  /** All of it in a form of Prometheus. */
  byte[] text(String type) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(16 << 10);
    registry.scrape(out, type);
    return out.toByteArray();
  }
}
