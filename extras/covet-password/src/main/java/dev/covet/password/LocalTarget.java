package dev.covet.password;

import dev.covet.Response;

/** Where a browser goes after a login: only to a path of this site. */
final class LocalTarget {
  private LocalTarget() {}

  /**
   * The target that somebody asks for.
   *
   * @param shown by anybody
   * @param otherwise where to go if that could lead to another site
   */
  static String of(String shown, String otherwise) {
    return Response.isLocalPath(shown) ? shown : otherwise;
  }
}
