package dev.covet.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.covet.http.HttpVersion;
import dev.covet.http.Method;
import dev.covet.http.RequestEnd;
import dev.covet.http.RequestEnd.Outcome;
import java.lang.management.ManagementFactory;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SeriesTest {
  private static final SeriesKey KEY =
      new SeriesKey("GET", "/a", 200, "1.1", "http", Outcome.COMPLETED);

  @Test
  void aTimeBelongsToTheFirstBoundThatItDoesNotExceed() {
    Series series = Series.of(new Ended(Method.GET, 200), "/a");
    series.add(5_000_000, 1, 10);
    series.add(5_000_001, 2, 20);
    series.add(10_000_000_000L, 3, 30);
    series.add(10_000_000_001L, 4, 40);
    series.add(0, 5, 50);
    Series.Total total = new Series.Total();
    series.addTo(total);
    series.addTo(total);
    assertThat(total.buckets).containsExactly(4, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 2);
    assertThat(total.count()).isEqualTo(10);
    assertThat(total.nanos).isEqualTo(2 * 20_010_000_002L);
    assertThat(total.bytesIn).isEqualTo(30);
    assertThat(total.bytesOut).isEqualTo(300);
  }

  /** A request that has ended. */
  private record Ended(@Nullable Method method, int status) implements RequestEnd {
    @Override
    public @Nullable String rawPath() {
      return null;
    }

    @Override
    public @Nullable String rawQuery() {
      return null;
    }

    @Override
    public HttpVersion version() {
      return HttpVersion.HTTP_3;
    }

    @Override
    public String scheme() {
      return "http";
    }

    @Override
    public @Nullable String header(String name) {
      return null;
    }

    @Override
    public @Nullable SocketAddress remote() {
      return null;
    }

    @Override
    public long bytesIn() {
      return 0;
    }

    @Override
    public long bytesOut() {
      return 0;
    }

    @Override
    public long nanos() {
      return 0;
    }

    @Override
    public Outcome outcome() {
      return Outcome.COMPLETED;
    }

    @Override
    public @Nullable String refusal() {
      return null;
    }
  }

  @Test
  void requestsThatAreAlikeAreCountedTogether() {
    Series get = Series.of(new Ended(Method.GET, 200), "/a");
    Series other = Series.of(new Ended(Method.of("BREW"), 501), "");
    assertThat(get.key).isEqualTo(new SeriesKey("GET", "/a", 200, "3", "http", Outcome.COMPLETED));
    assertThat(other.key.method()).isEqualTo("_OTHER");
    assertThat(get.fits(new Ended(Method.GET, 200))).isTrue();
    assertThat(get.fits(new Ended(Method.GET, 201))).isFalse();
    assertThat(get.fits(new Ended(Method.POST, 200))).isFalse();
    assertThat(other.fits(new Ended(Method.of("STEEP"), 501))).isTrue();
    assertThat(other.fits(new Ended(null, 501))).isTrue();
    assertThat(other.fits(new Ended(Method.GET, 501))).isFalse();
  }

  @Test
  void countingAllocatesNothing() {
    LoopMetrics loop =
        new LoopMetrics(
            () -> {
              throw new AssertionError("nobody asks");
            });
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    RequestEnd end = new Ended(Method.GET, 200);
    count(loop, end);
    long before = threads.getCurrentThreadAllocatedBytes();
    count(loop, end);
    assertThat((threads.getCurrentThreadAllocatedBytes() - before) / 20_000).isZero();
    assertThat(loop.open()).isZero();
  }

  private static void count(LoopMetrics loop, RequestEnd end) {
    for (int i = 0; i < 20_000; i++) {
      loop.began();
      loop.ended(end, null);
    }
  }

  @Test
  void anErrorHasATypeOfFewWords() {
    assertThat(KEY.error()).isEmpty();
    assertThat(new SeriesKey("GET", "", 503, "2", "http", Outcome.COMPLETED).error())
        .isEqualTo("503");
    assertThat(new SeriesKey("GET", "", 200, "2", "http", Outcome.ABORTED).error())
        .isEqualTo("aborted");
  }

  @Test
  void countersAreSummedByName() {
    Counts one = new Counts();
    Counts other = new Counts();
    one.add("a");
    one.add("b");
    one.add("a");
    other.add("a");
    Map<String, Long> sums = new HashMap<>();
    one.addTo(sums);
    other.addTo(sums);
    assertThat(sums).containsOnly(Map.entry("a", 3L), Map.entry("b", 1L));
  }
}
