package dev.covet.engine.loop;

import dev.covet.engine.Carried;
import dev.covet.engine.Transport;
import dev.covet.engine.transport.Sockets;
import dev.covet.engine.transport.TransportProbe;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A running loop for a test, stopped at its end. */
final class LoopRule implements AutoCloseable {
  final Sockets sockets;
  final IoLoop loop;

  LoopRule(Transport transport) {
    sockets = sockets(transport);
    loop = sockets.loop(3, InstantSource.system());
    loop.start();
  }

  private static Sockets sockets(Transport transport) {
    try {
      return TransportProbe.choose(transport);
    } catch (IOException e) {
      return Assumptions.abort(e.getMessage());
    }
  }

  @Override
  public void close() throws InterruptedException {
    loop.stop();
    if (!loop.awaitStop(TimeUnit.SECONDS.toNanos(30))) {
      throw new AssertionError("the loop does not stop");
    }
  }

  /** Remembers what it is told. */
  static final class Passenger extends Carried {
    final List<Runnable> elsewhere = new CopyOnWriteArrayList<>();

    @Override
    public void run() {
      throw new AssertionError("a loop takes the continuation instead");
    }

    @Override
    public void elsewhere(Runnable next) {
      elsewhere.add(next);
      Thread.ofVirtual().start(next);
    }

    @Override
    public String describe() {
      return "a test";
    }

    Passenger named(Thread thread) {
      thread(thread);
      return this;
    }
  }
}
