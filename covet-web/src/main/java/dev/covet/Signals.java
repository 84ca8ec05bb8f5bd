package dev.covet;

import dev.covet.spi.Secrets;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What signals do. SIGTERM and SIGINT end the process: the first drains and exits with 0, a second
 * one exits at once with 143. A plain shutdown hook could not exit with 0. SIGHUP reloads the
 * configuration, unless the terminal that the process was started from is gone: then it says just
 * that, and ends the process as SIGTERM does. {@code sun.misc.Signal} is the only way to it; the
 * compiler has no name by which its warning about that class could be silenced, so it is reached by
 * reflection.
 */
final class Signals {
  private static final int TERMINATED = 143;
  private static final Path TERMINAL = Path.of("/dev/tty");

  /** One process ends once. */
  private static final AtomicBoolean STOPPING = new AtomicBoolean();

  private Signals() {}

  /**
   * Hears signals, if that is wanted.
   *
   * @return false if SIGHUP is wanted and this system does not have it, or keeps it for itself
   */
  static boolean install(Covet app, Config config) {
    if (!config.signals()) {
      return true;
    }
    for (String name : new String[] {"TERM", "INT"}) {
      install(name, () -> received(app));
    }
    boolean attached = isAttached();
    return install(
        "HUP",
        () -> {
          if (attached && !isAttached()) {
            drain(app);
          } else {
            // Not on the thread of signals: files are read, and others may come meanwhile.
            Thread.ofPlatform().name("covet-reload").start(() -> reload(app));
          }
        });
  }

  private static boolean install(String name, Runnable action) {
    try {
      handle(name, action);
      return true;
    } catch (ReflectiveOperationException | RuntimeException e) {
      Log.WEB.log(Level.DEBUG, "no handler for SIG" + name + " on this system", e);
      return false;
    }
  }

  /** Whether this process has a terminal that controls it: only then it can be opened. */
  private static boolean isAttached() {
    try (InputStream in = Files.newInputStream(TERMINAL)) {
      return in.available() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  static void reload(Covet app) {
    try {
      app.reload();
    } catch (ConfigException told) {
      // The log has it: nothing has changed.
    } catch (RuntimeException e) {
      Log.WEB.log(Level.ERROR, "the reload failed", Secrets.loggable(e));
    }
  }

  private static void handle(String name, Runnable action) throws ReflectiveOperationException {
    Class<?> signal = Class.forName("sun.misc.Signal");
    Class<?> handler = Class.forName("sun.misc.SignalHandler");
    Object proxy =
        Proxy.newProxyInstance(
            Signals.class.getClassLoader(),
            new Class<?>[] {handler},
            (self, method, arguments) -> {
              if (method.getName().equals("handle")) {
                action.run();
                return null;
              }
              return switch (method.getName()) {
                case "hashCode" -> System.identityHashCode(self);
                case "equals" -> self == arguments[0];
                default -> "Covet's signal handler";
              };
            });
    Object wanted = signal.getConstructor(String.class).newInstance(name);
    signal.getMethod("handle", signal, handler).invoke(null, wanted, proxy);
  }

  private static void received(Covet app) {
    if (STOPPING.get()) {
      Runtime.getRuntime().halt(TERMINATED);
    }
    drain(app);
  }

  /**
   * Stops an application and, where signals are ours, ends the process with 0. Returns at once;
   * does nothing if that has begun.
   */
  static void drain(Covet app) {
    if (!app.config().signals()) {
      Thread.ofPlatform().name("covet-stop").start(app::stop);
    } else if (STOPPING.compareAndSet(false, true)) {
      Thread.ofPlatform()
          .name("covet-stop")
          .start(
              () -> {
                app.stop();
                System.exit(0);
              });
    }
  }
}
