package dev.covet.engine.http1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.engine.connection.Refusal;
import dev.covet.http.Headers;
import dev.covet.http.Limits;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RequestBodyTest {
  private final RequestBody body = new RequestBody(Limits.defaults());
  private final Input input = new Input();
  private final byte[] target = new byte[100];

  private void arrive(String text) {
    input.append(Unpooled.wrappedBuffer(HeadOutcome.bytes(text)));
  }

  private String target(int count) {
    return new String(target, 0, count, StandardCharsets.ISO_8859_1);
  }

  @Test
  void noBodyIsAtItsEnd() {
    arrive("GET /");
    body.begin(false, 0, 10);
    assertThat(body.ended()).isTrue();
    assertThat(body.left()).isZero();
    assertThat(body.take(input, target, 0, 100)).isEqualTo(RequestBody.END);
    assertThat(input.size()).isEqualTo(5);
    assertThat(body.trailers()).isEqualTo(Headers.empty());
  }

  @Test
  void aKnownLengthEndsWhereItEnds() {
    body.begin(false, 7, 10);
    assertThat(body.take(input, target, 0, 100)).isEqualTo(RequestBody.MORE);
    arrive("abc");
    assertThat(body.take(input, target, 0, 2)).isEqualTo(2);
    assertThat(body.left()).isEqualTo(5);
    arrive("defgGET /");
    assertThat(body.take(input, target, 2, 98)).isEqualTo(5);
    assertThat(target(7)).isEqualTo("abcdefg");
    assertThat(body.taken()).isEqualTo(7);
    assertThat(body.ended()).isTrue();
    assertThat(body.take(input, target, 0, 100)).isEqualTo(RequestBody.END);
    assertThat(input.size()).isEqualTo(5);
  }

  @Test
  void chunksEndWithTheirTrailers() {
    body.begin(true, -1, 10);
    assertThat(body.left()).isEqualTo(1);
    arrive("3\r\nabc\r\n");
    assertThat(body.take(input, target, 0, 100)).isEqualTo(3);
    assertThat(body.take(input, target, 0, 100)).isEqualTo(RequestBody.MORE);
    assertThat(body.trailers()).isEqualTo(Headers.empty());
    arrive("2\r\nde\r\n0\r\nX: y\r\n\r\nGET /");
    assertThat(body.take(input, target, 3, 97)).isEqualTo(2);
    assertThat(target(5)).isEqualTo("abcde");
    assertThat(body.take(input, target, 0, 100)).isEqualTo(RequestBody.END);
    assertThat(body.ended()).isTrue();
    assertThat(body.left()).isZero();
    assertThat(body.trailers()).isEqualTo(Headers.of("X", "y"));
    assertThat(input.size()).isEqualTo(5);
    body.begin(false, 0, 10);
    assertThat(body.trailers()).isEqualTo(Headers.empty());
  }

  @Test
  void dataBeforeAFaultIsDeliveredAndThenTheFaultStays() {
    body.begin(true, -1, 10);
    arrive("3\r\nabcX\r\n");
    assertThat(body.take(input, target, 0, 100)).isEqualTo(3);
    assertThat(body.take(input, target, 0, 100)).isEqualTo(RequestBody.BROKEN);
    assertThat(body.refusal()).isSameAs(Refusal.CHUNK_END);
    arrive("0\r\n\r\n");
    assertThat(body.take(input, target, 0, 100)).isEqualTo(RequestBody.BROKEN);
    body.begin(true, -1, 10);
    assertThat(body.refusal()).isNull();
  }

  @Test
  void aRoutesLimitReplacesTheFirst() {
    body.begin(true, -1, 10);
    body.limit(2);
    arrive("3\r\nabc\r\n");
    assertThat(body.take(input, target, 0, 100)).isEqualTo(RequestBody.BROKEN);
    assertThat(body.refusal()).isSameAs(Refusal.BODY_TOO_LARGE);
    input.clear();
    body.begin(true, -1, 2);
    body.limit(3);
    arrive("3\r\nabc\r\n0\r\n\r\n");
    assertThat(body.take(input, target, 0, 100)).isEqualTo(3);
  }

  @Test
  void bytesOfTheFramingCountForTheRate() {
    body.begin(true, -1, 10);
    arrive("3\r\nabc\r\n");
    assertThat(body.take(input, target, 0, 100)).isEqualTo(3);
    assertThat(body.taken()).isEqualTo(8);
  }
}
