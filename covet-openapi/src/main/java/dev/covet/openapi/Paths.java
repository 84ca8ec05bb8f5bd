package dev.covet.openapi;

/** Patterns of routes as OpenAPI writes them. */
final class Paths {
  private Paths() {}

  /** {@code /x/{id:long}} is {@code /x/{id}}; so is the rest of a path. */
  static String of(String pattern) {
    return pattern.replaceAll("\\{([^}:.]+)(?::[a-z]+|\\.\\.\\.)?}", "{$1}");
  }
}
