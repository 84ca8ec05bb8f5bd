package dev.covet.engine.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.engine.connection.Out;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeaderEncoderTest {
  private final HeaderEncoder encoder = new HeaderEncoder();
  private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder(false);

  /** What an independent decoder makes of a block. */
  private List<String> decoded(Out out) throws Http2Exception {
    List<String> fields = new ArrayList<>();
    for (Map.Entry<CharSequence, CharSequence> field :
        decoder.decodeHeaders(1, Unpooled.wrappedBuffer(out.array, 0, out.length))) {
      fields.add(field.getKey() + ": " + field.getValue());
    }
    return fields;
  }

  private Out block(int status, String... fields) {
    Out out = new Out();
    encoder.status(out, status);
    for (int i = 0; i < fields.length; i += 2) {
      encoder.field(out, fields[i], fields[i + 1]);
    }
    return out;
  }

  @Test
  void everyStatusIsDecoded() throws Exception {
    for (int status = 100; status < 600; status++) {
      assertThat(decoded(block(status))).containsExactly(":status: " + status);
    }
  }

  @Test
  void namesAreLowerCaseAndLengthsDecimal() throws Exception {
    Out out = block(200, "Content-Type", "text/plain", "X-Own", "\u00e4");
    encoder.contentLength(out, 1234567890123L);
    assertThat(decoded(out))
        .containsExactly(
            ":status: 200",
            "content-type: text/plain",
            "x-own: \u00e4",
            "content-length: 1234567890123");
  }

  @Test
  void whatComesAgainCostsOneByte() throws Exception {
    Out first = block(200, "server", "covet", "content-type", "text/plain");
    Out second = block(200, "server", "covet", "content-type", "text/plain");
    assertThat(second.length).isEqualTo(3).isLessThan(first.length);
    assertThat(decoded(first)).isEqualTo(decoded(second));
  }

  @Test
  void secretsAreNeverIndexed() {
    Out first = block(200, "set-cookie", "session=secret", "x-csrf-token", "secret");
    Out second = block(200, "set-cookie", "session=secret", "x-csrf-token", "secret");
    assertThat(second.length).isEqualTo(first.length);
    // RFC 7541, section 6.2.3: never indexed, by nobody on the way.
    assertThat(second.array[1] & 0xf0).isEqualTo(0x10);
  }

  @Test
  void theClientsTableIsNeverExceeded() throws Exception {
    decoder.maxHeaderTableSize(100);
    encoder.tableSize(100);
    for (int i = 0; i < 50; i++) {
      String value = "v".repeat(i % 70);
      assertThat(decoded(block(200, "vary", value, "server", "s" + i)))
          .containsExactly(":status: 200", "vary: " + value, "server: s" + i);
    }
    decoder.maxHeaderTableSize(0);
    encoder.tableSize(0);
    assertThat(decoded(block(200, "server", "covet")))
        .containsExactly(":status: 200", "server: covet");
  }

  @Test
  void aTableThatShrinksAndGrowsBetweenTwoBlocksIsEmpty() throws Exception {
    decoded(block(200, "server", "covet"));
    encoder.tableSize(0);
    encoder.tableSize(4096);
    Out out = block(200, "server", "covet", "vary", "*");
    // RFC 7541, section 4.2: the smallest size, then the last.
    assertThat(out.array[0]).isEqualTo((byte) 0x20);
    assertThat(out.array[1]).isEqualTo((byte) 0x3f);
    assertThat(decoded(out)).containsExactly(":status: 200", "server: covet", "vary: *");
    assertThat(decoded(block(200, "vary", "*", "server", "covet")))
        .containsExactlyInAnyOrder(":status: 200", "server: covet", "vary: *");
  }

  @Test
  void anIndependentDecoderAgreesOverManyBlocks() throws Exception {
    Random random = new Random(11);
    String[] names = {"server", "date", "Vary", "content-type", "allow", "etag", "x-a", "location"};
    for (int i = 0; i < 20_000; i++) {
      if (random.nextInt(500) == 0) {
        for (int times = random.nextInt(3); times >= 0; times--) {
          int size = random.nextInt(5000);
          decoder.maxHeaderTableSize(size);
          encoder.tableSize(size);
        }
      }
      List<String> fields = new ArrayList<>();
      List<String> expected = new ArrayList<>(List.of(":status: 200"));
      for (int n = random.nextInt(8); n > 0; n--) {
        String name = names[random.nextInt(names.length)];
        String value = "v".repeat(random.nextInt(3) * random.nextInt(100)) + random.nextInt(20);
        fields.add(name);
        fields.add(value);
        expected.add(name.toLowerCase(Locale.ROOT) + ": " + value);
      }
      // The decoder sorts nothing, but groups fields of one name.
      assertThat(decoded(block(200, fields.toArray(new String[0]))))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }
}
