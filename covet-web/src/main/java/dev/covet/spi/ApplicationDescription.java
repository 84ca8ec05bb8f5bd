package dev.covet.spi;

import dev.covet.SecurityScheme;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an application says about itself as a whole, for documents. Immutable.
 *
 * @param title its name
 * @param version the version of what it offers
 * @param description what it is, in Markdown, perhaps empty
 * @param tags descriptions of tags, in order
 * @param securitySchemes by name, in order
 */
public record ApplicationDescription(
    String title,
    String version,
    String description,
    Map<String, String> tags,
    Map<String, SecurityScheme> securitySchemes) {
  /** Copies the maps. */
  public ApplicationDescription {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    securitySchemes = Collections.unmodifiableMap(new LinkedHashMap<>(securitySchemes));
  }
}
