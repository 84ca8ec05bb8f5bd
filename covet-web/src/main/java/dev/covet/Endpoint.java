package dev.covet;

/**
 * What a route was declared with; made into a handler once at start, where the pattern is known.
 */
sealed interface Endpoint permits UntypedEndpoint, TypedEndpoint, ControllerEndpoint {
  /**
   * The endpoint at one place where the route is served.
   *
   * @param declaration the route as it is served there
   * @throws IllegalStateException if the declaration is wrong
   */
  CompiledEndpoint compile(Declaration declaration);
}
