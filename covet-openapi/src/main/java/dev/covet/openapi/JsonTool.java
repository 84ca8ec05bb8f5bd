package dev.covet.openapi;

import dev.covet.spi.Application;
import dev.covet.spi.Tool;

/** Prints the document: {@code ./covet openapi}. */
public final class JsonTool implements Tool {
  /** For {@link java.util.ServiceLoader}. */
  public JsonTool() {}

  @Override
  public String name() {
    return "openapi";
  }

  @Override
  public String look(Application application) {
    return ApiDocument.of(application).toJson() + "\n";
  }
}
