package dev.covet.openapi;

import dev.covet.HttpException;
import dev.covet.Request;
import dev.covet.Response;
import dev.covet.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;

/**
 * A page that shows the document, by Swagger UI from its jar. Nothing is loaded from anywhere else,
 * and no script stands in the page itself, so its policy forbids both.
 */
final class DocsPage {
  private static final String JAR = "/META-INF/resources/webjars/swagger-ui/";
  private static final String OWN = "docs.js";

  /** What of the jar is served, and as what. */
  private static final Map<String, String> FILES =
      Map.of(
          "swagger-ui.css",
          "text/css; charset=utf-8",
          "swagger-ui-bundle.js",
          "text/javascript; charset=utf-8",
          "favicon-32x32.png",
          "image/png",
          OWN,
          "text/javascript; charset=utf-8");

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final String version;

  DocsPage() {
    Properties properties = new Properties();
    try (InputStream in =
        DocsPage.class.getResourceAsStream(
            "/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
      properties.load(Objects.requireNonNull(in, "the jar of Swagger UI is missing"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    version = properties.getProperty("version", "");
  }

  /** The page; its paths are relative, so that it works behind a proxy that adds a prefix. */
  Response<String> page() {
    String html =
        """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>API</title>
        <link rel="stylesheet" href="docs/VERSION/swagger-ui.css">
        <link rel="icon" href="docs/VERSION/favicon-32x32.png">
        <script src="docs/VERSION/swagger-ui-bundle.js" defer></script>
        <script src="docs/VERSION/docs.js" defer></script>
        </head>
        <body>
        <div id="docs"></div>
        </body>
        </html>
        """
            .replace("VERSION", version);
    return Response.html(html)
        .header("Content-Security-Policy", POLICY)
        .header("X-Content-Type-Options", "nosniff")
        .header("Referrer-Policy", "no-referrer")
        .cacheControl("no-cache");
  }

  /**
   * A file under {@code /docs/{version}/}; as the version names what it holds, it never changes.
   */
  Response<byte[]> file(Request request) throws IOException {
    String name = request.path("file").asString();
    String type = FILES.get(name);
    if (type == null || !request.path("version").asString().equals(version)) {
      throw new HttpException(Status.NOT_FOUND, "there is no such file");
    }
    String path = name.equals(OWN) ? OWN : JAR + version + "/" + name;
    try (InputStream in = DocsPage.class.getResourceAsStream(path)) {
      return Response.bytes(Objects.requireNonNull(in, path).readAllBytes())
          .type(type)
          .header("X-Content-Type-Options", "nosniff")
          .cacheControl("public, max-age=31536000, immutable");
    }
  }
}
