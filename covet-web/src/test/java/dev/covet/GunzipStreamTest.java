package dev.covet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GunzipStreamTest {
  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }

  /** Gives one byte at a time, so that everything is cut everywhere. */
  private static String read(byte[] bytes) throws IOException {
    InputStream slow =
        new ByteArrayInputStream(bytes) {
          @Override
          public synchronized int read(byte[] target, int from, int length) {
            return super.read(target, from, Math.min(1, length));
          }
        };
    try (GunzipStream in = new GunzipStream(slow)) {
      assertThat(in.read(new byte[0])).isZero();
      int first = in.read();
      String rest = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(in.read()).isEqualTo(-1);
      return first < 0 ? rest : (char) first + rest;
    }
  }

  @Test
  void membersAreReadOneAfterAnother() throws IOException {
    assertThat(read(gzip("text"))).isEqualTo("text");
    assertThat(read(gzip(""))).isEmpty();
    assertThat(read(joined(gzip("a"), gzip(""), gzip("bc")))).isEqualTo("abc");
  }

  @Test
  void allPartsOfAHeaderAreTaken() throws IOException {
    byte[] plain = gzip("text");
    byte[] head = {
      0x1f, (byte) 0x8b, 8, 2 + 4 + 8 + 16, 1, 2, 3, 4, 0, 3, 3, 0, 7, 8, 9, 'n', 0, 'c', 'c', 0
    };
    CRC32 sum = new CRC32();
    sum.update(head);
    byte[] check = {(byte) sum.getValue(), (byte) (sum.getValue() >> 8)};
    byte[] rest = Arrays.copyOfRange(plain, 10, plain.length);
    assertThat(read(joined(head, check, rest))).isEqualTo("text");
    byte[] wrong = {(byte) (check[0] + 1), check[1]};
    assertThatThrownBy(() -> read(joined(head, wrong, rest))).hasMessageContaining("header is dam");
  }

  @Test
  void whateverIsWrongIsTold() throws IOException {
    byte[] good = gzip("some text");
    for (int length = 0; length < good.length; length++) {
      byte[] cut = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class);
    }
    for (int changed : new int[] {0, 1, 2, good.length - 1, good.length - 5}) {
      byte[] bad = good.clone();
      bad[changed] ^= 1;
      assertThatThrownBy(() -> read(bad)).isInstanceOf(IOException.class);
    }
    byte[] flags = good.clone();
    flags[3] = (byte) 0x80;
    assertThatThrownBy(() -> read(flags)).hasMessageContaining("unknown flags");
    byte[] block = good.clone();
    block[10] = 7;
    assertThatThrownBy(() -> read(block)).hasMessage("the gzip data is malformed");
    assertThatThrownBy(() -> read(joined(good, new byte[1])))
        .hasMessage("something follows the gzip data");
  }
}
