package dev.covet.bridge;

import dev.covet.Response;
import dev.covet.engine.Exchange;
import dev.covet.http.Headers;
import java.io.IOException;
import java.io.OutputStream;

/**
 * What the producer of a streamed body writes to. The head goes out with the first bytes that leave, not before: a
 * producer that fails at once still gets a proper answer, and a body that fits needs no chunked framing. Used by the one
 * thread that serves the request.
 */
final class BodyStream extends OutputStream {
  private static final int BUFFER = 8 << 10;

  private final RequestTask task;
  private final Exchange exchange;
  private final Response response;
  private final long length;
  private byte[] buffer = new byte[256];
  private int size;
  private long written;
  private boolean started;
  private boolean closed;

  BodyStream(RequestTask task, Response response, long length) {
    this.task = task;
    this.exchange = task.exchange();
    this.response = response;
    this.length = length;
  }

  @Override
  public void write(int b) throws IOException {
    room(1);
    buffer[size++] = (byte) b;
  }

  @Override
  public void write(byte[] source, int from, int count) throws IOException {
    if (count >= BUFFER) {
      send();
      check(count);
      start();
      exchange.write(source, from, count);
    } else if (count > 0) {
      room(count);
      System.arraycopy(source, from, buffer, size, count);
      size += count;
    }
  }

  /** Sends what is there to the client. */
  @Override
  public void flush() throws IOException {
    if (!closed) {
      send();
      start();
      exchange.flush();
    }
  }

  /** The producer has written all; the answer is ended later, by {@link #finish}. */
  @Override
  public void close() {
    closed = true;
  }

  /**
   * Ends the answer.
   *
   * @throws IOException if the client is gone, or fewer bytes came than were announced
   */
  void finish(Dispatcher dispatcher) throws IOException {
    long total = written + size;
    if (length >= 0 && total != length) {
      throw new IOException("the body has " + total + " bytes, but " + length + " were announced");
    }
    if (started) {
      send();
      if (dispatcher.complete(task)) {
        exchange.end(Headers.empty());
      }
    } else if (dispatcher.complete(task)) {
      exchange.respond(response.status(), response.headers(), buffer, 0, size);
    }
  }

  private void room(int count) throws IOException {
    check(count);
    if (size + count > BUFFER) {
      written -= count;
      send();
      written += count;
    }
  }

  private void send() throws IOException {
    if (size > 0) {
      start();
      exchange.write(buffer, 0, size);
      size = 0;
    }
  }

  private void start() throws IOException {
    alive();
    if (!started) {
      started = true;
      exchange.start(response.status(), response.headers(), length);
    }
  }

  private void check(int count) throws IOException {
    if (closed) {
      throw new IOException("the body has been closed");
    }
  }

  private void alive() throws IOException {
    if (task.orphan()) {
      throw new IOException("the deadline of the request is over");
    }
  }
}
