package dev.covet;

/** How a value that is provided comes to be. */
sealed interface Making {
  /** For each request that asks for it. */
  record EachRequest(Provider<?> provider) implements Making {}

  /** For each request that asks for it, from an input. */
  record FromInput<I>(Class<I> input, TypedProvider<? super I, ?> provider) implements Making {}

  /** Once, at start. */
  record Once(OnceProvider<?> provider) implements Making {}

  /** Once, at start, by a container that it belongs to. */
  record Supplied(OnceProvider<?> provider) implements Making {}

  /** It is there, and belongs to whoever gave it. */
  record Given(Object value) implements Making {}
}
