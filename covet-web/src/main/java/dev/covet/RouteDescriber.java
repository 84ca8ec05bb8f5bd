package dev.covet;

import dev.covet.http.MediaType;
import dev.covet.http.Problem;
import dev.covet.http.Status;
import dev.covet.route.PathPattern;
import dev.covet.route.Segment;
import dev.covet.route.SegmentKind;
import dev.covet.spi.RouteDescription;
import dev.covet.spi.RouteDescription.Answer;
import dev.covet.spi.RouteDescription.Content;
import dev.covet.spi.RouteDescription.In;
import dev.covet.spi.RouteDescription.Parameter;
import dev.covet.spi.RouteDescription.Requirement;
import dev.covet.spi.ServingPlan;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** Puts together what is known about a route at one place where it is served. */
final class RouteDescriber {
  private final RouteStatements statements;
  private final List<AnnotatedElement> documented;

  private RouteDescriber(RouteStatements statements, List<AnnotatedElement> documented) {
    this.statements = statements;
    this.documented = documented;
  }

  /**
   * Describes.
   *
   * @param tags those of the groups around it
   * @param asked what the groups around it ask of clients
   * @param setup what its middleware asks and may answer
   */
  static RouteDescription of(
      Route route,
      Declaration declaration,
      CompiledEndpoint endpoint,
      ServingPlan plan,
      List<String> tags,
      List<Requirement> asked,
      RouteSetup setup) {
    PathPattern path = declaration.path();
    InputDescription input = endpoint.input();
    RouteDescriber own = new RouteDescriber(route.statements(), endpoint.documented());
    List<Parameter> parameters = parameters(path, input.parameters());
    ContentRules content = route.content();
    Content body = content.described(input.body(plan.bodyLimit()));
    Set<Status> refused = new HashSet<>(setup.refusals());
    refused.addAll(content.failures());
    ResultDescription result =
        ResultDescription.of(
            StatedResult.of(own.statements.result, endpoint.result()), endpoint.documented());
    List<Requirement> security =
        Objects.requireNonNullElse(own.statements.security, setup.asked(asked));
    return new RouteDescription(
        route.method(),
        path.toString(),
        route.place(),
        route.name(),
        own.text(own.statements.summary, Doc::summary),
        own.text(own.statements.description, Doc::value),
        own.tags(tags),
        own.deprecated(),
        own.hidden(),
        endpoint.style(),
        plan.placement(),
        parameters,
        body,
        content.described(result.result(own.statements, endpoint.status(), declaration)),
        own.answers(setup.needs()),
        ExpectedFailures.of(
            path,
            parameters,
            body,
            input.isValidated(),
            result.optional(),
            security,
            plan,
            refused),
        security);
  }

  private Stream<Doc> docs() {
    return documented.stream()
        .map(element -> element.getAnnotation(Doc.class))
        .filter(Objects::nonNull);
  }

  /** What the route says itself, else the first annotation that says it. */
  private String text(String stated, Function<Doc, String> part) {
    return Stream.concat(Stream.of(stated), docs().map(part))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** Those that were declared, and who gets a 403 by the rules of the route. */
  private List<Answer> answers(String needs) {
    List<Answer> all = new ArrayList<>();
    if (!needs.isEmpty()) {
      all.add(
          new Answer(
              Status.FORBIDDEN, "Needs " + needs, Problem.class, List.of(MediaType.PROBLEM)));
    }
    all.addAll(statements.answers);
    return all;
  }

  private List<String> tags(List<String> around) {
    return Stream.of(
            around.stream(), statements.tags.stream(), docs().flatMap(doc -> Stream.of(doc.tags())))
        .flatMap(Function.identity())
        .distinct()
        .toList();
  }

  private boolean deprecated() {
    return statements.deprecated
        || documented.stream().anyMatch(element -> element.isAnnotationPresent(Deprecated.class));
  }

  private boolean hidden() {
    return statements.hidden || docs().anyMatch(Doc::hidden);
  }

  /** Those of the path in the order of the pattern, read or not; then the others as declared. */
  private static List<Parameter> parameters(PathPattern path, List<Parameter> read) {
    List<Parameter> all = new ArrayList<>();
    for (Segment segment : path.segments()) {
      if (segment.kind() != SegmentKind.LITERAL) {
        all.add(
            read.stream()
                .filter(p -> p.in() == In.PATH && p.name().equals(segment.text()))
                .findFirst()
                .orElseGet(() -> ofPattern(segment)));
      }
    }
    read.stream().filter(p -> p.in() != In.PATH).forEach(all::add);
    return all;
  }

  private static Parameter ofPattern(Segment segment) {
    Type type =
        switch (segment.kind()) {
          case INT -> int.class;
          case LONG -> long.class;
          case UUID -> UUID.class;
          case LITERAL, ANY, REST -> String.class;
        };
    return new Parameter(
        segment.text(),
        In.PATH,
        type,
        null,
        List.of(),
        true,
        false,
        null,
        null,
        null,
        "",
        null,
        false);
  }
}
