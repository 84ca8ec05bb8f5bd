package dev.covet.openapi;

import dev.covet.spi.Application;
import dev.covet.spi.Tool;

/** Prints the document as YAML: {@code ./covet openapi --yaml}. */
public final class YamlTool implements Tool {
  /** For {@link java.util.ServiceLoader}. */
  public YamlTool() {}

  @Override
  public String name() {
    return "openapi-yaml";
  }

  @Override
  public String look(Application application) {
    return ApiDocument.of(application).toYaml();
  }
}
