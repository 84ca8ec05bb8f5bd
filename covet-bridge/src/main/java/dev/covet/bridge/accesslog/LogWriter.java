package dev.covet.bridge.accesslog;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;

/**
 * The one thread that writes the access log. Loops hand entries over by a bounded queue: one that
 * finds no place is dropped and counted, never waited for. What can not be written is dropped and
 * counted too, so a full disk costs lines and nothing else. Both are told in the server's log, once
 * a second at most.
 */
final class LogWriter implements AutoCloseable {
  /** Entries that may wait: some MiB of memory, unless clients send the longest of texts. */
  static final int CAPACITY = 8192;

  private static final System.Logger LOG = System.getLogger("dev.covet.access");
  private static final int BATCH = 64 << 10;
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final LineFormat format;
  private final LogSink sink;
  private final MpscAtomicArrayQueue<Entry> queue;
  private final LongSupplier clock;
  private final LongAdder dropped = new LongAdder();
  private final Thread thread;

  /** Whether the thread parks until somebody wakes it. */
  private volatile boolean waiting;

  private volatile boolean closed;

  // the writer's thread only
  private final Lines lines = new Lines();
  private long unwritten;
  private String reason = "";
  private long lastLook;

  LogWriter(LineFormat format, LogSink sink) {
    this(format, sink, CAPACITY, System::nanoTime);
  }

  LogWriter(LineFormat format, LogSink sink, int capacity, LongSupplier clock) {
    this.clock = clock;
    this.lastLook = clock.getAsLong();
    this.format = format;
    this.sink = sink;
    this.queue = new MpscAtomicArrayQueue<>(capacity);
    this.thread =
        Thread.ofPlatform()
            .daemon()
            .name("covet-access-log")
            .inheritInheritableThreadLocals(false)
            .unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Takes an entry, or drops it if too many wait. Never blocks. */
  void add(Entry entry) {
    if (!queue.offer(entry)) {
      dropped.increment();
      return;
    }
    // The thread says that it waits before it looks at the queue for the last time.
    VarHandle.fullFence();
    if (waiting) {
      waiting = false;
      LockSupport.unpark(thread);
    }
  }

  /** Whether all that was taken was looked at; for tests. */
  boolean isIdle() {
    return waiting && queue.isEmpty();
  }

  /** Writes what waits, then ends; returns when that is done, or the disk takes too long. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      if (!thread.join(PATIENCE)) {
        LOG.log(Level.WARNING, "the access log is not written: the file takes nothing");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      serve();
    } catch (RuntimeException failure) {
      LOG.log(Level.ERROR, "the access log has failed, nothing more is logged", failure);
    }
    try {
      sink.close();
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the access log could not be closed", e);
    }
  }

  private void serve() {
    while (true) {
      boolean last = closed;
      int drained = drain();
      long now = clock.getAsLong();
      if (last || now - lastLook >= SECOND) {
        lastLook = now;
        follow();
        report();
      }
      if (last && drained == 0) {
        break;
      }
      if (!last && drained < CAPACITY) {
        rest(drained > 0);
      }
    }
  }

  /** Writes what is there, but not for ever if more and more comes; tells how many there were. */
  private int drain() {
    int drained = 0;
    for (Entry entry = queue.poll(); entry != null; entry = queue.poll()) {
      drained++;
      format.line(entry, lines);
      if (lines.length() >= BATCH) {
        write();
      }
      if (drained == CAPACITY) {
        break;
      }
    }
    write();
    return drained;
  }

  private void write() {
    if (lines.length() == 0) {
      return;
    }
    ByteBuffer bytes = lines.bytes();
    try {
      sink.write(bytes);
    } catch (IOException e) {
      reason = String.valueOf(e.getMessage());
      while (bytes.hasRemaining()) {
        if (bytes.get() == '\n') {
          unwritten++;
        }
      }
    }
    lines.clear();
  }

  /** Lets entries gather while requests come, and waits for the first one while none do. */
  private void rest(boolean some) {
    if (some) {
      LockSupport.parkNanos(GATHER_NANOS);
      return;
    }
    waiting = true;
    if (queue.isEmpty() && !closed) {
      LockSupport.parkNanos(SECOND);
    }
    waiting = false;
  }

  private void follow() {
    try {
      sink.follow();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the access log can not be opened again: " + e);
    }
  }

  private void report() {
    long lost = dropped.sumThenReset();
    if (lost > 0) {
      LOG.log(Level.WARNING, "access log: dropped: " + lost + " (too many wait to be written)");
    }
    if (unwritten > 0) {
      LOG.log(Level.WARNING, "access log: dropped: " + unwritten + " (" + reason + ")");
      unwritten = 0;
    }
  }
}
