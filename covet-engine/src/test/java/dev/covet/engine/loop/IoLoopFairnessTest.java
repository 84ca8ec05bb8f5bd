package dev.covet.engine.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.engine.Transport;
import dev.covet.engine.loop.LoopRule.Passenger;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Work that is ready again and again delays others by a turn and starves neither sockets, timers
 * nor tasks.
 */
@Timeout(60)
class IoLoopFairnessTest {
  private final AtomicBoolean over = new AtomicBoolean();

  @ParameterizedTest
  @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
  void aThreadThatYieldsForEverStarvesNobody(Transport transport) throws Exception {
    try (LoopRule rule = new LoopRule(transport)) {
      for (int i = 0; i < 300; i++) {
        yieldForEver(rule.loop, new Passenger());
      }
      othersGoOn(rule);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
  void aTaskThatQueuesItselfStarvesNobody(Transport transport) throws Exception {
    try (LoopRule rule = new LoopRule(transport)) {
      rule.loop.execute(() -> queueAgain(rule.loop));
      othersGoOn(rule);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
  void aTurnsEndThatAsksForAnotherStarvesNobody(Transport transport) throws Exception {
    try (LoopRule rule = new LoopRule(transport)) {
      rule.loop.execute(() -> endAgain(rule.loop));
      othersGoOn(rule);
    }
  }

  private void yieldForEver(IoLoop loop, Passenger passenger) {
    if (!over.get()) {
      loop.resume(passenger, () -> yieldForEver(loop, passenger));
    }
  }

  private void queueAgain(IoLoop loop) {
    if (!over.get()) {
      loop.execute(() -> queueAgain(loop));
    }
  }

  private void endAgain(IoLoop loop) {
    if (!over.get()) {
      loop.atTurnEnd(() -> endAgain(loop));
    }
  }

  private void othersGoOn(LoopRule rule) throws Exception {
    try {
      IoLoop loop = rule.loop;
      CountDownLatch task = new CountDownLatch(1);
      CountDownLatch timer = new CountDownLatch(1);
      CountDownLatch netty = new CountDownLatch(1);
      loop.execute(
          () -> {
            task.countDown();
            TimerNode node =
                new TimerNode() {
                  @Override
                  protected void expired(long now) {
                    timer.countDown();
                  }
                };
            loop.timers().schedule(node, loop.ioTime() + 1);
          });
      loop.io().execute(netty::countDown);
      assertThat(task.await(20, TimeUnit.SECONDS)).as("a task runs").isTrue();
      assertThat(timer.await(20, TimeUnit.SECONDS)).as("a timer fires").isTrue();
      assertThat(netty.await(20, TimeUnit.SECONDS)).as("Netty's task runs").isTrue();
      echo(rule);
    } finally {
      over.set(true);
    }
  }

  private static void echo(LoopRule rule) throws Exception {
    Channel listener =
        new ServerBootstrap()
            .group(rule.loop.io())
            .channelFactory(() -> rule.sockets.listener().get())
            .childHandler(
                new ChannelInboundHandlerAdapter() {
                  @Override
                  public boolean isSharable() {
                    return true;
                  }

                  @Override
                  public void channelRead(ChannelHandlerContext context, Object message) {
                    context.writeAndFlush(message);
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sync()
            .channel();
    try (Socket socket = new Socket()) {
      socket.connect(listener.localAddress(), 20_000);
      socket.setSoTimeout(20_000);
      for (int i = 0; i < 10; i++) {
        socket.getOutputStream().write(i);
        assertThat(socket.getInputStream().read()).isEqualTo(i);
      }
    } finally {
      listener.close().sync();
    }
  }
}
