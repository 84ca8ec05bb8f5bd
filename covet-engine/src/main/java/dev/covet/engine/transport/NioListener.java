package dev.covet.engine.transport;

import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.lang.reflect.Method;

/** A listening channel of NIO that knows its file descriptor where the JDK is opened to it. */
final class NioListener extends NioServerSocketChannel {
  /**
   * The number of its file descriptor.
   *
   * @throws ReflectiveOperationException if the JDK does not tell
   */
  int descriptor() throws ReflectiveOperationException {
    Method getter = Class.forName("sun.nio.ch.SelChImpl").getMethod("getFDVal");
    return (int) getter.invoke(javaChannel());
  }
}
