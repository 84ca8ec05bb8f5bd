package dev.covet.http;

import java.time.Duration;

/**
 * What one client may ask of a server. Sizes are bytes. Immutable; change by {@link #toBuilder()}.
 *
 * @param requestLine longest request line, without its line end; beyond it 414
 * @param headerBytes largest header block (also trailers); beyond it 431
 * @param headerCount most header fields; beyond it 431
 * @param body largest request body where a route sets no other; beyond it 413
 * @param parameters most query and, apart from them, form parameters; beyond it 400
 * @param headTimeout first byte to last byte of a request head, and first head of a connection;
 *     beyond it 408
 * @param bodyGrace time in which a body may be slow
 * @param bodyRate bytes per second that a body must keep after that, counted only while the server
 *     wants to read; beyond it 408
 * @param responseStall longest time without any progress while bytes wait for the peer; then close
 * @param responseRate bytes per second averaged over {@code responseWindow}, counted only while
 *     bytes wait; then close
 * @param responseWindow the time over which that is averaged
 * @param keepAlive longest idle time between two requests of a connection
 * @param request from the complete head to the committed answer, without the time that a handler
 *     waits for a body; beyond it 503
 * @param connectionsPerLoop most open connections of one event loop; beyond it 503 and close
 * @param connectionsPerAddress most open connections of one peer address over all loops, 0 for no
 *     limit
 * @param lingerBytes most bytes read and dropped after the last answer
 * @param lingerTime longest time for that
 * @param lingering most connections of one loop that linger at once; beyond it they close at once
 * @param drain longest time that a stop waits for requests in flight
 */
public record Limits(
    int requestLine,
    int headerBytes,
    int headerCount,
    long body,
    int parameters,
    Duration headTimeout,
    Duration bodyGrace,
    int bodyRate,
    Duration responseStall,
    int responseRate,
    Duration responseWindow,
    Duration keepAlive,
    Duration request,
    int connectionsPerLoop,
    int connectionsPerAddress,
    long lingerBytes,
    Duration lingerTime,
    int lingering,
    Duration drain) {

  private static final Limits DEFAULTS = new Builder().build();

  /** {@return the defaults: each is a key of the configuration} */
  public static Limits defaults() {
    return DEFAULTS;
  }

  /** {@return A builder that starts from these values} */
  public Builder toBuilder() {
    Builder b = new Builder();
    b.requestLine = requestLine;
    b.headerBytes = headerBytes;
    b.headerCount = headerCount;
    b.body = body;
    b.parameters = parameters;
    b.headTimeout = headTimeout;
    b.bodyGrace = bodyGrace;
    b.bodyRate = bodyRate;
    b.responseStall = responseStall;
    b.responseRate = responseRate;
    b.responseWindow = responseWindow;
    b.keepAlive = keepAlive;
    b.request = request;
    b.connectionsPerLoop = connectionsPerLoop;
    b.connectionsPerAddress = connectionsPerAddress;
    b.lingerBytes = lingerBytes;
    b.lingerTime = lingerTime;
    b.lingering = lingering;
    b.drain = drain;
    return b;
  }

  /** Collects values for {@link Limits}. Not safe for several threads. */
  public static final class Builder {
    private int requestLine = 8 << 10;
    private int headerBytes = 16 << 10;
    private int headerCount = 100;
    private long body = 1 << 20;
    private int parameters = 1024;
    private Duration headTimeout = Duration.ofSeconds(10);
    private Duration bodyGrace = Duration.ofSeconds(5);
    private int bodyRate = 240;
    private Duration responseStall = Duration.ofSeconds(15);
    private int responseRate = 240;
    private Duration responseWindow = Duration.ofSeconds(30);
    private Duration keepAlive = Duration.ofSeconds(65);
    private Duration request = Duration.ofSeconds(30);
    private int connectionsPerLoop = 100_000;
    private int connectionsPerAddress;
    private long lingerBytes = 256 << 10;
    private Duration lingerTime = Duration.ofSeconds(2);
    private int lingering = 1024;
    private Duration drain = Duration.ofSeconds(30);

    private Builder() {}

    /**
     * Sets {@link Limits#requestLine()}.
     *
     * @param value longest request line in bytes
     * @return this
     */
    public Builder requestLine(int value) {
      this.requestLine = value;
      return this;
    }

    /**
     * Sets {@link Limits#headerBytes()}.
     *
     * @param value largest header block in bytes
     * @return this
     */
    public Builder headerBytes(int value) {
      this.headerBytes = value;
      return this;
    }

    /**
     * Sets {@link Limits#headerCount()}.
     *
     * @param value most header fields
     * @return this
     */
    public Builder headerCount(int value) {
      this.headerCount = value;
      return this;
    }

    /**
     * Sets {@link Limits#body()}.
     *
     * @param value largest body in bytes
     * @return this
     */
    public Builder body(long value) {
      this.body = value;
      return this;
    }

    /**
     * Sets {@link Limits#parameters()}.
     *
     * @param value most query or form parameters
     * @return this
     */
    public Builder parameters(int value) {
      this.parameters = value;
      return this;
    }

    /**
     * Sets {@link Limits#headTimeout()}.
     *
     * @param value time for a whole request head
     * @return this
     */
    public Builder headTimeout(Duration value) {
      this.headTimeout = value;
      return this;
    }

    /**
     * Sets {@link Limits#bodyGrace()}.
     *
     * @param value time in which a body may be slow
     * @return this
     */
    public Builder bodyGrace(Duration value) {
      this.bodyGrace = value;
      return this;
    }

    /**
     * Sets {@link Limits#bodyRate()}.
     *
     * @param value bytes per second of a body after the grace time
     * @return this
     */
    public Builder bodyRate(int value) {
      this.bodyRate = value;
      return this;
    }

    /**
     * Sets {@link Limits#responseStall()}.
     *
     * @param value longest time without progress of an answer
     * @return this
     */
    public Builder responseStall(Duration value) {
      this.responseStall = value;
      return this;
    }

    /**
     * Sets {@link Limits#responseRate()}.
     *
     * @param value bytes per second of an answer
     * @return this
     */
    public Builder responseRate(int value) {
      this.responseRate = value;
      return this;
    }

    /**
     * Sets {@link Limits#responseWindow()}.
     *
     * @param value time over which the response rate is averaged
     * @return this
     */
    public Builder responseWindow(Duration value) {
      this.responseWindow = value;
      return this;
    }

    /**
     * Sets {@link Limits#keepAlive()}.
     *
     * @param value longest idle time
     * @return this
     */
    public Builder keepAlive(Duration value) {
      this.keepAlive = value;
      return this;
    }

    /**
     * Sets {@link Limits#request()}.
     *
     * @param value time from head to committed answer
     * @return this
     */
    public Builder request(Duration value) {
      this.request = value;
      return this;
    }

    /**
     * Sets {@link Limits#connectionsPerLoop()}.
     *
     * @param value most connections of a loop
     * @return this
     */
    public Builder connectionsPerLoop(int value) {
      this.connectionsPerLoop = value;
      return this;
    }

    /**
     * Sets {@link Limits#connectionsPerAddress()}.
     *
     * @param value most connections of an address, 0 for no limit
     * @return this
     */
    public Builder connectionsPerAddress(int value) {
      this.connectionsPerAddress = value;
      return this;
    }

    /**
     * Sets {@link Limits#lingerBytes()}.
     *
     * @param value most bytes dropped in a lingering close
     * @return this
     */
    public Builder lingerBytes(long value) {
      this.lingerBytes = value;
      return this;
    }

    /**
     * Sets {@link Limits#lingerTime()}.
     *
     * @param value longest lingering close
     * @return this
     */
    public Builder lingerTime(Duration value) {
      this.lingerTime = value;
      return this;
    }

    /**
     * Sets {@link Limits#lingering()}.
     *
     * @param value most lingering connections of a loop
     * @return this
     */
    public Builder lingering(int value) {
      this.lingering = value;
      return this;
    }

    /**
     * Sets {@link Limits#drain()}.
     *
     * @param value longest wait of a stop
     * @return this
     */
    public Builder drain(Duration value) {
      this.drain = value;
      return this;
    }

    /** {@return the limits} */
    public Limits build() {
      return new Limits(
          requestLine,
          headerBytes,
          headerCount,
          body,
          parameters,
          headTimeout,
          bodyGrace,
          bodyRate,
          responseStall,
          responseRate,
          responseWindow,
          keepAlive,
          request,
          connectionsPerLoop,
          connectionsPerAddress,
          lingerBytes,
          lingerTime,
          lingering,
          drain);
    }
  }
}
