package dev.covet.engine.loop;

import dev.covet.engine.Carried;
import dev.covet.engine.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ManualIoEventLoop;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;
import org.jspecify.annotations.Nullable;

/**
 * One event loop: a platform thread that serves its connections and carries the virtual threads of
 * their handlers.
 *
 * <p>A turn is: input and output, not blocking while something is ready → the continuations and
 * tasks that were ready when the turn began, at most {@value #TURN_TASKS} or 500 µs → Netty's own
 * tasks with a budget → due timers → the flushes that the turn left. Whatever becomes ready during
 * a turn waits for the next one, so a thread that yields for ever delays others by a turn and
 * starves nobody.
 *
 * <p>Other threads reach the loop through {@link #execute} and {@link #resume} alone. Both never
 * throw and never block: a JDK thread that wakes a virtual thread would die for the whole JVM. What
 * they queue is bounded by its senders, one entry for each carried thread and one for each crossing
 * call that waits.
 */
public final class IoLoop extends EventLoop {
  private static final System.Logger LOG = System.getLogger("dev.covet.engine");
  private static final int TURN_TASKS = 256;
  private static final long TURN_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
  private static final VarHandle CARRIES;

  static {
    try {
      CARRIES = MethodHandles.lookup().findVarHandle(IoLoop.class, "carries", long.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int index;
  private final InstantSource clock;
  private final Thread thread;
  private final Io io;
  private final @Nullable Alarm alarm;
  private final MpscUnboundedAtomicArrayQueue<Runnable> inbox =
      new MpscUnboundedAtomicArrayQueue<>(256);
  private final CountDownLatch terminated = new CountDownLatch(1);
  private volatile boolean stopping;
  private volatile boolean closed;
  private volatile boolean accepting = true;
  private final AtomicInteger connections = new AtomicInteger();

  // event loop only
  private final ArrayDeque<Runnable> ready = new ArrayDeque<>(256);
  private final ArrayDeque<Runnable> turnEnd = new ArrayDeque<>(256);
  private final TimerWheel timers = new TimerWheel(System.nanoTime());
  private boolean clockRead;
  private long now;
  private long millis;

  // written on the event loop, sampled by any thread
  private @Nullable Carried carrying;
  private long carries;

  /**
   * A loop that is not running yet.
   *
   * @param index from 0
   * @param factory makes the transport's handler
   * @param alarm ends waits when a deadline is near; null if each wait is limited
   * @param clock what {@link #millis()} tells; asked on the loop's thread
   */
  public IoLoop(int index, IoHandlerFactory factory, @Nullable Alarm alarm, InstantSource clock) {
    this.index = index;
    this.alarm = alarm;
    this.clock = clock;
    this.thread = new FastThreadLocalThread(null, this::run, "covet-loop-" + index);
    this.io = new Io(thread, factory);
  }

  /** Starts the loop's thread. */
  public void start() {
    thread.start();
  }

  /** Netty's side of this loop: channels are registered with it. */
  public ManualIoEventLoop io() {
    return io;
  }

  /** The loop's deadlines; event loop only. */
  public TimerWheel timers() {
    return timers;
  }

  /**
   * The time of the current phase of the turn on the scale of {@link System#nanoTime()}: read once
   * when it is first asked for, so a burst of requests costs one look at the clock. Event loop
   * only.
   */
  public long ioTime() {
    if (!clockRead) {
      tick();
    }
    return now;
  }

  /**
   * The wall clock of the current phase in milliseconds since the epoch. It may jump at any time,
   * so nothing waits by it. Event loop only.
   */
  public long millis() {
    if (!clockRead) {
      tick();
    }
    return millis;
  }

  private long tick() {
    now = System.nanoTime();
    millis = clock.millis();
    clockRead = true;
    return now;
  }

  /** Open connections, those on their way to the loop included; any thread may read. */
  public int connections() {
    return connections.get();
  }

  /**
   * Counts a connection in or out; any thread.
   *
   * @param change 1 or -1
   */
  public void count(int change) {
    connections.addAndGet(change);
  }

  /** Whether the loop takes new connections; any thread may read. */
  public boolean accepting() {
    return accepting;
  }

  @Override
  public void accepting(boolean accept) {
    accepting = accept;
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public Thread thread() {
    return thread;
  }

  @Override
  public long carries() {
    return (long) CARRIES.getOpaque(this);
  }

  @Override
  public @Nullable Carried carrying() {
    return carrying;
  }

  @Override
  public boolean inLoop() {
    Thread current = Thread.currentThread();
    if (current == thread) {
      return true;
    }
    // A stale value is harmless: only a thread that left this loop for good could be wrong here,
    // and that is asked.
    Carried carried = carrying;
    return carried != null && carried.thread() == current && !carried.moved();
  }

  @Override
  public void execute(Runnable task) {
    if (closed) {
      Orphans.run(task);
    } else if (Thread.currentThread() == thread) {
      ready.add(task);
    } else {
      inbox.add(task);
      io.wakeup();
      if (closed) {
        rescue();
      }
    }
  }

  @Override
  public void resume(Carried carried, Runnable continuation) {
    carried.ready(continuation);
    execute(carried);
  }

  @Override
  public void carry(Carried carried, Runnable continuation) {
    long count = carries + 1;
    carrying = carried;
    CARRIES.setRelease(this, count);
    try {
      continuation.run();
    } finally {
      carrying = null;
      CARRIES.setRelease(this, count + 1);
    }
  }

  /**
   * Runs something at the end of the current turn: a flush, say, that is due once however often it
   * was asked for. Event loop's own thread only.
   *
   * @param action must not throw
   */
  public void atTurnEnd(Runnable action) {
    turnEnd.add(action);
  }

  /** Lets the loop end once it has run what is queued; any thread. */
  public void stop() {
    stopping = true;
    io.wakeup();
  }

  /**
   * Waits until the loop has ended.
   *
   * @param nanos at most this many nanoseconds
   * @return whether it has ended
   * @throws InterruptedException if the caller is interrupted
   */
  public boolean awaitStop(long nanos) throws InterruptedException {
    return terminated.await(nanos, TimeUnit.NANOSECONDS);
  }

  private void run() {
    try {
      if (alarm != null) {
        alarm.open(io);
      }
      while (!stopping) {
        turn();
      }
      io.shutdownGracefully(0, 0, TimeUnit.SECONDS);
      while (!io.isTerminated()) {
        lastTurn();
      }
    } catch (Throwable failure) {
      SafeLog.log(
          LOG, Level.ERROR, "event loop " + index + " died; its connections are lost", failure);
    } finally {
      closed = true;
      rescue();
      terminated.countDown();
    }
  }

  private void turn() {
    try {
      clockRead = false;
      if (ready.isEmpty() && turnEnd.isEmpty()) {
        io.run(limit(), TURN_NANOS);
      } else {
        io.runNow(TURN_NANOS);
      }
      long time = tick();
      timers.advance(time);
      runReady();
      runTurnEnd();
    } catch (Throwable failure) {
      survive(failure);
    }
  }

  /** {@return how many nanoseconds a wait for input may last, or 0 if it may last for ever} */
  private long limit() {
    long time = System.nanoTime();
    long delay = timers.delay(time);
    return delay < 0 || alarm != null && alarm.within(time, delay) ? 0 : delay;
  }

  /** While the transport closes its channels. */
  private void lastTurn() {
    try {
      io.runNow();
      runReady();
      runTurnEnd();
    } catch (Throwable failure) {
      survive(failure);
    }
  }

  /**
   * One task must not take the connections of the loop with it; a JVM that is out of memory or
   * broken may.
   */
  private void survive(Throwable failure) {
    if (failure instanceof VirtualMachineError fatal && !(failure instanceof StackOverflowError)) {
      throw fatal;
    }
    SafeLog.log(LOG, Level.ERROR, "a task of event loop " + index + " failed", failure);
  }

  private void runReady() {
    for (Runnable task = inbox.poll(); task != null; task = inbox.poll()) {
      ready.add(task);
    }
    int count = Math.min(ready.size(), TURN_TASKS);
    long end = 0;
    for (int i = 1; i <= count; i++) {
      Runnable task = ready.poll();
      if (task == null) {
        return;
      }
      runTask(task);
      if ((i & 15) == 0) {
        long time = tick();
        if (end == 0) {
          end = time + TURN_NANOS;
        } else if (time - end > 0) {
          return;
        }
      }
    }
  }

  private void runTask(Runnable task) {
    if (task instanceof Carried carried) {
      Runnable continuation = carried.take();
      if (continuation != null) {
        carry(carried, continuation);
      }
    } else {
      task.run();
    }
  }

  private void runTurnEnd() {
    // What an action asks for in turn is the next turn's, or a connection with much to do would
    // hold up all others.
    for (int count = turnEnd.size(); count > 0; count--) {
      Runnable action = turnEnd.poll();
      if (action != null) {
        action.run();
      }
    }
  }

  /**
   * After the end: nothing that was handed to this loop may be lost, or threads would wait for
   * ever.
   */
  private void rescue() {
    if (Thread.currentThread() == thread) {
      for (Runnable task = ready.poll(); task != null; task = ready.poll()) {
        Orphans.run(task);
      }
    }
    synchronized (inbox) {
      for (Runnable task = inbox.poll(); task != null; task = inbox.poll()) {
        Orphans.run(task);
      }
    }
  }

  /** Does not block while continuations or tasks wait for their turn. */
  private final class Io extends ManualIoEventLoop {
    Io(Thread owner, IoHandlerFactory factory) {
      super(owner, factory);
    }

    @Override
    protected boolean canBlock() {
      return inbox.isEmpty() && !stopping;
    }
  }
}
