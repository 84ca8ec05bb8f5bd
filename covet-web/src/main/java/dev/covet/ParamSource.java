package dev.covet;

/** Where a parameter of a request comes from. */
enum ParamSource {
  PATH("path", "path parameter"),
  QUERY("query", "query parameter"),
  HEADER("header", "header"),
  COOKIE("cookie", "cookie"),
  FORM("form", "form parameter");

  private final String in;
  private final String words;

  ParamSource(String in, String words) {
    this.in = in;
    this.words = words;
  }

  /** As the {@code in} member of an error says it. */
  String in() {
    return in;
  }

  /** As a sentence says it. */
  String words() {
    return words;
  }
}
