package dev.covet.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.covet.engine.Transport;
import dev.covet.engine.loop.IoLoop;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.DefaultChannelPromise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HandshakeFilterTest {
  @ParameterizedTest
  @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
  void nobodyIsLetInAndWhoIsInStays(Transport transport) throws Exception {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "the filter is one of Linux");
    Sockets sockets = TransportProbe.choose(transport);
    IoLoop loop = sockets.loop(0, InstantSource.system());
    loop.start();
    try {
      Channel listener = sockets.listener().get();
      listener.config().setAutoRead(false);
      listener.pipeline().addLast(new ChannelInboundHandlerAdapter());
      DefaultChannelPromise registered = new DefaultChannelPromise(listener, loop.io());
      listener.unsafe().register(loop.io(), registered);
      registered.syncUninterruptibly();
      listener
          .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
          .syncUninterruptibly();
      try (Socket before = new Socket();
          Socket after = new Socket()) {
        before.connect(listener.localAddress(), 5_000);

        assertThat(HandshakeFilter.attach(listener, transport)).isTrue();

        assertThatThrownBy(() -> after.connect(listener.localAddress(), 200))
            .isInstanceOf(SocketTimeoutException.class);
        before.getOutputStream().write(1);
        assertThat(before.isConnected()).isTrue();
      }
      listener.close().syncUninterruptibly();
    } finally {
      loop.stop();
      assertThat(loop.awaitStop(TimeUnit.SECONDS.toNanos(10))).isTrue();
    }
  }
}
