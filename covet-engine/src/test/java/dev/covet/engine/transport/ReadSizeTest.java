package dev.covet.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import org.junit.jupiter.api.Test;

class ReadSizeTest {
  private final ReadSize size = new ReadSize();

  private void read(int bytes) {
    size.reset(new EmbeddedChannel().config());
    size.attemptedBytesRead(size.guess());
    size.lastBytesRead(bytes);
    size.incMessagesRead(1);
    size.readComplete();
  }

  @Test
  void theFirstBufferIsOf4KiB() {
    ByteBuf buffer = size.allocate(UnpooledByteBufAllocator.DEFAULT);
    assertThat(buffer.capacity()).isEqualTo(4096);
    assertThat(buffer.isDirect()).isTrue();
    buffer.release();
  }

  @Test
  void aReadThatFillsItsBufferMakesTheNextOneFourTimesAsLargeUpTo64KiB() {
    read(4096);
    assertThat(size.guess()).isEqualTo(16 << 10);
    read(16 << 10);
    assertThat(size.guess()).isEqualTo(64 << 10);
    read(64 << 10);
    assertThat(size.guess()).isEqualTo(64 << 10);
  }

  @Test
  void twoSmallReadsInARowHalveItDownTo512() {
    read(100);
    assertThat(size.guess()).isEqualTo(4096);
    read(100);
    assertThat(size.guess()).isEqualTo(2048);
    for (int i = 0; i < 20; i++) {
      read(1);
    }
    assertThat(size.guess()).isEqualTo(512);
  }

  @Test
  void aSmallReadBetweenLargerOnesChangesNothing() {
    for (int i = 0; i < 4; i++) {
      read(100);
      read(3000);
    }
    assertThat(size.guess()).isEqualTo(4096);
  }

  @Test
  void anEndOfInputIsSmall() {
    read(-1);
    read(-1);
    assertThat(size.lastBytesRead()).isEqualTo(-1);
    assertThat(size.guess()).isEqualTo(2048);
  }

  @Test
  void aSocketIsReadOnceWheneverItIsReady() {
    size.attemptedBytesRead(4096);
    size.lastBytesRead(4096);
    assertThat(size.attemptedBytesRead()).isEqualTo(4096);
    assertThat(size.continueReading()).isFalse();
    assertThat(size.continueReading(() -> true)).isFalse();
  }
}
