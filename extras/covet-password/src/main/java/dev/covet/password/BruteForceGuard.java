package dev.covet.password;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.covet.limit.AddressKey;
import dev.covet.password.Guess.Outcome;
import dev.covet.spi.SteadyClock;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * Slows down who guesses passwords. Of an account, 5 wrong guesses are free, then one at a time,
 * after 1, 2, 4 … seconds, at most 5 minutes; of an address (IPv6: a /64 network) 50 wrong guesses
 * of any accounts, and one more every 30 seconds. Others get 429 with {@code Retry-After}. See
 * docs/design/authentication.md.
 *
 * <p>Guesses from where an account has logged in before are counted by themselves, so nobody can
 * keep its owner out from elsewhere. From new addresses an attack may keep the owner waiting for as
 * long as it lasts; {@link #forget} helps then.
 *
 * <p>Safe for any thread; an application makes one. What it counts is in the memory of this
 * process, at most 100,000 accounts, 100,000 networks, and twice as many of both together. A method
 * that changes something returns a new guard, which has counted nothing.
 */
public final class BruteForceGuard {
  private static final int NETWORK_BITS = 64;
  private static final int MOST_KNOWN = 100_000;
  private static final Duration KNOWN = Duration.ofDays(90);
  private static final Duration DRAIN = Duration.ofSeconds(30);

  /** An account at an address. */
  private record Place(String account, long network) {}

  private final int perAccount;
  private final int perAddress;
  private final Duration longest;
  private final InstantSource clock;
  private final SlowingCounts accounts;
  private final SlowingCounts places;
  private final DrainingCounts addresses;
  private final Cache<Place, Boolean> known;

  private BruteForceGuard(int perAccount, int perAddress, Duration longest, InstantSource clock) {
    this.perAccount = perAccount;
    this.perAddress = perAddress;
    this.longest = longest;
    this.clock = clock;
    this.accounts = new SlowingCounts(perAccount, longest, clock);
    this.places = new SlowingCounts(perAccount, longest, clock);
    this.addresses = new DrainingCounts(perAddress, DRAIN, clock);
    this.known =
        Caffeine.newBuilder()
            .maximumSize(MOST_KNOWN)
            .expireAfterAccess(KNOWN)
            .ticker(Ticks.of(clock))
            .executor(Runnable::run)
            .build();
  }

  /** {@return a guard with the limits above} */
  public static BruteForceGuard standard() {
    return new BruteForceGuard(5, 50, Duration.ofMinutes(5), SteadyClock.get());
  }

  /**
   * {@return a guard with another number of wrong guesses of an account that are free}
   *
   * @param guesses at least 1
   * @throws IllegalArgumentException if it is less
   */
  public BruteForceGuard perAccount(int guesses) {
    return new BruteForceGuard(atLeastOne(guesses), perAddress, longest, clock);
  }

  /**
   * {@return a guard with another number of wrong guesses of an address that are free}
   *
   * @param guesses at least 1
   * @throws IllegalArgumentException if it is less
   */
  public BruteForceGuard perAddress(int guesses) {
    return new BruteForceGuard(perAccount, atLeastOne(guesses), longest, clock);
  }

  private static int atLeastOne(int guesses) {
    if (guesses < 1) {
      throw new IllegalArgumentException("at least one guess must be free, not " + guesses);
    }
    return guesses;
  }

  /**
   * {@return a guard with another longest time between two guesses of an account} The longer, the
   * fewer guesses, and the longer an attack can keep the owner waiting at new addresses.
   *
   * @param time 1 second to 1 day
   * @throws IllegalArgumentException if it is out of these bounds
   */
  public BruteForceGuard longest(Duration time) {
    if (time.compareTo(Duration.ofSeconds(1)) < 0 || time.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("an account waits for 1 second to 1 day, not " + time);
    }
    return new BruteForceGuard(perAccount, perAddress, time, clock);
  }

  /**
   * {@return a guard with another clock, for tests}
   *
   * @param clock any thread asks it
   */
  public BruteForceGuard clock(InstantSource clock) {
    return new BruteForceGuard(perAccount, perAddress, longest, clock);
  }

  /**
   * Forgets the wrong guesses of an account, say when its owner has shown who they are in another
   * way.
   *
   * @param account its name
   */
  public void forget(String account) {
    String name = AccountName.counted(account);
    accounts.forget(name);
    for (Object key : places.keys()) {
      if (key instanceof Place place && place.account.equals(name)) {
        places.forget(key);
      }
    }
  }

  /**
   * Lets somebody guess, or not.
   *
   * @param account the name of the account, or what was typed if there is none
   * @param from the address of the client
   * @param proven asked last: whether it is known that the guess is right, so that it counts
   *     nothing
   * @return to be ended
   * @throws LockedException if there were too many
   */
  Guess begin(String account, SocketAddress from, BooleanSupplier proven) throws LockedException {
    Place place = new Place(AccountName.counted(account), AddressKey.of(from, NETWORK_BITS));
    long network = place.network;
    boolean isKnown = known.getIfPresent(place) != null;
    check("address", isKnown ? 0 : addresses.millis(network));
    SlowingCounts counts = isKnown ? places : accounts;
    Object key = isKnown ? place : place.account;
    SlowingCounts.Ticket ticket = counts.begin(key, proven);
    check("account", ticket.millis());
    if (ticket.proven()) {
      return Guess.PROVEN;
    }
    long wait = addresses.begin(network, isKnown);
    if (wait > 0) {
      counts.release(key);
      check("address", wait);
    }
    return outcome -> {
      addresses.end(network, outcome == Outcome.WRONG);
      switch (outcome) {
        case WRONG -> counts.wrong(key);
        case RIGHT -> {
          counts.right(key);
          known.put(place, true);
        }
        case UNCHECKED -> counts.release(key);
      }
    };
  }

  private static void check(String what, long millis) throws LockedException {
    if (millis > 0) {
      throw new LockedException(what, millis);
    }
  }
}
