package notes;

import dev.covet.Covet;
import dev.covet.HttpException;
import dev.covet.Request;
import dev.covet.Response;
import dev.covet.http.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * A small real application: a JSON API for notes with search, paging and ETags, and a page that
 * uses it.
 */
public final class Notes {
  private static final int LARGEST_PAGE = 100;

  private final NoteStore store = new NoteStore();

  private Notes() {}

  /**
   * Serves until it is stopped.
   *
   * @param args flags as in {@code ./covet run}
   * @throws IOException if the page is missing
   */
  public static void main(String[] args) throws IOException {
    new Notes().app(args).start();
  }

  Covet app(String... args) throws IOException {
    Covet app = Covet.create(args);
    String page = resource("index.html");
    app.use((req, next) -> next.handle(req).header("x-content-type-options", "nosniff"));
    app.error(NoteStore.Conflict.class, (conflict, req) -> Response.of(Status.PRECONDITION_FAILED));
    app.get("/", req -> Response.html(page));
    app.group(
        "/api/notes",
        notes -> {
          notes.get("", this::list).name("notes");
          notes.post("", this::create);
          notes.get("/{id:long}", req -> store.find(id(req)).map(Notes::tagged)).name("note");
          notes.put("/{id:long}", this::replace);
          notes.delete("/{id:long}", this::delete);
        });
    return app;
  }

  private Page list(Request req) {
    int limit = req.query("limit").or(20);
    int offset = req.query("offset").or(0);
    if (limit < 1 || limit > LARGEST_PAGE || offset < 0) {
      throw new HttpException(
          Status.UNPROCESSABLE_CONTENT, "limit is 1 to " + LARGEST_PAGE + ", offset 0 or more");
    }
    return store.search(req.query("q").or(""), offset, limit);
  }

  private Response<Note> create(Request req) {
    Note note = store.add(draft(req));
    return tagged(note).status(Status.CREATED).header("location", "/api/notes/" + note.id());
  }

  private Response<Note> replace(Request req) {
    Draft draft = draft(req);
    return store
        .replace(id(req), draft, req.header("if-match").optional())
        .map(Notes::tagged)
        .orElseThrow(() -> new HttpException(Status.NOT_FOUND, "no such note"));
  }

  private Response<Void> delete(Request req) {
    if (!store.remove(id(req))) {
      throw new HttpException(Status.NOT_FOUND, "no such note");
    }
    return Response.noContent();
  }

  private static Response<Note> tagged(Note note) {
    return Response.json(note).etag(note.etag());
  }

  private static long id(Request req) {
    return req.path("id").asLong();
  }

  private static Draft draft(Request req) {
    Draft draft = req.body().json(Draft.class);
    if (draft.title() == null || draft.title().isBlank() || draft.title().length() > 200) {
      throw new HttpException(
          Status.UNPROCESSABLE_CONTENT, "title is needed, up to 200 characters");
    }
    return new Draft(draft.title().strip(), Objects.requireNonNullElse(draft.text(), ""));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Notes.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
