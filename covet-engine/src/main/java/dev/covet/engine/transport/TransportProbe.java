package dev.covet.engine.transport;

import dev.covet.engine.Transport;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import io.netty.channel.uring.IoUringServerDomainSocketChannel;
import io.netty.channel.uring.IoUringServerSocketChannel;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the transport to use: io_uring, else epoll, else NIO, unless the configuration forces one.
 */
public final class TransportProbe {
  private static final int SUBMISSIONS = 1024;

  static {
    // Netty 4.2.18 arms a multi-shot accept that has failed at once again, whatever autoRead says:
    // without file descriptors it spins.
    byDefault("io.netty.iouring.acceptMultiShotEnabled", "false");
    // Netty keeps the stack of one buffer in 128, which is 2.7 % of the CPU of a small request. One
    // in so many finds what leaks steadily just as well; tests look at each.
    byDefault("io.netty.leakDetection.samplingInterval", "16384");
  }

  private TransportProbe() {}

  /** For what Netty reads once, before its first use; who has set it knows better. */
  private static void byDefault(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /**
   * Chooses.
   *
   * @param wanted the configured transport
   * @return the transport with the reason
   * @throws IOException if a forced transport does not work here; the message says why
   */
  public static Sockets choose(Transport wanted) throws IOException {
    return switch (wanted) {
      case IO_URING -> forced(wanted, ioUringFault());
      case EPOLL -> forced(wanted, epollFault());
      case NIO -> sockets(Transport.NIO, "forced by the configuration");
      case AUTO -> best();
    };
  }

  private static Sockets best() {
    String ioUring = ioUringFault();
    if (ioUring == null) {
      return sockets(Transport.IO_URING, "available here");
    }
    String epoll = epollFault();
    if (epoll == null) {
      return sockets(Transport.EPOLL, "io_uring is not: " + ioUring);
    }
    return sockets(Transport.NIO, "io_uring is not: " + ioUring + "; epoll is not: " + epoll);
  }

  private static Sockets forced(Transport wanted, @Nullable String fault) throws IOException {
    if (fault != null) {
      throw new IOException("transport " + wanted + " does not work here: " + fault);
    }
    return sockets(wanted, "forced by the configuration");
  }

  private static Sockets sockets(Transport transport, String reason) {
    return switch (transport) {
      case IO_URING ->
          new Sockets(
              transport,
              reason,
              IoUringIoHandler.newFactory(new IoUringIoHandlerConfig().setRingSize(SUBMISSIONS)),
              RingAlarm::new,
              IoUringServerSocketChannel::new,
              IoUringServerDomainSocketChannel::new);
      case EPOLL ->
          new Sockets(
              transport,
              reason,
              EpollIoHandler.newFactory(),
              null,
              EpollServerSocketChannel::new,
              EpollServerDomainSocketChannel::new);
      case NIO, AUTO ->
          new Sockets(
              Transport.NIO,
              reason,
              NioIoHandler.newFactory(),
              null,
              NioListener::new,
              NioServerDomainSocketChannel::new);
    };
  }

  private static @Nullable String ioUringFault() {
    try {
      return IoUring.isAvailable() ? null : reason(IoUring.unavailabilityCause());
    } catch (LinkageError e) {
      return reason(e);
    }
  }

  private static @Nullable String epollFault() {
    try {
      return Epoll.isAvailable() ? null : reason(Epoll.unavailabilityCause());
    } catch (LinkageError e) {
      return reason(e);
    }
  }

  private static String reason(@Nullable Throwable cause) {
    Throwable root = cause;
    while (root != null && root.getCause() != null) {
      root = root.getCause();
    }
    return root == null
        ? "no reason given"
        : String.valueOf(root.getMessage()).lines().findFirst().orElse("");
  }
}
