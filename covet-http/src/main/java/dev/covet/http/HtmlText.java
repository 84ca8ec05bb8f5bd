package dev.covet.http;

/** Escapes text for HTML (element content and quoted attribute values). */
public final class HtmlText {
  private HtmlText() {}

  /**
   * Escapes {@code & < > " '}.
   *
   * @param text any text
   * @return the text, safe between tags and inside quoted attributes
   */
  public static String escape(String text) {
    StringBuilder html = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> html.append(c);
      }
    }
    return html.toString();
  }
}
