package dev.covet.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.covet.http.Headers;
import dev.covet.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EngineTest {
  private static final Headers TEXT = Headers.of("content-type", "text/plain");

  @ParameterizedTest
  @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
  void pipelinedRequestsAreAnsweredInOrder(Transport transport) throws Exception {
    Engine engine =
        Engine.start(
            EngineConfig.builder().transport(transport).workers(2).build(),
            exchange -> {
              byte[] body = exchange.rawPath().getBytes(StandardCharsets.UTF_8);
              exchange.respond(Status.OK, TEXT, body, 0, body.length);
              return ExchangeHandler.Serving.DONE;
            });
    try (Socket socket = new Socket("127.0.0.1", engine.address().getPort())) {
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < 200; i++) {
        requests.append("GET /").append(i).append(" HTTP/1.1\r\nHost: localhost\r\n\r\n");
      }
      requests.append("GET /last HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      socket.getOutputStream().write(requests.toString().getBytes(StandardCharsets.ISO_8859_1));
      String answers = new String(all(socket.getInputStream()), StandardCharsets.ISO_8859_1);
      int at = 0;
      for (int i = 0; i < 200; i++) {
        int next = answers.indexOf("\r\n\r\n/" + i + "HTTP/1.1 200 OK\r\n", at);
        assertThat(next).as("answer %d in %s", i, answers).isGreaterThanOrEqualTo(at);
        at = next;
      }
      assertThat(answers).endsWith("Connection: close\r\n\r\n/last");
    } finally {
      engine.stop();
    }
  }

  /** The kernel spreads them by chance, in half of all cases two of two on one loop. */
  @ParameterizedTest
  @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
  void eightConnectionsAreSpreadOverTwoLoops(Transport transport) throws Exception {
    Engine engine =
        Engine.start(
            EngineConfig.builder().transport(transport).workers(2).build(),
            exchange -> {
              byte[] body = {(byte) ('0' + exchange.loop().index())};
              exchange.respond(Status.OK, TEXT, body, 0, 1);
              return ExchangeHandler.Serving.DONE;
            });
    try {
      for (int time = 0; time < 10; time++) {
        List<Socket> held = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
          held.add(new Socket("127.0.0.1", engine.address().getPort()));
        }
        StringBuilder loops = new StringBuilder();
        for (Socket socket : held) {
          socket
              .getOutputStream()
              .write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".getBytes());
          byte[] answer = all(socket.getInputStream());
          loops.append((char) answer[answer.length - 1]);
        }
        for (Socket socket : held) {
          socket.close();
        }
        assertThat(loops.chars().filter(loop -> loop == '0').count())
            .as("%s", loops)
            .isBetween(3L, 5L);
        // Those that are closing still count.
        await().until(() -> engine.connections(0) + engine.connections(1) == 0);
      }
    } finally {
      engine.stop();
    }
  }

  private static byte[] all(InputStream in) throws IOException {
    return in.readAllBytes();
  }
}
