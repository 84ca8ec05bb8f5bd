package dev.covet;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A decision of a rate limit: who is it, and may it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class LimiterBenchmark {
  private static final int CLIENTS = 1 << 17;

  @Param({"4", "6"})
  public int version;

  /** How many requests each client may send in a second: all of these, or nearly none. */
  @Param({"1000000000", "1"})
  public int requests;

  private Limiter limiter;
  private SocketAddress[] clients;
  private int next;

  @Setup
  public void prepare() throws UnknownHostException {
    limiter = new Limiter(RateLimit.perAddress(requests, Duration.ofSeconds(1)).keys(CLIENTS));
    SplittableRandom random = new SplittableRandom(7);
    clients = new SocketAddress[CLIENTS];
    for (int i = 0; i < CLIENTS; i++) {
      byte[] address = new byte[version == 4 ? 4 : 16];
      random.nextBytes(address);
      clients[i] = new InetSocketAddress(InetAddress.getByAddress(address), 1);
    }
  }

  @Benchmark
  public long oneClient() {
    return limiter.take(limiter.key(clients[0], 0), 1);
  }

  @Benchmark
  public long manyClients() {
    next = (next + 1) & (CLIENTS - 1);
    return limiter.take(limiter.key(clients[next], 0), 1);
  }
}
