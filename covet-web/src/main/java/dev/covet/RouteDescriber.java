package dev.covet;

import dev.covet.route.PathPattern;
import dev.covet.route.Segment;
import dev.covet.route.SegmentKind;
import dev.covet.spi.RouteDescription;
import dev.covet.spi.RouteDescription.Content;
import dev.covet.spi.RouteDescription.In;
import dev.covet.spi.RouteDescription.Parameter;
import dev.covet.spi.RouteDescription.Result;
import dev.covet.spi.ServingPlan;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Puts together what is known about a route at one place where it is served. */
final class RouteDescriber {
  private RouteDescriber() {}

  static RouteDescription of(
      Route route, PathPattern path, CompiledEndpoint endpoint, ServingPlan plan) {
    InputDescription input = endpoint.input();
    List<Parameter> parameters = parameters(path, input.parameters());
    Content body = input.body(plan.bodyLimit());
    return new RouteDescription(
        route.method(),
        path.toString(),
        route.place(),
        route.name(),
        route.summary(),
        "",
        List.of(),
        false,
        route.isHidden(),
        endpoint.style(),
        plan.placement(),
        parameters,
        body,
        new Result.Open(),
        List.of(),
        ExpectedFailures.of(path, parameters, body, input.isValidated(), plan),
        List.of());
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
        segment.text(), In.PATH, type, null, List.of(), true, false, null, null, "", null);
  }
}
