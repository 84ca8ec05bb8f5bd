package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MessageTest {
  @Test
  void aTextHasItsBytes() {
    Message text = Message.of("ä");
    assertThat(text.isText()).isTrue();
    assertThat(text.bytes()).containsExactly(0xc3, 0xa4);
    assertThat(text).hasToString("ä");
  }

  @Test
  void bytesAreNoText() {
    Message bytes = Message.of(new byte[] {1, 2});
    assertThat(bytes.isText()).isFalse();
    assertThat(bytes.bytes()).containsExactly(1, 2);
    assertThat(bytes).hasToString("2 bytes");
    assertThatThrownBy(bytes::text).isInstanceOf(IllegalStateException.class);
  }
}
