package dev.covet.bridge;

import dev.covet.HttpException;
import dev.covet.Message;
import dev.covet.WebSocket;
import dev.covet.engine.WebSocketEvents;
import dev.covet.engine.WebSocketLink;
import dev.covet.spi.Secrets;
import dev.covet.spi.WebSocketBody;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket between the engine, which tells what comes on its loop, and the application's
 * handler, which takes it on a virtual thread of its own. What waits in between is bounded: beyond
 * that nothing more is read from the client.
 */
final class SocketSession implements WebSocketEvents, WebSocket {
  private static final System.Logger LOG = System.getLogger("dev.covet.bridge");

  /** Bytes of messages that wait, beyond which the engine stops to read. */
  private static final long HIGH = 64 << 10;

  /** What a message takes beside its bytes; or many empty ones would cost nothing. */
  private static final int OVERHEAD = 64;

  /** After the last message. */
  private static final Message END = Message.of("");

  private final Dispatcher dispatcher;
  private final String route;
  private final WebSocketBody body;
  private final LinkedBlockingQueue<Message> inbox = new LinkedBlockingQueue<>();
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicBoolean paused = new AtomicBoolean();
  private volatile @Nullable WebSocketLink link;
  private volatile int closeCode;
  private volatile String closeReason = "";

  SocketSession(Dispatcher dispatcher, String route, WebSocketBody body) {
    this.dispatcher = dispatcher;
    this.route = route;
    this.body = body;
  }

  // ---- told by the engine, on the loop

  @Override
  public void opened(WebSocketLink opened) {
    link = opened;
    dispatcher.startOffloaded(this::serve);
  }

  @Override
  public void text(String message) {
    add(Message.of(message), message.length());
  }

  @Override
  public void binary(byte[] message) {
    add(Message.of(message), message.length);
  }

  private void add(Message message, int size) {
    inbox.add(message);
    if (waiting.addAndGet(size + OVERHEAD) > HIGH && paused.compareAndSet(false, true)) {
      link().pause();
      // The handler may have taken everything in between, and then nobody would read on.
      readOn();
    }
  }

  @Override
  public void closed(int code, String reason) {
    closeReason = reason;
    closeCode = code;
    inbox.add(END);
  }

  // ---- the handler's thread

  private void serve() {
    try {
      body.handler().handle(this);
      close(1000, "");
    } catch (HttpException failure) {
      failed(failure);
    } catch (Throwable failure) {
      boolean gone = closeCode != 0 && failure instanceof IOException;
      LOG.log(
          gone ? Level.DEBUG : Level.ERROR,
          "the WebSocket of " + route + " failed",
          Secrets.loggable(failure));
      close(1011, "");
    }
  }

  /** What the client has sent is not what was asked for: that is no failure of ours. */
  private void failed(HttpException failure) {
    boolean ours = failure.status().code() >= 500;
    LOG.log(
        ours ? Level.ERROR : Level.DEBUG,
        "the WebSocket of " + route + " failed",
        Secrets.loggable(failure));
    close(ours ? 1011 : 1008, ours ? "" : String.valueOf(failure.getMessage()));
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the very same object is meant
  public @Nullable Message receive() throws InterruptedException {
    Message message = inbox.take();
    if (message == END) {
      inbox.add(END);
      return null;
    }
    waiting.addAndGet(-(size(message) + OVERHEAD));
    readOn();
    return message;
  }

  private void readOn() {
    if (waiting.get() <= HIGH / 2 && paused.compareAndSet(true, false)) {
      link().resume();
    }
  }

  private static long size(Message message) {
    return message.isText() ? message.text().length() : message.bytes().length;
  }

  @Override
  public void send(String text) throws IOException {
    link().send(true, text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void send(byte[] bytes) throws IOException {
    link().send(false, bytes);
  }

  @Override
  public void close(int code, String reason) {
    boolean allowed = code >= 3000 && code <= 4999 || code >= 1000 && code <= 1003;
    if (!allowed && (code < 1007 || code > 1014)) {
      throw new IllegalArgumentException(code + " can not be the code of a close");
    }
    link().close(code, reason);
  }

  @Override
  public String subprotocol() {
    return body.subprotocol();
  }

  @Override
  public int closeCode() {
    return closeCode;
  }

  @Override
  public String closeReason() {
    return closeReason;
  }

  private WebSocketLink link() {
    WebSocketLink known = link;
    if (known == null) {
      throw new IllegalStateException("the WebSocket is not open yet");
    }
    return known;
  }
}
