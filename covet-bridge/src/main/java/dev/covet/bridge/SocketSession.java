package dev.covet.bridge;

import dev.covet.HttpException;
import dev.covet.Membership;
import dev.covet.Message;
import dev.covet.WebSocketHandler;
import dev.covet.engine.WebSocketEvents;
import dev.covet.engine.WebSocketLink;
import dev.covet.http.WebSocketMessage;
import dev.covet.spi.PushSocket;
import dev.covet.spi.Secrets;
import dev.covet.spi.WebSocketBody;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket between the engine, which tells what comes on its loop, and the application. What
 * comes goes to a {@link SocketReceiver}; what is sent goes to the engine, at once or by way of
 * {@link SocketOutbox}.
 */
final class SocketSession implements WebSocketEvents, PushSocket {
  private static final System.Logger LOG = System.getLogger("dev.covet.bridge");

  private final Goodbyes goodbyes;
  private final RouteState route;
  private final WebSocketBody body;
  private final SocketReceiver receiver;
  private final SocketOutbox outbox;
  private volatile @Nullable WebSocketLink link;
  private volatile int closeCode;
  private volatile String closeReason = "";

  SocketSession(Dispatcher dispatcher, RouteState route, WebSocketBody body) {
    this.goodbyes = dispatcher.goodbyes();
    this.route = route;
    this.body = body;
    this.outbox = new SocketOutbox(body);
    WebSocketHandler handler = body.handler();
    this.receiver =
        handler == null
            ? new SocketTurns(dispatcher, this, route, Objects.requireNonNull(body.listener()))
            : new SocketThread(dispatcher, this, handler);
  }

  // ---- told by the engine, on the loop

  @Override
  public void opened(WebSocketLink opened) {
    link = opened;
    receiver.opened();
  }

  @Override
  public void text(String message) {
    receiver.received(Message.of(message));
  }

  @Override
  public void binary(byte[] message) {
    receiver.received(Message.of(message));
  }

  @Override
  public @Nullable WebSocketMessage next() {
    return outbox.poll();
  }

  @Override
  public void closed(int code, String reason) {
    closeReason = reason;
    closeCode = code;
    outbox.close();
    goodbyes.remove(this);
    if (link != null) {
      receiver.closed();
    }
  }

  // ---- asked by the application, on any thread

  /** The application has thrown something. */
  void failed(Throwable failure) {
    // What the client has sent is not what was asked for: that is no failure of ours.
    boolean theirs = failure instanceof HttpException http && http.status().code() < 500;
    boolean gone = closeCode != 0 && failure instanceof IOException;
    LOG.log(
        theirs || gone ? Level.DEBUG : Level.ERROR,
        "the WebSocket of " + route.plan().route() + " failed",
        Secrets.loggable(failure));
    close(theirs ? 1008 : 1011, theirs ? String.valueOf(failure.getMessage()) : "");
  }

  @Override
  public @Nullable Message receive() throws InterruptedException {
    return receiver.receive();
  }

  @Override
  public void send(String text) throws IOException {
    send(new WebSocketMessage(true, text.getBytes(StandardCharsets.UTF_8)), null);
  }

  @Override
  public void send(byte[] bytes) throws IOException {
    send(new WebSocketMessage(false, bytes), null);
  }

  @Override
  public void send(Message message, Object key) throws IOException {
    send(new WebSocketMessage(message.isText(), message.bytes()), key);
  }

  private void send(WebSocketMessage message, @Nullable Object key) throws IOException {
    if (body.policy() == null) {
      link().send(message);
    } else if (!push(message, key)) {
      throw new IOException("the WebSocket is closed");
    }
  }

  @Override
  public boolean push(WebSocketMessage message, @Nullable Object key) {
    // No switch: its class would be loaded with the first message, perhaps when there is no file
    // descriptor left to read it.
    SocketOutbox.Put put = outbox.put(message, key);
    if (put == SocketOutbox.Put.TAKEN) {
      link().wake();
    } else if (put == SocketOutbox.Put.TOO_SLOW) {
      link().close(1013, "the client takes too little");
    }
    return put != SocketOutbox.Put.CLOSED;
  }

  @Override
  public Executor loop() {
    return link().loop();
  }

  @Override
  public void onDrain(Runnable hook) {
    if (closeCode != 0) {
      return;
    }
    goodbyes.add(this, hook);
    if (closeCode != 0) {
      goodbyes.remove(this); // it has ended meanwhile, and may have looked before
    }
  }

  @Override
  public void attach(Membership membership) {
    outbox.attach(membership);
  }

  @Override
  public void detach(Membership membership) {
    outbox.detach(membership);
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

  WebSocketLink link() {
    WebSocketLink known = link;
    if (known == null) {
      throw new IllegalStateException("the WebSocket is not open yet");
    }
    return known;
  }
}
