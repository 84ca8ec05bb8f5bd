package dev.covet;

import dev.covet.http.Method;
import dev.covet.http.Status;
import dev.covet.spi.SteadyClock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lets clients repeat a request without doing its work twice, by the {@code Idempotency-Key} field
 * (draft-ietf-httpapi-idempotency-key-header-06): {@code app.use(Idempotency.inMemory())}. A
 * request with a key that was answered before gets the same answer again, without its handler; one
 * whose first try is still being worked on gets 409 with Retry-After; one with a used key and
 * another content 422. Immutable; safe for any thread.
 *
 * <p>It holds for methods that are not safe, and is absent from routes of others. Answers of 500
 * and above, 401, 403, 408, 425 and 429 are not kept, so such a request may be tried again with its
 * key; nor are streamed ones and those above 1 MiB, whose requests are done again when they are
 * repeated.
 */
public final class Idempotency implements RouteMiddleware {
  private static final int ANSWERS = 10_000;
  private static final long BYTES = 64L << 20;

  private final IdempotencyStore store;
  private boolean required;
  private Duration keep = Duration.ofDays(1);
  private Function<Request, String> client = IdempotencyKey::client;

  private Idempotency(IdempotencyStore store) {
    this.store = store;
  }

  private Idempotency with(Consumer<Idempotency> change) {
    Idempotency changed = new Idempotency(store);
    changed.required = required;
    changed.keep = keep;
    changed.client = client;
    change.accept(changed);
    return changed;
  }

  /** {@return answers in the memory of this process, at most 10,000 and 64 MiB of them} */
  public static Idempotency inMemory() {
    return inMemory(ANSWERS, BYTES);
  }

  /**
   * {@return answers in the memory of this process; beyond the limits the oldest go first}
   *
   * @param answers how many, at least 1
   * @param bytes how much they may take together, roughly, at least 1 MiB
   * @throws IllegalArgumentException if a number is smaller
   */
  public static Idempotency inMemory(int answers, long bytes) {
    return inMemory(answers, bytes, SteadyClock.get());
  }

  static Idempotency inMemory(int answers, long bytes, InstantSource clock) {
    if (answers < 1 || bytes < 1 << 20) {
      throw new IllegalArgumentException(
          "at least 1 answer and 1 MiB must be kept, not " + answers + " and " + bytes + " bytes");
    }
    return new Idempotency(new MemoryAnswers(answers, bytes, clock));
  }

  /**
   * {@return answers in a store}
   *
   * @param store the store
   */
  public static Idempotency stored(IdempotencyStore store) {
    return new Idempotency(store);
  }

  /** {@return this, and a request without a key is answered with 400} */
  public Idempotency required() {
    return with(changed -> changed.required = true);
  }

  /**
   * {@return this, with another time for which answers are kept, by default a day}
   *
   * @param time more than zero
   * @throws IllegalArgumentException if it is not
   */
  public Idempotency keep(Duration time) {
    if (time.isZero() || time.isNegative()) {
      throw new IllegalArgumentException("answers are kept for some time, not " + time);
    }
    return with(changed -> changed.keep = time);
  }

  /**
   * {@return this, with another way to tell clients apart, so that nobody gets the answer of
   * somebody else who has thought of the same key} By default: the Authorization field, the
   * client's certificate, the principal, and the session where sessions are declared.
   *
   * @param client what belongs to one client alone; called on the request's thread
   */
  public Idempotency client(Function<Request, String> client) {
    return with(changed -> changed.client = client);
  }

  @Override
  public @Nullable Middleware forRoute(RouteSetup route) {
    Method method = route.method();
    if (method == null || method.isSafe()) {
      return null;
    }
    route.keepsAnswers();
    route.expect(Status.BAD_REQUEST);
    route.expect(Status.CONFLICT);
    route.expect(Status.UNPROCESSABLE_CONTENT);
    return new IdempotentRoute(store, required, keep, client);
  }
}
