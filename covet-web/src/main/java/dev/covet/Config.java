package dev.covet;

import dev.covet.http.AddressBlocks;
import dev.covet.http.Headers;
import dev.covet.http.Http2Limits;
import dev.covet.http.Limits;
import dev.covet.http.ListenAddress;
import dev.covet.http.WebSocketCompression;
import dev.covet.http.WebSocketLimits;
import dev.covet.spi.Secrets;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All settings of an application. Immutable.
 *
 * <p>Sources, weakest first: defaults, code ({@link Builder}), a file, the environment ({@code
 * COVET_REQUEST_TIMEOUT}), flags ({@code --request-timeout 30s}). Keys are kebab-case and the same
 * everywhere; the guide's page "Configuration" lists them. An unknown key or a wrong value stops
 * the start with one line. Keys below {@code app.} are the application's own.
 */
public final class Config {
  private static final int OWNER_ONLY = 0600;

  private final Map<String, Object> values;
  private final Map<String, ConfigSource.Setting> given;
  private final Supplier<Config> again;

  private Config(
      Map<String, Object> values, Map<String, ConfigSource.Setting> given, Supplier<Config> again) {
    this.values = values;
    this.given = given;
    this.again = again;
  }

  /** {@return the defaults alone, whatever the environment says} */
  public static Config defaults() {
    return builder().build();
  }

  /**
   * {@return defaults, then file, environment and flags}
   *
   * @param flags {@code --key value}, {@code --key=value}, {@code --set key=value}, {@code --config
   *     file}
   * @throws ConfigException in one line, if a key or value is wrong
   */
  public static Config load(String... flags) {
    return builder().load(flags);
  }

  /** {@return collects settings in code} */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects settings in code. Not safe for several threads. */
  public static final class Builder {
    private final ConfigSource code = new ConfigSource();

    private Builder() {}

    /**
     * Sets any key.
     *
     * @param key the key
     * @param value its value as it would be written in a file
     * @return this
     * @throws ConfigException if there is no such key
     */
    public Builder set(String key, Object value) {
      code.put(key, String.valueOf(value), ConfigSource.CODE);
      return this;
    }

    /**
     * Sets {@code host}.
     *
     * @param host address or name to listen on
     * @return this
     */
    public Builder host(String host) {
      return set("host", host);
    }

    /**
     * Sets {@code port}.
     *
     * @param port 0 for any free port
     * @return this
     */
    public Builder port(int port) {
      return set("port", port);
    }

    /**
     * Sets {@code workers}.
     *
     * @param workers event loops, at least 1
     * @return this
     */
    public Builder workers(int workers) {
      return set("workers", workers);
    }

    /**
     * Sets {@code transport}.
     *
     * @param transport {@code auto}, {@code io_uring}, {@code epoll} or {@code nio}
     * @return this
     */
    public Builder transport(String transport) {
      return set("transport", transport);
    }

    /**
     * Sets {@code request-timeout}.
     *
     * @param time from the complete head to the committed answer, zero for none
     * @return this
     */
    public Builder requestTimeout(Duration time) {
      return set("request-timeout", time.toNanos() + "ns");
    }

    /**
     * Sets {@code max-body}.
     *
     * @param bytes the largest request body in bytes
     * @return this
     */
    public Builder maxBody(long bytes) {
      return set("max-body", bytes);
    }

    /**
     * {@return the configuration, from defaults and code alone}
     *
     * @throws ConfigException in one line, if a value is wrong
     */
    public Config build() {
      ConfigSource made = code.copy();
      return of(List.of(made), () -> of(List.of(made)));
    }

    /**
     * {@return the configuration, from defaults, code, file, environment and flags}
     *
     * @param flags as for {@link Config#load}
     * @throws ConfigException in one line, if a key or value is wrong
     */
    public Config load(String... flags) {
      return read(code.copy(), flags.clone());
    }

    private static Config read(ConfigSource code, String[] flags) {
      Map<String, String> variables = System.getenv();
      String file = ConfigSources.fileName(variables, flags);
      return of(
          List.of(
              code,
              file == null ? new ConfigSource() : ConfigSources.file(file),
              ConfigSources.environment(variables),
              ConfigSources.flags(flags)),
          () -> read(code, flags));
    }
  }

  static Config of(List<ConfigSource> sources) {
    return of(sources, () -> of(sources));
  }

  private static Config of(List<ConfigSource> sources, Supplier<Config> again) {
    Map<String, ConfigSource.Setting> given = new LinkedHashMap<>();
    sources.forEach(source -> given.putAll(source.settings()));
    given.replaceAll((key, setting) -> SecretReference.resolve(key, setting, System::getenv));
    Map<String, Object> values = new LinkedHashMap<>();
    for (ConfigKey key : ConfigKey.ALL) {
      ConfigSource.Setting setting = given.get(key.name());
      String text = setting == null ? key.standard() : setting.text();
      try {
        values.put(key.name(), key.parse(text));
      } catch (IllegalArgumentException e) {
        String place = setting == null ? "default" : setting.place();
        throw new ConfigException(
            place
                + ": "
                + key.name()
                + " = "
                + Secrets.shown(key.name(), text)
                + ": "
                + e.getMessage());
      }
    }
    Config config = new Config(values, given, again);
    config.check();
    return config;
  }

  /**
   * The configuration that the same sources give now: files are read again, secrets too.
   *
   * @throws ConfigException in one line, if a key or value is wrong
   */
  Config again() {
    return again.get();
  }

  /** Keys that were given, and do not say the same here and there; those of the application too. */
  Set<String> differences(Config other) {
    Set<String> keys = new TreeSet<>(given.keySet());
    keys.addAll(other.given.keySet());
    keys.removeIf(key -> said(key).equals(other.said(key)));
    return keys;
  }

  /** What counts: the value, or the text of a key of the application. */
  private Object said(String key) {
    Object value = values.get(key);
    if (value != null) {
      return value;
    }
    ConfigSource.Setting setting = given.get(key);
    return setting == null ? Optional.empty() : setting.text();
  }

  /** This configuration with some keys as another has them. */
  Config with(Config other, Set<String> keys) {
    Map<String, Object> mixed = new LinkedHashMap<>(values);
    Map<String, ConfigSource.Setting> settings = new LinkedHashMap<>(given);
    for (String key : keys) {
      mixed.put(key, other.value(key));
      ConfigSource.Setting setting = other.given.get(key);
      if (setting == null) {
        settings.remove(key);
      } else {
        settings.put(key, setting);
      }
    }
    return new Config(mixed, settings, again);
  }

  /** What was given for a key, or null. */
  ConfigSource.@Nullable Setting setting(String key) {
    return given.get(key);
  }

  /** The keys below {@code app.} that were given. */
  List<String> own() {
    return given.keySet().stream().filter(key -> key.startsWith(ConfigSource.OWN)).toList();
  }

  private void check() {
    if (dev() && !flag("dev-remote") && !remote().isEmpty()) {
      throw new ConfigException(
          "mode=dev shows internals, and "
              + (names("listen").isEmpty() ? "host " + host() : remote().getFirst())
              + " can be reached by others: listen on 127.0.0.1, or set dev-remote=true");
    }
    if (flag("tls-self-signed") && !dev()) {
      throw new ConfigException(
          "tls-self-signed is for mode=dev: no browser trusts such a certificate; set tls-cert and"
              + " tls-key");
    }
    if (flag("tls-self-signed") && !tlsCert().isEmpty()) {
      throw new ConfigException("both tls-cert and tls-self-signed are set: choose one");
    }
    if (tlsCert().isEmpty() && !tlsKey().isEmpty()) {
      throw new ConfigException("tls-key is set and tls-cert is not");
    }
    if (!tlsMoreCerts().isEmpty() && tlsCert().isEmpty()) {
      throw new ConfigException("tls-more-certs is set and tls-cert is not");
    }
    if (tlsClientAuth().equals("none") != tlsClientCa().isEmpty()) {
      throw new ConfigException(
          "tls-client-auth and tls-client-ca go together: who asks for certificates must say whose"
              + " are trusted");
    }
    if (!tls() && !tlsClientCa().isEmpty()) {
      throw new ConfigException("tls-client-auth is for a port that speaks TLS: set tls-cert");
    }
    if (!tls() && (tlsRedirectPort() != 0 || !hsts().isZero())) {
      throw new ConfigException(
          "tls-redirect-port and tls-hsts are for a port that speaks TLS: set tls-cert");
    }
    if (tlsRedirectPort() != 0 && ports().contains(tlsRedirectPort())) {
      throw new ConfigException("port and tls-redirect-port are both " + tlsRedirectPort());
    }
    if (tls() && ports().isEmpty()) {
      throw new ConfigException(
          "TLS is for TCP ports, and listen names Unix-domain sockets alone, which speak clear"
              + " text");
    }
    EdgeChecks.check(this);
    AdminKeys.check(this);
  }

  private static boolean isLoopback(String host) {
    try {
      return InetAddress.getByName(host).isLoopbackAddress();
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /** {@return address or name to listen on} */
  public String host() {
    return text("host");
  }

  /** {@return the port to listen on, 0 for any free one} */
  public int port() {
    return number("port");
  }

  /** {@return where to listen: {@code listen}, or {@code host} and {@code port}} */
  @SuppressWarnings("unchecked") // the parser of listen makes nothing else
  public List<ListenAddress> addresses() {
    List<ListenAddress> addresses = (List<ListenAddress>) value("listen");
    return addresses.isEmpty() ? List.of(new ListenAddress.Tcp(host(), port())) : addresses;
  }

  List<Integer> ports() {
    return addresses().stream()
        .filter(ListenAddress.Tcp.class::isInstance)
        .map(address -> ((ListenAddress.Tcp) address).port())
        .toList();
  }

  /** Addresses that others than this machine can reach. */
  private List<ListenAddress> remote() {
    return addresses().stream().filter(Config::isRemote).toList();
  }

  static boolean isRemote(ListenAddress address) {
    return address instanceof ListenAddress.Tcp tcp && !isLoopback(tcp.host());
  }

  /** {@return permission bits of the files of Unix-domain sockets} */
  public int unixSocketMode() {
    return switch (text("unix-socket-access")) {
      case "group" -> 0660;
      case "all" -> 0666;
      default -> OWNER_ONLY;
    };
  }

  /** {@return path of the socket over which a successor takes over, empty for none} */
  public String handover() {
    return text("handover");
  }

  /** {@return {@code auto}, {@code io_uring}, {@code epoll} or {@code nio}} */
  public String transport() {
    return text("transport");
  }

  /** {@return event loops, 0 for as many as there are CPUs} */
  public int workers() {
    return number("workers");
  }

  /** {@return {@code auto}, {@code on} or {@code off}} */
  public String pinWorkers() {
    return text("pin-workers");
  }

  /** {@return whether a second process may listen on the same port} */
  public boolean reusePort() {
    return flag("reuse-port");
  }

  /** {@return length of each accept queue} */
  public int backlog() {
    return number("backlog");
  }

  /** {@return whether a target whose authority differs from Host is refused} */
  public boolean strictHost() {
    return flag("strict-host");
  }

  /** {@return value of the Server field, empty for none} */
  public String server() {
    return text("server");
  }

  /** {@return whether errors show their causes to clients} */
  public boolean dev() {
    return text("mode").equals("dev");
  }

  /** {@return whether the port speaks TLS} */
  public boolean tls() {
    return !tlsCert().isEmpty() || flag("tls-self-signed");
  }

  /** {@return file with the certificate, empty for none} */
  public String tlsCert() {
    return text("tls-cert");
  }

  /** {@return file with the private key, empty if the certificate's file holds it} */
  public String tlsKey() {
    return text("tls-key");
  }

  /** {@return password of the private key or the store, empty for none} */
  public String tlsKeyPassword() {
    return text("tls-key-password");
  }

  /** {@return files with certificates for other names, each with {@code +} and its key's file} */
  public List<String> tlsMoreCerts() {
    return Arrays.stream(text("tls-more-certs").split(","))
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .toList();
  }

  /** {@return {@code none}, {@code want} or {@code need}} */
  public String tlsClientAuth() {
    return text("tls-client-auth");
  }

  /** {@return file with the authorities of clients' certificates, empty for none} */
  public String tlsClientCa() {
    return text("tls-client-ca");
  }

  /** {@return {@code auto}, {@code boringssl} or {@code jdk}} */
  public String tlsProvider() {
    return text("tls-provider");
  }

  /** {@return longest time for a TLS handshake} */
  public Duration tlsHandshakeTimeout() {
    return time("tls-handshake-timeout");
  }

  /** {@return port in clear text that sends everything to HTTPS, 0 for none} */
  public int tlsRedirectPort() {
    return number("tls-redirect-port");
  }

  /** {@return how long browsers shall use HTTPS alone, zero if they are not told} */
  public Duration hsts() {
    return time("tls-hsts");
  }

  /** {@return whether {@link #hsts()} covers sub-domains} */
  public boolean hstsSubdomains() {
    return flag("tls-hsts-subdomains");
  }

  /** {@return how often the files of certificate and key are looked at} */
  public Duration tlsReload() {
    return time("tls-reload");
  }

  /** {@return percent of the old generation from which requests are refused, 0 for never} */
  public int overloadHeap() {
    return number("overload-heap");
  }

  /** {@return percent of the memory for buffers from which requests are refused, 0 for never} */
  public int overloadBuffers() {
    return number("overload-buffers");
  }

  /** {@return most requests at once, 0 for no limit} */
  public int overloadRequests() {
    return number("overload-requests");
  }

  /** {@return how late each event loop may be before requests are refused, zero for any time} */
  public Duration overloadDelay() {
    return time("overload-delay");
  }

  /** {@return the proxies in front of this server} */
  public AddressBlocks trustedProxies() {
    return (AddressBlocks) value("trusted-proxies");
  }

  /** {@return whether each connection begins with a PROXY header of a trusted proxy} */
  public boolean proxyProtocol() {
    return text("proxy-protocol").equals("required");
  }

  UploadLimits uploads() {
    String folder = text("upload-folder");
    return new UploadLimits(
        number("multipart-parts"),
        bytes("multipart-headers"),
        limits().body(),
        bytes("upload-memory"),
        Path.of(folder.isEmpty() ? System.getProperty("java.io.tmpdir") : folder));
  }

  @SuppressWarnings("unchecked") // as the key makes it
  List<ContentCoding> compression() {
    return (List<ContentCoding>) value("compression");
  }

  @SuppressWarnings("unchecked") // as the key makes it
  List<ContentCoding> decompression() {
    return (List<ContentCoding>) value("decompression");
  }

  boolean csrfEnabled() {
    return flag("csrf-enabled");
  }

  List<String> csrfOrigins() {
    return names("csrf-origins");
  }

  String csrfKey() {
    return text("csrf-key");
  }

  boolean corsEnabled() {
    return flag("cors-enabled");
  }

  Origins corsOrigins() {
    return Origins.of(names("cors-origins"));
  }

  boolean corsCredentials() {
    return flag("cors-credentials");
  }

  /**
   * The rules for pages of other origins.
   *
   * @throws IllegalArgumentException if they do not go together
   */
  CorsRules corsRules() {
    return new CorsRules(
        corsOrigins(),
        new HashSet<>(names("cors-methods")),
        new HashSet<>(names("cors-headers")),
        names("cors-exposed-headers"),
        corsCredentials(),
        time("cors-max-age"),
        flag("cors-private-network"));
  }

  /** The hosts that are answered for, {@code *} alone for all; empty if it was not said. */
  List<String> allowedHosts() {
    return names("allowed-hosts");
  }

  /**
   * {@return fields that each answer gets unless it has its own, refusals of the server included}
   */
  public Headers defaultHeaders() {
    return DefaultHeaders.all(this);
  }

  /** {@return fields that HTML pages get besides} */
  public Headers pageHeaders() {
    return DefaultHeaders.page(this);
  }

  /** Whether answers get headers that protect their readers. */
  boolean securityHeaders() {
    return text("security-headers").equals("on");
  }

  /** The fields of trusted proxies that are believed, in lower case. */
  List<String> proxyHeaders() {
    return names("proxy-headers");
  }

  /** {@return whether the application serves a document about itself} */
  public boolean openapi() {
    return flag("openapi");
  }

  /** {@return whether it serves a page that shows the document} */
  public boolean docs() {
    return flag("docs");
  }

  /** {@return whether SIGTERM and SIGINT end the application} */
  public boolean signals() {
    return flag("signals");
  }

  /** {@return whether the start-up report is JSON} */
  public boolean jsonLogs() {
    return text("log-format").equals("json");
  }

  /**
   * {@return {@code trace}, {@code debug}, {@code info}, {@code warning}, {@code error} or {@code
   * off}}
   */
  public String logLevel() {
    return text("log-level");
  }

  /** {@return {@code off}, {@code common}, {@code combined} or {@code json}} */
  public String accessLog() {
    return text("access-log");
  }

  /** {@return the file for the access log, empty for standard output} */
  public String accessLogFile() {
    return text("access-log-file");
  }

  /** {@return the share of requests that ended well and are logged, 0 to 1} */
  public double accessLogSample() {
    return (Double) value("access-log-sample");
  }

  /** {@return whether the access log shows queries} */
  public boolean accessLogQuery() {
    return flag("access-log-query");
  }

  /** {@return whether the health of the application is shown} */
  public boolean health() {
    return flag("health-enabled");
  }

  /** {@return where the health of the application is shown} */
  public String healthPath() {
    return text("health-path");
  }

  /** {@return whether metrics are counted and shown} */
  public boolean metrics() {
    return flag("metrics-enabled");
  }

  /** {@return whether requests are traced} */
  public boolean tracing() {
    return flag("tracing-enabled");
  }

  /** {@return {@code auto}, {@code off} or {@code all}: whose phases are measured} */
  public String serverTiming() {
    return text("server-timing");
  }

  /** {@return the secret that signs requests to be timed, empty for none} */
  public String serverTimingKey() {
    return text("server-timing-key");
  }

  /** {@return where metrics are shown} */
  public String metricsPath() {
    return text("metrics-path");
  }

  /** {@return where the admin listener is, empty if there is none} */
  @SuppressWarnings("unchecked") // the parser of admin-listen makes nothing else
  public Optional<ListenAddress> adminAddress() {
    return ((List<ListenAddress>) value("admin-listen")).stream().findFirst();
  }

  /**
   * {@return permission bits of the file of the admin listener's Unix-domain socket} The owner's
   * alone, unless there is a token.
   */
  public int adminSocketMode() {
    return adminToken().isEmpty() ? OWNER_ONLY : unixSocketMode();
  }

  /** The secret that requests to the admin listener show, empty if they need none. */
  String adminToken() {
    return text("admin-token");
  }

  /** {@return from not ready to closed listener when stopping} */
  public Duration drainDelay() {
    return time("drain-delay");
  }

  /**
   * {@return a setting of the application itself, or empty}
   *
   * @param name the key without {@code app.} before it
   */
  public Optional<String> app(String name) {
    return Optional.ofNullable(given.get(ConfigSource.OWN + name)).map(ConfigSource.Setting::text);
  }

  /** {@return whether HTTP/1.1 is spoken} */
  public boolean http1() {
    return text("protocols").contains("http1");
  }

  /** {@return what HTTP/2 clients may ask for, empty if HTTP/2 is not spoken} */
  public Optional<Http2Limits> http2() {
    if (!text("protocols").contains("http2")) {
      return Optional.empty();
    }
    return Optional.of(
        new Http2Limits(
            number("http2-streams"),
            number("http2-resets"),
            number("http2-control-frames"),
            number("http2-empty-data"),
            number("http2-continuations")));
  }

  /** {@return what clients of WebSockets may ask for, empty if WebSocket is not spoken} */
  public Optional<WebSocketLimits> webSockets() {
    if (!text("protocols").contains("websocket")) {
      return Optional.empty();
    }
    return Optional.of(
        new WebSocketLimits(
            bytes("websocket-frame"),
            bytes("websocket-message"),
            time("websocket-ping"),
            WebSocketCompression.valueOf(text("websocket-compression").toUpperCase(Locale.ROOT))));
  }

  private int bytes(String key) {
    return Math.toIntExact((Long) value(key));
  }

  /** {@return what clients may ask for} */
  public Limits limits() {
    return Limits.defaults().toBuilder()
        .requestLine(number("max-request-line"))
        .headerBytes(number("max-header-bytes"))
        .headerCount(number("max-headers"))
        .body((Long) value("max-body"))
        .parameters(number("max-parameters"))
        .headTimeout(time("head-timeout"))
        .bodyGrace(time("body-grace"))
        .bodyRate(number("body-rate"))
        .responseStall(time("response-stall"))
        .responseRate(number("response-rate"))
        .responseWindow(time("response-window"))
        .keepAlive(time("keepalive-timeout"))
        .request(time("request-timeout"))
        .connectionsPerLoop(number("max-connections"))
        .connectionsPerAddress(number("max-connections-per-address"))
        .lingerBytes(number("linger-bytes"))
        .lingerTime(time("linger-timeout"))
        .lingering(number("max-lingering"))
        .drain(time("drain-timeout"))
        .build();
  }

  /**
   * The lines of the start-up report: limits, what differs from the defaults and from where, what
   * is risky.
   */
  Map<String, String> report() {
    Limits limits = limits();
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("profile", text("profile"));
    lines.put(
        "limits",
        "body "
            + ConfigUnits.showBytes(limits.body())
            + ", head "
            + ConfigUnits.showBytes(limits.headerBytes())
            + " in "
            + ConfigUnits.show(limits.headTimeout())
            + ", request "
            + ConfigUnits.show(limits.request())
            + ", idle "
            + ConfigUnits.show(limits.keepAlive())
            + ", "
            + limits.connectionsPerLoop()
            + " connections a worker");
    if (!given.isEmpty()) {
      lines.put(
          "settings",
          given.entrySet().stream()
              .map(
                  e ->
                      e.getKey()
                          + "="
                          + Secrets.shown(e.getKey(), e.getValue().text())
                          + " ("
                          + e.getValue().place()
                          + ")")
              .collect(Collectors.joining(", ")));
    }
    String risks = risks(limits);
    if (!risks.isEmpty()) {
      lines.put("risky", risks);
    }
    return lines;
  }

  private String risks(Limits limits) {
    StringBuilder risks = new StringBuilder();
    if (dev()) {
      risks.append("mode=dev shows internals; ");
    }
    if (!remote().isEmpty() && !tls()) {
      risks.append("others can reach this address, and there is no TLS; ");
    }
    if (limits.request().isZero()) {
      risks.append("request-timeout=0: a request may take for ever; ");
    }
    risks.append(EdgeChecks.risks(this));
    risks.append(AdminKeys.risks(this));
    return risks.isEmpty() ? "" : risks.substring(0, risks.length() - 2);
  }

  private Object value(String key) {
    Object value = values.get(key);
    if (value == null) {
      throw new IllegalStateException("no setting " + key);
    }
    return value;
  }

  private String text(String key) {
    return (String) value(key);
  }

  @SuppressWarnings("unchecked") // the parsers of lists make nothing else
  private List<String> names(String key) {
    return (List<String>) value(key);
  }

  private boolean flag(String key) {
    return value(key).equals("true");
  }

  private int number(String key) {
    return (int) Math.min(Integer.MAX_VALUE, (Long) value(key));
  }

  private Duration time(String key) {
    return (Duration) value(key);
  }
}
