package dev.covet.bridge;

import dev.covet.engine.Carried;
import dev.covet.engine.EventLoop;
import org.jspecify.annotations.Nullable;

/** Carries the threads of the warm-up on the thread that starts the server. */
final class WarmUpLoop extends EventLoop {
  private final Thread thread = Thread.currentThread();

  @Override
  public int index() {
    return 0;
  }

  @Override
  public void execute(Runnable task) {
    VirtualThreads.offloaded(task).start();
  }

  @Override
  public void resume(Carried carried, Runnable continuation) {
    VirtualThreads.continueOnDefault(continuation);
  }

  @Override
  public void carry(Carried carried, Runnable continuation) {
    continuation.run();
  }

  @Override
  public boolean inLoop() {
    return false;
  }

  @Override
  public Thread thread() {
    return thread;
  }

  @Override
  public long carries() {
    return 0;
  }

  @Override
  public @Nullable Carried carrying() {
    return null;
  }

  @Override
  public void accepting(boolean accept) {
    // It has no listener.
  }
}
