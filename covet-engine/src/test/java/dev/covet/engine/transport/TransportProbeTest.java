package dev.covet.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.engine.Transport;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransportProbeTest {
  @Test
  void choosesTheBestThatWorks() throws Exception {
    Transport expected =
        IoUring.isAvailable()
            ? Transport.IO_URING
            : Epoll.isAvailable() ? Transport.EPOLL : Transport.NIO;
    Sockets sockets = TransportProbe.choose(Transport.AUTO);
    assertThat(sockets.transport()).isEqualTo(expected);
    assertThat(sockets.reason()).isNotBlank();
  }

  @ParameterizedTest
  @EnumSource(names = {"NIO", "EPOLL", "IO_URING"})
  void takesTheForcedOneOrSaysWhyNot(Transport wanted) {
    boolean works =
        switch (wanted) {
          case IO_URING -> IoUring.isAvailable();
          case EPOLL -> Epoll.isAvailable();
          case NIO, AUTO -> true;
        };
    try {
      Sockets sockets = TransportProbe.choose(wanted);
      assertThat(works).isTrue();
      assertThat(sockets.transport()).isEqualTo(wanted);
      assertThat(sockets.reason()).isEqualTo("forced by the configuration");
    } catch (IOException e) {
      assertThat(works).isFalse();
      assertThat(e).hasMessageStartingWith("transport " + wanted + " does not work here: ");
    }
  }
}
