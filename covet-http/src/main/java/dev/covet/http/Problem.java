package dev.covet.http;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A problem detail (RFC 9457): what every failure is answered with. Immutable.
 *
 * <p>It can write itself as JSON without a JSON library, because the engine refuses malformed
 * requests before any codec of the application is asked.
 *
 * @param status the status code, 400 to 599
 * @param title a short text for the kind of problem, the same every time; the status' reason by
 *     default
 * @param detail what went wrong this time, for people, or null
 * @param type a URI that names the kind, {@code about:blank} by default
 * @param extensions further members in order; values are String, Number, Boolean, null, or Lists
 *     and Maps of these
 */
public record Problem(
    int status, String title, @Nullable String detail, String type, Map<String, ?> extensions) {

  /**
   * A problem of a status.
   *
   * @param status the status
   * @param detail what went wrong, or null
   * @return the problem, of type {@code about:blank}, with the reason as title
   */
  public static Problem of(Status status, @Nullable String detail) {
    return new Problem(status.code(), status.reason(), detail, "about:blank", Map.of());
  }

  /**
   * With one member more.
   *
   * @param name the member's name
   * @param value String, Number, Boolean, null, or a List or Map of these
   * @return the new problem
   */
  public Problem with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>(extensions);
    members.put(name, value);
    return new Problem(status, title, detail, type, Collections.unmodifiableMap(members));
  }

  /** {@return the problem as a JSON object} */
  public String toJson() {
    StringBuilder json = new StringBuilder(160);
    json.append("{\"type\":");
    JsonText.string(json, type);
    json.append(",\"title\":");
    JsonText.string(json, title);
    json.append(",\"status\":").append(status);
    if (detail != null) {
      json.append(",\"detail\":");
      JsonText.string(json, detail);
    }
    extensions.forEach(
        (name, value) -> {
          json.append(',');
          JsonText.string(json, name);
          json.append(':');
          JsonText.value(json, value);
        });
    return json.append('}').toString();
  }

  /** {@return the problem as a small HTML page without scripts or outside resources} */
  public String toHtml() {
    StringBuilder html = new StringBuilder(512);
    html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>");
    html.append(status).append(' ').append(HtmlText.escape(title)).append("</title>\n");
    html.append("<style>body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:4rem auto;");
    html.append("padding:0 1rem}pre{overflow:auto;background:#8882;padding:1rem}dt{color:#777}");
    html.append("</style>\n</head>\n<body>\n<h1>").append(status).append(' ');
    html.append(HtmlText.escape(title)).append("</h1>\n");
    if (detail != null) {
      html.append("<p>").append(HtmlText.escape(detail)).append("</p>\n");
    }
    if (!extensions.isEmpty()) {
      html.append("<dl>\n");
      extensions.forEach((name, value) -> member(html, name, value));
      html.append("</dl>\n");
    }
    return html.append("</body>\n</html>\n").toString();
  }

  private static void member(StringBuilder html, String name, @Nullable Object value) {
    html.append("<dt>").append(HtmlText.escape(name)).append("</dt><dd>");
    String text;
    if (value instanceof String string) {
      text = string;
    } else {
      StringBuilder json = new StringBuilder();
      JsonText.value(json, value);
      text = json.toString();
    }
    boolean block = text.indexOf('\n') >= 0;
    html.append(block ? "<pre>" : "").append(HtmlText.escape(text)).append(block ? "</pre>" : "");
    html.append("</dd>\n");
  }
}
