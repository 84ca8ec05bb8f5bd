package dev.covet.engine.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.covet.http.HttpVersion;
import dev.covet.http.Method;
import dev.covet.http.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramingTest {
  @ParameterizedTest
  @CsvSource({
    "200, GET, 1.1, 5, LENGTH",
    "200, GET, 1.1, 0, LENGTH",
    "200, GET, 1.1, -1, CHUNKED",
    "200, GET, 1.0, 5, LENGTH",
    "200, GET, 1.0, -1, UNTIL_CLOSE",
    "200, HEAD, 1.1, 5, LENGTH_ONLY",
    "200, HEAD, 1.1, 0, LENGTH_ONLY",
    "200, HEAD, 1.1, -1, CHUNKED_ONLY",
    "200, HEAD, 1.0, -1, NONE",
    "404, POST, 1.1, 9, LENGTH",
    "204, GET, 1.1, 5, NONE",
    "204, GET, 1.1, 0, NONE",
    "204, GET, 1.0, -1, NONE",
    "204, HEAD, 1.1, 0, NONE",
    "205, GET, 1.1, 5, EMPTY",
    "205, GET, 1.1, -1, EMPTY",
    "205, HEAD, 1.1, 0, EMPTY",
    "304, GET, 1.1, 5, LENGTH_ONLY",
    "304, GET, 1.1, 0, NONE",
    "304, GET, 1.1, -1, NONE",
    "304, HEAD, 1.0, -1, NONE",
    "100, GET, 1.1, 0, NONE",
    "103, GET, 1.1, -1, NONE",
    "199, GET, 1.1, 5, NONE"
  })
  void dependsOnStatusMethodVersionAndLength(
      int code, String method, String version, long length, Framing framing) {
    HttpVersion of = version.equals("1.0") ? HttpVersion.HTTP_1_0 : HttpVersion.HTTP_1_1;
    assertThat(Framing.of(Status.of(code), Method.of(method), of, length)).isEqualTo(framing);
  }

  @Test
  void tellsALengthOnlyWhereThereIsOne() {
    assertThat(Framing.NONE.contentLength(7)).isEqualTo(-1);
    assertThat(Framing.CHUNKED.contentLength(-1)).isEqualTo(-1);
    assertThat(Framing.CHUNKED_ONLY.contentLength(-1)).isEqualTo(-1);
    assertThat(Framing.UNTIL_CLOSE.contentLength(-1)).isEqualTo(-1);
    assertThat(Framing.EMPTY.contentLength(7)).isZero();
    assertThat(Framing.LENGTH.contentLength(7)).isEqualTo(7);
    assertThat(Framing.LENGTH_ONLY.contentLength(7)).isEqualTo(7);
  }

  @Test
  void onlyOneFramingNeedsTheEndOfTheConnection() {
    for (Framing framing : Framing.values()) {
      assertThat(framing.close()).isEqualTo(framing == Framing.UNTIL_CLOSE);
      assertThat(framing.chunked() && framing.contentLength(1) >= 0).isFalse();
    }
  }
}
