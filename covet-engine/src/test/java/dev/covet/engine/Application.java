package dev.covet.engine;

import dev.covet.engine.ExchangeHandler.Serving;
import dev.covet.http.Headers;
import dev.covet.http.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/** A small handler for engine tests; each request on a virtual thread of the JDK's scheduler. */
final class Application implements ExchangeHandler {
  final AtomicInteger started = new AtomicInteger();
  final AtomicInteger timeouts = new AtomicInteger();
  final AtomicInteger aborts = new AtomicInteger();
  final AtomicInteger failures = new AtomicInteger();

  @Override
  public Serving handle(Exchange exchange) {
    if (exchange.rawPath().equals("/small") && !exchange.limitBody(10)) {
      return Serving.DONE;
    }
    String path = exchange.rawPath();
    Thread thread = Thread.ofVirtual().unstarted(() -> run(exchange, path));
    thread.start();
    started.incrementAndGet();
    return new Serving() {
      @Override
      public void timedOut() {
        timeouts.incrementAndGet();
        thread.interrupt();
      }

      @Override
      public void aborted() {
        aborts.incrementAndGet();
        thread.interrupt();
      }

      @Override
      public boolean ended() {
        return !thread.isAlive();
      }
    };
  }

  private void run(Exchange exchange, String path) {
    try {
      switch (path) {
        case "/echo", "/small" -> text(exchange, body(exchange));
        case "/ignore" -> text(exchange, "ignored");
        case "/trailers" -> text(exchange, body(exchange) + "|" + exchange.trailers());
        case "/stream" -> stream(exchange);
        case "/large" -> {
          byte[] bytes = new byte[10 << 20];
          exchange.respond(Status.OK, Headers.empty(), bytes, 0, bytes.length);
        }
        case "/endless" -> endless(exchange);
        case "/sleep" -> {
          Thread.sleep(60_000);
          text(exchange, "late");
        }
        case "/empty" -> exchange.respond(Status.NO_CONTENT, Headers.empty(), new byte[0], 0, 0);
        default -> text(exchange, path);
      }
    } catch (IOException | InterruptedException | IllegalStateException e) {
      failures.incrementAndGet();
    }
  }

  private static void text(Exchange exchange, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.respond(Status.OK, Headers.of("content-type", "text/plain"), bytes, 0, bytes.length);
  }

  private static String body(Exchange exchange) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] part = new byte[100];
    for (int n = exchange.read(part, 0, part.length);
        n >= 0;
        n = exchange.read(part, 0, part.length)) {
      all.write(part, 0, n);
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  private static void stream(Exchange exchange) throws IOException {
    exchange.start(Status.OK, Headers.empty(), -1);
    for (int i = 0; i < 3; i++) {
      byte[] line = ("line " + i + "\n").getBytes(StandardCharsets.UTF_8);
      exchange.write(line, 0, line.length);
      exchange.flush();
    }
    exchange.end(Headers.of("x-sum", "3"));
  }

  private static void endless(Exchange exchange) throws IOException {
    exchange.start(Status.OK, Headers.empty(), -1);
    byte[] part = new byte[8 << 10];
    while (true) {
      exchange.write(part, 0, part.length);
    }
  }
}
