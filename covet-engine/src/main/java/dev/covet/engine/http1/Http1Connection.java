package dev.covet.engine.http1;

import dev.covet.engine.ExchangeHandler.Serving;
import dev.covet.engine.OpenConnection;
import dev.covet.engine.connection.Endpoints;
import dev.covet.engine.connection.Inbound;
import dev.covet.engine.connection.LoopConnections;
import dev.covet.engine.connection.Out;
import dev.covet.engine.connection.Outbound;
import dev.covet.engine.connection.Preface;
import dev.covet.engine.connection.Refusal;
import dev.covet.http.RequestEnd.Outcome;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection: takes bytes in, serves the requests in them one after another, sends the
 * answers, closes.
 *
 * <p>All fields: event loop only. Methods that a carried thread may reach through {@link
 * Http1Exchange} touch no channel; they leave that to {@link #run}, which the loop's own thread
 * executes at the end of the turn.
 */
public final class Http1Connection extends ChannelInboundHandlerAdapter
    implements Runnable, LoopConnections.Served {
  /** Requests served in one go before other connections get their turn. */
  private static final int BURST = 64;

  /** Unconsumed bytes beyond which nothing more is read from the socket. */
  private static final int INPUT_HIGH = 16 << 10;

  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private final Http1Context context;
  private final List<X509Certificate> client;

  /** One too many: it is refused, whatever it sends. */
  private final boolean surplus;

  private final Deadlines deadlines;
  private @Nullable ChannelHandlerContext channel;
  private int place = NOWHERE;
  private Phase phase = Phase.HEAD;
  private @Nullable Http1Exchange active;

  /** Whether the first head has not come yet. */
  private boolean fresh = true;

  private boolean inputEnded;
  private boolean touched;
  private boolean serving;
  private boolean cut;
  private boolean lastSent;

  /** The part of a file that is being sent. */
  private @Nullable FileTransfer transfer;

  private @Nullable ChannelHandler successor;
  private boolean reading = true;

  /** Requests whose heads were good. */
  private int requests;

  /** Bytes dropped while draining or lingering; at 2 GiB it stands. */
  private int dropped;

  /**
   * A connection for a channel that was just accepted.
   *
   * @param context what it shares with the others of its loop
   * @param client the certificates that the client has shown, its own first; empty for none
   */
  public Http1Connection(Http1Context context, List<X509Certificate> client) {
    this(context, client, false);
  }

  private Http1Connection(Http1Context context, List<X509Certificate> client, boolean surplus) {
    this.client = client;
    this.surplus = surplus;
    this.context = context;
    this.deadlines = new Deadlines(this);
  }

  /**
   * A connection that is one too many: it is answered with 503 and closed gently, whatever it
   * sends.
   *
   * @param context what it shares with the others of its loop
   * @return the connection
   */
  public static Http1Connection refused(Http1Context context) {
    return new Http1Connection(context, List.of(), true);
  }

  // ---- asked by the stop of the engine

  @Override
  public int place() {
    return place;
  }

  @Override
  public void place(int index) {
    place = index;
  }

  // ---- events of the channel, on the loop's own thread

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    channel = added;
    if (added.channel().isActive()) {
      opened();
    }
  }

  @Override
  public void channelActive(ChannelHandlerContext active) {
    opened();
  }

  private void opened() {
    if (!deadlines.scheduled()) {
      context.connections.opened(this);
      deadlines.opened();
      if (surplus) {
        refuse(Refusal.TOO_MANY_CONNECTIONS);
      }
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext source, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      switch (phase) {
        case HEAD, SERVING, DRAINING -> {
          Http1Exchange exchange = active;
          if (exchange == null) {
            exchange = context.borrow(this);
            active = exchange;
          }
          exchange.input.append(bytes);
        }
        case CLOSING, LINGERING -> drop(bytes.readableBytes());
        case CLOSED -> {}
      }
    } finally {
      bytes.release();
    }
    advance();
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext source) {
    settle();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext source) {
    if (source.channel().isWritable()) {
      settle();
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext source, Object event) {
    if (!inputEnded && Inbound.ended(source, event)) {
      inputEnded = true;
      endOfInput();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext source) {
    closed(Outcome.ABORTED);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext source, Throwable cause) {
    // A reset or a failed write: the peer is gone, there is nobody to tell.
    lost();
  }

  // ---- the way of the bytes

  /** Goes on with what has arrived, as far as the phase allows. */
  private void advance() {
    Http1Exchange exchange = active;
    if (exchange == null) {
      return;
    }
    switch (phase) {
      case HEAD -> process(exchange);
      case SERVING -> exchange.feed();
      case DRAINING -> drain(exchange);
      default -> {}
    }
  }

  private void process(Http1Exchange exchange) {
    Input input = exchange.input;
    for (int burst = 0; phase == Phase.HEAD && input.size() > 0 && active == exchange; burst++) {
      if (burst == BURST) {
        touch();
        return;
      }
      if (exchange.out.length > Http1Exchange.OUT_HIGH) {
        flush();
        if (exchange.out.length > Http1Exchange.OUT_HIGH) {
          return;
        }
      }
      if (context.timed) {
        exchange.parsing = System.nanoTime();
      }
      int end = exchange.head.parse(input.bytes, input.start, input.end);
      if (end == RequestHead.INCOMPLETE) {
        incomplete(exchange);
        return;
      }
      if (end == RequestHead.REFUSED) {
        if (exchange.head.refusal() == Refusal.HTTP2 && prefaced(exchange)) {
          return;
        }
        refuse(exchange.head.refusal());
        return;
      }
      input.start = end;
      serve(exchange);
    }
  }

  /** A client that knows before that we speak HTTP/2 (RFC 9113, section 3.3) begins with it. */
  private boolean prefaced(Http1Exchange exchange) {
    Supplier<? extends ChannelHandler> http2 = context.http2;
    Input input = exchange.input;
    boolean preface = Preface.begins(input.bytes, input.start, input.start + input.size());
    if (http2 == null || !preface || !fresh || surplus) {
      return false;
    }
    handOver(http2.get(), exchange);
    return true;
  }

  private void incomplete(Http1Exchange exchange) {
    if (inputEnded) {
      closeNow();
    } else if (exchange.head.started()) {
      deadlines.headBegins();
    }
  }

  private void serve(Http1Exchange exchange) {
    fresh = false;
    deadlines.headEnds();
    requests++;
    phase = Phase.SERVING;
    exchange.beginRequest();
    serving = true;
    Serving served;
    try {
      served = context.handler.handle(exchange);
    } finally {
      serving = false;
    }
    if (active != exchange || phase != Phase.SERVING) {
      return;
    }
    exchange.serving = served;
    if (successor != null) {
      return;
    }
    if (exchange.complete()) {
      served(exchange);
    } else if (cut) {
      closeNow();
    } else if (exchange.timeLimit > 0 && !exchange.answer.started()) {
      deadlines.requestBegins(exchange.timeLimit);
    }
  }

  /** The answer is in the output to its last byte. */
  private void served(Http1Exchange exchange) {
    observe(exchange, exchange.answer, Outcome.COMPLETED, null);
    deadlines.requestEnds();
    boolean close = exchange.answer.close() || inputEnded;
    exchange.serving = Serving.DONE;
    if (exchange.body.ended()) {
      exchange.endRequest();
      phase = Phase.HEAD;
      if (close) {
        close();
      }
    } else if (close
        || exchange.head.expectContinue() && !exchange.continueSent
        || exchange.body.left() > context.limits.lingerBytes()) {
      close();
    } else {
      phase = Phase.DRAINING;
      dropped = 0;
      drain(exchange);
    }
  }

  private void drain(Http1Exchange exchange) {
    byte[] sink = exchange.input.bytes;
    while (true) {
      // Decoding in place is safe: what is dropped is never longer than what is consumed.
      int count =
          exchange.body.take(exchange.input, sink, exchange.input.start, exchange.input.size());
      if (count == RequestBody.BROKEN || tooMuchDropped(Math.max(0, count))) {
        close();
        return;
      }
      if (count == RequestBody.MORE) {
        if (inputEnded) {
          close();
        } else {
          deadlines.bodyAwaited(exchange.body.taken());
        }
        return;
      }
      if (count == RequestBody.END) {
        deadlines.requestEnds();
        exchange.endRequest();
        phase = Phase.HEAD;
        process(exchange);
        return;
      }
    }
  }

  private void endOfInput() {
    switch (phase) {
      case HEAD -> {
        Http1Exchange exchange = active;
        if (exchange != null) {
          process(exchange);
        }
        if (phase == Phase.HEAD) {
          close();
        }
      }
      case SERVING, DRAINING -> {
        Http1Exchange exchange = active;
        if (exchange != null) {
          exchange.serving.inputEnded();
        }
        advance();
      }
      case LINGERING -> closeNow();
      case CLOSING, CLOSED -> {}
    }
    settle();
  }

  // ---- asked for by the exchange; a carried thread may be the caller

  boolean inputEnded() {
    return inputEnded;
  }

  boolean keepsAlive() {
    Http1Exchange exchange = active;
    return exchange != null
        && exchange.head.keepAlive()
        && !inputEnded
        && context.connections.reusable()
        && (exchange.continueSent || exchange.body.ended() || !exchange.head.expectContinue())
        && exchange.body.left() <= context.limits.lingerBytes();
  }

  boolean writable() {
    return channel().channel().isWritable();
  }

  SocketAddress remote() {
    return Endpoints.remote(context.config, channel().channel());
  }

  List<X509Certificate> client() {
    return client;
  }

  SocketAddress local() {
    return Endpoints.local(context.config, channel().channel());
  }

  /** A read found nothing: asks the client to go on, and starts the clock. */
  void awaitBody() {
    Http1Exchange exchange = active;
    if (exchange == null) {
      return;
    }
    if (exchange.head.expectContinue() && !exchange.continueSent && !exchange.answer.started()) {
      exchange.out.put(CONTINUE);
    }
    exchange.continueSent = true;
    deadlines.bodyAwaited(exchange.body.taken());
    touch();
  }

  /** The read that waited has its bytes. */
  void bodyArrived() {
    deadlines.bodyArrives();
    bodyTaken();
  }

  void bodyTaken() {
    if (!reading) {
      touch();
    }
  }

  /** Makes the loop look after this connection at the end of the turn. */
  void touch() {
    if (!touched && !serving) {
      touched = true;
      context.loop.atTurnEnd(this);
    }
  }

  /** Hands the channel over once the answer 101 is out. */
  void upgrade(ChannelHandler next) {
    successor = next;
    touch();
  }

  /** Cuts the answer that is being sent. */
  void cut() {
    cut = true;
    touch();
  }

  /**
   * Refuses what no handler works on: a head, whole or not, or a request whose head was just read.
   */
  void refuse(Refusal refusal) {
    Http1Exchange exchange = active;
    if (exchange == null) {
      exchange = context.borrow(this);
      active = exchange;
    }
    RefusalAnswer.write(exchange.head, exchange, refusal, context.loop.millis());
    if (context.observed != null && !exchange.observed) {
      exchange.head.at(exchange.input.bytes, exchange.input.start);
      exchange.observe(context.observed, deadlines.headSince());
    }
    observe(exchange, exchange.answer, refusal.outcome(), refusal);
    close();
  }

  /**
   * Refuses a request that a handler is working on: its exchange is taken away, the answer is the
   * engine's.
   */
  void refuseServed(Refusal refusal) {
    Http1Exchange exchange = active;
    if (exchange == null || phase != Phase.SERVING) {
      return;
    }
    boolean begun = exchange.answer.started();
    Http1Exchange replacement = context.borrow(this);
    replacement.out.put(exchange.out.array, 0, exchange.out.length);
    active = replacement;
    if (begun) {
      Outcome outcome = refusal.outcome();
      observe(
          exchange, exchange.answer, outcome == Outcome.COMPLETED ? Outcome.CUT : outcome, refusal);
      exchange.giveUp(refusal.detail());
      cut();
      return;
    }
    RefusalAnswer.write(exchange.head, replacement, refusal, context.loop.millis());
    observe(exchange, replacement.answer, refusal.outcome(), refusal);
    exchange.giveUp(refusal.detail());
    close();
  }

  /** Tells once that a request has ended, if somebody waits for that. */
  private void observe(
      Http1Exchange exchange, Answer answer, Outcome outcome, @Nullable Refusal refusal) {
    ObservedRequest to = context.observed;
    if (to != null && exchange.observed) {
      to.tell(exchange, answer, remote(), outcome, refusal);
    }
  }

  /** The request's time is over. */
  void timedOut() {
    Http1Exchange exchange = active;
    if (exchange != null && phase == Phase.SERVING && !exchange.answer.started()) {
      exchange.serving.timedOut();
      refuseServed(Refusal.REQUEST_TIMEOUT);
    }
  }

  /** The client ended its side in the middle of a body. */
  void truncated() {
    refuseServed(Refusal.BODY_TRUNCATED);
  }

  // ---- output

  /** What the end of a turn or of a read burst leaves to do. */
  @Override
  public void run() {
    touched = false;
    Http1Exchange exchange = active;
    if (exchange != null && phase == Phase.HEAD) {
      process(exchange);
    }
    settle();
  }

  private void settle() {
    for (Http1Exchange exchange = active; phase != Phase.CLOSED; exchange = active) {
      if (cut) {
        closeNow();
        return;
      }
      flush();
      if (successor != null && exchange != null && exchange.out.length == 0) {
        handOver(successor, exchange);
        return;
      }
      if (successor != null || exchange == null || phase != Phase.SERVING || !exchange.complete()) {
        break;
      }
      served(exchange);
      if (phase == Phase.HEAD) {
        process(exchange);
      }
    }
    release();
    readOn();
  }

  private void handOver(ChannelHandler next, Http1Exchange exchange) {
    ByteBuf early =
        Unpooled.copiedBuffer(exchange.input.bytes, exchange.input.start, exchange.input.size());
    phase = Phase.CLOSED;
    active = null;
    deadlines.closed();
    context.connections.closed(this);
    observe(exchange, exchange.answer, Outcome.COMPLETED, null);
    context.giveBack(exchange);
    ChannelPipeline pipeline = channel().pipeline();
    pipeline.replace(this, null, next);
    if (early.isReadable()) {
      pipeline.fireChannelRead(early);
      pipeline.fireChannelReadComplete();
    } else {
      early.release();
    }
  }

  /** An idle connection gives its buffers back. */
  private void release() {
    Http1Exchange exchange = active;
    if (exchange != null
        && phase == Phase.HEAD
        && exchange.input.size() == 0
        && exchange.out.length == 0) {
      active = null;
      context.giveBack(exchange);
    }
  }

  private void readOn() {
    Http1Exchange exchange = active;
    boolean wanted =
        exchange == null
            || phase == Phase.CLOSING
            || phase == Phase.LINGERING
            || exchange.input.size() < INPUT_HIGH
            || exchange.reading != null
            || phase == Phase.HEAD && exchange.out.length == 0;
    if (wanted != reading && phase != Phase.CLOSED) {
      reading = wanted;
      channel().channel().config().setAutoRead(wanted);
    }
  }

  private void flush() {
    Http1Exchange exchange = active;
    ChannelHandlerContext to = channel;
    if (exchange == null || to == null || phase == Phase.CLOSED) {
      return;
    }
    while (true) {
      exchange.pump();
      Out out = exchange.out;
      if (!to.channel().isWritable()) {
        break;
      }
      if (out.length == 0) {
        sendFile(exchange, to);
        break;
      }
      ByteBuf buffer = to.alloc().directBuffer(out.length);
      buffer.writeBytes(out.array, 0, out.length);
      deadlines.sent(out.length);
      out.clear();
      to.writeAndFlush(buffer, writePromise(to));
    }
    if (phase == Phase.CLOSING && !lastSent && exchange.out.length == 0 && !exchange.hasMore()) {
      lastSent = true;
      Outbound.whenSent(to, this::halfClose, this::lost);
    }
  }

  /** After the bytes before it, a part of a file that does not pass through us. */
  private void sendFile(Http1Exchange exchange, ChannelHandlerContext to) {
    FileSending sending = exchange.beginFile();
    if (sending == null) {
      return;
    }
    deadlines.sent(sending.count());
    FileTransfer part = new FileTransfer(to, sending, () -> transfer = null);
    transfer = part;
    part.begin();
  }

  private ChannelPromise writePromise(ChannelHandlerContext to) {
    return context.secure ? Outbound.watched(to, this::lost) : to.voidPromise();
  }

  // ---- closing

  /** Sends what there is, then closes gently. */
  void close() {
    if (phase != Phase.CLOSING && phase != Phase.LINGERING && phase != Phase.CLOSED) {
      phase = Phase.CLOSING;
      dropped = 0;
      deadlines.closing();
      if (active == null) {
        active = context.borrow(this);
      }
      touch();
    }
  }

  private void halfClose() {
    if (phase != Phase.CLOSING) {
      return;
    }
    if (inputEnded || !context.connections.linger()) {
      closeNow();
      return;
    }
    phase = Phase.LINGERING;
    deadlines.lingering();
    Outbound.shutdown(channel());
    readOn();
  }

  private void drop(int bytes) {
    if (tooMuchDropped(bytes)) {
      closeNow();
    }
  }

  /** An {@code int} is kept, for there is one in each idle connection. */
  private boolean tooMuchDropped(int more) {
    dropped = (int) Math.min(Integer.MAX_VALUE, dropped + (long) more);
    return dropped > Math.min(context.limits.lingerBytes(), Integer.MAX_VALUE - 1);
  }

  @Override
  public OpenConnection look() {
    String state =
        phase == Phase.HEAD
            ? active == null || !active.head.started() ? "idle" : "reading"
            : phase.name().toLowerCase(Locale.ROOT);
    return new OpenConnection("http/1.1", remote(), state, requests);
  }

  @Override
  public void closeNow() {
    closeNow(Outcome.CUT);
  }

  /** The client is gone. */
  private void lost() {
    closeNow(Outcome.ABORTED);
  }

  private void closeNow(Outcome outcome) {
    ChannelHandlerContext open = channel;
    if (phase != Phase.CLOSED && open != null) {
      closed(outcome);
      open.close();
    }
  }

  @Override
  public void drain() {
    // The next answer says it: keepsAlive() asks whether the engine is stopping.
  }

  @Override
  public void closeIdle(boolean freshToo) {
    if (phase == Phase.HEAD
        && (freshToo || !fresh)
        && (active == null || active.input.size() == 0)) {
      close();
    }
  }

  /** What becomes of a request that is not answered whole, is told. */
  private void closed(Outcome outcome) {
    if (phase == Phase.CLOSED) {
      return;
    }
    if (phase == Phase.LINGERING) {
      context.connections.lingered();
    }
    boolean wasServing = phase == Phase.SERVING;
    phase = Phase.CLOSED;
    deadlines.closed();
    context.connections.closed(this);
    Http1Exchange exchange = active;
    active = null;
    if (exchange == null) {
      return;
    }
    observe(exchange, exchange.answer, outcome, null);
    if (wasServing && !exchange.complete()) {
      Serving lost = exchange.serving;
      exchange.giveUp("the connection is gone");
      lost.aborted();
    } else {
      context.giveBack(exchange);
    }
  }

  private ChannelHandlerContext channel() {
    ChannelHandlerContext present = channel;
    if (present == null) {
      throw new IllegalStateException("not registered");
    }
    return present;
  }

  // ---- asked by the deadlines

  Http1Context context() {
    return context;
  }

  Phase phase() {
    return phase;
  }

  /** Whether the first head has not come yet. */
  boolean fresh() {
    return fresh;
  }

  /** Whether nothing of the last answer waits for the peer. */
  boolean idle() {
    return active == null || active.out.length == 0;
  }

  /** Bytes that wait for the peer in our own buffers. */
  long unsent() {
    Http1Exchange exchange = active;
    boolean more = exchange != null && (exchange.out.length > 0 || exchange.hasMore());
    FileTransfer part = transfer;
    long file = part == null ? 0 : part.unsent();
    return Outbound.unsent(channel(), file, more);
  }

  /**
   * Too slow a reader: nothing that waits for it is worth keeping, in our buffers or in the
   * kernel's.
   */
  void reset() {
    channel().channel().config().setOption(ChannelOption.SO_LINGER, 0);
    closeNow(Outcome.TIMED_OUT);
  }
}
