package dev.covet.bridge;

import dev.covet.Config;
import dev.covet.engine.Engine;
import dev.covet.engine.EngineConfig;
import dev.covet.spi.Application;
import dev.covet.spi.CurrentCalls;
import dev.covet.spi.CurrentDeadline;
import dev.covet.spi.RunningServer;
import dev.covet.spi.ServerProvider;
import java.io.IOException;
import java.time.Duration;

/**
 * Covet's own server: its engine with this bridge. Found by {@link java.util.ServiceLoader};
 * applications do not use it directly.
 */
public final class BridgeServer implements ServerProvider {
  /** For the service loader. */
  public BridgeServer() {}

  @Override
  public RunningServer start(Application application, Config config) throws IOException {
    Succession succession = Succession.begin(config, System.getenv());
    try {
      return start(application, config, succession);
    } catch (IOException | RuntimeException | Error failure) {
      succession.close();
      throw failure;
    }
  }

  private static RunningServer start(Application application, Config config, Succession succession)
      throws IOException {
    Observers observers = Observers.of(application, config);
    Running running =
        start(
            application,
            succession.apply(EngineSettings.of(config)),
            Mode.current(),
            config.drainDelay(),
            OverloadMarks.of(config),
            observers);
    running.succession(succession);
    int redirect = config.tlsRedirectPort();
    RunningServer all =
        redirect == 0
            ? running
            : HttpsRedirect.start(
                running, succession.applyBeside(EngineSettings.of(config)), redirect, observers);
    Application admin = application.admin();
    return admin == null
        ? all
        : AdminListener.start(
            all, running, admin, succession.applyBeside(EngineSettings.admin(config)));
  }

  /**
   * Starts serving. The order matters: threads that the JDK makes for itself come before the loops,
   * which may be bound to CPUs; classes are loaded before the first request.
   *
   * @param application what to serve
   * @param settings for the engine, without what the bridge adds
   * @param mode where handlers run
   * @param delay from not ready to closed listeners in a stop
   * @param marks from where on it sheds load
   * @param observers hear what happens; closed when the server is, also if it does not start
   * @return the running server
   * @throws IOException with one line for people
   */
  static Running start(
      Application application,
      EngineConfig.Builder settings,
      Mode mode,
      Duration delay,
      OverloadMarks marks,
      Observers observers)
      throws IOException {
    // Beside the probe and the warm-up, because all of them mostly wait for classes.
    Thread helpers = Thread.ofPlatform().name("covet-jdk-helpers").start(JdkHelpers::start);
    FastPath path =
        mode == Mode.FALLBACK ? new FastPath(false, "fallback (asked for)") : FastPath.probe();
    CurrentDeadline.source(CurrentTask::deadlineNanos);
    CurrentCalls.source(CurrentTask::find);
    EngineConfig config =
        settings
            .pinned(path.open() ? CurrentTask::pinnedToLoop : () -> false)
            .timed(observers.timing() != null)
            .build();
    Threads threads = new Threads();
    WarmUp.run(path.open(), threads);
    CoarseClock clock = new CoarseClock();
    Dispatcher dispatcher =
        new Dispatcher(
            application,
            new Placement(path.open(), mode.lane(), threads.carriers(), threads.starter()),
            new ResponseWriter(
                new Chunks(Math.max(config.workers(), Runtime.getRuntime().availableProcessors()))),
            threads.after(),
            clock,
            threads.starter(),
            !observers.isEmpty(),
            new Overload(marks),
            observers.timing(),
            application.admin() == null ? null : new InFlight(clock));
    Engine engine;
    try {
      await(helpers);
      engine = Engine.start(config, dispatcher, observers.loops());
    } catch (IOException | RuntimeException | Error failure) {
      threads.close();
      observers.close();
      throw failure;
    }
    return Running.start(
        engine, config, path.in(mode), dispatcher, threads, clock, delay, observers);
  }

  private static void await(Thread thread) throws IOException {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the start was interrupted", e);
    }
  }
}
