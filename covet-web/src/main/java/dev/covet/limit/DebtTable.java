package dev.covet.limit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Remembers what each key owes a limit, by the generic cell rate algorithm (ITU-T I.371, with
 * continuous state): one time for each key, at which it will owe nothing any more. Safe for any
 * thread, lock-free, allocates nothing, and never takes more memory than at its start.
 *
 * <p>The table has sets of four keys. A set is five words: the tags of its four keys in one word,
 * and a time for each. A key is placed by its hash: some bits choose the set, 16 others are the
 * tag. All four tags change by one compare-and-set, so no key can stand in a set twice, and a key's
 * requests are counted by compare-and-set on its one time: of N requests that are allowed at one
 * instant exactly N pass, however many threads ask.
 *
 * <p><b>When a set is full</b> the key that owes least makes room, and the newcomer inherits what
 * it owed (the rule of the Space-Saving sketch: Metwally, Agrawal, El Abbadi, 2005). So whoever is
 * pushed out comes back owing at least as much as before: a flood of new keys wipes out no debt. It
 * costs honest newcomers something only if four keys in their set owe much at the same time.
 *
 * <p>Two keys with one set and tag share a debt. In a full table that happens to 6 keys of 100,000;
 * nobody can aim at it without the secret of {@link KeyHash}.
 *
 * <p>Times are nanoseconds since the table's beginning, never negative, so that empty places (time
 * 0) are the first to be taken.
 */
public final class DebtTable {
  private static final VarHandle WORDS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final int WAYS = 4;
  private static final int STRIDE = WAYS + 1;
  private static final int TAG_BITS = 16;
  private static final long TAG = (1 << TAG_BITS) - 1;

  /** The most keys of one table. */
  public static final int MOST_KEYS = 100_000_000;

  private final long[] words;
  private final int setMask;

  /**
   * An empty table.
   *
   * @param keys how many keys it shall hold, 1 to {@link #MOST_KEYS}; rounded up to four times a
   *     power of two
   */
  public DebtTable(int keys) {
    int sets = Integer.highestOneBit(Math.max(1, (keys + WAYS - 1) / WAYS * 2 - 1));
    this.words = new long[sets * STRIDE];
    this.setMask = sets - 1;
  }

  /** {@return its memory in bytes} */
  public long bytes() {
    return (long) words.length * Long.BYTES;
  }

  /**
   * Lets a key owe more, if that is not too much.
   *
   * @param hash of the key
   * @param amount what it asks for, in nanoseconds, not negative
   * @param most the most that it may owe
   * @param now the time
   * @return what it owes now; or, if it would owe too much, the time until it may ask again,
   *     negated, and nothing has changed
   */
  public long take(long hash, long amount, long most, long now) {
    int set = set(hash);
    long tag = tag(hash);
    while (true) {
      long tags = (long) WORDS.getVolatile(words, set);
      int way = find(tags, tag);
      if (way < 0) {
        way = leastOwing(set);
        long excess = excess((long) WORDS.getVolatile(words, set + 1 + way), amount, most, now);
        if (excess > 0) {
          return -excess;
        }
        if (!WORDS.compareAndSet(words, set, tags, replaced(tags, way, tag))) {
          continue;
        }
      }
      long owed = add(set + 1 + way, amount, most, now);
      if (owed < 0 || tagAt((long) WORDS.getVolatile(words, set), way) == tag) {
        return owed;
      }
      // The key was pushed out meanwhile, and what it took counts for another: it asks again.
    }
  }

  /**
   * Takes back what {@link #take} allowed.
   *
   * @param hash of the key
   * @param amount what it took
   */
  public void giveBack(long hash, long amount) {
    int set = set(hash);
    int way = find((long) WORDS.getVolatile(words, set), tag(hash));
    if (way >= 0) {
      WORDS.getAndAdd(words, set + 1 + way, -amount);
    }
  }

  /**
   * What a key owes.
   *
   * @param hash of the key
   * @param now the time
   * @return nanoseconds until it owes nothing, 0 if it is not known
   */
  public long owed(long hash, long now) {
    int set = set(hash);
    int way = find((long) WORDS.getVolatile(words, set), tag(hash));
    return way < 0 ? 0 : Math.max(0, (long) WORDS.getVolatile(words, set + 1 + way) - now);
  }

  private long add(int index, long amount, long most, long now) {
    while (true) {
      long time = (long) WORDS.getVolatile(words, index);
      long excess = excess(time, amount, most, now);
      if (excess > 0) {
        return -excess;
      }
      long next = Math.max(time, now) + amount;
      if (amount == 0 || WORDS.compareAndSet(words, index, time, next)) {
        return next - now;
      }
    }
  }

  private static long excess(long time, long amount, long most, long now) {
    return Math.max(time - now, 0) + amount - most;
  }

  private int leastOwing(int set) {
    int least = 0;
    long time = (long) WORDS.getVolatile(words, set + 1);
    for (int way = 1; way < WAYS; way++) {
      long other = (long) WORDS.getVolatile(words, set + 1 + way);
      if (other < time) {
        least = way;
        time = other;
      }
    }
    return least;
  }

  private int set(long hash) {
    return (int) (hash >>> TAG_BITS & setMask) * STRIDE;
  }

  /** Never 0, which stands for nobody. */
  private static long tag(long hash) {
    return Math.max(1, hash & TAG);
  }

  private static long tagAt(long tags, int way) {
    return tags >>> way * TAG_BITS & TAG;
  }

  private static int find(long tags, long tag) {
    for (int way = 0; way < WAYS; way++) {
      if (tagAt(tags, way) == tag) {
        return way;
      }
    }
    return -1;
  }

  private static long replaced(long tags, int way, long tag) {
    int shift = way * TAG_BITS;
    return tags & ~(TAG << shift) | tag << shift;
  }
}
