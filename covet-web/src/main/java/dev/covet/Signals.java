package dev.covet;

import java.lang.System.Logger.Level;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ends the process on SIGTERM and SIGINT: the first drains and exits with 0, a second one exits at
 * once with 143. A plain shutdown hook could not exit with 0. {@code sun.misc.Signal} is the only
 * way to it; the compiler has no name by which its warning about that class could be silenced, so
 * it is reached by reflection.
 */
final class Signals {
  private static final int TERMINATED = 143;

  private Signals() {}

  /** {@return what does as the first signal does} */
  static Runnable install(Covet app, Config config) {
    if (!config.signals()) {
      return app::stop;
    }
    AtomicBoolean stopping = new AtomicBoolean();
    for (String name : new String[] {"TERM", "INT"}) {
      try {
        handle(name, () -> received(app, stopping));
      } catch (ReflectiveOperationException | RuntimeException e) {
        Log.WEB.log(Level.DEBUG, "no handler for SIG" + name + " on this system", e);
      }
    }
    return () -> {
      if (stopping.compareAndSet(false, true)) {
        end(app);
      }
    };
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

  private static void received(Covet app, AtomicBoolean stopping) {
    if (!stopping.compareAndSet(false, true)) {
      Runtime.getRuntime().halt(TERMINATED);
    }
    Thread.ofPlatform().name("covet-stop").start(() -> end(app));
  }

  private static void end(Covet app) {
    app.stop();
    System.exit(0);
  }
}
