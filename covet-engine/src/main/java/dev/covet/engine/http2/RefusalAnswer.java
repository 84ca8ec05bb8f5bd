package dev.covet.engine.http2;

import dev.covet.engine.connection.Refusal;
import dev.covet.http.Accept;
import dev.covet.http.Headers;
import dev.covet.http.MediaType;
import dev.covet.http.Problem;
import java.nio.charset.StandardCharsets;

/**
 * What the engine itself answers on a stream: a problem detail (RFC 9457), or HTML if preferred.
 */
final class RefusalAnswer {
  private static final Headers JSON = Headers.of("content-type", "application/problem+json");
  private static final Headers HTML = Headers.of("content-type", "text/html; charset=utf-8");

  private RefusalAnswer() {}

  static void write(Http2Stream stream, Refusal refusal) {
    Problem problem = Problem.of(refusal.status(), refusal.detail());
    boolean html =
        Accept.parse(stream.head.fields().all("accept")).prefers(MediaType.HTML, MediaType.PROBLEM);
    byte[] body = (html ? problem.toHtml() : problem.toJson()).getBytes(StandardCharsets.UTF_8);
    stream.output.head(stream.head.method(), refusal.status(), html ? HTML : JSON, body.length);
    stream.output.whole(body, 0, body.length);
  }
}
