package dev.covet.bridge;

import dev.covet.engine.Carried;
import dev.covet.engine.EventLoop;
import org.jspecify.annotations.Nullable;

/** A loop that does nothing: tests say what it carries. */
class FakeLoop extends EventLoop {
  long carries;
  boolean accepting = true;
  @Nullable Carried carrying;

  @Override
  public int index() {
    return 0;
  }

  @Override
  public void execute(Runnable task) {
    task.run();
  }

  @Override
  public void resume(Carried carried, Runnable continuation) {
    continuation.run();
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
    return Thread.currentThread();
  }

  @Override
  public long carries() {
    return carries;
  }

  @Override
  public @Nullable Carried carrying() {
    return carrying;
  }

  @Override
  public void accepting(boolean accept) {
    accepting = accept;
  }
}
