package dev.covet.openapi;

import dev.covet.Router;
import dev.covet.http.MediaType;
import dev.covet.spi.Application;
import dev.covet.spi.Documentation;
import java.util.function.Supplier;

/**
 * Serves {@code /openapi.json}, {@code /openapi.yaml} and {@code /docs}. Nothing is made before the
 * first request, and then beside the event loops.
 */
public final class OpenApiDocumentation implements Documentation {
  private static final MediaType YAML = MediaType.parse("application/yaml");

  /** For {@link java.util.ServiceLoader}. */
  public OpenApiDocumentation() {}

  @Override
  public void declare(Router routes, boolean page, Supplier<Application> application) {
    ServedText json =
        new ServedText(MediaType.JSON, () -> ApiDocument.of(application.get()).toJson());
    ServedText yaml = new ServedText(YAML, () -> ApiDocument.of(application.get()).toYaml());
    routes.get("/openapi.json", req -> json.response()).hidden().offload();
    routes.get("/openapi.yaml", req -> yaml.response()).hidden().offload();
    if (page) {
      routes.group("/docs", OpenApiDocumentation::page);
    }
  }

  private static void page(Router docs) {
    docs.get("", req -> Page.INSTANCE.page()).hidden().offload();
    docs.get("/{version}/{file}", req -> Page.INSTANCE.file(req)).hidden().offload();
  }

  /** Made by the first request for the page. */
  private static final class Page {
    static final DocsPage INSTANCE = new DocsPage();
  }
}
