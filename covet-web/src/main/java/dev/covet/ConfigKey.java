package dev.covet;

import dev.covet.http.Http2Limits;
import dev.covet.http.Limits;
import dev.covet.http.ListenAddress;
import dev.covet.http.WebSocketLimits;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One setting: its name everywhere, default, values, meaning. The table of all of them is what
 * code, files, the environment and flags are checked against, and what the guide's page is tested
 * against.
 *
 * @param name kebab-case
 * @param standard the default as it would be written
 * @param values what is accepted, for people
 * @param meaning a line
 * @param parser turns text into the value; throws IllegalArgumentException with the reason
 * @param reloadable whether a {@link Reload} changes it in a running server; for all others a new
 *     value waits for a restart
 */
record ConfigKey(
    String name,
    String standard,
    String values,
    String meaning,
    Function<String, Object> parser,
    boolean reloadable) {
  private static final Limits LIMITS = Limits.defaults();
  private static final Http2Limits HTTP2 = Http2Limits.defaults();
  private static final WebSocketLimits WEBSOCKET = WebSocketLimits.defaults();

  private static final List<ConfigKey> SERVER =
      List.of(
          text("host", "127.0.0.1", "address or name to listen on; `0.0.0.0` for all addresses"),
          count("port", 8080, 0, 65_535, "port to listen on; 0 for any free one"),
          new ConfigKey(
              "listen",
              "",
              "addresses like `127.0.0.1:9000`, `[::1]:9000`, `unix:/run/app.sock`, separated by"
                  + " commas",
              "all addresses to listen on, in the place of `host` and `port`; over Unix-domain"
                  + " sockets in clear text, TLS or not",
              ListenAddress::parseList),
          choice(
              "unix-socket-access",
              "owner",
              "who may connect to Unix-domain sockets: the owner of the process, its group, or all"
                  + " users of the machine",
              "owner",
              "group",
              "all"),
          text(
              "handover",
              "",
              "path of a socket over which a successor with the same setting takes the listening"
                  + " sockets over; empty for none"),
          choice("transport", "auto", "how sockets are driven", "auto", "io_uring", "epoll", "nio"),
          workers(),
          choice(
              "pin-workers",
              "auto",
              "bind each event loop to a CPU; `auto`: when it helps",
              "auto",
              "on",
              "off"),
          flag(
              "reuse-port",
              false,
              "let a second process listen on the same port, to hand over without a gap"),
          count("backlog", 4096, 1, 1 << 20, "length of each accept queue"),
          flag("strict-host", false, "refuse a target whose authority differs from Host with 400"),
          text("server", "covet", "value of the `Server` field; empty for none"),
          choice(
              "mode",
              "production",
              "`dev` shows causes to clients; never where others can reach it",
              "production",
              "dev"),
          flag("dev-remote", false, "let `mode=dev` listen on an address that others can reach"),
          choice("log-format", "text", "form of the start-up report", "text", "json"),
          choice("log-level", "info", "level of Covet's own loggers", LogLevels.NAMES).changing(),
          flag("openapi", true, "serve `/openapi.json` and `/openapi.yaml`"),
          flag("docs", true, "serve the page `/docs` that shows them"),
          flag("signals", true, "drain and exit on SIGTERM and SIGINT, reload on SIGHUP"),
          text("profile", "none", "the launcher's JVM profile, for the report"),
          timeOrZero(
              "drain-delay",
              Duration.ZERO,
              "from not ready to closed listener when stopping, for load balancers"),
          timeOrZero(
              "drain-timeout", LIMITS.drain(), "longest wait for requests in flight when stopping"),
          timeOrZero(
              "request-timeout",
              LIMITS.request(),
              "from the complete head to the committed answer; 0 for none"),
          time("keepalive-timeout", LIMITS.keepAlive(), "longest idle time of a connection"),
          time("head-timeout", LIMITS.headTimeout(), "longest time for a whole request head"),
          time("body-grace", LIMITS.bodyGrace(), "time in which a request body may be slow"),
          count(
              "body-rate",
              LIMITS.bodyRate(),
              1,
              Integer.MAX_VALUE,
              "bytes a second of a request body after that"),
          time(
              "response-stall",
              LIMITS.responseStall(),
              "longest time without progress of an answer"),
          count(
              "response-rate",
              LIMITS.responseRate(),
              0,
              Integer.MAX_VALUE,
              "bytes a second of an answer, averaged"),
          time("response-window", LIMITS.responseWindow(), "the time over which that is averaged"),
          bytes("max-request-line", LIMITS.requestLine(), 64, 1 << 20, "longest request line"),
          bytes("max-header-bytes", LIMITS.headerBytes(), 256, 1 << 20, "largest header block"),
          count("max-headers", LIMITS.headerCount(), 1, 10_000, "most header fields"),
          bytes(
              "max-body",
              LIMITS.body(),
              0,
              Long.MAX_VALUE,
              "largest request body; routes may set their own"),
          count("max-parameters", LIMITS.parameters(), 1, 1 << 20, "most query or form parameters"),
          count(
              "max-connections",
              LIMITS.connectionsPerLoop(),
              1,
              10_000_000,
              "most connections of each worker"),
          count(
              "max-connections-per-address",
              LIMITS.connectionsPerAddress(),
              0,
              10_000_000,
              "most connections of one peer; 0 for no limit"),
          bytes(
              "linger-bytes",
              LIMITS.lingerBytes(),
              0,
              1 << 30,
              "most bytes dropped after the last answer"),
          timeOrZero("linger-timeout", LIMITS.lingerTime(), "longest time for that"),
          count(
              "max-lingering",
              LIMITS.lingering(),
              0,
              1 << 20,
              "most connections of a worker that do that at once"),
          choice(
              "protocols",
              "http1,http2,websocket",
              "what is spoken on the port; WebSocket begins as HTTP/1.1",
              "http1,http2,websocket",
              "http1,http2",
              "http1,websocket",
              "http1",
              "http2"),
          count(
              "http2-streams",
              HTTP2.streams(),
              1,
              10_000,
              "most streams, and most running handlers, of an HTTP/2 connection"),
          count(
              "http2-resets",
              HTTP2.resets(),
              1,
              1 << 20,
              "most streams that a client resets, or makes the server reset, in 30 s"),
          count(
              "http2-control-frames",
              HTTP2.controlFrames(),
              1,
              1 << 20,
              "most PING, SETTINGS, PRIORITY and WINDOW_UPDATE frames in 10 s beyond useful"
                  + " traffic"),
          count(
              "http2-empty-data",
              HTTP2.emptyData(),
              0,
              1 << 20,
              "most DATA frames of a connection that hold nothing"),
          count(
              "http2-continuations",
              HTTP2.continuations(),
              0,
              1 << 20,
              "most small CONTINUATION frames of a header block"),
          bytes(
              "websocket-frame",
              WEBSOCKET.frame(),
              125,
              Integer.MAX_VALUE,
              "largest frame of a WebSocket"),
          bytes(
              "websocket-message",
              WEBSOCKET.message(),
              125,
              Integer.MAX_VALUE,
              "largest message of a WebSocket; routes may set their own"),
          time(
              "websocket-ping",
              WEBSOCKET.ping(),
              "silence after which a client is asked whether it is there, and after as much more"
                  + " given up"),
          choice(
              "websocket-compression",
              "off",
              "compression of messages: each for itself, or with those before (300 KiB for each"
                  + " WebSocket)",
              "off",
              "on",
              "takeover"),
          count("multipart-parts", 128, 1, 1 << 20, "most parts of a form"),
          bytes("multipart-headers", 8 << 10, 256, 1 << 20, "most bytes of the fields of one part"),
          bytes(
              "upload-memory",
              64 << 10,
              0,
              Integer.MAX_VALUE,
              "bytes of the files of one form that stay in memory; beyond that they go to files"),
          text("upload-folder", "", "folder for these files; empty for the system's"),
          codings("compression", "none", "compression of answers, the best coding first"),
          codings("decompression", "gzip", "codings in which bodies of requests are taken"),
          text(
              "tls-cert",
              "",
              "file with the certificate and its chain in PEM, or a PKCS#12 store (`.p12`,"
                  + " `.pfx`); with it the port speaks HTTPS"),
          text("tls-key", "", "file with the private key in PEM; empty if `tls-cert` holds it"),
          text("tls-key-password", "", "password of the key or the store"),
          text(
              "tls-more-certs",
              "",
              "certificates for other names, chosen by the name that the client asks for (SNI):"
                  + " files as for `tls-cert`, each with `+` and its key's file if it has one,"
                  + " separated by commas"),
          choice(
              "tls-client-auth",
              "none",
              "whether clients show a certificate; `need`: no connection without one",
              "none",
              "want",
              "need"),
          text("tls-client-ca", "", "file with the certificates in PEM that issue clients' ones"),
          flag("tls-self-signed", false, "HTTPS with a certificate made at start; `mode=dev` only"),
          choice("tls-provider", "auto", "who does the cryptography", "auto", "boringssl", "jdk"),
          time("tls-handshake-timeout", Duration.ofSeconds(10), "longest time for a handshake"),
          count(
              "tls-redirect-port",
              0,
              0,
              65_535,
              "second port, in clear text, that sends everything to HTTPS by 308; 0 for none"),
          timeOrZero(
              "tls-hsts",
              Duration.ZERO,
              "how long browsers shall use HTTPS alone (`Strict-Transport-Security`); 0 for no"
                  + " such header"),
          flag("tls-hsts-subdomains", false, "that, for all sub-domains too"),
          time(
              "tls-reload", Duration.ofSeconds(10), "how often certificate and key are looked at"));

  static final List<ConfigKey> ALL =
      Stream.of(SERVER, OverloadKeys.ALL, EdgeKeys.ALL, ObserverKeys.ALL, AdminKeys.ALL)
          .flatMap(List::stream)
          .toList();

  /** A key whose value stays as it is until a restart. */
  ConfigKey(
      String name,
      String standard,
      String values,
      String meaning,
      Function<String, Object> parser) {
    this(name, standard, values, meaning, parser, false);
  }

  /** The same key, changed by a {@link Reload}. */
  ConfigKey changing() {
    return new ConfigKey(name, standard, values, meaning, parser, true);
  }

  Object parse(String text) {
    return parser.apply(text);
  }

  private static ConfigKey text(String name, String standard, String meaning) {
    return new ConfigKey(name, standard, "text", meaning, text -> text);
  }

  private static ConfigKey codings(String name, String standard, String meaning) {
    return new ConfigKey(
        name,
        standard,
        "none, or some of zstd, br, gzip",
        meaning,
        text -> ContentCodings.of(text.strip().toLowerCase(Locale.ROOT)));
  }

  static ConfigKey flag(String name, boolean standard, String meaning) {
    return choice(name, Boolean.toString(standard), meaning, "true", "false");
  }

  static ConfigKey choice(String name, String standard, String meaning, String... values) {
    List<String> all = List.of(values);
    return new ConfigKey(
        name,
        standard,
        String.join(", ", all),
        meaning,
        text -> {
          String value = text.strip().toLowerCase(Locale.ROOT);
          if (!all.contains(value)) {
            throw new IllegalArgumentException("must be one of " + String.join(", ", all));
          }
          return value;
        });
  }

  static ConfigKey count(String name, long standard, long least, long most, String meaning) {
    return new ConfigKey(
        name,
        Long.toString(standard),
        "a number, " + least + " to " + most,
        meaning,
        text -> within(ConfigUnits.count(text), least, most));
  }

  private static ConfigKey bytes(
      String name, long standard, long least, long most, String meaning) {
    return new ConfigKey(
        name,
        ConfigUnits.showBytes(standard),
        "a size, at least " + ConfigUnits.showBytes(least),
        meaning,
        text -> within(ConfigUnits.bytes(text), least, most));
  }

  private static Object within(long value, long least, long most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException("must be " + least + " to " + most);
    }
    return value;
  }

  static ConfigKey timeOrZero(String name, Duration standard, String meaning) {
    return new ConfigKey(
        name, ConfigUnits.show(standard), "a time", meaning, ConfigUnits::duration);
  }

  private static ConfigKey time(String name, Duration standard, String meaning) {
    return new ConfigKey(
        name,
        ConfigUnits.show(standard),
        "a time above 0",
        meaning,
        text -> {
          Duration time = ConfigUnits.duration(text);
          if (time.isZero()) {
            throw new IllegalArgumentException("must be more than 0");
          }
          return time;
        });
  }

  private static ConfigKey workers() {
    return new ConfigKey(
        "workers",
        "auto",
        "auto, or a number, 1 to 1024",
        "event loops; `auto` for the CPUs that quota and affinity allow",
        text ->
            text.strip().equalsIgnoreCase("auto") ? 0L : within(ConfigUnits.count(text), 1, 1024));
  }
}
