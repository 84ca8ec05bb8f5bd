package files;

import dev.covet.Covet;
import dev.covet.HttpException;
import dev.covet.Part;
import dev.covet.Request;
import dev.covet.Response;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Files that are uploaded as they come, with a page that shows the progress, and downloaded in
 * parts if wanted. The folder is the system property {@code files.folder}, or {@code files-data}.
 */
public final class FileServer {
  private static final long LARGEST = 1L << 30;

  private FileServer() {}

  /**
   * Serves until it is stopped.
   *
   * @param args flags as in {@code ./covet run}
   * @throws IOException if the page is missing or the folder can not be made
   */
  public static void main(String[] args) throws IOException {
    app(Path.of(System.getProperty("files.folder", "files-data")), args).start();
  }

  static Covet app(Path folder, String... args) throws IOException {
    Shelf shelf = new Shelf(folder);
    String page = resource("index.html");
    Covet app = Covet.create(args);
    app.get("/", req -> Response.html(page));
    app.get("/files", req -> shelf.list()).offload();
    app.get(
            "/files/{name}",
            req -> {
              String name = req.path("name").asString();
              return Response.file(shelf.path(name)).download(name);
            })
        .name("file")
        .offload();
    // A disk is waited for, so not on the event loops.
    app.post("/files", req -> upload(req, shelf, app)).maxBody(LARGEST).offload();
    return app;
  }

  private static Response<Stored> upload(Request req, Shelf shelf, Covet app) throws IOException {
    for (Part part : req.body().parts()) {
      if (part.isFile()) {
        Stored stored = shelf.put(part.fileName().orElse(""), part.stream());
        return Response.created(app.urlFor("file", stored.name()), stored);
      }
    }
    throw new HttpException(422, "the form has no file");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = FileServer.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
