package dev.covet.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DebtTableTest {
  private static final int BURST = 10;
  private static final long REFILL = 1_000;
  private static final long MOST = BURST * REFILL;

  /** Hashes of different keys that meet in one set, whatever the table's size. */
  private static long inOneSet(int key) {
    return key + 1L;
  }

  private static int allowed(DebtTable table, long key, int asked, long now) {
    int allowed = 0;
    for (int i = 0; i < asked; i++) {
      allowed += table.take(key, REFILL, MOST, now) >= 0 ? 1 : 0;
    }
    return allowed;
  }

  @Test
  void aBurstPassesAtOnceAndThenWhatIsRefilled() {
    DebtTable table = new DebtTable(100);

    assertThat(table.take(7, REFILL, MOST, 0)).isEqualTo(REFILL);
    assertThat(allowed(table, 7, BURST, 0)).isEqualTo(BURST - 1);
    assertThat(table.take(7, REFILL, MOST, 0)).isEqualTo(-REFILL);
    assertThat(table.take(7, REFILL, MOST, REFILL - 1)).isEqualTo(-1);
    assertThat(table.take(7, REFILL, MOST, REFILL)).isEqualTo(MOST);
    assertThat(allowed(table, 7, BURST, 4 * REFILL)).isEqualTo(3);
    assertThat(allowed(table, 7, 2 * BURST, 1_000 * REFILL)).isEqualTo(BURST);
  }

  @Test
  void aRefusalChangesNothing() {
    DebtTable table = new DebtTable(100);
    allowed(table, 7, BURST, 0);

    assertThat(allowed(table, 7, 1_000, 0)).isZero();
    assertThat(table.owed(7, 0)).isEqualTo(MOST);
    assertThat(table.take(7, 3 * REFILL, MOST, 0)).isEqualTo(-3 * REFILL);
    assertThat(table.owed(7, MOST)).isZero();
  }

  @Test
  void keysAreCountedApart() {
    DebtTable table = new DebtTable(100);
    allowed(table, 1, BURST, 0);

    assertThat(table.owed(2, 0)).isZero();
    assertThat(allowed(table, 2, BURST, 0)).isEqualTo(BURST);
  }

  @Test
  void whatIsGivenBackMayBeTakenAgain() {
    DebtTable table = new DebtTable(100);
    allowed(table, 7, BURST, 0);
    table.giveBack(7, REFILL);
    table.giveBack(99, REFILL);

    assertThat(allowed(table, 7, BURST, 0)).isEqualTo(1);
    assertThat(table.owed(99, 0)).isZero();
  }

  @Test
  void aTagOfZeroIsAKeyLikeOthers() {
    DebtTable table = new DebtTable(4);

    assertThat(allowed(table, 0, BURST + 1, 0)).isEqualTo(BURST);
    assertThat(table.owed(0, 0)).isEqualTo(MOST);
  }

  @Test
  void ofManyParallelRequestsExactlyTheBurstPasses() throws Exception {
    int clients = 64;
    for (int round = 0; round < 50; round++) {
      DebtTable table = new DebtTable(4);
      int burst = 4 * clients - 1;
      long key = inOneSet(round);
      AtomicInteger passed = new AtomicInteger();
      CountDownLatch start = new CountDownLatch(1);
      Thread[] threads = new Thread[clients];
      for (int i = 0; i < clients; i++) {
        threads[i] =
            Thread.startVirtualThread(
                () -> {
                  await(start);
                  for (int n = 0; n < 4; n++) {
                    if (table.take(key, REFILL, burst * REFILL, 0) >= 0) {
                      passed.incrementAndGet();
                    }
                  }
                });
      }
      start.countDown();
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(passed.get()).isEqualTo(burst);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aNewcomerToAFullSetTakesThePlaceAndTheDebtOfTheKeyThatOwesLeast() {
    DebtTable table = new DebtTable(4);
    for (int key = 0; key < 4; key++) {
      allowed(table, inOneSet(key), 3 + key, 0);
    }

    assertThat(allowed(table, inOneSet(4), BURST, 0)).isEqualTo(BURST - 3);
    assertThat(table.owed(inOneSet(0), 0)).isZero();
    assertThat(table.owed(inOneSet(3), 0)).isEqualTo(6 * REFILL);
    // The one that was pushed out comes back owing what the least of the others owes.
    assertThat(allowed(table, inOneSet(0), BURST, 0)).isEqualTo(BURST - 4);
  }

  @Test
  void aNewcomerThatWouldBeRefusedPushesNobodyOut() {
    DebtTable table = new DebtTable(4);
    for (int key = 0; key < 4; key++) {
      allowed(table, inOneSet(key), BURST, key);
    }

    assertThat(table.take(inOneSet(4), REFILL, MOST, 3)).isEqualTo(-(REFILL - 3));
    for (int key = 0; key < 4; key++) {
      assertThat(table.owed(inOneSet(key), 3)).isEqualTo(MOST - 3 + key);
    }
  }

  @Test
  void whoOwesNothingAnyMoreMakesRoomFirst() {
    DebtTable table = new DebtTable(4);
    for (int key = 0; key < 4; key++) {
      allowed(table, inOneSet(key), key == 2 ? 1 : BURST, 0);
    }

    assertThat(allowed(table, inOneSet(4), BURST, REFILL)).isEqualTo(BURST);
    assertThat(table.owed(inOneSet(0), REFILL)).isEqualTo(MOST - REFILL);
  }

  /** The exact algorithm, with memory for every key. */
  private static final class Exact {
    private final Map<Long, Long> times = new HashMap<>();

    boolean take(long key, long amount, long now) {
      long next = Math.max(times.getOrDefault(key, 0L), now) + amount;
      if (next - now > MOST) {
        return false;
      }
      times.put(key, next);
      return true;
    }
  }

  @Test
  void whateverClientsDoATableIsNeverMoreGenerousThanTheExactAlgorithm() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      DebtTable table = new DebtTable(8);
      Exact exact = new Exact();
      long now = 0;
      int allowed = 0;
      for (int i = 0; i < 2_000; i++) {
        long key = inOneSet(random.nextInt(1 + seed));
        long amount = REFILL * (1 + random.nextInt(3));
        now += random.nextInt(1_500);
        if (table.take(key, amount, MOST, now) >= 0) {
          allowed++;
          assertThat(exact.take(key, amount, now)).as("seed %s, request %s", seed, i).isTrue();
        }
      }
      assertThat(allowed).as("seed %s", seed).isGreaterThan(200);
    }
  }

  @Test
  void parallelNewcomersGetNoMoreThanThePlacesOfTheirSet() throws Exception {
    for (int round = 0; round < 50; round++) {
      DebtTable table = new DebtTable(4);
      AtomicInteger passed = new AtomicInteger();
      Thread[] threads = new Thread[8];
      for (int i = 0; i < threads.length; i++) {
        int seed = round * threads.length + i;
        threads[i] =
            Thread.startVirtualThread(
                () -> {
                  Random random = new Random(seed);
                  for (int n = 0; n < 500; n++) {
                    passed.addAndGet(allowed(table, inOneSet(random.nextInt(32)), 1, 0));
                  }
                });
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(passed.get()).isBetween(BURST, 4 * BURST);
    }
  }

  @Test
  void tenMillionKeysTakeNoMoreMemoryAndWipeOutNoDebt() {
    DebtTable table = new DebtTable(100_000);
    KeyHash hash = new KeyHash(1, 2); // known, so that chance has no part in it
    long before = table.bytes();
    long attacker = hash.of(1, 0);
    allowed(table, attacker, BURST, 0);

    int refused = 0;
    for (int key = 2; key < 10_000_002; key++) {
      refused += table.take(hash.of(key, 0), REFILL, MOST, 0) < 0 ? 1 : 0;
    }

    assertThat(before).isEqualTo(1_310_720);
    assertThat(table.bytes()).isEqualTo(before);
    assertThat(table.take(attacker, REFILL, MOST, 0)).isNegative();
    // All at one instant: each of 131,072 places has allowed its burst and no more.
    assertThat(10_000_000 - refused).isBetween(131_072 * BURST - 2 * BURST, 131_072 * BURST);
    assertThat(table.take(hash.of(3, 0), REFILL, MOST, MOST)).isPositive();
  }

  @Test
  void honestClientsHardlyNoticeAFloodOfClientsThatOweLittle() {
    DebtTable table = new DebtTable(100_000);
    KeyHash hash = new KeyHash(1, 2); // known, so that chance has no part in it
    long honest = hash.of(-1, 0);
    for (int step = 0; step < 20; step++) {
      long now = step * REFILL;
      for (int key = 0; key < 30_000; key++) {
        table.take(hash.of(step * 30_000 + key, 0), REFILL, MOST, now);
      }
      assertThat(table.take(honest, REFILL, MOST, now)).isBetween(REFILL, 2 * REFILL);
    }
  }

  @Test
  void theSizeIsRoundedUp() {
    assertThat(new DebtTable(1).bytes()).isEqualTo(40);
    assertThat(new DebtTable(4).bytes()).isEqualTo(40);
    assertThat(new DebtTable(5).bytes()).isEqualTo(80);
    assertThat(new DebtTable(16).bytes()).isEqualTo(160);
    assertThat(new DebtTable(17).bytes()).isEqualTo(320);
  }
}
