package dev.covet;

import dev.covet.spi.ApplicationDescription;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an application says about itself; collected until it starts. */
final class AppStatements {
  private String title;
  private String version;
  private String description;
  private final Map<String, String> tags = new LinkedHashMap<>();
  private final Map<String, SecurityScheme> schemes = new LinkedHashMap<>();

  AppStatements() {
    this("API", "0", "");
  }

  /** One with the same title; tags and schemes are to be included. */
  AppStatements(AppStatements app) {
    this(app.title, app.version, app.description);
  }

  private AppStatements(String title, String version, String description) {
    this.title = title;
    this.version = version;
    this.description = description;
  }

  void title(String text) {
    title = text;
  }

  void version(String text) {
    version = text;
  }

  void description(String text) {
    description = text;
  }

  void tag(String name, String text) {
    tags.put(name, text);
  }

  /** Whether the name stands for no other scheme. */
  boolean scheme(String name, SecurityScheme scheme) {
    SecurityScheme first = schemes.putIfAbsent(name, scheme);
    return first == null || first.equals(scheme);
  }

  Map<String, SecurityScheme> schemes() {
    return schemes;
  }

  /**
   * What an application says of tags and schemes; what was included first counts.
   *
   * @throws IllegalStateException if a scheme's name stands for another one
   */
  void include(AppStatements app) {
    app.tags.forEach(tags::putIfAbsent);
    app.schemes.forEach(
        (name, scheme) -> {
          if (!scheme(name, scheme)) {
            throw new IllegalStateException(
                "the security scheme '"
                    + name
                    + "' is another one in a mounted part; name one of them otherwise");
          }
        });
  }

  ApplicationDescription description() {
    return new ApplicationDescription(title, version, description, tags, schemes);
  }
}
