package dev.covet.bridge;

import dev.covet.Config;
import dev.covet.engine.EngineConfig;
import dev.covet.engine.TlsConfig;
import dev.covet.engine.Transport;
import dev.covet.http.Limits;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Translates the application's configuration into the engine's. */
final class EngineSettings {
  private static final int ADMIN_BACKLOG = 64;
  private static final int ADMIN_CONNECTIONS = 256;
  private static final Duration ADMIN_DRAIN = Duration.ofSeconds(2);

  private EngineSettings() {}

  /**
   * The engine's settings.
   *
   * @param config the checked configuration
   * @return a builder with them
   */
  static EngineConfig.Builder of(Config config) {
    return EngineConfig.builder()
        .listen(config.addresses())
        .socketMode(config.unixSocketMode())
        .transport(transport(config))
        .workers(config.workers())
        .pinning(EngineConfig.Pinning.valueOf(config.pinWorkers().toUpperCase(Locale.ROOT)))
        .backlog(config.backlog())
        .reusePort(config.reusePort())
        .strictHost(config.strictHost())
        .server(config.server())
        .tls(tls(config))
        .proxies(config.proxyProtocol() ? config.trustedProxies() : null)
        .defaultHeaders(config.defaultHeaders())
        .pageHeaders(config.pageHeaders())
        .limits(config.limits())
        .http1(config.http1())
        .http2(config.http2().orElse(null))
        .webSocket(config.webSockets().isPresent());
  }

  /**
   * The settings of the admin listener's engine: one loop, clear text, HTTP/1.1. Limits are the
   * defaults, whatever clients of the application may do.
   *
   * @param config the checked configuration
   * @return a builder with them
   */
  static EngineConfig.Builder admin(Config config) {
    return EngineConfig.builder()
        .listen(config.adminAddress().stream().toList())
        .socketMode(config.adminSocketMode())
        .transport(transport(config))
        .workers(1)
        .pinning(EngineConfig.Pinning.OFF)
        .backlog(ADMIN_BACKLOG)
        .server(config.server())
        .defaultHeaders(config.defaultHeaders())
        .pageHeaders(config.pageHeaders())
        .limits(
            Limits.defaults().toBuilder()
                .connectionsPerLoop(ADMIN_CONNECTIONS)
                .drain(ADMIN_DRAIN)
                .build())
        .http2(null)
        .webSocket(false);
  }

  private static Transport transport(Config config) {
    return Transport.valueOf(config.transport().toUpperCase(Locale.ROOT));
  }

  /** Protocol identifiers of RFC 7301, best first. */
  private static List<String> alpn(Config config) {
    List<String> identifiers = new ArrayList<>();
    if (config.http2().isPresent()) {
      identifiers.add("h2");
    }
    if (config.http1()) {
      identifiers.add("http/1.1");
    }
    return identifiers;
  }

  private static @Nullable TlsConfig tls(Config config) {
    if (!config.tls()) {
      return null;
    }
    String key = config.tlsKey();
    return new TlsConfig(
        config.tlsCert().isEmpty()
            ? null
            : new TlsConfig.Certificate(Path.of(config.tlsCert()), file(key)),
        config.tlsMoreCerts().stream().map(EngineSettings::certificate).toList(),
        config.tlsKeyPassword(),
        TlsConfig.Provider.valueOf(config.tlsProvider().toUpperCase(Locale.ROOT)),
        alpn(config),
        TlsConfig.Clients.valueOf(config.tlsClientAuth().toUpperCase(Locale.ROOT)),
        file(config.tlsClientCa()),
        config.tlsHandshakeTimeout(),
        config.tlsReload());
  }

  /** A file with its key's after a plus sign. */
  private static TlsConfig.Certificate certificate(String entry) {
    int plus = entry.indexOf('+');
    return plus < 0
        ? new TlsConfig.Certificate(Path.of(entry), null)
        : new TlsConfig.Certificate(
            Path.of(entry.substring(0, plus)), Path.of(entry.substring(plus + 1)));
  }

  private static @Nullable Path file(String name) {
    return name.isEmpty() ? null : Path.of(name);
  }
}
