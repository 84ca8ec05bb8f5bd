package dev.covet;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Operations and their answers in the memory of this process. What is being worked on is never
 * forgotten, and there is no more of it than requests; of answers the oldest go first, because they
 * are the least likely to be asked for again.
 */
final class MemoryAnswers implements IdempotencyStore {
  /** Objects around an answer, roughly. */
  private static final int OVERHEAD = 300;

  private final InstantSource clock;

  // under the lock
  private final Map<String, Operation> running = new HashMap<>();
  private final ExpiringMap<Operation> answered;

  /**
   * An empty store.
   *
   * @param most answers
   * @param bytes of all answers together
   */
  MemoryAnswers(int most, long bytes, InstantSource clock) {
    this.answered = new ExpiringMap<>(most, bytes);
    this.clock = clock;
  }

  @Override
  public synchronized @Nullable Operation begin(String key, String fingerprint, Duration lease) {
    Operation before = answered.get(key, clock.millis());
    return before != null ? before : running.putIfAbsent(key, new Operation(fingerprint, null));
  }

  @Override
  public synchronized void complete(String key, Operation operation, Duration life) {
    running.remove(key);
    long now = clock.millis();
    answered.put(key, operation, weight(operation), now + life.toMillis(), now);
  }

  @Override
  public synchronized void abandon(String key) {
    running.remove(key);
  }

  private static long weight(Operation operation) {
    Answer answer = operation.answer();
    long[] weight = {OVERHEAD};
    if (answer != null) {
      weight[0] += answer.body().length;
      answer.headers().forEach((name, value) -> weight[0] += name.length() + value.length());
    }
    return weight[0];
  }
}
