package dev.covet.bridge;

import dev.covet.Message;
import dev.covet.WebSocketHandler;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * The blocking style: a virtual thread of its own for each WebSocket, by the JDK's scheduler,
 * because it lives as long as the connection.
 */
final class SocketThread implements SocketReceiver {
  /** After the last message. */
  private static final Message END = Message.of("");

  private final Dispatcher dispatcher;
  private final SocketSession session;
  private final WebSocketHandler handler;
  private final Backlog backlog;
  private final LinkedBlockingQueue<Message> inbox = new LinkedBlockingQueue<>();

  SocketThread(Dispatcher dispatcher, SocketSession session, WebSocketHandler handler) {
    this.dispatcher = dispatcher;
    this.session = session;
    this.handler = handler;
    this.backlog = new Backlog(session);
  }

  @Override
  public void opened() {
    dispatcher.startOffloaded(this::serve);
  }

  private void serve() {
    try {
      handler.handle(session);
      session.close(1000, "");
    } catch (Throwable failure) {
      session.failed(failure);
    }
  }

  @Override
  public void received(Message message) {
    inbox.add(message);
    backlog.add(message);
  }

  @Override
  public void closed() {
    inbox.add(END);
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // the very same object is meant
  public @Nullable Message receive() throws InterruptedException {
    Message message = inbox.take();
    if (message == END) {
      inbox.add(END);
      return null;
    }
    backlog.take(message);
    return message;
  }
}
