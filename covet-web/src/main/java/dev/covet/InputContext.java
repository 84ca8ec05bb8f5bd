package dev.covet;

/**
 * What the plans of one input share while it is compiled.
 *
 * @param declaration the route
 * @param checks makes checks from constraints
 * @param described is told what is read
 * @param names which parameters are taken
 */
record InputContext(
    Declaration declaration, InputChecks checks, InputDescription described, ParameterNames names) {
  static InputContext of(Declaration declaration, InputDescription described) {
    return new InputContext(
        declaration, new InputChecks(declaration), described, new ParameterNames(declaration));
  }

  /** For an input beside the first one, which may read the same parameters. */
  InputContext beside() {
    return new InputContext(declaration, checks, described, new ParameterNames(declaration));
  }
}
