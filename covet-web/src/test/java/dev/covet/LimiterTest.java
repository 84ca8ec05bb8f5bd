package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LimiterTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final AtomicLong nanos = new AtomicLong();

  /** Bytes, not times: they do not depend on the machine. */
  private static long allocatedBy(Runnable work) {
    for (int i = 0; i < 20_000; i++) {
      work.run();
    }
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100_000; i++) {
      work.run();
    }
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / 100_000;
  }

  @Test
  void aDecisionAllocatesNothing() {
    RateLimit limit = RateLimit.perAddress(1_000, Duration.ofSeconds(1)).clock(nanos::get);
    Limiter limiter = new Limiter(limit);
    SocketAddress four = new InetSocketAddress("192.0.2.1", 1);
    SocketAddress six = new InetSocketAddress("2001:db8::1", 1);
    String text = "a key of the application's own";

    assertThat(allocatedBy(() -> take(limiter, limiter.key(four, 3)))).isZero();
    assertThat(allocatedBy(() -> take(limiter, limiter.key(six, 3)))).isZero();
    assertThat(allocatedBy(() -> take(limiter, limiter.key(text, 3)))).isZero();
  }

  private void take(Limiter limiter, long key) {
    nanos.addAndGet(700_000);
    if (limiter.take(key, 1) < 0) {
      limiter.giveBack(key, 0);
    }
  }

  @Test
  void admittingARequestAllocatesNothing() {
    EarlyLimits limits =
        new EarlyLimits(
            List.of(
                new Limiter(RateLimit.perAddress(10, Duration.ofSeconds(1)).clock(nanos::get)),
                new Limiter(RateLimit.total(10, Duration.ofSeconds(1)).clock(nanos::get))),
            1,
            0);
    Covet app = Covet.create(Config.defaults());
    app.get("/", request -> "");
    AssembledApplication assembled = app.assemble();
    Request request = assembled.accept(FakeIncoming.get("/").from("192.0.2.1"));

    assertThat(
            allocatedBy(
                () -> {
                  nanos.addAndGet(100_000_000);
                  if (limits.admit(request) != null) {
                    throw new AssertionError("refused");
                  }
                }))
        .isZero();
  }
}
