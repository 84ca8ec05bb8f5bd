package dev.covet;

import dev.covet.http.Headers;
import dev.covet.http.HttpDate;
import dev.covet.http.Method;
import dev.covet.http.Problem;
import dev.covet.http.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Requests for parts of a body (RFC 9110, section 14); the conditions are checked before. */
final class Ranges {
  private Ranges() {}

  /** The answer to a GET as its Range field wants it. */
  static Response<?> apply(Request request, Response<?> response) {
    if (!(response.body() instanceof RangeBody body)
        || response.status().code() != 200
        || request.method() != Method.GET) {
      return response;
    }
    if (request.headerOrNull("Range") == null) {
      return response;
    }
    List<String> fields = request.headerLines("Range");
    if (fields.size() != 1 || !isCurrent(request, response.headers())) {
      return response;
    }
    long length = body.length();
    List<ByteRange> ranges = ByteRange.parse(fields.getFirst(), length);
    if (ranges == null) {
      return response;
    }
    if (ranges.isEmpty()) {
      body.close();
      Problem problem =
          Problem.of(Status.RANGE_NOT_SATISFIABLE, "the body has " + length + " bytes");
      return Response.problem(problem).header("Content-Range", "bytes */" + length);
    }
    Headers headers = response.headers();
    if (ranges.size() == 1) {
      ByteRange range = ranges.getFirst();
      return new Response<>(
          Status.PARTIAL_CONTENT,
          headers.with("Content-Range", range.contentRange(length)),
          body.part(range.first(), range.count()),
          null);
    }
    String type = headers.first("Content-Type");
    MultipartRanges parts = new MultipartRanges(body, ranges, type == null ? "" : type);
    return new Response<>(
        Status.PARTIAL_CONTENT, headers.with("Content-Type", parts.type()), parts, null);
  }

  /** Whether the client's earlier parts are of the same body (section 13.1.5). */
  private static boolean isCurrent(Request request, Headers headers) {
    String field = request.headerOrNull("If-Range");
    if (field == null) {
      return true;
    }
    String tag = headers.first("ETag");
    if (field.strip().endsWith("\"")) {
      List<EntityTag> tags = EntityTag.list(field);
      return tag != null && tags.size() == 1 && tags.getFirst().strongEquals(EntityTag.of(tag));
    }
    // A date is a strong validator only if nothing can have changed within its second.
    Optional<Instant> date = HttpDate.parse(field.strip());
    String changed = headers.first("Last-Modified");
    boolean settled = tag != null && !tag.startsWith("W/");
    return date.isPresent() && changed != null && settled && HttpDate.parse(changed).equals(date);
  }
}
