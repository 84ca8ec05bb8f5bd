package soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * Clients that come and go, some at a time, one kind after another by chance. A pause waits until
 * each has ended what it was about.
 */
final class Load {
  private static final int CLIENTS = 8;

  /** Between two of one thread, on average. */
  private static final int PAUSE_MILLIS = 400;

  private static final int MOST_FAILURES = 200;

  /**
   * Whoever takes longer may have been cut by a limit of the server, because the machine had no
   * time for it: below all of these limits, and far beyond what any honest client takes.
   */
  private static final long LATE_NANOS = 2_000_000_000L;

  private final ServerProcess server;
  private final Map<Kind, LongAdder> done = counters();
  private final Map<Kind, LongAdder> failed = counters();
  private final LongAdder late = new LongAdder();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private volatile boolean over;

  Load(ServerProcess server) {
    this.server = server;
  }

  private static Map<Kind, LongAdder> counters() {
    Map<Kind, LongAdder> counters = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      counters.put(kind, new LongAdder());
    }
    return counters;
  }

  /** Loads for a time and returns when the last client has ended. */
  void run(long millis) throws InterruptedException {
    over = false;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      threads.add(Thread.ofVirtual().start(this::clients));
    }
    Thread.sleep(millis);
    over = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void clients() {
    try {
      while (!over) {
        one(Kind.random(ThreadLocalRandom.current()));
        Thread.sleep(ThreadLocalRandom.current().nextInt(2 * PAUSE_MILLIS));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void one(Kind kind) throws InterruptedException {
    long begin = System.nanoTime();
    try {
      kind.run(server);
      done.get(kind).increment();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      if (e instanceof IOException && System.nanoTime() - begin > LATE_NANOS) {
        late.increment();
        return;
      }
      failed.get(kind).increment();
      if (failures.size() < MOST_FAILURES) {
        failures.add(kind + ": " + e);
      }
    }
  }

  long done(Kind kind) {
    return done.get(kind).sum();
  }

  long failed(Kind kind) {
    return failed.get(kind).sum();
  }

  /** Those who were cut, but so late that the server's limits may be why. */
  long late() {
    return late.sum();
  }

  /** What went wrong since the last call, in words. */
  List<String> failures() {
    List<String> all = new ArrayList<>();
    for (String failure = failures.poll(); failure != null; failure = failures.poll()) {
      all.add(failure);
    }
    return all;
  }
}
