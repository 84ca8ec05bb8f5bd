package dev.covet;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts middleware that protects in its place, wherever it was declared. At start. */
final class Protections {
  private Protections() {}

  /**
   * The middleware of a route, outermost first: {@link Cors} before all others, because preflights
   * bring no login and a page must be able to read why it is refused.
   *
   * @param declared in order of declaration, those of groups behind those of their parents
   */
  static List<Middleware> inPlace(List<Middleware> declared) {
    List<Middleware> others = new ArrayList<>();
    Cors nearest = null;
    for (Middleware each : declared) {
      if (each instanceof Cors cors) {
        nearest = cors;
      } else {
        others.add(each);
      }
    }
    if (nearest != null) {
      others.addFirst(nearest);
    }
    return List.copyOf(others);
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
}
