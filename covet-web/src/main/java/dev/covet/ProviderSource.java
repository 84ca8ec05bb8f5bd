package dev.covet;

/** Where the value of a type comes from in one scope. */
sealed interface ProviderSource permits ProviderSource.OfRequest, OnceValue {
  /** The declaration. */
  Provision provision();

  /**
   * Made for each request.
   *
   * @param index its place among the values of a request
   */
  record OfRequest(int index, Provision provision) implements ProviderSource {}
}
