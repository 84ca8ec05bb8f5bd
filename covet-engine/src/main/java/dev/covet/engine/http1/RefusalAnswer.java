package dev.covet.engine.http1;

import dev.covet.engine.connection.Refusal;
import dev.covet.http.Accept;
import dev.covet.http.Headers;
import dev.covet.http.MediaType;
import dev.covet.http.Problem;
import java.nio.charset.StandardCharsets;

/**
 * What the engine itself answers to a request that it refuses: a problem detail (RFC 9457), as HTML
 * where the request prefers that. The connection closes after it.
 */
final class RefusalAnswer {
  private static final Headers JSON = Headers.of("content-type", "application/problem+json");
  private static final Headers HTML = Headers.of("content-type", "text/html; charset=utf-8");
  private static final Headers LATER = JSON.with("retry-after", "1");

  private RefusalAnswer() {}

  /**
   * Puts the answer into the output of an exchange.
   *
   * @param request the head of the refused request, as far as it was read
   * @param target gets the answer; the request's own exchange or the one that replaces it
   */
  static void write(RequestHead request, Http1Exchange target, Refusal refusal, long millis) {
    Problem problem = Problem.of(refusal.status(), refusal.detail());
    boolean html = prefersHtml(request);
    byte[] body = (html ? problem.toHtml() : problem.toJson()).getBytes(StandardCharsets.UTF_8);
    Headers headers = refusal == Refusal.TOO_MANY_CONNECTIONS ? LATER : html ? HTML : JSON;
    if (request.hasRequestLine()) {
      target.answer.head(request, refusal.status(), headers, body.length, false, millis);
    } else {
      target.answer.refusal(refusal.status(), headers, body.length, millis);
    }
    target.answer.body(body, 0, body.length);
    target.answer.end(Headers.empty());
  }

  private static boolean prefersHtml(RequestHead request) {
    return request.complete()
        && Accept.parse(request.headers("accept")).prefers(MediaType.HTML, MediaType.PROBLEM);
  }
}
