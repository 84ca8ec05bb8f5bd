package dev.covet.engine.http1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.engine.Engine;
import dev.covet.engine.EngineConfig;
import dev.covet.engine.ExchangeHandler.Serving;
import dev.covet.engine.Transport;
import dev.covet.http.Headers;
import dev.covet.http.Status;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UpgradeTest {
  /** Sends back what it gets, after HTTP has ended. */
  private static final class Echo extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext context, Object bytes) {
      context.writeAndFlush(bytes);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
  void bytesAfterAnUpgradeBelongToTheNewProtocol(Transport transport) throws Exception {
    Engine engine =
        Engine.start(
            EngineConfig.builder().transport(transport).workers(1).build(),
            exchange -> {
              if ("echo".equals(exchange.header("upgrade"))) {
                ((Http1Exchange) exchange).upgrade("echo", Headers.of("x-more", "1"), new Echo());
              } else {
                exchange.respond(Status.OK, Headers.empty(), new byte[0], 0, 0);
              }
              return Serving.DONE;
            });
    try (Socket socket = new Socket("127.0.0.1", engine.address().getPort())) {
      socket.setSoTimeout(5000);
      socket
          .getOutputStream()
          .write(
              ("GET / HTTP/1.1\r\nHost: a\r\n\r\n"
                      + "GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n"
                      + "GET / is not HTTP any more")
                  .getBytes(StandardCharsets.ISO_8859_1));
      String answer = readUntil(socket, "any more");
      assertThat(answer).startsWith("HTTP/1.1 200 OK\r\n");
      assertThat(answer)
          .contains("HTTP/1.1 101 Switching Protocols\r\n", "Upgrade: echo\r\n", "x-more: 1\r\n");
      assertThat(answer).endsWith("\r\n\r\nGET / is not HTTP any more");
      socket.getOutputStream().write("more".getBytes(StandardCharsets.ISO_8859_1));
      assertThat(readUntil(socket, "more")).isEqualTo("more");
    } finally {
      engine.stop();
    }
  }

  private static String readUntil(Socket socket, String end) throws Exception {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      int b = socket.getInputStream().read();
      if (b < 0) {
        break;
      }
      text.append((char) b);
    }
    return text.toString();
  }
}
