package dev.covet.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyHashTest {
  /** The example of the paper: key and message of bytes that count up. */
  private final KeyHash known = new KeyHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);

  @Test
  void itIsTheHashOfThePaper() {
    assertThat(known.of(0x0706050403020100L, 0x0f0e0d0c0b0a0908L)).isEqualTo(0xa129ca6149be45e5L);
  }

  @Test
  void eachCharacterOfATextCounts() {
    Set<Long> hashes = new HashSet<>();
    String text = "a key of any length";
    for (int length = 0; length <= text.length(); length++) {
      hashes.add(known.of(text.substring(0, length), 0));
      hashes.add(known.of("x" + text.substring(0, length), 0));
      hashes.add(known.of(text.substring(0, length), 1));
    }
    assertThat(hashes).hasSize(3 * (text.length() + 1));
    assertThat(known.of("\u0000", 0)).isNotEqualTo(known.of("", 0));
  }

  @Test
  void aTextIsNoNumber() {
    assertThat(known.of("", 0)).isNotEqualTo(known.of(0, 0));
    assertThat(known.of("12", 0)).isEqualTo(known.of("1" + "2", 0));
  }

  @Test
  void eachHashHasASecretOfItsOwn() {
    assertThat(new KeyHash().of(1, 2)).isNotEqualTo(new KeyHash().of(1, 2));
  }
}
