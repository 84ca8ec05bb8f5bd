package dev.covet.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringSocketChannel;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendFileTest {
  @TempDir Path folder;

  private IoUringSocketChannel channel;

  @BeforeEach
  void open() {
    IoUring.ensureAvailability();
    channel = new IoUringSocketChannel();
  }

  @AfterEach
  void close() {
    channel.unsafe().closeForcibly();
  }

  @Test
  void theFlagsOfTheLauncherOpenItForIoUring() {
    assertThat(SendFile.suits(channel)).isTrue();
    NioSocketChannel other = new NioSocketChannel();
    assertThat(SendFile.suits(other)).isFalse();
    other.unsafe().closeForcibly();
  }

  @Test
  void aClosedConnectionTakesNothing() throws Exception {
    Path path = Files.writeString(folder.resolve("file"), "content");
    try (FileChannel file = FileChannel.open(path)) {
      assertThatThrownBy(() -> SendFile.send(channel, file, 0, 7))
          .isInstanceOf(IOException.class)
          .hasMessage("the connection is closed");
    }
  }
}
