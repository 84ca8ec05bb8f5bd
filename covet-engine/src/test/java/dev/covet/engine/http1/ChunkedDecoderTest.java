package dev.covet.engine.http1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.engine.connection.Refusal;
import dev.covet.http.Headers;
import dev.covet.http.Limits;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ChunkedDecoderTest {
  private static Headers trailers(String input) {
    ChunkedOutcome outcome = ChunkedOutcome.whole(input);
    assertThat(outcome.refusal()).isNull();
    return Objects.requireNonNull(outcome.trailers());
  }

  @Test
  void joinsTheDataOfAllChunks() {
    ChunkedOutcome outcome =
        ChunkedOutcome.whole(
            "5\r\nhello\r\n1;a=\"b\\\"c\"; d\r\n \r\n0006\r\nwo\r\nrl\r\n0\r\n\r\n");
    assertThat(outcome.data()).isEqualTo("hello wo\r\nrl");
    assertThat(outcome.done()).isTrue();
    assertThat(outcome.trailers()).isEqualTo(Headers.empty());
  }

  @Test
  void leavesWhatComesAfterTheBody() {
    String body = "1\r\nx\r\n0\r\n\r\n";
    assertThat(ChunkedOutcome.whole(body + "GET / HTTP/1.1\r\n").consumed())
        .isEqualTo(body.length());
    String trailing = "0\r\nX: y\r\n\r\n";
    assertThat(ChunkedOutcome.whole(trailing + "\r\n").consumed()).isEqualTo(trailing.length());
  }

  @Test
  void keepsTrailersAndDropsThoseThatDecideBeforeTheBody() {
    assertThat(
            trailers(
                "0\r\n"
                    + "X-Sum: 1\r\n"
                    + "Host: evil\r\n"
                    + "x-sum:\t2 \r\n"
                    + "Cookie: a\r\n"
                    + "CONTENT-LENGTH: 5\r\n\r\n"))
        .isEqualTo(Headers.of("X-Sum", "1", "x-sum", "2"));
    for (String name :
        new String[] {
          "Content-Length",
          "Transfer-Encoding",
          "Host",
          "Trailer",
          "TE",
          "Connection",
          "Keep-Alive",
          "Upgrade",
          "Expect",
          "Content-Encoding",
          "Content-Type",
          "Content-Range",
          "Authorization",
          "Cookie",
          "Set-Cookie",
          "Cache-Control",
          "Max-Forwards",
          "Range"
        }) {
      assertThat(trailers("0\r\n" + name + ": x\r\n\r\n").isEmpty()).as(name).isTrue();
    }
  }

  @Test
  void takesNoMoreThanThereIsRoomFor() {
    ChunkedDecoder decoder = new ChunkedDecoder(Limits.defaults());
    decoder.reset(100);
    byte[] input = HeadOutcome.bytes("5\r\nhello\r\n0\r\n\r\n");
    byte[] out = new byte[8];
    assertThat(decoder.decode(input, 0, input.length, out, 2, 3)).isEqualTo(3);
    assertThat(decoder.consumed()).isEqualTo(6);
    assertThat(out).startsWith(0, 0, 'h', 'e', 'l', 0);
    assertThat(decoder.decode(input, 6, input.length, out, 0, 2)).isEqualTo(2);
    assertThat(out).startsWith('l', 'o');
    assertThat(decoder.done()).isTrue();
    assertThat(decoder.decode(input, 0, input.length, out, 0, 8)).isZero();
    assertThat(decoder.consumed()).isZero();
  }

  @Test
  void countsTheBodyLimitOverAllChunks() {
    ChunkedDecoder decoder = new ChunkedDecoder(Limits.defaults());
    byte[] ten = HeadOutcome.bytes("5\r\nhello\r\n5\r\nworld\r\n0\r\n\r\n");
    assertThat(ChunkedOutcome.whole(ten, decoder, 10).done()).isTrue();
    ChunkedOutcome over = ChunkedOutcome.whole(ten, decoder, 9);
    assertThat(over.refusal()).isSameAs(Refusal.BODY_TOO_LARGE);
    assertThat(over.data()).isEqualTo("hello");
    assertThat(ChunkedOutcome.whole(HeadOutcome.bytes("0\r\n\r\n"), decoder, 0).done()).isTrue();
    assertThat(ChunkedOutcome.whole(HeadOutcome.bytes("1\r\n"), decoder, 0).refusal())
        .isSameAs(Refusal.BODY_TOO_LARGE);
    byte[] huge = HeadOutcome.bytes("fffffffffffffff\r\nx");
    assertThat(ChunkedOutcome.whole(huge, decoder, Long.MAX_VALUE).data()).isEqualTo("x");
    assertThat(ChunkedOutcome.whole(huge, decoder, 0xfffffffffffffffL).refusal()).isNull();
    assertThat(ChunkedOutcome.whole(huge, decoder, 0xffffffffffffffeL).refusal())
        .isSameAs(Refusal.BODY_TOO_LARGE);
  }

  @Test
  void theSumOfHugeChunksDoesNotWrapAround() {
    ChunkedDecoder decoder = new ChunkedDecoder(Limits.defaults());
    byte[] input = HeadOutcome.bytes("2\r\nab\r\nfffffffffffffff\r\nx");
    assertThat(ChunkedOutcome.whole(input, decoder, 0xfffffffffffffffL).refusal())
        .isSameAs(Refusal.BODY_TOO_LARGE);
  }

  @Test
  void smallLimitsOfTheHeadersBoundTheTrailer() {
    ChunkedDecoder decoder =
        new ChunkedDecoder(Limits.defaults().toBuilder().headerBytes(10).headerCount(1).build());
    assertThat(ChunkedOutcome.whole(HeadOutcome.bytes("0\r\nX: 34567\r\n\r\n"), decoder, 9).done())
        .isTrue();
    assertThat(
            ChunkedOutcome.whole(HeadOutcome.bytes("0\r\nX: 345678\r\n\r\n"), decoder, 9).refusal())
        .isSameAs(Refusal.HEADERS_TOO_LARGE);
    assertThat(
            ChunkedOutcome.whole(HeadOutcome.bytes("0\r\nX:1\r\nY:2\r\n\r\n"), decoder, 9)
                .refusal())
        .isSameAs(Refusal.TOO_MANY_HEADERS);
  }

  @Test
  void oneObjectDecodesManyBodiesWithoutATraceOfTheLast() {
    ChunkedDecoder decoder = new ChunkedDecoder(Limits.defaults());
    String[] bodies = {
      "5\r\nhello\r\n0\r\nX: y\r\n\r\n",
      "0\r\n\r\n",
      "zz",
      "1;a=\"",
      "5\r\nhel",
      "1\r\nxy",
      "0\r\nX y\r\n\r\n",
      "12345"
    };
    for (String before : bodies) {
      for (String after : bodies) {
        ChunkedOutcome.whole(HeadOutcome.bytes(before), decoder, ChunkedOutcome.LIMIT);
        assertThat(ChunkedOutcome.whole(HeadOutcome.bytes(after), decoder, ChunkedOutcome.LIMIT))
            .isEqualTo(ChunkedOutcome.whole(after));
      }
    }
  }
}
