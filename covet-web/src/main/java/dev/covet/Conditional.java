package dev.covet;

import dev.covet.http.Headers;
import dev.covet.http.HttpDate;
import dev.covet.http.Method;
import dev.covet.http.Status;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Conditional requests (RFC 9110, section 13), in the order of precedence of section 13.2.2. */
final class Conditional {
  private enum Outcome {
    GO_ON,
    NOT_MODIFIED,
    FAILED
  }

  private static final List<String> FIELDS =
      List.of("If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since");

  private Conditional() {}

  /**
   * The answer to a GET or HEAD as its conditions want it. Other methods have changed something by
   * now: they ask {@link #check} before.
   */
  static Response<?> apply(Request request, Response<?> response) {
    if (response.status().code() != 200 || response.headers().isEmpty()) {
      return response;
    }
    Headers headers = response.headers();
    String tag = headers.first("ETag");
    String changed = headers.first("Last-Modified");
    if (tag == null && changed == null || !reads(request.method()) || !asks(request)) {
      return response;
    }
    EntityTag etag = tag == null ? null : EntityTag.of(tag);
    Instant time = changed == null ? null : HttpDate.parse(changed).orElse(null);
    return switch (evaluate(request, true, etag, time)) {
      case GO_ON -> response;
      case NOT_MODIFIED -> {
        response.body().close();
        yield new Response<>(Status.NOT_MODIFIED, notModified(headers), ByteBody.EMPTY, null);
      }
      case FAILED -> {
        response.body().close();
        throw failed();
      }
    };
  }

  /**
   * Whether the conditions hold before a change; for reading methods 304 is left to {@link #apply}.
   */
  static void check(Request request, @Nullable String etag) {
    EntityTag current = etag == null ? null : EntityTag.of(etag);
    Outcome outcome = evaluate(request, current != null, current, null);
    if (outcome == Outcome.FAILED || outcome == Outcome.NOT_MODIFIED && !reads(request.method())) {
      throw failed();
    }
  }

  private static HttpException failed() {
    return Failure.FAILED_PRECONDITION.because("it has changed, or a condition does not hold");
  }

  private static boolean asks(Request request) {
    for (String field : FIELDS) {
      if (request.headerOrNull(field) != null) {
        return true;
      }
    }
    return false;
  }

  private static boolean reads(Method method) {
    return method == Method.GET || method == Method.HEAD;
  }

  private static Outcome evaluate(
      Request request, boolean exists, @Nullable EntityTag etag, @Nullable Instant changed) {
    List<String> match = request.headerLines("If-Match");
    if (!match.isEmpty()) {
      if (!matches(match, exists, etag, true)) {
        return Outcome.FAILED;
      }
    } else if (changed != null) {
      Optional<Instant> unmodifiedSince = date(request, "If-Unmodified-Since");
      if (unmodifiedSince.isPresent() && changed.isAfter(unmodifiedSince.get())) {
        return Outcome.FAILED;
      }
    }
    List<String> noneMatch = request.headerLines("If-None-Match");
    if (!noneMatch.isEmpty()) {
      return matches(noneMatch, exists, etag, false) ? Outcome.NOT_MODIFIED : Outcome.GO_ON;
    }
    if (changed != null) {
      Optional<Instant> modifiedSince = date(request, "If-Modified-Since");
      if (modifiedSince.isPresent() && !changed.isAfter(modifiedSince.get())) {
        return Outcome.NOT_MODIFIED;
      }
    }
    return Outcome.GO_ON;
  }

  private static Optional<Instant> date(Request request, String name) {
    String field = request.headerOrNull(name);
    return field == null ? Optional.empty() : HttpDate.parse(field);
  }

  private static boolean matches(
      List<String> fields, boolean exists, @Nullable EntityTag current, boolean strong) {
    for (String field : fields) {
      if (field.strip().equals("*")) {
        return exists;
      }
      for (EntityTag tag : EntityTag.list(field)) {
        if (current != null && (strong ? tag.strongEquals(current) : tag.weakEquals(current))) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * A 304 keeps the fields about caching and loses those about the body (RFC 9110, section 15.4.5).
   */
  private static Headers notModified(Headers headers) {
    return headers
        .without("Content-Type")
        .without("Content-Encoding")
        .without("Content-Language")
        .without("Content-Range");
  }
}
