package dev.covet;

import dev.covet.http.Headers;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Remembers what was last made of fields. Most answers of a route carry the same instance, so they
 * get one instance back, which the engine in turn has as ready-made bytes. Safe for any thread: one
 * that sees an older pair makes its own.
 */
final class HeaderMemo {
  private record Made(Headers from, Headers to) {}

  private final UnaryOperator<Headers> change;
  private @Nullable Made last;

  HeaderMemo(UnaryOperator<Headers> change) {
    this.change = change;
  }

  @SuppressWarnings("ReferenceEquality") // the very same instance is meant
  Headers of(Headers from) {
    Made made = last;
    if (made == null || made.from != from) {
      made = new Made(from, change.apply(from));
      last = made;
    }
    return made.to;
  }
}
