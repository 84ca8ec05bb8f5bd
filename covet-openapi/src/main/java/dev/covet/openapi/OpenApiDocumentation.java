package dev.covet.openapi;

import dev.covet.Request;
import dev.covet.Response;
import dev.covet.Router;
import dev.covet.http.MediaType;
import dev.covet.spi.Application;
import dev.covet.spi.Documentation;
import java.io.IOException;
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
    docs.get("", req -> html()).hidden().offload();
    docs.get("/{version}/{file}", req -> file(req)).hidden().offload();
  }

  private static Response<String> html() {
    return Page.INSTANCE.page();
  }

  private static Response<byte[]> file(Request request) throws IOException {
    return Page.INSTANCE.file(request);
  }

  /** Made by the first request for the page. */
  private static final class Page {
    static final DocsPage INSTANCE = new DocsPage();
  }
}
