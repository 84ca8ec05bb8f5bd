package dev.covet.bridge;

import dev.covet.spi.ServingPlan;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Puts the virtual thread of each request where its route belongs. Called on the event loop, which
 * starts the thread inline for {@link Lane#LOOP}: no hand-over, no wake-up.
 */
final class Placement {
  private final boolean fast;
  private final @Nullable Lane forced;
  private final Carriers carriers;
  private final Executor starter;

  /**
   * A placement.
   *
   * @param fast whether threads can have a scheduler of our own; without it everything is offloaded
   * @param forced where routes that leave the choice to us go, or null to find out
   * @param carriers for probation
   * @param starter starts what may start platform threads
   */
  Placement(boolean fast, @Nullable Lane forced, Carriers carriers, Executor starter) {
    this.fast = fast;
    this.forced = forced;
    this.carriers = carriers;
    this.starter = starter;
  }

  /** Starts a thread; for the loop, its first run is over when this returns. */
  void start(RouteThread task) {
    switch (lane(task.route())) {
      case LOOP -> task.startOnLoop();
      case PROBATION -> task.startMoved();
      case OFFLOAD -> starter.execute(task::startOffloaded);
    }
  }

  /** Runs a continuation of a thread that is not, or no longer, carried by its loop. */
  void elsewhere(RouteThread task, Runnable continuation) {
    carriers.run(task.route(), continuation);
  }

  /** Runs a continuation on the JDK's default scheduler. Never throws, never blocks. */
  void onDefault(Runnable continuation) {
    starter.execute(() -> VirtualThreads.continueOnDefault(continuation));
  }

  /** Where the next request of a route goes. */
  Lane lane(RouteState route) {
    if (!fast) {
      return Lane.OFFLOAD;
    }
    if (forced != null && route.plan().placement() == ServingPlan.Placement.AUTO) {
      return forced;
    }
    return route.lane();
  }
}
