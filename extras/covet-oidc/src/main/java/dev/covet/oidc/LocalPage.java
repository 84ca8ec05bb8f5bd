package dev.covet.oidc;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Asks who somebody is: a link for each, no style and no script. */
final class LocalPage {
  private LocalPage() {}

  static String html(@Nullable String query, Collection<String> users) {
    StringBuilder links = new StringBuilder();
    for (String user : users) {
      String target =
          "authorize?" + query + "&login_hint=" + URLEncoder.encode(user, StandardCharsets.UTF_8);
      links
          .append("<li><a href=\"")
          .append(escaped(target))
          .append("\">")
          .append(escaped(user))
          .append("</a></li>\n");
    }
    return """
    <!doctype html>
    <html lang="en">
    <head><meta charset="utf-8"><title>Local provider</title></head>
    <body>
    <main>
    <h1>Who are you?</h1>
    <p>This provider is for development: it believes everybody.</p>
    <ul>
    %s</ul>
    </main>
    </body>
    </html>
    """
        .formatted(links);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
