package secured;

import dev.covet.Response;

/** The little HTML that the pages need. A real application has templates. */
final class Html {
  private Html() {}

  static Response<String> page(String title, String body) {
    return Response.html(
        """
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><title>%s</title></head>
        <body><main><h1>%s</h1>%s</main></body>
        </html>
        """
            .formatted(title, title, body));
  }

  static String link(String target, String words) {
    return "<li><a href=\"" + target + "\">" + words + "</a></li>";
  }

  static String form(String action, String token, String words) {
    return "<form method=\"post\" action=\"%s\"><input type=\"hidden\" name=\"_csrf\" value=\"%s\">"
            .formatted(action, token)
        + "<button>"
        + words
        + "</button></form>";
  }

  static String text(String any) {
    return any.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
