package dev.covet;

import dev.covet.http.Method;
import dev.covet.http.Status;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts middleware that must stand outside in its place, wherever it was declared. At start. */
final class Protections {
  private Protections() {}

  /**
   * The middleware of a route: of several {@link Cors}, {@link Csrf} and {@link Compression} the
   * last, and none that exempts the route or does nothing.
   *
   * @param declared in order of declaration, those of groups behind those of their parents
   * @param route hears what it may answer
   */
  static List<Middleware> nearest(List<Middleware> declared, RouteSetup route) {
    Cors cors = last(declared, Cors.class);
    Csrf csrf = last(declared, Csrf.class);
    Compression compression = last(declared, Compression.class);
    List<Middleware> kept = new ArrayList<>();
    for (Middleware each : declared) {
      switch (each) {
        case Cors any when any != cors -> {}
        case Csrf any when any != csrf || any.exempts(route.pattern()) -> {}
        case Compression any when any != compression || any.isOff() || kept.contains(any) -> {}
        default -> kept.add(each);
      }
    }
    Method method = route.method();
    if (csrf != null && kept.contains(csrf) && method != null && !method.isSafe()) {
      route.expect(Status.FORBIDDEN);
    }
    return kept;
  }

  private static <T> @Nullable T last(List<Middleware> declared, Class<T> type) {
    return declared.reversed().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElse(null);
  }

  /**
   * The middleware of a route, outermost first: {@link Cors} before all others, because preflights
   * bring no login and a page must be able to read why it is refused; behind it {@link
   * Compression}, because others read and keep bodies as they are.
   */
  static List<Middleware> inPlace(List<Middleware> middleware) {
    List<Middleware> ordered = new ArrayList<>(middleware);
    Compression compression = last(middleware, Compression.class);
    if (compression != null) {
      ordered.remove(compression);
      ordered.addFirst(compression);
    }
    Cors cors = last(middleware, Cors.class);
    if (cors != null) {
      ordered.remove(cors);
      ordered.addFirst(cors);
    }
    return List.copyOf(ordered);
  }

  /** What decides before there is a thread, with refusals that pages of other origins may read. */
  static @Nullable Admission readable(@Nullable Admission admission, List<Middleware> middleware) {
    if (admission == null
        || middleware.isEmpty()
        || !(middleware.getFirst() instanceof Cors cors)) {
      return admission;
    }
    return request -> {
      Response<?> refusal = admission.admit(request);
      return refusal == null ? null : cors.opened(request, refusal);
    };
  }

  /**
   * Checks exemptions.
   *
   * @throws IllegalStateException if one is for a route that does not exist
   */
  static void check(Collection<Middleware> declared, Collection<String> patterns) {
    for (Middleware each : declared) {
      if (each instanceof Csrf csrf) {
        csrf.checkExempt(patterns);
      }
    }
  }
}
