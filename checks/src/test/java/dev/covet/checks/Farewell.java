package dev.covet.checks;

import dev.covet.Covet;
import dev.covet.Message;
import dev.covet.Response;
import dev.covet.WebSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * An application in which everything waits for the stop of its server: messages of WebSockets for
 * its begin, requests for the end of the last of {@code app.sockets} WebSockets, when each loop has
 * told its connections.
 */
public final class Farewell {
  private final AtomicInteger entered = new AtomicInteger();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch sockets;

  private Farewell(int sockets) {
    this.sockets = new CountDownLatch(sockets);
  }

  /**
   * Serves until it is stopped.
   *
   * @param args flags as in {@code ./covet run}
   */
  public static void main(String[] args) {
    Covet app = Covet.create(args);
    new Farewell(Integer.parseInt(System.getProperty("farewell.sockets"))).declare(app);
    app.start();
  }

  private void declare(Covet app) {
    app.onDrain(stopping::countDown);
    app.get("/entered", req -> String.valueOf(entered.get()));
    app.get(
        "/held",
        req -> {
          entered.incrementAndGet();
          sockets.await();
          return "whole";
        });
    app.get("/events", req -> events());
    app.websocket("/ws", this::talk);
  }

  private Response<?> events() {
    return Response.sse(
        events -> {
          events.onDrain(
              () -> {
                try {
                  events.send("last");
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
          events.send("first");
          entered.incrementAndGet();
          new CountDownLatch(1).await();
        });
  }

  /** What a client has asked for is answered before the server says goodbye. */
  private void talk(WebSocket socket) throws IOException, InterruptedException {
    ReentrantLock work = new ReentrantLock();
    socket.onDrain(
        () -> {
          work.lock();
          try {
            socket.send("last");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          } finally {
            work.unlock();
          }
        });
    for (Message message : socket.messages()) {
      work.lock();
      try {
        entered.incrementAndGet();
        stopping.await();
        socket.send("done " + message.text());
      } finally {
        work.unlock();
      }
    }
    sockets.countDown();
  }
}
