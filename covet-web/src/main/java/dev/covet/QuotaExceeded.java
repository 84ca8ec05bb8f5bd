package dev.covet;

import dev.covet.http.Problem;
import dev.covet.http.Status;
import java.util.List;
import java.util.Map;

/**
 * The answer to who is over a limit: 429 with the problem type of
 * draft-ietf-httpapi-ratelimit-headers-10, section 5.1. Made once for each limit, because a flood
 * gets many of them.
 */
final class QuotaExceeded {
  private static final String TYPE =
      "https://iana.org/assignments/http-problem-types#quota-exceeded";

  private final Problem problem;
  private final Response<?> json;
  private final Response<?> html;

  QuotaExceeded(String limit) {
    problem =
        new Problem(
            Status.TOO_MANY_REQUESTS.code(),
            "Request cannot be satisfied as assigned quota has been exceeded",
            "too many requests: the limit '" + limit + "' is used up for now",
            TYPE,
            Map.of("violated-policies", List.of(limit)));
    json = Response.problem(problem);
    html = Response.html(problem.toHtml()).status(Status.TOO_MANY_REQUESTS);
  }

  /** Without the fields that tell how long. */
  Response<?> response(Request request) {
    return ErrorMapping.prefersHtml(request) ? html : json;
  }

  HttpException exception() {
    return new HttpException(problem);
  }
}
