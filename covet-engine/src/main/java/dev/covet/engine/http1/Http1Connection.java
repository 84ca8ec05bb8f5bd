package dev.covet.engine.http1;

import dev.covet.engine.ExchangeHandler.Serving;
import dev.covet.engine.loop.IoLoop;
import dev.covet.engine.loop.TimerNode;
import dev.covet.http.Headers;
import dev.covet.http.Problem;
import dev.covet.http.Status;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 connection: takes bytes in, serves the requests in them one after another, sends the answers, closes.
 *
 * <p>All fields: event loop only. Methods that a carried thread may reach through {@link Http1Exchange} touch no channel;
 * they leave that to {@link #run}, which the loop's own thread executes at the end of the turn.
 */
public final class Http1Connection extends ChannelInboundHandlerAdapter implements Runnable {
  /** Requests served in one go before other connections get their turn. */
  private static final int BURST = 64;

  /** Unconsumed bytes beyond which nothing more is read from the socket. */
  private static final int INPUT_HIGH = 16 << 10;

  private static final Headers PROBLEM = Headers.of("content-type", "application/problem+json");
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private enum Phase {
    /** Between requests, or in the middle of a head. */
    HEAD,
    /** A request is with the handler. */
    SERVING,
    /** The answer is given, the rest of the request's body is read and dropped. */
    DRAINING,
    /** The last bytes are on their way out. */
    CLOSING,
    /** Half-closed: what still arrives is dropped, so that the last answer is not lost in a reset. */
    LINGERING,
    CLOSED
  }

  private final Http1Context context;
  private final IoLoop loop;
  private final Clock clock = new Clock();
  private @Nullable ChannelHandlerContext channel;
  private Phase phase = Phase.HEAD;
  private @Nullable Http1Exchange active;
  private boolean inputEnded;
  private boolean touched;
  private boolean serving;
  private boolean cut;
  private boolean lastSent;
  private boolean reading = true;

  /** Bytes dropped while draining or lingering. */
  private long dropped;

  /** When the connection became idle, or was opened. */
  private long idleSince;

  /** When the head that is being read began; 0 if none. */
  private long headSince;

  /** Whether the first head has not come yet. */
  private boolean fresh = true;

  /** When the request's time is over; 0 if no request is being served. */
  private long requestEnd;

  private long lingerEnd;
  private final BodyClock bodyClock;
  private final ProgressClock progress;

  /**
   * A connection for a channel that was just accepted.
   *
   * @param context what it shares with the others of its loop
   */
  public Http1Connection(Http1Context context) {
    this.context = context;
    this.loop = context.loop;
    this.bodyClock = new BodyClock(context.limits);
    this.progress = new ProgressClock(context.limits);
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
    if (!clock.scheduled()) {
      idleSince = loop.ioTime();
      context.opened(this);
      arm(idleSince + context.headNanos);
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
    if (event == ChannelInputShutdownEvent.INSTANCE && !inputEnded) {
      inputEnded = true;
      endOfInput();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext source) {
    closed();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext source, Throwable cause) {
    // A reset or a failed write: the peer is gone, there is nobody to tell.
    closeNow();
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
      int end = exchange.head.parse(input.bytes, input.start, input.end);
      if (end == RequestHead.INCOMPLETE) {
        incomplete(exchange);
        return;
      }
      if (end == RequestHead.REFUSED) {
        refuse(exchange.head.refusal());
        return;
      }
      input.start = end;
      serve(exchange);
    }
  }

  private void incomplete(Http1Exchange exchange) {
    if (inputEnded) {
      closeNow();
    } else if (headSince == 0 && exchange.head.started()) {
      headSince = fresh ? idleSince : loop.ioTime();
      arm(headSince + context.headNanos);
    }
  }

  private void serve(Http1Exchange exchange) {
    fresh = false;
    headSince = 0;
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
    if (exchange.complete()) {
      served(exchange);
    } else if (cut) {
      closeNow();
    } else if (exchange.timeLimit > 0 && !exchange.answer.started()) {
      requestEnd = loop.ioTime() + exchange.timeLimit;
      arm(requestEnd);
    }
  }

  /** The answer is in the output to its last byte. */
  private void served(Http1Exchange exchange) {
    idleSince = loop.ioTime();
    requestEnd = 0;
    bodyClock.reset();
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
      int count = exchange.body.take(exchange.input, sink, exchange.input.start, exchange.input.size());
      if (count > 0) {
        dropped += count;
      }
      if (count == RequestBody.BROKEN || dropped > context.limits.lingerBytes()) {
        close();
        return;
      }
      if (count == RequestBody.MORE) {
        if (inputEnded) {
          close();
        } else {
          bodyClock.await(loop.ioTime(), exchange.body.taken());
          arm(bodyClock.end());
        }
        return;
      }
      if (count == RequestBody.END) {
        bodyClock.reset();
        exchange.endRequest();
        phase = Phase.HEAD;
        idleSince = loop.ioTime();
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
      case SERVING, DRAINING -> advance();
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
        && !context.draining()
        && (exchange.continueSent || exchange.body.ended() || !exchange.head.expectContinue())
        && exchange.body.left() <= context.limits.lingerBytes();
  }

  boolean writable() {
    return channel().channel().isWritable();
  }

  SocketAddress remote() {
    return channel().channel().remoteAddress();
  }

  SocketAddress local() {
    return channel().channel().localAddress();
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
    bodyClock.await(loop.ioTime(), exchange.body.taken());
    arm(bodyClock.end());
    touch();
  }

  /** The read that waited has its bytes. */
  void bodyArrived() {
    long waited = bodyClock.arrived(loop.ioTime());
    if (requestEnd != 0) {
      requestEnd += waited;
    }
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
      loop.atTurnEnd(this);
    }
  }

  /** Cuts the answer that is being sent. */
  void cut() {
    cut = true;
    touch();
  }

  /** Refuses the request whose head was just read, before any handler runs. */
  void refuse(Refusal refusal) {
    Http1Exchange exchange = active;
    if (exchange == null) {
      return;
    }
    byte[] body = problem(refusal);
    boolean known = phase == Phase.SERVING;
    if (known) {
      exchange.answer.head(exchange.head, refusal.status(), PROBLEM, body.length, false, loop.millis());
    } else {
      exchange.answer.reset();
      exchange.answer.refusal(refusal.status(), PROBLEM, body.length, loop.millis());
    }
    exchange.answer.body(body, 0, body.length);
    exchange.answer.end(Headers.empty());
    close();
  }

  /** Refuses a request that a handler is working on: its exchange is taken away, the answer is the engine's. */
  void refuseServed(Refusal refusal) {
    Http1Exchange exchange = active;
    if (exchange == null || phase != Phase.SERVING) {
      return;
    }
    boolean begun = exchange.answer.started();
    boolean head = exchange.head.method() == dev.covet.http.Method.HEAD;
    Http1Exchange fresh = context.borrow(this);
    fresh.out.put(exchange.out.array, 0, exchange.out.length);
    active = fresh;
    exchange.giveUp(refusal.detail());
    if (begun) {
      cut();
      return;
    }
    byte[] body = problem(refusal);
    fresh.answer.refusal(refusal.status(), PROBLEM, body.length, loop.millis());
    if (!head) {
      fresh.answer.body(body, 0, body.length);
    }
    close();
    touch();
  }

  /** The client ended its side in the middle of a body. */
  void truncated() {
    refuseServed(Refusal.BODY_TRUNCATED);
  }

  private static byte[] problem(Refusal refusal) {
    return Problem.of(refusal.status(), refusal.detail()).toJson().getBytes(StandardCharsets.UTF_8);
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
      if (exchange == null || phase != Phase.SERVING || !exchange.complete()) {
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
      if (out.length == 0 || !to.channel().isWritable()) {
        break;
      }
      ByteBuf buffer = to.alloc().directBuffer(out.length);
      buffer.writeBytes(out.array, 0, out.length);
      sent(out.length);
      out.clear();
      to.writeAndFlush(buffer, to.voidPromise());
    }
    if (phase == Phase.CLOSING && !lastSent && exchange.out.length == 0 && !exchange.hasMore()) {
      lastSent = true;
      to.writeAndFlush(Unpooled.EMPTY_BUFFER)
          .addListener(done -> {
            if (done.isSuccess()) {
              halfClose();
            } else {
              closeNow();
            }
          });
    }
  }

  private void sent(int bytes) {
    if (progress.sent(bytes, loop.ioTime())) {
      arm(progress.end());
    }
  }

  // ---- closing

  /** Sends what there is, then closes gently. */
  private void close() {
    if (phase != Phase.CLOSING && phase != Phase.LINGERING && phase != Phase.CLOSED) {
      phase = Phase.CLOSING;
      dropped = 0;
      requestEnd = 0;
      headSince = 0;
      bodyClock.reset();
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
    if (inputEnded || !context.linger()) {
      closeNow();
      return;
    }
    phase = Phase.LINGERING;
    lingerEnd = loop.ioTime() + context.lingerNanos;
    arm(lingerEnd);
    ((DuplexChannel) channel().channel()).shutdownOutput();
    readOn();
  }

  private void drop(int bytes) {
    dropped += bytes;
    if (dropped > context.limits.lingerBytes()) {
      closeNow();
    }
  }

  private void closeNow() {
    ChannelHandlerContext open = channel;
    if (phase != Phase.CLOSED && open != null) {
      closed();
      open.close();
    }
  }

  /** Closes at once, whatever is going on; the loop's own thread only. */
  void abort() {
    closeNow();
  }

  /** Ends the connection when it has nothing in flight; the loop's own thread only. */
  void drain() {
    if (phase == Phase.HEAD && (active == null || active.input.size() == 0)) {
      close();
    }
  }

  private void closed() {
    if (phase == Phase.CLOSED) {
      return;
    }
    if (phase == Phase.LINGERING) {
      context.lingered();
    }
    boolean wasServing = phase == Phase.SERVING;
    phase = Phase.CLOSED;
    loop.timers().cancel(clock);
    context.closed(this);
    Http1Exchange exchange = active;
    active = null;
    if (exchange == null) {
      return;
    }
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

  // ---- time

  /** Makes sure that the clock rings at the given time or before. */
  private void arm(long at) {
    if (!clock.scheduled() || clock.deadline() - at > 0) {
      loop.timers().schedule(clock, at);
    }
  }

  private void rang(long now) {
    switch (phase) {
      case HEAD -> headOrIdle(now);
      case SERVING -> requestTime(now);
      case DRAINING -> {
        if (bodyClock.over(now)) {
          close();
        }
      }
      case LINGERING -> {
        if (now - lingerEnd >= 0) {
          closeNow();
          return;
        }
      }
      case CLOSING -> {}
      case CLOSED -> {
        return;
      }
    }
    if (phase == Phase.CLOSED) {
      return;
    }
    if (progress.over(now, unsent())) {
      reset();
      return;
    }
    rearm(now);
  }

  private void headOrIdle(long now) {
    if (headSince != 0 || fresh) {
      long since = headSince != 0 ? headSince : idleSince;
      if (now - since >= context.headNanos) {
        headSince = 0;
        if (active == null) {
          active = context.borrow(this);
        }
        refuse(Refusal.HEAD_TIMEOUT);
      }
    } else if (active == null && now - idleSince >= context.keepAliveNanos) {
      close();
    }
  }

  private void requestTime(long now) {
    Http1Exchange exchange = active;
    if (exchange == null) {
      return;
    }
    if (exchange.reading != null && bodyClock.over(now)) {
      refuseServed(Refusal.BODY_TIMEOUT);
    } else if (exchange.reading == null
        && requestEnd != 0
        && now - requestEnd >= 0
        && !exchange.answer.started()) {
      requestEnd = 0;
      exchange.serving.timedOut();
      if (active == exchange && phase == Phase.SERVING) {
        refuseServed(Refusal.REQUEST_TIMEOUT);
      }
    }
  }

  private void rearm(long now) {
    long next = now + context.keepAliveNanos;
    switch (phase) {
      case HEAD -> {
        if (headSince != 0 || fresh) {
          next = (headSince != 0 ? headSince : idleSince) + context.headNanos;
        } else {
          next = idleSince + context.keepAliveNanos;
        }
      }
      case SERVING, DRAINING -> {
        if (bodyClock.waiting()) {
          next = bodyClock.end();
        } else if (requestEnd != 0) {
          next = requestEnd;
        }
      }
      case LINGERING -> next = lingerEnd;
      case CLOSING, CLOSED -> {}
    }
    arm(next - now > 0 ? next : now + 1);
    if (progress.waiting()) {
      arm(progress.end());
    }
  }

  private long unsent() {
    var buffer = channel().channel().unsafe().outboundBuffer();
    if (buffer == null) {
      return 0;
    }
    Http1Exchange exchange = active;
    boolean more = exchange != null && (exchange.out.length > 0 || exchange.hasMore());
    long queued = buffer.totalPendingWriteBytes();
    return queued == 0 && more ? 1 : Math.max(0, queued - Math.max(0, buffer.currentProgress()));
  }

  /** Too slow a reader: nothing that waits for it is worth keeping, in our buffers or in the kernel's. */
  private void reset() {
    channel().channel().config().setOption(io.netty.channel.ChannelOption.SO_LINGER, 0);
    closeNow();
  }

  private final class Clock extends TimerNode {
    @Override
    protected void expired(long now) {
      rang(now);
    }
  }
}
