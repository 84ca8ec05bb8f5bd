package dev.covet.jwt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A server of key sets that can do all that servers do on bad days. */
final class KeyServer implements AutoCloseable {
  /** Answers a connection whose request was read. */
  interface Answer {
    void write(OutputStream to) throws Exception;
  }

  private final ServerSocket socket;
  private final AtomicInteger asked = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Answer answer;

  private KeyServer(Answer answer) throws IOException {
    this.answer = answer;
    this.socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().name("key-server").start(this::accept);
  }

  static KeyServer start(String set) throws IOException {
    return new KeyServer(json(set));
  }

  static Answer json(String body) {
    return text("200 OK", body);
  }

  static Answer text(String status, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return to -> {
      to.write(head(status, bytes.length));
      to.write(bytes);
    };
  }

  static byte[] head(String status, long length) {
    return ("HTTP/1.1 "
            + status
            + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
            + length
            + "\r\n\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** An answer that does not come before the server is closed. */
  Answer silent() {
    return to -> closed.await();
  }

  /** One byte after another, each in time, all of them never. */
  Answer dripping() {
    return to -> {
      to.write(head("200 OK", 100_000));
      while (!closed.await(20, java.util.concurrent.TimeUnit.MILLISECONDS)) {
        to.write(' ');
        to.flush();
      }
    };
  }

  void answer(Answer now) {
    answer = now;
  }

  int asked() {
    return asked.get();
  }

  String uri() {
    return "http://127.0.0.1:" + socket.getLocalPort() + "/jwks.json";
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket connection = socket.accept();
        if (socket.isClosed()) {
          // The kernel accepts as long as a thread waits for it, even after the close.
          connection.close();
          return;
        }
        Thread.ofVirtual().start(() -> serve(connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      InputStream in = connection.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          return;
        }
        head.append((char) next);
      }
      asked.incrementAndGet();
      answer.write(connection.getOutputStream());
    } catch (Exception e) {
      // The client has gone, as it should on such a day.
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    socket.close();
  }
}
