package dev.covet.password;

/** A page that asks for name and password: no style, no script, so any policy lets it be shown. */
final class LoginPage {
  private LoginPage() {}

  /**
   * The page.
   *
   * @param action where the form goes
   * @param token against forged requests
   * @param next where to go after the login; perhaps empty
   * @param failed whether it is shown again
   */
  static String html(String action, String token, String next, boolean failed) {
    String alert = failed ? "<p role=\"alert\">Name or password is wrong.</p>\n" : "";
    String going = next.isEmpty() ? "" : hidden("next", next);
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Log in</title>
    </head>
    <body>
    <main>
    <h1>Log in</h1>
    %s<form method="post" action="%s">
    %s%s<p><label for="username">Name</label>
    <input id="username" name="username" autocomplete="username" autocapitalize="none" \
    spellcheck="false" required autofocus></p>
    <p><label for="password">Password</label>
    <input id="password" name="password" type="password" autocomplete="current-password" \
    required></p>
    <p><button type="submit">Log in</button></p>
    </form>
    </main>
    </body>
    </html>
    """
        .formatted(alert, escaped(action), hidden("_csrf", token), going);
  }

  private static String hidden(String name, String value) {
    return "<input type=\"hidden\" name=\"" + name + "\" value=\"" + escaped(value) + "\">\n";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
