package dev.covet;

import dev.covet.http.Status;
import dev.covet.route.PathPattern;
import dev.covet.route.SegmentKind;
import dev.covet.spi.RouteDescription.Content;
import dev.covet.spi.RouteDescription.Parameter;
import dev.covet.spi.RouteDescription.Requirement;
import dev.covet.spi.ServingPlan;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells by what a route reads, and by what stands before it, which failures a client must expect.
 */
final class ExpectedFailures {
  private final Set<Status> statuses = new HashSet<>();

  private ExpectedFailures() {}

  static List<Status> of(
      PathPattern path,
      List<Parameter> parameters,
      @Nullable Content body,
      boolean validated,
      boolean optional,
      List<Requirement> security,
      ServingPlan plan,
      Set<Status> refusals) {
    ExpectedFailures failures = new ExpectedFailures();
    failures.statuses.addAll(refusals);
    if (path.segments().stream().anyMatch(s -> isTyped(s.kind()))) {
      failures.add(Failure.NO_ROUTE);
    }
    parameters.forEach(failures::read);
    if (body != null) {
      failures.read(body);
    }
    if (validated) {
      failures.add(Failure.WRONG_PARAMETER);
    }
    if (optional) {
      failures.add(Failure.EMPTY_RESULT);
    }
    if (!security.isEmpty()) {
      failures.statuses.add(Status.UNAUTHORIZED);
      failures.statuses.add(Status.FORBIDDEN);
    }
    if (plan.timeLimitNanos() > 0) {
      failures.add(Failure.INTERRUPTED);
    }
    return failures.statuses.stream().sorted(Comparator.comparing(Status::code)).toList();
  }

  private static boolean isTyped(SegmentKind kind) {
    return !kind.type().isEmpty();
  }

  /** Whether any text will do. */
  private static boolean isText(Type type) {
    return type == String.class
        || type instanceof ParameterizedType many
            && many.getActualTypeArguments()[0] == String.class;
  }

  private void read(Parameter parameter) {
    boolean text = isText(parameter.type()) && parameter.notation() == null;
    switch (parameter.in()) {
      case PATH -> {
        add(Failure.UNSAFE_PATH);
        if (!text) {
          add(Failure.WRONG_PATH_PARAMETER);
        }
        return;
      }
      case QUERY -> add(Failure.MALFORMED_QUERY);
      case HEADER, COOKIE, FORM -> {}
    }
    if (parameter.required()) {
      add(Failure.MISSING_PARAMETER);
    }
    if (!text) {
      add(Failure.WRONG_PARAMETER);
    }
  }

  private void read(Content body) {
    statuses.add(Status.CONTENT_TOO_LARGE);
    body.fields().forEach(this::read);
    switch (body.kind()) {
      case JSON -> {
        add(Failure.MALFORMED_JSON);
        add(Failure.WRONG_MEDIA_TYPE);
        add(Failure.WRONG_JSON);
      }
      case FORM -> {
        add(Failure.MALFORMED_FORM);
        add(Failure.WRONG_MEDIA_TYPE);
      }
      case TEXT -> {
        add(Failure.MALFORMED_TEXT);
        add(Failure.WRONG_MEDIA_TYPE);
      }
      case BYTES, STREAM -> {}
    }
  }

  private void add(Failure failure) {
    statuses.add(failure.status());
  }
}
