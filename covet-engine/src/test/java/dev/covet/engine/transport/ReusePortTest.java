package dev.covet.engine.transport;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardSocketOptions;
import org.junit.jupiter.api.Test;

class ReusePortTest {
  @Test
  void aListenerThatSharesItsPortIsFound() throws Exception {
    InetSocketAddress address;
    try (ServerSocket other = new ServerSocket()) {
      other.setOption(StandardSocketOptions.SO_REUSEPORT, true);
      other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      address = (InetSocketAddress) other.getLocalSocketAddress();
      assertThatThrownBy(() -> ReusePort.proveFree(address)).isInstanceOf(IOException.class);
    }
    assertThatCode(() -> ReusePort.proveFree(address)).doesNotThrowAnyException();
  }

  @Test
  void theProofLeavesThePortFree() throws Exception {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    ReusePort.proveFree(any);
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(any);
      InetSocketAddress taken = (InetSocketAddress) socket.getLocalSocketAddress();
      assertThatThrownBy(() -> ReusePort.proveFree(taken)).isInstanceOf(IOException.class);
    }
  }
}
