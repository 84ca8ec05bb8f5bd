package dev.covet.checks;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

/** Asks all the time, on one connection, until it is closed; a failure is kept. */
final class HonestClient implements AutoCloseable {
  private final AtomicReference<Throwable> failure = new AtomicReference<>();
  private final Thread thread;
  private volatile boolean closed;
  private volatile long answered;
  private volatile long longest;

  /** Asks {@code /quick}, and {@code /body} with a whole body at once. */
  HonestClient(int port) {
    thread = Thread.ofPlatform().name("honest").start(() -> run(port));
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
  private void run(int port) {
    try (Connection connection = new Connection(port)) {
      while (!closed) {
        long start = System.nanoTime();
        check(connection.get("/quick"), "quick");
        connection.send("POST /body HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello");
        check(connection.read(), "5");
        longest = Math.max(longest, System.nanoTime() - start);
        answered += 2;
        Thread.sleep(2);
      }
    } catch (Exception e) {
      failure.set(e);
    }
  }

  private static void check(String answer, String body) throws IOException {
    if (!answer.startsWith("HTTP/1.1 200 ") || !answer.endsWith(body)) {
      throw new IOException("answered " + answer);
    }
  }

  /** What went wrong, if anything; null if nothing did. */
  Throwable failure() {
    return failure.get();
  }

  long answered() {
    return answered;
  }

  /** The longest time for two requests, in milliseconds. */
  long longestMillis() {
    return longest / 1_000_000;
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }
}
