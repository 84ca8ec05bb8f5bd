package dev.covet;

import dev.covet.http.Status;
import java.nio.charset.StandardCharsets;

/** Answers of Covet's own routes, which need no codec of the application and are never kept. */
final class PlainJson {
  private PlainJson() {}

  /** An answer with a body that is JSON already. */
  static Response<?> answer(Status status, String json) {
    return Response.bytes(json.getBytes(StandardCharsets.UTF_8))
        .status(status)
        .header("Content-Type", "application/json")
        .cacheControl("no-store");
  }
}
