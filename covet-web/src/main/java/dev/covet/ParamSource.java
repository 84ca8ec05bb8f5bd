package dev.covet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a parameter of a request comes from. */
enum ParamSource {
  PATH("path", "path parameter", "@PathParam"),
  QUERY("query", "query parameter", "@QueryParam"),
  HEADER("header", "header", "@HeaderParam"),
  COOKIE("cookie", "cookie", "@CookieParam"),
  FORM("form", "form parameter", "@FormParam");

  private final String in;
  private final String words;
  private final String annotation;

  ParamSource(String in, String words, String annotation) {
    this.in = in;
    this.words = words;
    this.annotation = annotation;
  }

  /** As source code asks for a component from there. */
  String annotation() {
    return annotation;
  }

  /** As the {@code in} member of an error says it. */
  String in() {
    return in;
  }

  /** As a sentence says it. */
  String words() {
    return words;
  }

  /** The first value, or null if there is none. */
  @Nullable String first(Request request, String name) {
    return switch (this) {
      case PATH -> request.pathValue(name);
      case QUERY -> request.parts().query().first(name);
      case HEADER -> request.headerOrNull(name);
      case COOKIE -> request.parts().cookies().first(name);
      case FORM -> request.parts().form().first(name);
    };
  }

  /** All values in order. */
  List<String> all(Request request, String name) {
    return switch (this) {
      case PATH -> List.of(request.pathValue(name));
      case QUERY -> request.parts().query().all(name);
      case HEADER -> request.headerLines(name);
      case COOKIE -> request.parts().cookies().all(name);
      case FORM -> request.parts().form().all(name);
    };
  }
}
