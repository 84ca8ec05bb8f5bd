package dev.covet.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.covet.password.Guess.Outcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class BruteForceGuardTest {
  private static final SocketAddress HOME = from("192.0.2.1");
  private static final SocketAddress AWAY = from("198.51.100.7");

  private final MovedClock clock = new MovedClock();
  private final BruteForceGuard guard = BruteForceGuard.standard().clock(clock);

  private static SocketAddress from(String address) {
    try {
      return new InetSocketAddress(InetAddress.getByName(address), 4711);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private Guess begin(String account, SocketAddress from) throws LockedException {
    return guard.begin(account, from, () -> false);
  }

  private void wrong(String account, SocketAddress from) throws LockedException {
    begin(account, from).end(Outcome.WRONG);
  }

  private void wrong(int times, String account, SocketAddress from) throws LockedException {
    for (int i = 0; i < times; i++) {
      wrong(account, from);
    }
  }

  private void right(String account, SocketAddress from) throws LockedException {
    begin(account, from).end(Outcome.RIGHT);
  }

  private long lockedFor(String account, SocketAddress from) {
    try {
      begin(account, from).end(Outcome.UNCHECKED);
      return 0;
    } catch (LockedException e) {
      return e.seconds();
    }
  }

  private SocketAddress elsewhere(int number) {
    return from("10." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255));
  }

  @Test
  void eachWrongGuessBeyondFiveWaitsTwiceAsLong() throws Exception {
    wrong(4, "ann", HOME);
    assertThat(lockedFor("ann", HOME)).isZero();
    List<Long> waits = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      wrong("ann", HOME);
      long wait = lockedFor("ann", HOME);
      waits.add(wait);
      clock.pass(Duration.ofSeconds(wait).minusMillis(1));
      assertThat(lockedFor("ann", HOME)).isEqualTo(1);
      clock.pass(Duration.ofMillis(1));
    }
    assertThat(waits).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L, 300L);
  }

  @Test
  void aRightOneForgivesTheAccount() throws Exception {
    wrong(4, "ann", HOME);
    right("ann", HOME);
    wrong(4, "ann", HOME);
    assertThat(lockedFor("ann", HOME)).isZero();
  }

  @Test
  void spellingsOfANameAreCountedTogether() throws Exception {
    wrong(2, "ann", HOME);
    wrong(2, "ANN", HOME);
    wrong("\uff41\uff4e\uff4e", HOME);
    assertThat(lockedFor("Ann", HOME)).isEqualTo(1);
  }

  @Test
  void manyAddressesGuessNoFasterThanOne() throws Exception {
    for (int i = 0; i < 5; i++) {
      wrong("ann", elsewhere(i));
    }
    assertThat(lockedFor("ann", elsewhere(6))).isEqualTo(1);
    assertThat(lockedFor("bob", elsewhere(6))).isZero();
  }

  @Test
  void anAttackFromElsewhereDoesNotKeepTheOwnerOutWhereSheHasLoggedInBefore() throws Exception {
    right("ann", HOME);
    for (int i = 0; i < 100; i++) {
      SocketAddress attacker = elsewhere(i);
      clock.pass(Duration.ofMinutes(5));
      if (lockedFor("ann", attacker) == 0) {
        wrong("ann", attacker);
      }
      assertThat(lockedFor("ann", HOME)).isZero();
    }
    assertThat(lockedFor("ann", AWAY)).isPositive();
    wrong(5, "ann", HOME);
    assertThat(lockedFor("ann", HOME)).isEqualTo(1);
  }

  @Test
  void noAttackLocksAnAccountForEver() throws Exception {
    for (int i = 0; i < 1000; i++) {
      clock.pass(Duration.ofMinutes(5));
      wrong("ann", elsewhere(i));
    }
    assertThat(lockedFor("ann", AWAY)).isBetween(1L, 300L);
    clock.pass(Duration.ofMinutes(5));
    right("ann", AWAY);
    assertThat(lockedFor("ann", AWAY)).isZero();
  }

  @Test
  void anAddressThatTriesManyAccountsIsSlowedDown() throws Exception {
    for (int i = 0; i < 50; i++) {
      wrong("user" + i, HOME);
    }
    assertThat(lockedFor("another", HOME)).isEqualTo(30);
    assertThat(lockedFor("another", AWAY)).isZero();
    clock.pass(Duration.ofSeconds(30));
    wrong("another", HOME);
    assertThat(lockedFor("one more", HOME)).isEqualTo(30);
    clock.pass(Duration.ofSeconds(60));
    assertThat(lockedFor("one more", HOME)).isZero();
  }

  @Test
  void aRightOneDoesNotForgiveTheAddress() throws Exception {
    for (int i = 0; i < 49; i++) {
      wrong("user" + i, HOME);
    }
    right("mallory", HOME);
    wrong("user50", HOME);
    assertThat(lockedFor("another", HOME)).isEqualTo(30);
    assertThat(lockedFor("mallory", HOME)).isZero();
  }

  @Test
  void addressesOfOneNetworkCountTogether() throws Exception {
    for (int i = 0; i < 50; i++) {
      wrong("user" + i, from("2001:db8::" + i));
    }
    assertThat(lockedFor("another", from("2001:db8::ffff"))).isEqualTo(30);
    assertThat(lockedFor("another", from("2001:db8:0:1::1"))).isZero();
  }

  @Test
  void guessesAtTheSameTimeAreNotMoreThanOneAfterAnother() throws Exception {
    int threads = 200;
    CountDownLatch begun = new CountDownLatch(threads);
    List<Future<Boolean>> results = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < threads; i++) {
        SocketAddress from = elsewhere(i);
        results.add(
            executor.submit(
                () -> {
                  try {
                    Guess guess = begin("ann", from);
                    begun.countDown();
                    begun.await(); // nobody ends before all have tried to begin
                    guess.end(Outcome.WRONG);
                    return true;
                  } catch (LockedException e) {
                    begun.countDown();
                    return false;
                  }
                }));
      }
    }
    int checked = 0;
    for (Future<Boolean> result : results) {
      checked += result.get() ? 1 : 0;
    }
    assertThat(checked).isEqualTo(5);
    assertThat(lockedFor("ann", HOME)).isEqualTo(1);
  }

  @Test
  void afterTheFreeOnesThereIsOneAtATime() throws Exception {
    wrong(5, "ann", HOME);
    clock.pass(Duration.ofSeconds(1));
    Guess guess = begin("ann", HOME);
    assertThat(lockedFor("ann", AWAY)).isEqualTo(1);
    guess.end(Outcome.WRONG);
    assertThat(lockedFor("ann", AWAY)).isEqualTo(2);
  }

  @Test
  void oneAddressBeginsNoMoreThanItsShareAtTheSameTime() throws Exception {
    List<Guess> guesses = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      guesses.add(begin("user" + i, HOME));
    }
    assertThatThrownBy(() -> begin("another", HOME))
        .isInstanceOfSatisfying(
            LockedException.class, e -> assertThat(e.what()).isEqualTo("address"));
    guesses.forEach(guess -> guess.end(Outcome.UNCHECKED));
    assertThat(lockedFor("another", HOME)).isZero();
    assertThat(lockedFor("user1", HOME)).isZero();
  }

  @Test
  void whatWasNotCheckedIsNotCounted() throws Exception {
    for (int i = 0; i < 100; i++) {
      begin("ann", HOME).end(Outcome.UNCHECKED);
    }
    assertThat(lockedFor("ann", HOME)).isZero();
    wrong(5, "ann", HOME);
    clock.pass(Duration.ofSeconds(1));
    begin("ann", HOME).end(Outcome.UNCHECKED);
    assertThat(lockedFor("ann", HOME)).isZero();
  }

  @Test
  void whatIsKnownToBeRightTakesNoPlaceAndIsNotAskedWhileLocked() throws Exception {
    wrong(4, "ann", HOME);
    Guess pending = begin("ann", HOME);
    assertThatThrownBy(
            () ->
                guard.begin(
                    "ann",
                    HOME,
                    () -> {
                      throw new AssertionError("asked");
                    }))
        .isInstanceOf(LockedException.class);
    pending.end(Outcome.RIGHT);
    for (int i = 0; i < 100; i++) {
      assertThat(guard.begin("ann", HOME, () -> true)).isSameAs(Guess.PROVEN);
    }
    Guess.PROVEN.end(Outcome.RIGHT);
    assertThat(lockedFor("ann", HOME)).isZero();
  }

  @Test
  void anAccountCanBeForgiven() throws Exception {
    right("ann", HOME);
    wrong(5, "ann", HOME);
    wrong(5, "ann", AWAY);
    assertThat(lockedFor("ann", HOME)).isPositive();
    guard.forget("ANN");
    assertThat(lockedFor("ann", HOME)).isZero();
    assertThat(lockedFor("ann", AWAY)).isZero();
  }

  @Test
  void wrongGuessesAreForgottenAfterADay() throws Exception {
    wrong(5, "ann", HOME);
    clock.pass(Duration.ofDays(1));
    wrong(4, "ann", HOME);
    assertThat(lockedFor("ann", HOME)).isZero();
  }

  @Test
  void otherLimits() throws Exception {
    BruteForceGuard strict =
        BruteForceGuard.standard()
            .perAccount(1)
            .perAddress(2)
            .longest(Duration.ofSeconds(1))
            .clock(clock);
    strict.begin("ann", HOME, () -> false).end(Outcome.WRONG);
    assertThatThrownBy(() -> strict.begin("ann", AWAY, () -> false)).hasMessage("account");
    strict.begin("bob", HOME, () -> false).end(Outcome.WRONG);
    assertThatThrownBy(() -> strict.begin("eve", HOME, () -> false)).hasMessage("address");
    assertThatThrownBy(() -> guard.perAccount(0)).hasMessageContaining("not 0");
    assertThatThrownBy(() -> guard.perAddress(-1)).hasMessageContaining("not -1");
    assertThatThrownBy(() -> guard.longest(Duration.ZERO)).hasMessageContaining("1 second to");
    assertThatThrownBy(() -> guard.longest(Duration.ofDays(2))).hasMessageContaining("to 1 day");
  }
}
