package dev.covet;

/** The fields of answers that depend on a session: caches must not show them to others. */
final class SessionFields {
  private SessionFields() {}

  /**
   * Only this client's cache may keep it, and must ask each time; unless the handler knows better.
   */
  static Response<?> read(Response<?> response) {
    Response<?> varied = varied(response);
    return response.headers().contains("Cache-Control")
        ? varied
        : varied.cacheControl("private, no-cache");
  }

  /** It sets a cookie, which no cache may keep, whatever the handler says. */
  static Response<?> changed(Response<?> response) {
    return varied(response).cacheControl("no-store");
  }

  private static Response<?> varied(Response<?> response) {
    for (String field : response.headers().all("Vary")) {
      for (String name : field.split(",")) {
        if (name.strip().equalsIgnoreCase("Cookie") || name.strip().equals("*")) {
          return response;
        }
      }
    }
    return response.addHeader("Vary", "Cookie");
  }
}
