package dev.covet.engine.connection;

import dev.covet.http.Headers;
import org.jspecify.annotations.Nullable;

/** Fields that answers get unless they have their own: some all of them, some only pages. */
public final class DefaultFields {
  private final Headers all;
  private final Headers page;

  /**
   * Default fields.
   *
   * @param all for each answer
   * @param page for HTML, besides
   */
  public DefaultFields(Headers all, Headers page) {
    Headers both = all;
    for (int i = 0; i < page.size(); i++) {
      both = both.with(page.name(i), page.value(i));
    }
    this.all = all;
    this.page = both;
  }

  /** Those for an answer with these fields of its own. */
  public Headers of(Headers own) {
    return isPage(own.first("content-type")) ? page : all;
  }

  /** Whether any answer may get a field of this name. */
  public boolean contain(String name) {
    return page.contains(name);
  }

  private static boolean isPage(@Nullable String type) {
    return type != null
        && (type.regionMatches(true, 0, "text/html", 0, 9)
            || type.regionMatches(true, 0, "application/xhtml+xml", 0, 21));
  }
}
