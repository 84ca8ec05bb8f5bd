package dev.covet.engine.http2;

import static dev.covet.engine.http2.ErrorCode.FLOW_CONTROL_ERROR;
import static dev.covet.engine.http2.ErrorCode.PROTOCOL_ERROR;
import static dev.covet.engine.http2.ErrorCode.STREAM_CLOSED;
import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.covet.engine.EngineConfig;
import dev.covet.engine.ExchangeHandler.Serving;
import dev.covet.engine.connection.Refusal;
import dev.covet.engine.loop.IoLoop;
import dev.covet.http.Method;
import dev.covet.http.PhaseTimes;
import dev.covet.http.RequestEnd.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The protocol of one connection: settings, streams, flow control of what comes in, faults. Knows
 * no channel. Event loop only.
 */
final class Session implements FrameSink {
  /** What all streams of a connection together may send without a handler taking it. */
  static final int WINDOW = 1 << 20;

  final Http2Context context;
  final IoLoop loop;
  final Sender sender;
  final Streams streams;
  private final Http2Connection connection;
  private final HeaderDecoder decoder;
  private final AbuseBudget budget;

  /** What the client may still send, and what was taken of it since the last WINDOW_UPDATE. */
  private int window = WINDOW;

  private int credit;

  /** Streams above this are not served any more. */
  private int lastAccepted = Integer.MAX_VALUE;

  private int initialWindow = Frame.DEFAULT_WINDOW;

  /** When the header block at hand began to be decoded; only if that is measured. */
  private long parsing;

  private boolean settingsCame;
  private boolean acknowledged;
  private boolean deaf;

  Session(Http2Connection connection, Http2Context context) {
    this.connection = connection;
    this.context = context;
    this.loop = context.loop;
    this.sender = new Sender(this, context);
    this.streams = new Streams(context.http2.streams());
    this.decoder = new HeaderDecoder(context.limits);
    this.budget = new AbuseBudget(context.http2, loop.ioTime());
  }

  EngineConfig config() {
    return context.config;
  }

  String scheme() {
    return context.scheme();
  }

  /** The server's half of the preface (RFC 9113, section 3.4). */
  void begin() {
    sender.frames.settings(
        Frame.MAX_CONCURRENT_STREAMS,
        context.http2.streams(),
        Frame.MAX_HEADER_LIST_SIZE,
        context.limits.headerBytes(),
        Frame.NO_RFC7540_PRIORITIES,
        1,
        Frame.ENABLE_CONNECT_PROTOCOL,
        context.config.webSocket() ? 1 : 0);
    sender.frames.windowUpdate(0, WINDOW - Frame.DEFAULT_WINDOW);
  }

  // ---- frames

  @Override
  public void headers(int id, byte[] block, int offset, int length, boolean end, boolean ownParent)
      throws ConnectionError {
    firstIsSettings();
    budget.headers();
    budget.useful();
    if (context.timed) {
      parsing = System.nanoTime();
    }
    HeaderBlock decoded = decoder.decode(id, block, offset, length);
    Http2Stream known = streams.get(id);
    if (known != null) {
      trailers(known, decoded, end);
      return;
    }
    if (streams.wasResetHere(id)) {
      return;
    }
    if ((id & 1) == 0 || id <= streams.last()) {
      throw id <= streams.last() && (id & 1) == 1
          ? new ConnectionError(STREAM_CLOSED, "HEADERS on a closed stream")
          : new ConnectionError(PROTOCOL_ERROR, "a stream number that a client must not use");
    }
    open(id, decoded, end, ownParent);
  }

  private void open(int id, HeaderBlock block, boolean end, boolean ownParent)
      throws ConnectionError {
    streams.opened(id);
    if (id > lastAccepted) {
      // After the last GOAWAY: the client will ask again elsewhere.
      return;
    }
    String fault =
        ownParent
            ? "a stream that depends on itself"
            : RequestHead.fault(block, end, context.config.webSocket());
    if (fault != null) {
      observeReset(null, ObservedStream.MALFORMED);
      streamError(id, PROTOCOL_ERROR, fault);
      return;
    }
    if (streams.full()) {
      observeReset(block, ObservedStream.REFUSED);
      refuseStream(id);
      return;
    }
    Http2Stream stream =
        new Http2Stream(id, RequestHead.of(block), end, initialWindow, context.limits, this);
    streams.put(stream);
    connection.busy();
    if (context.observed != null) {
      context.observed.begin(stream, loop.ioTime());
    }
    serve(stream);
  }

  /** Of the request whose head was decoded just now. */
  void time(PhaseTimes times) {
    if (context.timed) {
      times.begin(loop.ioTime(), parsing);
    }
  }

  /**
   * One too many. Not abuse if the client did not know the limit yet, or if handlers of requests
   * that it gave up are what is in the way.
   */
  private void refuseStream(int id) throws ConnectionError {
    streams.resetHere(id);
    sender.frames.reset(id, ErrorCode.REFUSED_STREAM);
    if (acknowledged && streams.overfull()) {
      budget.reset(loop.ioTime());
    }
  }

  /** Tells of a request that gets no stream. */
  private void observeReset(@Nullable HeaderBlock head, String why) {
    ObservedStream to = context.observed;
    if (to != null) {
      to.tellReset(head == null ? null : RequestHead.of(head), connection.remote(), why);
    }
  }

  /** Tells once that a request has ended, if somebody waits for that. */
  void observe(Http2Stream stream, Outcome outcome) {
    ObservedStream to = context.observed;
    if (to != null && stream.observed) {
      to.tell(stream, connection.remote(), outcome);
    }
  }

  private void serve(Http2Stream stream) {
    if (stream.head.method() == Method.CONNECT) {
      refuse(stream, Refusal.CONNECT);
      return;
    }
    if (stream.head.expectsOther()) {
      refuse(stream, Refusal.EXPECTATION);
      return;
    }
    Http2Exchange exchange = new Http2Exchange(this, stream);
    stream.exchange = exchange;
    stream.timeLimit = context.limits.request().toNanos();
    Serving served = context.handler.handle(exchange);
    stream.serving = served;
    if (stream.closed) {
      streams.stillRuns(served);
    } else if (stream.timeLimit > 0 && !stream.output.started()) {
      stream.clock.requestBegins(stream.timeLimit);
    }
  }

  private void trailers(Http2Stream stream, HeaderBlock block, boolean end) throws ConnectionError {
    String fault =
        stream.input.ended()
            ? null
            : !end
                ? "trailers without END_STREAM"
                : block.fault() != null
                    ? block.fault()
                    : block.hasPseudo() ? "a pseudo-header in trailers" : null;
    if (stream.input.ended()) {
      streamError(stream.id, STREAM_CLOSED, "HEADERS after END_STREAM");
    } else if (fault != null || stream.input.contradicts(true)) {
      streamError(
          stream.id, PROTOCOL_ERROR, fault != null ? fault : "not the announced Content-Length");
    } else {
      ended(stream, block.fields());
    }
  }

  @Override
  public void data(int id, byte[] bytes, int offset, int length, int flow, boolean end)
      throws ConnectionError {
    firstIsSettings();
    window -= flow;
    if (window < 0) {
      throw new ConnectionError(FLOW_CONTROL_ERROR, "more DATA than the connection's window");
    }
    budget.useful();
    budget.data(length == 0 && !end);
    Http2Stream stream = streams.get(id);
    if (stream == null) {
      dataOnClosed(id, flow);
      return;
    }
    StreamInput input = stream.input;
    if (input.ended()) {
      returnCredit(flow);
      streamError(id, STREAM_CLOSED, "DATA after END_STREAM");
      return;
    }
    // Once the answer is the engine's or complete, nobody will read this.
    boolean unwanted = stream.exchange == null || stream.output.ended();
    boolean allowed =
        unwanted ? input.skip(length, flow) : input.receive(bytes, offset, length, flow);
    returnCredit(unwanted || !allowed ? flow : flow - length);
    if (!allowed) {
      streamError(id, FLOW_CONTROL_ERROR, "more DATA than the stream's window");
      return;
    }
    if (input.contradicts(end)) {
      streamError(id, PROTOCOL_ERROR, "not the announced Content-Length");
      return;
    }
    if (end) {
      ended(stream, null);
    } else if (unwanted) {
      drain(stream);
    } else {
      feed(stream);
    }
  }

  /**
   * Lets a client finish what it is sending, although its answer is complete, within the limits of
   * lingering; some clients lose the answer when they are told to stop.
   */
  private void drain(Http2Stream stream) {
    if (stream.input.skipped() > context.limits.lingerBytes()) {
      stop(stream);
    } else {
      taken(stream, 0);
    }
  }

  /** RFC 9113, section 8.1: the client may stop sending what nobody reads. */
  void stop(Http2Stream stream) {
    if (stream.closed) {
      return;
    }
    if (stream.finished) {
      streams.resetHere(stream.id);
      sender.frames.reset(stream.id, ErrorCode.NO_ERROR);
      close(stream);
      connection.touch();
    }
  }

  private void dataOnClosed(int id, int flow) throws ConnectionError {
    returnCredit(flow);
    if (!streams.wasResetHere(id) && id <= lastAccepted) {
      throw new ConnectionError(
          streams.isIdle(id) ? PROTOCOL_ERROR : STREAM_CLOSED, "DATA on a stream that is not open");
    }
  }

  private void ended(Http2Stream stream, @Nullable FieldList trailers) {
    stream.input.end(trailers);
    if (stream.closed) {
      return;
    }
    feed(stream);
    if (stream.output.ended() && stream.finished) {
      close(stream);
    }
  }

  private static void feed(Http2Stream stream) {
    Http2Exchange exchange = stream.exchange;
    if (exchange != null) {
      exchange.feed();
    }
  }

  @Override
  public void resetByPeer(int id) throws ConnectionError {
    firstIsSettings();
    if (streams.isIdle(id)) {
      throw new ConnectionError(PROTOCOL_ERROR, "RST_STREAM on an idle stream");
    }
    budget.reset(loop.ioTime());
    Http2Stream stream = streams.get(id);
    if (stream != null) {
      abandon(stream, Outcome.ABORTED, "the client reset the stream");
    }
  }

  @Override
  public void settings(byte[] bytes, int offset, int length) throws ConnectionError {
    if (settingsCame) {
      budget.settings(loop.ioTime());
    }
    settingsCame = true;
    for (int at = offset; at < offset + length; at += 6) {
      setting(Frame.u16(bytes, at), Frame.i32(bytes, at + 2) & 0xffff_ffffL);
    }
    sender.frames.settingsAck();
  }

  private void setting(int id, long value) throws ConnectionError {
    switch (id) {
      case Frame.HEADER_TABLE_SIZE -> sender.encoder.tableSize(value);
      case Frame.ENABLE_PUSH -> valid(value <= 1, PROTOCOL_ERROR, "ENABLE_PUSH");
      case Frame.INITIAL_WINDOW_SIZE -> {
        valid(value <= Integer.MAX_VALUE, FLOW_CONTROL_ERROR, "INITIAL_WINDOW_SIZE");
        shiftWindows((int) value);
      }
      case Frame.MAX_FRAME_SIZE ->
          valid(value >= 16_384 && value <= 0xff_ffff, PROTOCOL_ERROR, "MAX_FRAME_SIZE");
      case Frame.NO_RFC7540_PRIORITIES ->
          valid(value <= 1, PROTOCOL_ERROR, "NO_RFC7540_PRIORITIES");
      default -> {
        // MAX_CONCURRENT_STREAMS is about push, MAX_HEADER_LIST_SIZE is advice, others are unknown.
      }
    }
  }

  private static void valid(boolean valid, ErrorCode code, String name) throws ConnectionError {
    if (!valid) {
      throw new ConnectionError(code, "a forbidden value of SETTINGS_" + name);
    }
  }

  private void shiftWindows(int size) throws ConnectionError {
    int change = size - initialWindow;
    initialWindow = size;
    for (Http2Stream stream : streams.all()) {
      stream.sendWindow += change;
      if (stream.sendWindow > Integer.MAX_VALUE) {
        throw new ConnectionError(FLOW_CONTROL_ERROR, "a window beyond 2^31-1");
      }
      if (change > 0) {
        sender.ready(stream);
      }
    }
  }

  @Override
  public void settingsAcknowledged() throws ConnectionError {
    firstIsSettings();
    if (acknowledged) {
      // We have sent ours once.
      budget.settings(loop.ioTime());
    }
    acknowledged = true;
  }

  @Override
  public void ping(byte[] bytes, int offset, boolean ack) throws ConnectionError {
    firstIsSettings();
    budget.ping(loop.ioTime());
    if (ack) {
      connection.pingAcknowledged();
    } else {
      sender.frames.ping(bytes, offset, true);
    }
  }

  @Override
  public void goAway() throws ConnectionError {
    firstIsSettings();
    connection.peerGoesAway();
  }

  @Override
  public void windowUpdate(int id, int increment) throws ConnectionError {
    firstIsSettings();
    budget.windowUpdate(loop.ioTime());
    if (id == 0) {
      if (increment == 0) {
        throw new ConnectionError(PROTOCOL_ERROR, "WINDOW_UPDATE of 0");
      }
      if (!sender.widen(increment)) {
        throw new ConnectionError(FLOW_CONTROL_ERROR, "a window beyond 2^31-1");
      }
      return;
    }
    if (streams.isIdle(id)) {
      throw new ConnectionError(PROTOCOL_ERROR, "WINDOW_UPDATE on an idle stream");
    }
    if (increment == 0) {
      streamError(id, PROTOCOL_ERROR, "WINDOW_UPDATE of 0");
      return;
    }
    Http2Stream stream = streams.get(id);
    if (stream == null) {
      return;
    }
    stream.sendWindow += increment;
    if (stream.sendWindow > Integer.MAX_VALUE) {
      streamError(id, FLOW_CONTROL_ERROR, "a window beyond 2^31-1");
    } else {
      sender.ready(stream);
    }
  }

  @Override
  public void ignored(int type) throws ConnectionError {
    firstIsSettings();
    budget.ping(loop.ioTime());
  }

  /** One that comes before its request is passed over: the request's own field says the same. */
  @Override
  public void priorityUpdate(int id, byte[] bytes, int offset, int length) throws ConnectionError {
    firstIsSettings();
    budget.ping(loop.ioTime());
    if ((id & 1) == 0) {
      throw new ConnectionError(PROTOCOL_ERROR, "PRIORITY_UPDATE for no request");
    }
    Http2Stream stream = streams.get(id);
    if (stream != null) {
      // What is in the queue keeps its place until its next turn.
      stream.priority = Priority.of(new String(bytes, offset, length, ISO_8859_1));
    }
  }

  @Override
  public void continuation(int length) throws ConnectionError {
    budget.continuation(length);
  }

  private void firstIsSettings() throws ConnectionError {
    if (!settingsCame) {
      throw new ConnectionError(PROTOCOL_ERROR, "the first frame is not SETTINGS");
    }
  }

  // ---- the ends of streams

  /** The client's fault ends one stream, and counts as if the client had reset it. */
  @Override
  public void streamError(int id, ErrorCode code, String detail) throws ConnectionError {
    firstIsSettings();
    context.connections.fault("http2", code.name());
    Http2Stream stream = streams.get(id);
    if (stream == null && streams.isIdle(id)) {
      // PRIORITY may come before its stream; there is none to reset.
      budget.reset(loop.ioTime());
      if (code == ErrorCode.FRAME_SIZE_ERROR || code == PROTOCOL_ERROR) {
        sender.frames.reset(id, code);
      }
      return;
    }
    if (!streams.wasResetHere(id)) {
      streams.resetHere(id);
      sender.frames.reset(id, code);
    }
    if (stream != null) {
      abandon(stream, Outcome.CUT, detail);
    }
    budget.reset(loop.ioTime());
  }

  /** All of the answer, END_STREAM included, is in the output. */
  void sent(Http2Stream stream) {
    stream.finished = true;
    Refusal refusal = stream.refusal;
    observe(stream, refusal == null ? Outcome.COMPLETED : refusal.outcome());
    if (stream.input.ended()) {
      close(stream);
      return;
    }
    stream.exchange = null;
    returnCredit(stream.input.drop());
    if (stream.head.expectsContinue() && !stream.continueSent) {
      stop(stream);
    } else {
      stream.clock.lingers();
    }
  }

  /** Cuts an answer that can not be completed, so that the client sees it. */
  void cut(Http2Stream stream) {
    Refusal refusal = stream.refusal;
    Outcome outcome = refusal == null ? Outcome.COMPLETED : refusal.outcome();
    reset(
        stream,
        ErrorCode.INTERNAL_ERROR,
        outcome == Outcome.COMPLETED ? Outcome.CUT : outcome,
        "the answer was cut");
  }

  /** The client keeps its window closed. */
  void stalled(Http2Stream stream) {
    if (reset(stream, ErrorCode.CANCEL, Outcome.TIMED_OUT, "the client does not take the answer")) {
      try {
        budget.reset(loop.ioTime());
      } catch (ConnectionError e) {
        connection.fail(e);
      }
    }
  }

  /** Ends a tunnel that is of no use any more (RFC 8441, section 5). */
  void cancel(Http2Stream stream) {
    reset(stream, ErrorCode.CANCEL, Outcome.CUT, "the WebSocket is closed");
  }

  /** False if the stream was closed before. */
  private boolean reset(Http2Stream stream, ErrorCode code, Outcome outcome, String reason) {
    if (stream.closed) {
      return false;
    }
    streams.resetHere(stream.id);
    sender.frames.reset(stream.id, code);
    abandon(stream, outcome, reason);
    connection.touch();
    return true;
  }

  /** Tells the WebSockets that the server stops. */
  void drainTunnels() {
    for (Http2Stream stream : streams.all()) {
      Http2Tunnel tunnel = stream.output.tunnel;
      if (tunnel != null) {
        tunnel.drain();
      }
    }
  }

  /** Ends a stream whose handler may still work on it. */
  void abandon(Http2Stream stream, Outcome outcome, String reason) {
    if (stream.closed) {
      return;
    }
    observe(stream, outcome);
    Http2Exchange exchange = stream.exchange;
    stream.exchange = null;
    boolean working = exchange != null && !stream.output.ended();
    close(stream);
    if (exchange != null) {
      exchange.giveUp(reason);
    }
    if (working) {
      stream.serving.aborted();
    }
  }

  private void close(Http2Stream stream) {
    if (stream.closed) {
      return;
    }
    stream.closed = true;
    stream.clock.closed();
    Http2Exchange exchange = stream.exchange;
    if (exchange != null) {
      stream.exchange = null;
      exchange.giveUp("the answer is complete");
    }
    returnCredit(stream.input.drop());
    stream.output.drop("the stream is closed");
    streams.remove(stream);
    streams.stillRuns(stream.serving);
    if (streams.isEmpty()) {
      connection.idle();
    }
  }

  // ---- refusals of the engine

  /** Answers a request itself; a handler that works on it loses its exchange. */
  void refuse(Http2Stream stream, Refusal refusal) {
    stream.refusal = refusal;
    Http2Exchange exchange = stream.exchange;
    stream.exchange = null;
    if (exchange != null) {
      exchange.giveUp(refusal.detail());
    }
    returnCredit(stream.input.drop());
    if (stream.output.started()) {
      cut(stream);
    } else {
      RefusalAnswer.write(stream, refusal);
      sender.ready(stream);
    }
    connection.touch();
  }

  /** The request's time is over. */
  void timedOut(Http2Stream stream) {
    if (!stream.closed && !stream.output.started()) {
      stream.serving.timedOut();
      refuse(stream, Refusal.REQUEST_TIMEOUT);
    }
  }

  // ---- asked for by exchanges

  void touch() {
    connection.touch();
  }

  Http2Connection connection() {
    return connection;
  }

  /** A handler took bytes of a body: the client may send as many again. */
  void taken(Http2Stream stream, int count) {
    returnCredit(count);
    if (stream.input.updateDue()) {
      sender.ready(stream);
      connection.touch();
    }
  }

  private void returnCredit(int count) {
    credit += count;
    if (creditDue()) {
      connection.touch();
    }
  }

  /** Late enough to be cheap; at once where others would starve because some do not take theirs. */
  private boolean creditDue() {
    return credit >= WINDOW / 2 || credit > window;
  }

  /** Widens the connection's window if it is time; the loop's own thread. */
  void updateWindow() {
    if (creditDue()) {
      sender.frames.windowUpdate(0, credit);
      window += credit;
      credit = 0;
    }
  }

  void dataSent(int length) {
    budget.dataSent(length);
  }

  // ---- the end of the connection

  /** Streams above what has come are not served any more. */
  void acceptNoMore() {
    lastAccepted = lastServed();
  }

  /** The highest stream that is or was served. */
  int lastServed() {
    return Math.min(lastAccepted, streams.last());
  }

  /**
   * The client has ended its side of the connection: bodies that are not whole never will be, and
   * no window is widened any more (RFC 9113, section 6.9).
   */
  void inputEnded() {
    deaf = true;
    for (Http2Stream stream : streams.all()) {
      if (!stream.input.ended()) {
        abandon(stream, Outcome.ABORTED, "the client went away in the middle of the body");
      } else if (sender.awaitsWindow(stream)) {
        abandon(stream, Outcome.ABORTED, "the client went away without taking the answer");
      }
    }
  }

  /** Whether the server stops. */
  boolean draining() {
    return connection.draining();
  }

  /** Whether nothing comes from the client any more. */
  boolean isDeaf() {
    return deaf;
  }

  /** The connection is gone. */
  void abandonAll(Outcome outcome, String reason) {
    for (Http2Stream stream : streams.all()) {
      abandon(stream, outcome, reason);
    }
  }
}
