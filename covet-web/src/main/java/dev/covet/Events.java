package dev.covet;

import dev.covet.spi.LiveStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The sending side of an event stream. Every event leaves at once. Safe for any thread while its
 * {@link EventWriter} runs; events of one thread keep their order. {@code send} blocks while the
 * client reads slowly.
 *
 * <p>While nothing is sent, a comment goes out every 15 seconds, so that proxies keep the stream
 * and a client that vanished is noticed.
 */
public final class Events {
  private static final Duration HEARTBEAT = Duration.ofSeconds(15);
  private static final Duration ROUND_TRIP = Duration.ofMillis(500);
  private static final byte[] BEAT = EventBytes.comment("");

  private enum State {
    OPEN,
    /** The client is gone. */
    GONE,
    /** The server stops: a last comment is out. */
    ENDING,
    /** The writer has returned. */
    OVER
  }

  private final OutputStream out;
  private final Type declared;
  private final Thread serving = Thread.currentThread();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile State state = State.OPEN;

  // under the lock; no hook is added when the stream is over
  private final List<Runnable> hooks = new ArrayList<>();
  private final List<Runnable> drainHooks = new ArrayList<>();
  private @Nullable Future<?> beats;

  /** Whether something went out since the last look. */
  private volatile boolean sent = true;

  Events(OutputStream out, Type declared) {
    this.out = out;
    this.declared = declared;
  }

  /**
   * Sends an event.
   *
   * @param event the event
   * @throws IOException if the client is gone or the server stops
   */
  public void send(Event<?> event) throws IOException {
    write(EventBytes.of(event, declared));
  }

  /**
   * Sends an event without id and name.
   *
   * @param data what it tells: a {@code String} as it is, anything else as JSON
   * @throws IOException if the client is gone or the server stops
   */
  public void send(Object data) throws IOException {
    send(data instanceof Event<?> event ? event : Event.of(data));
  }

  /**
   * Sends a comment, which clients pass over.
   *
   * @param text any text
   * @throws IOException if the client is gone or the server stops
   */
  public void comment(String text) throws IOException {
    write(EventBytes.comment(text));
  }

  /** Sends the lines of events. */
  void sendEncoded(byte[] lines) throws IOException {
    write(lines);
  }

  /** {@return whether events still go out: the client is there, as far as known, and no stop} */
  public boolean open() {
    return state == State.OPEN;
  }

  /**
   * Leaves work for the end of the stream, whatever ends it: run once, on some virtual thread; at
   * once if the stream is over already. A client that closes its connection or resets its stream is
   * noticed within a second; one that vanished without a word when a heartbeat can not be
   * delivered.
   *
   * @param hook the work; must not block for long
   */
  public void onClose(Runnable hook) {
    lock.lock();
    try {
      if (state == State.OPEN) {
        hooks.add(hook);
        return;
      }
    } finally {
      lock.unlock();
    }
    run(hook);
  }

  /**
   * Leaves work for a stop of the server, for a last event: run once, on some virtual thread, while
   * the stream is still open; it ends afterwards, and its writer is interrupted. Not run if the
   * stream ends before.
   *
   * @param hook the work; ends soon, for the stop has a limit
   */
  public void onDrain(Runnable hook) {
    lock.lock();
    try {
      drainHooks.add(hook);
    } finally {
      lock.unlock();
    }
  }

  private List<Runnable> takeDrainHooks() {
    lock.lock();
    try {
      List<Runnable> left = state == State.OPEN ? List.copyOf(drainHooks) : List.of();
      drainHooks.clear();
      return left;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sets how long the stream may be quiet.
   *
   * @param period more than zero
   * @throws IllegalArgumentException if it is not
   */
  public void heartbeat(Duration period) {
    if (!period.isPositive()) {
      throw new IllegalArgumentException(
          "Events.heartbeat: " + period + " is no period; use more than zero");
    }
    lock.lock();
    try {
      stopBeats();
      if (state == State.OPEN) {
        long nanos = period.toNanos();
        // One timer thread of the JDK for all streams; a virtual thread lives for the write only.
        beats =
            ForkJoinPool.commonPool()
                .scheduleWithFixedDelay(this::beat, nanos, nanos, TimeUnit.NANOSECONDS);
      }
    } finally {
      lock.unlock();
    }
  }

  /** Sends the head, so that the client knows that it is connected. */
  void begin() throws IOException {
    lock.lock();
    try {
      out.flush();
    } finally {
      lock.unlock();
    }
    heartbeat(HEARTBEAT);
  }

  /**
   * Nobody writes any more; the serving thread.
   *
   * @return whether the server asked the writer to end
   */
  boolean end() {
    close(State.OVER, null);
    if (state != State.OVER) {
      Thread.interrupted(); // it was for the writer
    }
    return state == State.ENDING;
  }

  /** What the server tells of the stream. */
  LiveStream live() {
    return new LiveStream() {
      @Override
      public void clientSilent() {
        probe();
      }

      @Override
      public void clientGone() {
        close(State.GONE, null);
      }

      @Override
      public void serverStops() {
        takeDrainHooks().forEach(Events::run);
        close(State.ENDING, EventBytes.comment("the server stops"));
      }
    };
  }

  private void write(byte[] bytes) throws IOException {
    boolean failed = true;
    lock.lock();
    try {
      if (state != State.OPEN) {
        failed = false;
        throw new IOException("the event stream is over: " + why());
      }
      sent = true;
      out.write(bytes);
      out.flush();
      failed = false;
    } finally {
      lock.unlock();
      if (failed) {
        close(State.GONE, null);
      }
    }
  }

  private String why() {
    return switch (state) {
      case OPEN, OVER -> "its writer has returned";
      case GONE -> "the client is gone";
      case ENDING -> "the server stops";
    };
  }

  /**
   * Two comments: if the client is gone, the first is answered by a reset, which makes the second
   * fail.
   */
  private void probe() {
    writeBeat();
    try {
      Thread.sleep(ROUND_TRIP);
      writeBeat();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The timer's thread; never blocks it. */
  private void beat() {
    if (sent) {
      sent = false;
      return;
    }
    if (!lock.isLocked()) {
      Thread.startVirtualThread(this::writeBeat);
    }
  }

  private void writeBeat() {
    try {
      write(BEAT);
      sent = false;
    } catch (IOException e) {
      Log.WEB.log(Level.DEBUG, "a heartbeat could not be sent", e);
    }
  }

  /** The first reason counts. The serving thread is interrupted unless it is the one that calls. */
  private void close(State reason, byte @Nullable [] last) {
    lock.lock();
    try {
      if (state != State.OPEN) {
        return;
      }
      state = reason;
      stopBeats();
      if (last != null) {
        writeLast(last);
      }
      // Under the lock, which the serving thread takes once more when its writer has returned: the
      // interrupt can not hit what it does later.
      if (Thread.currentThread() != serving) {
        serving.interrupt();
      }
    } finally {
      lock.unlock();
    }
    hooks.forEach(Events::run);
  }

  private void writeLast(byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      Log.WEB.log(Level.DEBUG, "the last comment of an event stream could not be sent", e);
    }
  }

  private void stopBeats() {
    Future<?> running = beats;
    if (running != null) {
      running.cancel(false);
    }
  }

  private static void run(Runnable hook) {
    try {
      hook.run();
    } catch (RuntimeException e) {
      Log.WEB.log(Level.WARNING, "a hook of an event stream failed", e);
    }
  }
}
