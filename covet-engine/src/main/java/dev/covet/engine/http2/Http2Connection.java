package dev.covet.engine.http2;

import dev.covet.engine.OpenConnection;
import dev.covet.engine.connection.Endpoints;
import dev.covet.engine.connection.Inbound;
import dev.covet.engine.connection.LoopConnections;
import dev.covet.engine.connection.Out;
import dev.covet.engine.connection.Outbound;
import dev.covet.engine.connection.Preface;
import dev.covet.engine.loop.IoLoop;
import dev.covet.engine.loop.SafeLog;
import dev.covet.http.RequestEnd.Outcome;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import java.lang.System.Logger.Level;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/2 connection as a channel: takes bytes in, cuts them into frames for its {@link
 * Session}, sends what the {@link Sender} has encoded, closes.
 *
 * <p>All fields: event loop only. Methods that a carried thread may reach through {@link
 * Http2Exchange} touch no channel; they leave that to {@link #run}, which the loop's own thread
 * executes at the end of the turn.
 */
public final class Http2Connection extends ChannelInboundHandlerAdapter
    implements Runnable, LoopConnections.Served {
  private static final System.Logger LOG = System.getLogger("dev.covet.engine");

  /** Frames read in one go before other connections get their turn. */
  private static final int BURST = 256;

  /** The data of the PING that tells us that the first GOAWAY has arrived. */
  private static final byte[] DRAIN = "covetbye".getBytes(StandardCharsets.ISO_8859_1);

  private enum Phase {
    /** Serving. */
    OPEN,
    /** GOAWAY for good is in the output: nothing more is read as frames. */
    CLOSING,
    /**
     * Half-closed: what still arrives is dropped, so that the last bytes are not lost in a reset.
     */
    LINGERING,
    CLOSED
  }

  private final Http2Context context;
  private final IoLoop loop;
  private final List<X509Certificate> client;
  private final boolean refused;
  private final Session session;
  private final FrameReader reader;
  private final ConnectionClock clock;
  private @Nullable ChannelHandlerContext channel;
  private int place = NOWHERE;
  private Phase phase = Phase.OPEN;
  private byte[] input = SpareArrays.NONE;
  private int start;
  private int end;
  private boolean opened;
  private boolean prefaced;
  private boolean inputEnded;
  private boolean touched;
  private boolean reading = true;
  private boolean inEvent;
  private boolean lastSent;

  /** No stream is begun any more; the connection ends with the last one. */
  private boolean leaving;

  private boolean drainAnnounced;
  private long dropped;

  /**
   * A connection for a channel on which HTTP/2 was agreed or whose client has begun with its
   * preface.
   *
   * @param context what it shares with the others of its loop
   * @param client the certificates that the client has shown, its own first; empty for none
   */
  public Http2Connection(Http2Context context, List<X509Certificate> client) {
    this(context, client, false);
  }

  private Http2Connection(Http2Context context, List<X509Certificate> client, boolean refused) {
    this.client = client;
    this.refused = refused;
    this.context = context;
    this.loop = context.loop;
    this.session = new Session(this, context);
    // A client that exceeds the limit a little gets an answer about it, one that floods does not.
    this.reader = new FrameReader(session, 4 * context.limits.headerBytes());
    this.clock = new ConnectionClock(this, context);
  }

  /**
   * A connection that is one too many: it is ended gently, whatever it sends.
   *
   * @param context what it shares with the others of its loop
   * @return the connection
   */
  public static Http2Connection refused(Http2Context context) {
    return new Http2Connection(context, List.of(), true);
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
    if (!opened) {
      opened = true;
      context.connections.opened(this);
      clock.opened();
      session.begin();
      if (refused) {
        end(ErrorCode.ENHANCE_YOUR_CALM, "too many connections");
      } else if (context.connections.draining()) {
        drain();
      }
      touch();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext source, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      if (phase == Phase.OPEN) {
        append(bytes);
      } else {
        drop(bytes.readableBytes());
      }
    } finally {
      bytes.release();
    }
    inEvent = true;
    try {
      process();
    } finally {
      inEvent = false;
    }
  }

  private void append(ByteBuf bytes) {
    wake();
    int length = bytes.readableBytes();
    if (input.length - end < length) {
      int size = end - start;
      byte[] target =
          input.length - size >= length
              ? input
              : new byte[Math.max(size + length, input.length * 2)];
      System.arraycopy(input, start, target, 0, size);
      input = target;
      start = 0;
      end = size;
    }
    bytes.readBytes(input, end, length);
    end += length;
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
      session.inputEnded();
      if (phase == Phase.LINGERING || session.streams.isEmpty()) {
        closeNow();
      } else {
        // It may still take the answers to what it has asked completely.
        leaving = true;
        settle();
      }
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext source) {
    closed(Outcome.ABORTED);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext source, Throwable cause) {
    // A reset or a failed write: the peer is gone, there is nobody to tell.
    if (cause instanceof RuntimeException || cause instanceof Error) {
      SafeLog.log(LOG, Level.ERROR, "a connection failed", cause);
    }
    lost();
  }

  // ---- the way of the bytes

  private void process() {
    try {
      if (phase == Phase.OPEN && !prefaced && !preface()) {
        return;
      }
      for (int burst = 0; phase == Phase.OPEN; burst++) {
        if (burst == BURST || session.sender.out.length > Sender.HIGH) {
          break;
        }
        int next = reader.read(input, start, end);
        if (next == FrameReader.INCOMPLETE) {
          break;
        }
        start = next;
      }
      watchFrame();
    } catch (ConnectionError e) {
      fail(e);
    }
  }

  private boolean preface() throws ConnectionError {
    if (!Preface.begins(input, start, end)) {
      throw new ConnectionError(ErrorCode.PROTOCOL_ERROR, "not the preface of HTTP/2");
    }
    if (end - start < Preface.LENGTH) {
      return false;
    }
    start += Preface.LENGTH;
    prefaced = true;
    clock.frameEnds();
    return true;
  }

  /** A frame or a header block that has begun must end; DATA is its stream's matter. */
  private void watchFrame() {
    boolean begun =
        reader.inHeaders()
            || end > start && (end - start < Frame.HEADER || input[start + 3] != Frame.DATA);
    if (!begun || phase != Phase.OPEN) {
      clock.frameEnds();
    } else if (!more()) {
      clock.frameBegins();
    }
    if (start == end) {
      start = 0;
      end = 0;
    }
  }

  /** Whether a whole frame waits. */
  private boolean more() {
    return end - start >= Frame.HEADER
        && end - start >= Frame.HEADER + Math.min(Frame.u24(input, start), Frame.MAX_PAYLOAD + 1);
  }

  // ---- asked for by the session; a carried thread may be the caller

  /** Makes the loop look after this connection at the end of the turn. */
  void touch() {
    if (!touched && !inEvent) {
      touched = true;
      loop.atTurnEnd(this);
    }
  }

  void busy() {
    clock.busy();
  }

  void idle() {
    clock.idle();
    if (leaving) {
      touch();
    }
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

  // ---- output

  /** What the end of a turn or of a read burst leaves to do. */
  @Override
  public void run() {
    touched = false;
    if (phase == Phase.OPEN && more()) {
      process();
    }
    settle();
  }

  private void settle() {
    if (phase == Phase.CLOSED) {
      return;
    }
    flush();
    if (phase == Phase.OPEN) {
      if (leaving && session.streams.isEmpty()) {
        end(ErrorCode.NO_ERROR, "");
        flush();
      } else if (session.sender.hasMore() && channel().channel().isWritable()
          || more() && session.sender.out.length <= Sender.HIGH) {
        touch();
      }
    }
    release();
    readOn();
  }

  private void flush() {
    ChannelHandlerContext to = channel();
    Out out = session.sender.out;
    while (phase != Phase.CLOSED && to.channel().isWritable()) {
      if (phase == Phase.OPEN) {
        session.updateWindow();
        session.sender.pump();
      }
      if (out.length == 0) {
        break;
      }
      ByteBuf buffer = to.alloc().directBuffer(out.length);
      buffer.writeBytes(out.array, 0, out.length);
      clock.sent(out.length);
      out.clear();
      to.writeAndFlush(buffer, writePromise(to));
    }
    if (phase == Phase.CLOSING && !lastSent && out.length == 0) {
      lastSent = true;
      Outbound.whenSent(to, this::halfClose, this::lost);
    }
  }

  private ChannelPromise writePromise(ChannelHandlerContext to) {
    return context.secure ? Outbound.watched(to, this::lost) : to.voidPromise();
  }

  /** An idle connection borrows what it needs. */
  private void wake() {
    if (input.length == 0) {
      input = context.spares.take();
    }
    Out out = session.sender.out;
    if (out.array.length == 0) {
      out.array = context.spares.take();
    }
  }

  /** An idle connection holds no arrays. */
  private void release() {
    Out out = session.sender.out;
    if (start == end && out.length == 0 && session.streams.isEmpty()) {
      context.spares.give(input);
      context.spares.give(out.array);
      input = SpareArrays.NONE;
      out.array = SpareArrays.NONE;
      start = 0;
      end = 0;
    }
  }

  /** Reads on unless the peer does not take what it has caused. */
  private void readOn() {
    boolean wanted = phase != Phase.OPEN || session.sender.out.length <= Sender.HIGH && !more();
    if (wanted != reading && phase != Phase.CLOSED) {
      reading = wanted;
      channel().channel().config().setAutoRead(wanted);
    }
  }

  // ---- the end

  /** The client has broken the protocol or its budget. */
  void fail(ConnectionError error) {
    if (phase == Phase.OPEN) {
      context.connections.fault("http2", error.code().name());
    }
    end(error.code(), error.detail());
  }

  /** A frame or header block did not end in time. */
  void tooSlow() {
    end(ErrorCode.ENHANCE_YOUR_CALM, "a frame did not arrive in time");
  }

  /** GOAWAY for good, unless that was said: streams that are open end with the connection. */
  void end(ErrorCode code, String detail) {
    if (phase != Phase.OPEN) {
      return;
    }
    phase = Phase.CLOSING;
    session.abandonAll(Outcome.CUT, "the connection ends");
    if (!leaving || code != ErrorCode.NO_ERROR) {
      session.sender.frames.goAway(session.lastServed(), code, detail);
    }
    start = 0;
    end = 0;
    touch();
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
    clock.lingering();
    Outbound.shutdown(channel());
    readOn();
  }

  private void drop(int bytes) {
    dropped += bytes;
    if (dropped > context.limits.lingerBytes()) {
      closeNow();
    }
  }

  // ---- the stop of the engine: GOAWAY in two steps (RFC 9113, section 6.8)

  @Override
  public void drain() {
    if (phase == Phase.OPEN && !drainAnnounced) {
      drainAnnounced = true;
      session.sender.frames.goAway(Integer.MAX_VALUE, ErrorCode.NO_ERROR, "");
      session.sender.frames.ping(DRAIN, 0, false);
      session.drainTunnels();
      touch();
    }
  }

  boolean draining() {
    return drainAnnounced;
  }

  void pingAcknowledged() {
    if (drainAnnounced) {
      leave();
    }
  }

  /** From now on no stream is begun. */
  private void leave() {
    if (phase == Phase.OPEN && !leaving) {
      leaving = true;
      session.acceptNoMore();
      session.sender.frames.goAway(session.lastServed(), ErrorCode.NO_ERROR, "");
      touch();
    }
  }

  /** The client will begin no stream any more. */
  void peerGoesAway() {
    leaving = true;
    touch();
  }

  @Override
  public void closeIdle(boolean freshToo) {
    if (freshToo) {
      // A client that did not answer the PING within the patience of the stop.
      leave();
    }
  }

  @Override
  public OpenConnection look() {
    String state =
        phase == Phase.OPEN
            ? leaving ? "leaving" : session.streams.isEmpty() ? "idle" : "serving"
            : phase.name().toLowerCase(Locale.ROOT);
    // Clients number their streams 1, 3, 5 … (RFC 9113, section 5.1.1).
    return new OpenConnection("h2", remote(), state, (session.streams.last() + 1) / 2);
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

  private void closed(Outcome outcome) {
    if (phase == Phase.CLOSED) {
      return;
    }
    if (phase == Phase.LINGERING) {
      context.connections.lingered();
    }
    phase = Phase.CLOSED;
    session.abandonAll(outcome, "the connection is gone");
    clock.closed();
    context.connections.closed(this);
    // Not given back: the bytes may be what is read right now.
    input = SpareArrays.NONE;
    start = 0;
    end = 0;
  }

  // ---- asked by the clock

  boolean isClosed() {
    return phase == Phase.CLOSED;
  }

  /** Bytes that wait for the peer in our own buffers and the channel's, not in streams. */
  long unsent() {
    return Outbound.unsent(channel(), 0, session.sender.out.length > 0);
  }

  /** Too slow a reader: nothing that waits for it is worth keeping. */
  void reset() {
    channel().channel().config().setOption(ChannelOption.SO_LINGER, 0);
    closeNow(Outcome.TIMED_OUT);
  }

  private ChannelHandlerContext channel() {
    ChannelHandlerContext present = channel;
    if (present == null) {
      throw new IllegalStateException("not registered");
    }
    return present;
  }
}
