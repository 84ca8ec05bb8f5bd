package dev.covet;

import dev.covet.spi.Application;
import dev.covet.spi.Tool;

/** A tool for tests. */
public final class RouteCount implements Tool {
  @Override
  public String name() {
    return "count";
  }

  @Override
  public String look(Application application) {
    return application.routes().size() + " routes";
  }
}
