package dev.covet.engine.limit;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void countsEachAddressWhateverThePort() throws Exception {
    AddressLimit limit = new AddressLimit(2);
    assertThat(limit.enter(peer(1, 1000))).isTrue();
    assertThat(limit.enter(peer(1, 1001))).isTrue();
    assertThat(limit.enter(peer(1, 1002))).isFalse();
    assertThat(limit.enter(peer(2, 1000))).isTrue();
    limit.leave(peer(1, 1000));
    assertThat(limit.enter(peer(1, 1003))).isTrue();
    assertThat(limit.enter(peer(1, 1004))).isFalse();
  }

  @Test
  void aRefusedConnectionIsNotCounted() throws Exception {
    AddressLimit limit = new AddressLimit(1);
    assertThat(limit.enter(peer(1, 1))).isTrue();
    for (int i = 0; i < 10; i++) {
      assertThat(limit.enter(peer(1, 2))).isFalse();
    }
    limit.leave(peer(1, 1));
    assertThat(limit.enter(peer(1, 3))).isTrue();
  }

  @Test
  void leavingTooOftenGivesNothingAway() throws Exception {
    AddressLimit limit = new AddressLimit(1);
    limit.leave(peer(1, 1));
    limit.leave(peer(1, 1));
    assertThat(limit.enter(peer(1, 1))).isTrue();
    assertThat(limit.enter(peer(1, 1))).isFalse();
  }

  @Test
  void zeroMeansNoLimit() throws Exception {
    AddressLimit limit = new AddressLimit(0);
    for (int i = 0; i < 1000; i++) {
      assertThat(limit.enter(peer(1, i))).isTrue();
    }
    limit.leave(peer(1, 0));
  }

  @Test
  void peersWithoutAnAddressAreNotCounted() {
    AddressLimit limit = new AddressLimit(1);
    SocketAddress unresolved = InetSocketAddress.createUnresolved("nowhere.invalid", 1);
    SocketAddress unix = UnixDomainSocketAddress.of("socket");
    for (int i = 0; i < 3; i++) {
      assertThat(limit.enter(null)).isTrue();
      assertThat(limit.enter(unresolved)).isTrue();
      assertThat(limit.enter(unix)).isTrue();
    }
    limit.leave(null);
    limit.leave(unresolved);
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
                      if (limit.enter(peer)) {
                        entered.incrementAndGet();
                        seen.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        Thread.yield();
                        inside.decrementAndGet();
                        limit.leave(peer);
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
      assertThat(limit.enter(again)).as("all have left").isTrue();
    }
  }
}
