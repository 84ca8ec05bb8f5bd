package dev.covet.engine.websocket;

import dev.covet.engine.EngineConfig;
import dev.covet.engine.EventLoop;
import dev.covet.engine.WebSocketEvents;
import dev.covet.engine.WebSocketLink;
import dev.covet.engine.connection.Blocking;
import dev.covet.engine.connection.Crossing;
import dev.covet.engine.connection.Out;
import dev.covet.engine.loop.IoLoop;
import dev.covet.http.WebSocketDeflate;
import dev.covet.http.WebSocketMessage;
import dev.covet.http.WebSocketTerms;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket, whatever carries it: takes frames, sends frames, closes. All fields: event loop
 * only; the methods of {@link WebSocketLink} cross to it by one task each.
 */
public final class WebSocketConnection implements Runnable, WebSocketLink, MessageReader.Receiver {
  private enum Phase {
    OPEN,
    /** Our close frame is sent or about to be; the client's has not come. */
    CLOSING,
    /** Nothing comes any more; what waits is sent. */
    ENDING,
    CLOSED
  }

  /** Bytes in the output beyond which a sender waits, and no ping is read that asks for more. */
  private static final int OUT_HIGH = 32 << 10;

  private final IoLoop loop;
  private final EngineConfig config;
  private final WebSocketEvents events;
  private final MessageReader reader;
  private final SocketClock clock;
  private final @Nullable Deflating deflating;
  private final Out out = new Out(0);
  private final ArrayDeque<Sending> senders = new ArrayDeque<>(2);

  /** A task of {@link #wake} is on its way. */
  private final AtomicBoolean waking = new AtomicBoolean();

  private @Nullable Tunnel tunnel;
  private Phase phase = Phase.OPEN;
  private boolean touched;
  private boolean paused;
  private boolean reading = true;
  private boolean told;
  private @Nullable ProtocolFailure failed;
  private boolean lastSent;
  private int closeCode;
  private String closeReason = "";
  private boolean closeSent;

  /**
   * A WebSocket whose handshake is being answered.
   *
   * @param loop owns it
   * @param config of the engine
   * @param terms of this one
   * @param events what to tell
   */
  public WebSocketConnection(
      IoLoop loop, EngineConfig config, WebSocketTerms terms, WebSocketEvents events) {
    this.loop = loop;
    this.config = config;
    this.events = events;
    this.reader = MessageReader.of(this, terms);
    WebSocketDeflate deflate = terms.deflate();
    this.deflating =
        deflate == null ? null : new Deflating(deflate.serverTakeover(), deflate.serverBits());
    this.clock = new SocketClock(this, loop, config.limits(), terms.limits().ping().toNanos());
  }

  // ---- told by the tunnel, on the loop's own thread

  /**
   * The handshake is answered.
   *
   * @param carrier carries the frames
   */
  public void opened(Tunnel carrier) {
    tunnel = carrier;
    clock.opened();
    events.opened(this);
  }

  /**
   * Takes what the client has sent; {@link #settle} is to be called after a number of these.
   *
   * @param bytes changed here
   * @param count how many
   */
  public void received(byte[] bytes, int count) {
    clock.heard();
    try {
      reader.read(bytes, 0, count);
    } catch (ProtocolFailure failure) {
      fail(failure);
    }
  }

  /** {@return where it stands, for people} */
  String state() {
    return phase.name().toLowerCase(Locale.ROOT);
  }

  /** {@return whether what the client sends is still looked at} */
  public boolean listens() {
    return failed == null && (phase == Phase.OPEN || phase == Phase.CLOSING);
  }

  /** The client has ended its side: fine if all is said, else it is gone. */
  public void inputEnded() {
    if (phase != Phase.ENDING) {
      closeNow();
    }
  }

  /** Our side is ended, and the client still sends. */
  public void lingers() {
    clock.lingering();
  }

  /**
   * Nothing more is read. What came before is still answered: the close frame waits for the
   * application to end, for a while.
   */
  private void fail(ProtocolFailure failure) {
    failed = failure;
    if (tunnel != null) {
      tunnel.fault(failure.code());
    }
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
    if (sentAtOnce(message)) {
      return;
    }
    Blocking.guard(loop, config);
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

  /**
   * Of a thread that the loop carries: where there is room and nobody waits before it, the message
   * goes to the output without a crossing, and its thread does not park.
   */
  private boolean sentAtOnce(WebSocketMessage message) {
    if (!loop.inLoop() || Thread.currentThread() == loop.thread()) {
      return false;
    }
    boolean room =
        phase == Phase.OPEN && closeCode == 0 && out.length < OUT_HIGH && senders.isEmpty();
    if (room) {
      message(Opcode.of(message), message.payload(), 0, message.payload().length);
      touch();
    }
    return room;
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

  /** Sends what waits, and reads on if there is room for more. */
  public void settle() {
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
    Tunnel to = tunnel();
    while (true) {
      pump();
      if (out.length == 0 || !to.writable()) {
        break;
      }
      clock.sent(out.length);
      to.write(out);
      if (phase == Phase.CLOSED) {
        return;
      }
    }
    if (phase == Phase.ENDING && !lastSent && out.length == 0) {
      lastSent = true;
      to.finish();
    }
  }

  private void readOn() {
    boolean wanted = phase != Phase.OPEN || failed != null || !paused && out.length < OUT_HIGH;
    if (wanted != reading && phase != Phase.CLOSED) {
      reading = wanted;
      tunnel().reading(wanted);
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
    long queued = tunnel().unsent();
    return queued == 0 && out.length > 0 ? 1 : queued;
  }

  /** The client is gone or takes nothing: nothing that waits for it is worth keeping. */
  void reset() {
    Tunnel open = tunnel();
    lost();
    open.reset();
  }

  // ---- the end

  private void end() {
    if (phase == Phase.OPEN || phase == Phase.CLOSING) {
      phase = Phase.ENDING;
      failSenders();
      touch();
    }
  }

  /** The server stops. */
  public void drain() {
    beginClose(CloseCode.GOING_AWAY, "the server is stopping");
  }

  /** Ends it at once. */
  void closeNow() {
    Tunnel open = tunnel;
    if (phase != Phase.CLOSED && open != null) {
      lost();
      open.close();
    }
  }

  /** The tunnel is gone. */
  public void lost() {
    if (phase == Phase.CLOSED) {
      return;
    }
    phase = Phase.CLOSED;
    reader.close();
    if (deflating != null) {
      deflating.close();
    }
    clock.closed();
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

  private Tunnel tunnel() {
    Tunnel present = tunnel;
    if (present == null) {
      throw new IllegalStateException("not open");
    }
    return present;
  }

  private static IOException gone() {
    return new IOException("the WebSocket is closed");
  }
}
