package dev.covet.engine.websocket;

import dev.covet.engine.EngineConfig;
import dev.covet.engine.EventLoop;
import dev.covet.engine.WebSocketEvents;
import dev.covet.engine.WebSocketLink;
import dev.covet.engine.connection.Crossing;
import dev.covet.engine.connection.LoopConnections;
import dev.covet.engine.connection.Out;
import dev.covet.engine.loop.IoLoop;
import dev.covet.http.WebSocketDeflate;
import dev.covet.http.WebSocketMessage;
import dev.covet.http.WebSocketTerms;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket in the place of the HTTP/1.1 connection that it began as: takes frames, sends
 * frames, closes. All fields: event loop only; the methods of {@link WebSocketLink} cross to it by
 * one task each.
 */
public final class WebSocketConnection extends ChannelInboundHandlerAdapter
    implements Runnable, LoopConnections.Served, WebSocketLink, MessageReader.Receiver {
  private enum Phase {
    OPEN,
    /** Our close frame is sent or about to be; the client's has not come. */
    CLOSING,
    /** Nothing comes any more; what waits is sent. */
    ENDING,
    /** The last byte is sent, our side is shut; what comes is dropped. */
    LINGERING,
    CLOSED
  }

  /** Bytes in the output beyond which a sender waits, and no ping is read that asks for more. */
  private static final int OUT_HIGH = 32 << 10;

  private final IoLoop loop;
  private final EngineConfig config;
  private final LoopConnections connections;
  private final WebSocketEvents events;
  private final byte[] scratch;
  private final MessageReader reader;
  private final SocketClock clock;
  private final @Nullable Deflating deflating;
  private final Out out = new Out(0);
  private final ArrayDeque<Sending> senders = new ArrayDeque<>(2);

  /** A task of {@link #wake} is on its way. */
  private final AtomicBoolean waking = new AtomicBoolean();

  private @Nullable ChannelHandlerContext channel;
  private Phase phase = Phase.OPEN;
  private boolean touched;
  private boolean paused;
  private boolean reading = true;
  private boolean told;
  private @Nullable ProtocolFailure failed;
  private boolean lastSent;
  private long dropped;
  private int closeCode;
  private String closeReason = "";
  private boolean closeSent;

  /**
   * A connection for a channel whose handshake is answered.
   *
   * @param loop owns it
   * @param config of the engine
   * @param connections all of the loop
   * @param terms of this one
   * @param events what to tell
   * @param scratch shared by all connections of the loop, for the time of a read
   */
  public WebSocketConnection(
      IoLoop loop,
      EngineConfig config,
      LoopConnections connections,
      WebSocketTerms terms,
      WebSocketEvents events,
      byte[] scratch) {
    this.loop = loop;
    this.config = config;
    this.connections = connections;
    this.events = events;
    this.scratch = scratch;
    this.reader = MessageReader.of(this, terms);
    WebSocketDeflate deflate = terms.deflate();
    this.deflating =
        deflate == null ? null : new Deflating(deflate.serverTakeover(), deflate.serverBits());
    this.clock = new SocketClock(this, loop, config.limits(), terms.limits().ping().toNanos());
  }

  // ---- events of the channel, on the loop's own thread

  @Override
  public void handlerAdded(ChannelHandlerContext added) {
    channel = added;
    added.channel().config().setAutoRead(true);
    connections.opened(this);
    clock.opened();
    events.opened(this);
    if (connections.draining()) {
      drain();
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext source, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    try {
      clock.heard();
      while (bytes.isReadable()) {
        if (failed != null || phase != Phase.OPEN && phase != Phase.CLOSING) {
          drop(bytes.readableBytes());
          return;
        }
        int count = Math.min(bytes.readableBytes(), scratch.length);
        bytes.readBytes(scratch, 0, count);
        reader.read(scratch, 0, count);
      }
    } catch (ProtocolFailure failure) {
      fail(failure);
    } finally {
      bytes.release();
    }
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
    if (event == ChannelInputShutdownEvent.INSTANCE || event instanceof SslCloseCompletionEvent) {
      closeNow();
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext source) {
    lost();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext source, Throwable cause) {
    closeNow();
  }

  /**
   * Nothing more is read. What came before is still answered: the close frame waits for the
   * application to end, for a while.
   */
  private void fail(ProtocolFailure failure) {
    failed = failure;
    tell(failure.code(), failure.reason());
    if (phase == Phase.CLOSING) {
      end();
    } else {
      clock.closing();
    }
  }

  // ---- what has come

  @Override
  public void text(String message) {
    if (phase == Phase.OPEN) {
      events.text(message);
    }
  }

  @Override
  public void binary(byte[] message) {
    if (phase == Phase.OPEN) {
      events.binary(message);
    }
  }

  @Override
  public void ping(byte[] payload) {
    if (phase == Phase.OPEN) {
      FrameWriter.frame(out, Opcode.PONG, payload);
    }
  }

  @Override
  public void pong(byte[] payload) {
    // That something came is all that counts.
  }

  @Override
  public void closed(int code, String reason) {
    tell(code, reason);
    sendClose(code, "");
    end();
  }

  // ---- asked for by the application, on any thread

  @Override
  public void send(WebSocketMessage message) throws IOException {
    guard();
    Crossing crossing = new Crossing(message.payload(), 0, message.payload().length);
    Sending sending = new Sending(Opcode.of(message), crossing);
    loop.execute(
        () -> {
          if (phase == Phase.OPEN && closeCode == 0) {
            senders.add(sending);
            touch();
          } else {
            crossing.fail(gone());
          }
        });
    crossing.await();
  }

  /** Parking a pinned thread, or the loop's own, would stop the loop that has to wake it. */
  private void guard() {
    if (Thread.currentThread() == loop.thread()) {
      throw new IllegalStateException("a blocking call on the event loop's own thread");
    }
    if (config.pinned().getAsBoolean()) {
      throw new IllegalStateException(
          "a blocking call while the virtual thread is pinned to its event loop"
              + " (inside a class initialiser or native code)");
    }
  }

  @Override
  public void wake() {
    if (Thread.currentThread() == loop.thread()) {
      touch();
    } else if (waking.compareAndSet(false, true)) {
      loop.execute(
          () -> {
            waking.set(false);
            touch();
          });
    }
  }

  @Override
  public EventLoop loop() {
    return loop;
  }

  @Override
  public void close(int code, String reason) {
    loop.execute(() -> beginClose(code, reason));
  }

  @Override
  public void pause() {
    loop.execute(() -> reading(true));
  }

  @Override
  public void resume() {
    loop.execute(() -> reading(false));
  }

  private void reading(boolean stop) {
    paused = stop;
    touch();
  }

  private void beginClose(int code, String reason) {
    if (phase == Phase.OPEN && closeCode == 0) {
      closeCode = code;
      closeReason = reason;
      touch();
    }
  }

  // ---- output

  private void touch() {
    if (!touched && phase != Phase.CLOSED) {
      touched = true;
      loop.atTurnEnd(this);
    }
  }

  @Override
  public void run() {
    touched = false;
    settle();
  }

  private void settle() {
    if (phase == Phase.CLOSED) {
      return;
    }
    flush();
    readOn();
  }

  private void pump() {
    while (out.length < OUT_HIGH) {
      Sending sending = senders.poll();
      if (sending == null) {
        if (phase != Phase.OPEN || !pull()) {
          break;
        }
        continue;
      }
      Crossing crossing = sending.crossing();
      if (crossing.work()) {
        message(sending.opcode(), crossing.bytes, crossing.offset, crossing.left());
        crossing.done(0);
      }
    }
    if (closeCode != 0 && phase == Phase.OPEN && out.length < OUT_HIGH && senders.isEmpty()) {
      if (failed != null) {
        endFailed(failed);
        return;
      }
      sendClose(closeCode, closeReason);
      phase = Phase.CLOSING;
      clock.closing();
    }
  }

  /** Takes a message that nobody waits for; whether there was one. */
  private boolean pull() {
    WebSocketMessage message = events.next();
    if (message == null) {
      return false;
    }
    message(Opcode.of(message), message.payload(), 0, message.payload().length);
    return true;
  }

  private void message(int opcode, byte[] bytes, int offset, int count) {
    if (deflating == null || !Deflating.fits(count)) {
      FrameWriter.head(out, opcode, count);
      out.put(bytes, offset, count);
      return;
    }
    int size = deflating.deflate(bytes, offset, count);
    FrameWriter.head(out, opcode | Opcode.COMPRESSED, size);
    out.put(deflating.bytes(), 0, size);
    deflating.taken();
  }

  private void endFailed(ProtocolFailure failure) {
    sendClose(failure.code(), failure.reason());
    end();
  }

  private void sendClose(int code, String reason) {
    if (!closeSent) {
      closeSent = true;
      FrameWriter.close(out, code, reason);
    }
  }

  private void flush() {
    ChannelHandlerContext to = channel();
    while (true) {
      pump();
      if (out.length == 0 || !to.channel().isWritable()) {
        break;
      }
      ByteBuf buffer = to.alloc().directBuffer(out.length);
      buffer.writeBytes(out.array, 0, out.length);
      clock.sent(out.length);
      out.clear();
      to.writeAndFlush(buffer, promise(to));
      if (phase == Phase.CLOSED) {
        return;
      }
    }
    if (phase == Phase.ENDING && !lastSent && out.length == 0) {
      lastSent = true;
      to.writeAndFlush(Unpooled.EMPTY_BUFFER)
          .addListener(
              done -> {
                if (done.isSuccess()) {
                  halfClose();
                } else {
                  closeNow();
                }
              });
    }
  }

  private ChannelPromise promise(ChannelHandlerContext to) {
    if (config.tls() == null) {
      return to.voidPromise();
    }
    return to.newPromise()
        .addListener(
            done -> {
              if (!done.isSuccess()) {
                closeNow();
              }
            });
  }

  private void readOn() {
    boolean wanted = phase != Phase.OPEN || failed != null || !paused && out.length < OUT_HIGH;
    if (wanted != reading && phase != Phase.CLOSED) {
      reading = wanted;
      channel().channel().config().setAutoRead(wanted);
    }
  }

  // ---- asked by the clock

  void ask() {
    if (phase == Phase.OPEN) {
      FrameWriter.head(out, Opcode.PING, 0);
      touch();
    }
  }

  /** The time for a close is over. */
  void late() {
    if (failed != null && phase == Phase.OPEN) {
      endFailed(failed);
    } else {
      closeNow();
    }
  }

  boolean isClosed() {
    return phase == Phase.CLOSED;
  }

  /** Bytes that wait for the client in our own buffers. */
  long unsent() {
    var buffer = channel().channel().unsafe().outboundBuffer();
    if (buffer == null) {
      return 0;
    }
    long queued = buffer.totalPendingWriteBytes();
    return queued == 0 && out.length > 0
        ? 1
        : Math.max(0, queued - Math.max(0, buffer.currentProgress()));
  }

  /** The client is gone or takes nothing: nothing that waits for it is worth keeping. */
  void reset() {
    channel().channel().config().setOption(ChannelOption.SO_LINGER, 0);
    closeNow();
  }

  // ---- the end

  private void end() {
    if (phase == Phase.OPEN || phase == Phase.CLOSING) {
      phase = Phase.ENDING;
      failSenders();
      touch();
    }
  }

  private void halfClose() {
    if (phase != Phase.ENDING) {
      return;
    }
    if (!connections.linger()) {
      closeNow();
      return;
    }
    phase = Phase.LINGERING;
    clock.lingering();
    DuplexChannel socket = (DuplexChannel) channel().channel();
    SslHandler tls = socket.pipeline().get(SslHandler.class);
    if (tls == null) {
      socket.shutdownOutput();
    } else {
      tls.closeOutbound().addListener(done -> socket.shutdownOutput());
    }
    readOn();
  }

  private void drop(int bytes) {
    dropped += bytes;
    if (dropped > config.limits().lingerBytes()) {
      closeNow();
    }
  }

  @Override
  public void drain() {
    beginClose(CloseCode.GOING_AWAY, "the server is stopping");
  }

  @Override
  public void closeIdle(boolean freshToo) {
    // The close frame is on its way; its client may still be told what waits before it.
  }

  @Override
  public void closeNow() {
    ChannelHandlerContext open = channel;
    if (phase != Phase.CLOSED && open != null) {
      lost();
      open.close();
    }
  }

  private void lost() {
    if (phase == Phase.CLOSED) {
      return;
    }
    if (phase == Phase.LINGERING) {
      connections.lingered();
    }
    phase = Phase.CLOSED;
    reader.close();
    if (deflating != null) {
      deflating.close();
    }
    clock.closed();
    connections.closed(this);
    failSenders();
    tell(CloseCode.ABNORMAL, "");
  }

  private void failSenders() {
    for (Sending sending = senders.poll(); sending != null; sending = senders.poll()) {
      sending.crossing().fail(gone());
    }
  }

  private void tell(int code, String reason) {
    if (!told) {
      told = true;
      events.closed(code, reason);
    }
  }

  private ChannelHandlerContext channel() {
    ChannelHandlerContext present = channel;
    if (present == null) {
      throw new IllegalStateException("not registered");
    }
    return present;
  }

  private static IOException gone() {
    return new IOException("the WebSocket is closed");
  }
}
