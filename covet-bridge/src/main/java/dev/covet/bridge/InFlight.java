package dev.covet.bridge;

import dev.covet.spi.Application;
import dev.covet.spi.ServerView.RequestView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The requests that are being served, by loop; for people who ask. */
final class InFlight {
  /** More loops than an engine has. */
  private static final int MOST_LOOPS = 1024;

  private final AtomicReferenceArray<@Nullable LoopTasks> loops =
      new AtomicReferenceArray<>(MOST_LOOPS);
  private final CoarseClock clock;

  InFlight(CoarseClock clock) {
    this.clock = clock;
  }

  /** A request begins. By its loop. */
  void add(RequestTask task) {
    int index = task.loop().index();
    LoopTasks tasks = loops.getPlain(index);
    if (tasks == null) {
      tasks = new LoopTasks();
      loops.setRelease(index, tasks);
    }
    tasks.add(task, clock.nanos());
  }

  /** Those that have not ended; any thread. */
  List<RequestView> views(Application application, int most) {
    long now = System.nanoTime();
    List<RequestView> views = new ArrayList<>();
    for (int i = 0; i < MOST_LOOPS; i++) {
      LoopTasks tasks = loops.getAcquire(i);
      if (tasks == null) {
        continue;
      }
      tasks.each(
          (task, since) -> {
            if (views.size() < most) {
              views.add(view(application, task, Math.max(0, now - since)));
            }
          });
    }
    return views;
  }

  private static RequestView view(Application application, RequestTask task, long nanos) {
    return new RequestView(
        task.describe(),
        application.id(task.request()),
        application.client(task.request()),
        nanos,
        task.orphan(),
        task.loop().index(),
        task.thread());
  }
}
