package dev.covet.engine;

import static org.awaitility.Awaitility.await;

import dev.covet.http.RequestEnd;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Keeps what an observer is told. */
final class Ends implements LoopObserver {
  record End(
      String method,
      String target,
      int status,
      String version,
      long in,
      long out,
      RequestEnd.Outcome outcome,
      @Nullable String refusal,
      @Nullable String agent,
      @Nullable Object tag) {}

  final List<End> ends = new CopyOnWriteArrayList<>();
  final Queue<Boolean> accepted = new ConcurrentLinkedQueue<>();
  final Queue<String> faults = new ConcurrentLinkedQueue<>();
  final AtomicInteger open = new AtomicInteger();
  volatile long nanos;
  volatile boolean known = true;

  @Override
  public void began() {
    open.incrementAndGet();
  }

  @Override
  public void ended(RequestEnd end, @Nullable Object tag) {
    open.decrementAndGet();
    nanos = end.nanos();
    known &= end.remote() != null && end.scheme().equals("http");
    String query = end.rawQuery();
    ends.add(
        new End(
            String.valueOf(end.method()),
            end.rawPath() + (query == null ? "" : "?" + query),
            end.status(),
            String.valueOf(end.version()),
            end.bytesIn(),
            end.bytesOut(),
            end.outcome(),
            end.refusal(),
            end.header("user-agent"),
            tag));
  }

  @Override
  public void accepted(boolean served) {
    accepted.add(served);
  }

  @Override
  public void fault(String protocol, String kind) {
    faults.add(protocol + " " + kind);
  }

  /** The one that has come, and nothing else. */
  End only() {
    await().until(() -> !ends.isEmpty());
    if (ends.size() != 1) {
      throw new AssertionError(ends.toString());
    }
    return ends.removeFirst();
  }
}
