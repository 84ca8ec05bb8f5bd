package dev.covet;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/** Ends the process on SIGTERM and SIGINT: the first drains and exits with 0, a second one exits at once with 143. */
final class Signals {
  private static final int TERMINATED = 143;

  private Signals() {}

  static void install(Covet app, Config config) {
    if (!config.signals()) {
      return;
    }
    AtomicBoolean stopping = new AtomicBoolean();
    for (String name : new String[] {"TERM", "INT"}) {
      try {
        Signal.handle(new Signal(name), signal -> received(app, stopping));
      } catch (IllegalArgumentException e) {
        Log.WEB.log(Level.DEBUG, "no handler for SIG" + name + " on this system", e);
      }
    }
  }

  private static void received(Covet app, AtomicBoolean stopping) {
    if (!stopping.compareAndSet(false, true)) {
      Runtime.getRuntime().halt(TERMINATED);
    }
    Thread.ofPlatform()
        .name("covet-stop")
        .start(
            () -> {
              app.stop();
              System.exit(0);
            });
  }
}
