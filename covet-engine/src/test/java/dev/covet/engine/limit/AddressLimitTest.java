package dev.covet.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.engine.limit.AddressLimit.Entry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AddressLimitTest {
  private static InetSocketAddress peer(int last, int port) throws UnknownHostException {
    return new InetSocketAddress(
        InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) last}), port);
  }

  private static Entry entered(AddressLimit limit, SocketAddress peer) {
    Entry entry = limit.enter(peer);
    assertThat(entry).isNotNull();
    return entry;
  }

  @Test
  void countsEachAddressWhateverThePort() throws Exception {
    AddressLimit limit = new AddressLimit(2);
    Entry first = entered(limit, peer(1, 1000));
    assertThat(limit.enter(peer(1, 1001))).isNotNull();
    assertThat(limit.enter(peer(1, 1002))).isNull();
    assertThat(limit.enter(peer(2, 1000))).isNotNull();
    first.leave();
    assertThat(limit.enter(peer(1, 1003))).isNotNull();
    assertThat(limit.enter(peer(1, 1004))).isNull();
  }

  @Test
  void aRefusedConnectionIsNotCounted() throws Exception {
    AddressLimit limit = new AddressLimit(1);
    Entry first = entered(limit, peer(1, 1));
    for (int i = 0; i < 10; i++) {
      assertThat(limit.enter(peer(1, 2))).isNull();
    }
    first.leave();
    assertThat(limit.enter(peer(1, 3))).isNotNull();
  }

  @Test
  void leavingTooOftenGivesNothingAway() throws Exception {
    AddressLimit limit = new AddressLimit(1);
    Entry first = entered(limit, peer(1, 1));
    first.leave();
    first.leave();
    assertThat(limit.enter(peer(1, 1))).isNotNull();
    assertThat(limit.enter(peer(1, 1))).isNull();
  }

  @Test
  void zeroMeansNoLimit() throws Exception {
    AddressLimit limit = new AddressLimit(0);
    for (int i = 0; i < 1000; i++) {
      assertThat(limit.enter(peer(1, i))).isSameAs(Entry.UNCOUNTED);
    }
    Entry.UNCOUNTED.leave();
    assertThat(limit.enter(peer(1, 0))).isNotNull();
  }

  @Test
  void peersWithoutAnAddressAreNotCounted() {
    AddressLimit limit = new AddressLimit(1);
    SocketAddress unresolved = InetSocketAddress.createUnresolved("nowhere.invalid", 1);
    SocketAddress unix = UnixDomainSocketAddress.of("socket");
    for (int i = 0; i < 3; i++) {
      assertThat(limit.enter(null)).isNotNull();
      assertThat(limit.enter(unresolved)).isNotNull();
      assertThat(limit.enter(unix)).isNotNull();
    }
  }

  @Test
  void neverLetsMoreInThanAllowedFromManyThreads() throws Exception {
    int most = 5;
    AddressLimit limit = new AddressLimit(most);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger seen = new AtomicInteger();
    AtomicInteger entered = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    for (int i = 0; i < 2000; i++) {
                      SocketAddress peer =
                          new InetSocketAddress(InetAddress.getLoopbackAddress(), i);
                      Entry entry = limit.enter(peer);
                      if (entry != null) {
                        entered.incrementAndGet();
                        seen.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        Thread.yield();
                        inside.decrementAndGet();
                        entry.leave();
                      }
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(entered.get()).isPositive();
    assertThat(seen.get()).isLessThanOrEqualTo(most);
    SocketAddress again = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    for (int i = 0; i < most; i++) {
      assertThat(limit.enter(again)).as("all have left").isNotNull();
    }
  }
}
