package dev.covet.engine;

import dev.covet.http.AddressBlocks;
import dev.covet.http.Headers;
import dev.covet.http.Http2Limits;
import dev.covet.http.Limits;
import dev.covet.http.ListenAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What an engine is started with.
 *
 * @param addresses where to listen, at least one; any free port of {@code 127.0.0.1} by default
 * @param socketMode permission bits of the files of Unix-domain sockets, {@code 0600} by default
 * @param given sockets that another process has opened, taken over where they are at these
 *     addresses; null for none
 * @param keeper whether that process keeps them for whoever comes after this one
 * @param transport the transport; any but {@code AUTO} fails to start where it does not work
 * @param workers event loops, 0 for the CPUs that quota and affinity really allow
 * @param pinning whether each loop is bound to a CPU
 * @param backlog length of the accept queue of each listening socket
 * @param reusePort whether a second process may listen on the same port at the same time
 * @param strictHost whether an absolute target whose authority differs from Host is refused with
 *     400
 * @param server value of the {@code Server} field, empty for none
 * @param defaultHeaders fields that each answer gets, the engine's own refusals included, unless it
 *     has its own
 * @param pageHeaders fields that HTML pages get besides
 * @param limits what clients may ask for
 * @param http1 whether HTTP/1.1 is spoken
 * @param http2 what HTTP/2 clients may ask for, null if it is not spoken
 * @param webSocket whether HTTP/2 clients may open WebSockets (RFC 8441)
 * @param tls TLS on TCP ports, null for clear text; Unix-domain sockets always speak clear text
 * @param proxies peers whose connections begin with a PROXY header, nobody else may connect; null
 *     if there is none and everybody may
 * @param timed whether the phases of requests are measured, see {@link Exchange#time}
 * @param clock the time of day, for the {@code Date} field alone: whatever waits or ends by time
 *     goes by {@link System#nanoTime()}. Asked by each loop, several times in a turn
 * @param pinned tells whether the calling virtual thread can not leave the event loop that carries
 *     it now; it may let the loop take a turn to find out
 */
public record EngineConfig(
    List<ListenAddress> addresses,
    int socketMode,
    @Nullable GivenSockets given,
    boolean keeper,
    Transport transport,
    int workers,
    Pinning pinning,
    int backlog,
    boolean reusePort,
    boolean strictHost,
    String server,
    Headers defaultHeaders,
    Headers pageHeaders,
    Limits limits,
    boolean http1,
    @Nullable Http2Limits http2,
    boolean webSocket,
    @Nullable TlsConfig tls,
    @Nullable AddressBlocks proxies,
    boolean timed,
    InstantSource clock,
    BooleanSupplier pinned) {

  /** Whether loops are bound to CPUs. */
  public enum Pinning {
    /** Never. */
    OFF,
    /** Always. */
    ON,
    /**
     * Only when the affinity mask has exactly as many CPUs as there are loops, and more than one.
     */
    AUTO
  }

  /**
   * Checks the addresses.
   *
   * @throws IllegalArgumentException if there is none
   */
  public EngineConfig {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("there is no address to listen on");
    }
  }

  /** {@return A builder with the defaults} */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects values for {@link EngineConfig}. Not safe for several threads. */
  public static final class Builder {
    private List<ListenAddress> addresses = List.of(new ListenAddress.Tcp("127.0.0.1", 0));
    private int socketMode = 0600;
    private @Nullable GivenSockets given;
    private boolean keeper;
    private Transport transport = Transport.AUTO;
    private int workers;
    private Pinning pinning = Pinning.AUTO;
    private int backlog = 4096;
    private boolean reusePort;
    private boolean strictHost;
    private String server = "covet";
    private Headers defaultHeaders = Headers.empty();
    private Headers pageHeaders = Headers.empty();
    private Limits limits = Limits.defaults();
    private boolean http1 = true;
    private @Nullable Http2Limits http2 = Http2Limits.defaults();
    private boolean webSocket = true;
    private @Nullable TlsConfig tls;
    private @Nullable AddressBlocks proxies;
    private boolean timed;
    private InstantSource clock = InstantSource.system();
    private BooleanSupplier pinned = () -> false;

    private Builder() {}

    /**
     * Sets {@link EngineConfig#addresses()}.
     *
     * @param value where to listen
     * @return this
     */
    public Builder listen(List<ListenAddress> value) {
      this.addresses = List.copyOf(value);
      return this;
    }

    /**
     * The host of the only address; {@link #listen} is for several.
     *
     * @param value address or name to listen on
     * @return this
     */
    public Builder host(String value) {
      return listen(List.of(new ListenAddress.Tcp(value, first().port())));
    }

    /**
     * The port of the only address; {@link #listen} is for several.
     *
     * @param value 0 for any free port
     * @return this
     */
    public Builder port(int value) {
      return listen(List.of(new ListenAddress.Tcp(first().host(), value)));
    }

    private ListenAddress.Tcp first() {
      return addresses.getFirst() instanceof ListenAddress.Tcp tcp
          ? tcp
          : new ListenAddress.Tcp("127.0.0.1", 0);
    }

    /**
     * Sets {@link EngineConfig#socketMode()}.
     *
     * @param value permission bits
     * @return this
     */
    public Builder socketMode(int value) {
      this.socketMode = value;
      return this;
    }

    /**
     * Sets {@link EngineConfig#given()}.
     *
     * @param value sockets of another process, null for none
     * @param kept {@link EngineConfig#keeper()}
     * @return this
     */
    public Builder given(@Nullable GivenSockets value, boolean kept) {
      this.given = value;
      this.keeper = kept;
      return this;
    }

    /**
     * Sets {@link EngineConfig#transport()}.
     *
     * @param value the transport
     * @return this
     */
    public Builder transport(Transport value) {
      this.transport = value;
      return this;
    }

    /**
     * Sets {@link EngineConfig#workers()}.
     *
     * @param value event loops, 0 for the CPUs that are really there
     * @return this
     */
    public Builder workers(int value) {
      this.workers = value;
      return this;
    }

    /**
     * Sets {@link EngineConfig#pinning()}.
     *
     * @param value whether loops are bound to CPUs
     * @return this
     */
    public Builder pinning(Pinning value) {
      this.pinning = value;
      return this;
    }

    /**
     * Sets {@link EngineConfig#backlog()}.
     *
     * @param value length of each accept queue
     * @return this
     */
    public Builder backlog(int value) {
      this.backlog = value;
      return this;
    }

    /**
     * Sets {@link EngineConfig#reusePort()}.
     *
     * @param value whether a second process may listen too
     * @return this
     */
    public Builder reusePort(boolean value) {
      this.reusePort = value;
      return this;
    }

    /**
     * Sets {@link EngineConfig#strictHost()}.
     *
     * @param value whether a differing absolute target is refused
     * @return this
     */
    public Builder strictHost(boolean value) {
      this.strictHost = value;
      return this;
    }

    /**
     * Sets {@link EngineConfig#server()}.
     *
     * @param value value of the Server field, empty for none
     * @return this
     */
    public Builder server(String value) {
      this.server = value;
      return this;
    }

    /**
     * Sets {@link EngineConfig#defaultHeaders()}.
     *
     * @param value fields for each answer
     * @return this
     */
    public Builder defaultHeaders(Headers value) {
      this.defaultHeaders = value;
      return this;
    }

    /**
     * Sets {@link EngineConfig#pageHeaders()}.
     *
     * @param value fields for HTML pages
     * @return this
     */
    public Builder pageHeaders(Headers value) {
      this.pageHeaders = value;
      return this;
    }

    /**
     * Sets {@link EngineConfig#limits()}.
     *
     * @param value what clients may ask for
     * @return this
     */
    public Builder limits(Limits value) {
      this.limits = value;
      return this;
    }

    /**
     * Sets {@link EngineConfig#http1()}.
     *
     * @param value whether HTTP/1.1 is spoken
     * @return this
     */
    public Builder http1(boolean value) {
      this.http1 = value;
      return this;
    }

    /**
     * Sets {@link EngineConfig#http2()}.
     *
     * @param value what HTTP/2 clients may ask for, null if it is not spoken
     * @return this
     */
    public Builder http2(@Nullable Http2Limits value) {
      this.http2 = value;
      return this;
    }

    /**
     * Sets {@link EngineConfig#webSocket()}.
     *
     * @param value whether HTTP/2 clients may open WebSockets
     * @return this
     */
    public Builder webSocket(boolean value) {
      this.webSocket = value;
      return this;
    }

    /**
     * Sets {@link EngineConfig#tls()}.
     *
     * @param value TLS on the port, null for clear text
     * @return this
     */
    public Builder tls(@Nullable TlsConfig value) {
      this.tls = value;
      return this;
    }

    /**
     * Sets {@link EngineConfig#proxies()}.
     *
     * @param value peers whose connections begin with a PROXY header, null for none
     * @return this
     */
    public Builder proxies(@Nullable AddressBlocks value) {
      this.proxies = value;
      return this;
    }

    /**
     * Sets {@link EngineConfig#timed()}.
     *
     * @param value whether the phases of requests are measured
     * @return this
     */
    public Builder timed(boolean value) {
      this.timed = value;
      return this;
    }

    /**
     * Sets {@link EngineConfig#clock()}.
     *
     * @param value the time of day
     * @return this
     */
    public Builder clock(InstantSource value) {
      this.clock = value;
      return this;
    }

    /**
     * Sets {@link EngineConfig#pinned()}.
     *
     * @param value whether the calling virtual thread is pinned
     * @return this
     */
    public Builder pinned(BooleanSupplier value) {
      this.pinned = value;
      return this;
    }

    /** {@return the configuration} */
    public EngineConfig build() {
      return new EngineConfig(
          addresses,
          socketMode,
          given,
          keeper,
          transport,
          workers,
          pinning,
          backlog,
          reusePort,
          strictHost,
          server,
          defaultHeaders,
          pageHeaders,
          limits,
          http1,
          http2,
          webSocket,
          tls,
          proxies,
          timed,
          clock,
          pinned);
    }
  }
}
