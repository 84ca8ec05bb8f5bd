package dev.covet.bridge;

import dev.covet.engine.Engine;
import dev.covet.engine.OpenConnection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks one loop for its connections. A loop that is held has one question waiting for it, however
 * many people ask. Safe for any thread.
 */
final class LoopQuestion {
  private final Engine engine;
  private final int loop;

  // under the lock of this
  private @Nullable CompletableFuture<List<OpenConnection>> asked;

  LoopQuestion(Engine engine, int loop) {
    this.engine = engine;
    this.loop = loop;
  }

  /** The index of the loop. */
  int loop() {
    return loop;
  }

  /** Asks, unless the last question is not answered yet; does not wait. */
  synchronized void ask(int most) {
    if (asked == null || asked.isDone()) {
      CompletableFuture<List<OpenConnection>> fresh = new CompletableFuture<>();
      asked = fresh;
      engine.look(loop, most, fresh::complete);
    }
  }

  /**
   * The answer of the last question, or null if the loop does not give it in time.
   *
   * @param nanos longest wait
   */
  @Nullable List<OpenConnection> answer(long nanos) throws InterruptedException {
    CompletableFuture<List<OpenConnection>> question;
    synchronized (this) {
      question = asked;
    }
    if (question == null) {
      return null;
    }
    try {
      return question.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      return null;
    }
  }
}
