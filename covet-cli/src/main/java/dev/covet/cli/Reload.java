package dev.covet.cli;

import dev.covet.Ids;
import dev.covet.Request;
import dev.covet.Response;
import dev.covet.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The server's half of a browser's reload: each start has a number of its own, pages carry the one
 * that they were made by, and their script asks for the present one. A question without news is
 * held until there is some. Safe for any thread.
 */
final class Reload {
  /** All paths below are Covet's while {@code ./covet dev} runs. */
  static final String FOLDER = "/_covet/dev/";

  /** Shorter than what stands between cuts idle connections. */
  private static final Duration HOLD = Duration.ofSeconds(20);

  private static final String SCRIPT = script();

  private final String boot = Ids.next();
  private final boolean passing;
  private final CountDownLatch over = new CountDownLatch(1);

  /**
   * One.
   *
   * @param passing whether pages shall wait for the next one instead of showing this
   */
  Reload(boolean passing) {
    this.passing = passing;
  }

  /** Lets all held questions go: another one is about to take over. */
  void release() {
    over.countDown();
  }

  /** {@return the answer to a request below {@link #FOLDER}} */
  Response<?> answer(Request request) {
    Response<?> answer =
        switch (request.path().substring(FOLDER.length())) {
          case "reload.js" -> Response.text(SCRIPT).type("text/javascript; charset=utf-8");
          case "state" -> state(request.query("seen").or(""));
          default -> Response.of(Status.NOT_FOUND);
        };
    return answer.cacheControl("no-store");
  }

  private Response<?> state(String seen) {
    if (!passing && !seen.equals(boot)) {
      return Response.text(boot);
    }
    try {
      over.await(HOLD.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Response.noContent();
  }

  /** {@return the element that brings the script into a page} */
  String tag(String nonce) {
    return "\n<script src=\""
        + FOLDER
        + "reload.js\" data-boot=\""
        + boot
        + (nonce.isEmpty() ? "" : "\" nonce=\"" + nonce)
        + "\"></script>\n";
  }

  private static String script() {
    try (InputStream in = Reload.class.getResourceAsStream("reload.js")) {
      byte[] bytes = Objects.requireNonNull(in, "reload.js").readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
