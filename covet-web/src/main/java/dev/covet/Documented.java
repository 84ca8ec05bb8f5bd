package dev.covet;

import dev.covet.route.RouteEntry;
import dev.covet.spi.Application;
import dev.covet.spi.Documentation;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The routes that show an application, as far as it has no others in their place. */
final class Documented {
  /** Looked for by the first application that wants to be shown. */
  private static final class Installed {
    static final @Nullable Documentation DOCUMENTATION =
        ServiceLoader.load(Documentation.class, Documented.class.getClassLoader())
            .findFirst()
            .orElse(null);
  }

  private Documented() {}

  /**
   * The routes.
   *
   * @param config says whether they are wanted
   * @param taken what the application serves itself
   * @param application gives it once it is served
   */
  static List<Route> routes(
      Config config, List<RouteEntry<ServedRoute>> taken, Supplier<Application> application) {
    Documentation documentation = config.openapi() ? Installed.DOCUMENTATION : null;
    if (documentation == null) {
      return List.of();
    }
    Covet declared = Covet.create(config);
    documentation.declare(declared, config.docs(), application);
    List<Route> routes = new ArrayList<>();
    declared.routes().stream().filter(route -> isFree(route, taken)).forEach(routes::add);
    for (Router group : declared.children()) {
      if (group.routes().stream().allMatch(route -> isFree(route, taken))) {
        routes.addAll(group.routes());
      }
    }
    return routes;
  }

  private static boolean isFree(Route route, List<RouteEntry<ServedRoute>> taken) {
    return taken.stream()
        .noneMatch(own -> own.method() == route.method() && own.pattern().sameShape(route.path()));
  }
}
