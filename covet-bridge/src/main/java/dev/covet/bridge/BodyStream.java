package dev.covet.bridge;

import dev.covet.Response;
import dev.covet.engine.Exchange;
import dev.covet.http.PhaseTimes;
import dev.covet.http.RequestPhase;
import dev.covet.spi.FileSink;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the producer of a streamed body writes to. The head goes out with the first bytes that
 * leave, not before: a producer that fails at once still gets a proper answer, and a body that fits
 * needs no chunked framing. Used by the one thread that serves the request.
 */
final class BodyStream extends OutputStream implements FileSink {
  private static final int FIRST = 512;
  private static final int MOST = 8 << 10;

  private final RequestTask task;
  private final Exchange exchange;
  private final Response<?> response;
  private final long length;

  /** Null if the request is not timed. */
  private final @Nullable PhaseTimes times;

  private byte[] buffer = new byte[FIRST];
  private int size;
  private long total;
  private boolean started;
  private boolean closed;
  private boolean lost;

  /**
   * A stream for one answer.
   *
   * @param task the request
   * @param response its status and fields
   * @param length the length of the body in bytes, or -1
   */
  BodyStream(RequestTask task, Response<?> response, long length) {
    this.task = task;
    this.exchange = task.exchange();
    this.response = response;
    this.length = length;
    this.times = task.times();
  }

  @Override
  public void write(int b) throws IOException {
    open(1);
    reserve(1);
    buffer[size++] = (byte) b;
  }

  @Override
  public void write(byte[] source, int from, int count) throws IOException {
    open(count);
    if (count >= MOST) {
      send();
      start();
      pass(source, from, count);
    } else if (count > 0) {
      reserve(count);
      System.arraycopy(source, from, buffer, size, count);
      size += count;
    }
  }

  @Override
  public boolean takesFiles() {
    return length >= 0 && exchange.sendsFiles();
  }

  @Override
  public void send(FileChannel file, long position, int count) throws IOException {
    open(count);
    send();
    start();
    enter(RequestPhase.WRITE);
    try {
      exchange.sendFile(file, position, count);
    } catch (IOException e) {
      lost = true;
      throw e;
    } finally {
      enter(RequestPhase.SERIALISE);
    }
  }

  /** Sends what is there to the client. */
  @Override
  public void flush() throws IOException {
    if (!closed) {
      send();
      start();
      enter(RequestPhase.WRITE);
      try {
        exchange.flush();
      } catch (IOException e) {
        lost = true;
        throw e;
      } finally {
        enter(RequestPhase.SERIALISE);
      }
    }
  }

  /** The producer has written all; the answer is ended later, by {@link #finish}. */
  @Override
  public void close() {
    closed = true;
  }

  /** Whether the client went away or was too slow, so that no failure is the producer's fault. */
  boolean lost() {
    return lost;
  }

  /**
   * Ends the answer.
   *
   * @param dispatcher ends the request before
   * @throws IOException if the client is gone, or fewer bytes came than were announced
   */
  void finish(Dispatcher dispatcher) throws IOException {
    if (length >= 0 && total != length) {
      throw new IOException("the body has " + total + " bytes, but " + length + " were announced");
    }
    if (started) {
      send();
      if (dispatcher.complete(task)) {
        try {
          exchange.end(ServerTiming.trailers(task));
        } catch (IOException e) {
          lost = true;
          throw e;
        }
      }
    } else if (dispatcher.complete(task)) {
      exchange.respond(response.status(), ServerTiming.whole(task, response), buffer, 0, size);
    }
  }

  private void open(int more) throws IOException {
    if (closed) {
      throw new IOException("the body has been closed");
    }
    alive();
    total += more;
    if (length >= 0 && total > length) {
      throw new IOException("the body is longer than the " + length + " bytes that were announced");
    }
  }

  private void reserve(int more) throws IOException {
    if (size + more > MOST) {
      send();
    }
    if (size + more > buffer.length) {
      buffer = Arrays.copyOf(buffer, Math.max(size + more, Math.min(MOST, 4 * buffer.length)));
    }
  }

  private void send() throws IOException {
    if (size > 0) {
      start();
      pass(buffer, 0, size);
      size = 0;
    }
  }

  private void pass(byte[] source, int from, int count) throws IOException {
    enter(RequestPhase.WRITE);
    try {
      exchange.write(source, from, count);
    } catch (IOException e) {
      lost = true;
      throw e;
    } finally {
      enter(RequestPhase.SERIALISE);
    }
  }

  /** Begins a phase of a request that is timed. */
  private void enter(RequestPhase phase) {
    if (times != null) {
      times.enter(phase);
    }
  }

  private void start() throws IOException {
    alive();
    if (!started) {
      started = true;
      exchange.start(response.status(), ServerTiming.begun(task, response), length);
    }
  }

  private void alive() throws IOException {
    if (task.orphan()) {
      throw new IOException("the deadline of the request is over");
    }
  }
}
