package dev.covet.bridge;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;

/**
 * Starts the threads that the JDK makes on first use for virtual threads: the default scheduler,
 * the pollers for sockets, the timers and the one that ends waits for monitors. If the first use
 * were inside a handler, the pollers would become virtual threads of that handler's event loop, and
 * a busy loop would stall the sockets of the whole JVM; and all of them would inherit the loop's
 * CPU. So they are used here, by threads of the default scheduler, before any loop exists.
 */
final class JdkHelpers {
  private static final System.Logger LOG = System.getLogger("dev.covet.bridge");

  private static boolean started;

  private JdkHelpers() {}

  /**
   * Starts them, once in the life of the JVM. Blocks for a few milliseconds; not to be called on an
   * event loop.
   */
  static synchronized void start() {
    if (started) {
      return;
    }
    started = true;
    try {
      Object monitor = new Object();
      CountDownLatch inside = new CountDownLatch(1);
      Thread owner =
          VirtualThreads.offloaded(
              () -> {
                synchronized (monitor) {
                  inside.countDown();
                  waitForSocket();
                }
              });
      Thread waiter =
          VirtualThreads.offloaded(
              () -> {
                awaitUninterruptibly(inside);
                synchronized (monitor) {
                  pause();
                }
              });
      owner.start();
      waiter.start();
      owner.join();
      waiter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * A wait for a socket that nobody connects to: starts the pollers and, by its time limit, the
   * timers.
   */
  private static void waitForSocket() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      socket.setSoTimeout(1);
      socket.accept().close();
    } catch (SocketTimeoutException e) {
      // As it should be.
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the JDK's socket pollers could not be started early", e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
