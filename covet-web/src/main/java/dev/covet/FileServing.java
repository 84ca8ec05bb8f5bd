package dev.covet;

import dev.covet.http.Status;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers the requests for {@link StaticFiles}. */
final class FileServing {
  /** A coding of files that lie beside the file, and the ending of their names. */
  private record Beside(String coding, String ending) {}

  /** The best first. */
  private static final List<Beside> BESIDE =
      List.of(new Beside("br", ".br"), new Beside("zstd", ".zst"), new Beside("gzip", ".gz"));

  private final StaticFiles files;
  private final FileCache cache = new FileCache();

  FileServing(StaticFiles files) {
    this.files = files;
  }

  /** What is under a name, as a file thread finds it. */
  private sealed interface Found {
    record File(FileEntry entry) implements Found {}

    /** A folder whose address needs a slash at its end. */
    record Folder() implements Found {}

    record Listed(String page) implements Found {}
  }

  Response<?> answer(Request request, String name) throws IOException {
    FileEntry hot = cache.get(name);
    if (hot != null) {
      if (hot.due()) {
        FileWork.later(() -> refresh(name));
      }
      return hot.answer(request);
    }
    Found found = FileWork.call(() -> find(name));
    String fallback = files.fallback();
    if (found == null && fallback != null && navigates(request, name)) {
      return answer(request, fallback);
    }
    return switch (found) {
      case null -> throw Failure.NO_FILE.because("there is no such file");
      case Found.File file -> file.entry().answer(request);
      case Found.Folder folder ->
          Response.redirect(Status.MOVED_PERMANENTLY, request.rawPath() + "/");
      case Found.Listed listed -> Response.html(listed.page()).cacheControl("no-cache");
    };
  }

  /** A reader that follows a link, not a script or style sheet that is missing. */
  private static boolean navigates(Request request, String name) {
    boolean html =
        request.headerLines("Accept").stream()
            .anyMatch(field -> field.toLowerCase(Locale.ROOT).contains("text/html"));
    return html && name.indexOf('.', name.lastIndexOf('/') + 1) < 0;
  }

  // ---- on a file thread

  private void refresh(String name) {
    try {
      Found found = find(name);
      if (!(found instanceof Found.File file) || !file.entry().inMemory()) {
        cache.remove(name);
      }
    } catch (IOException | RuntimeException e) {
      Log.WEB.log(Level.WARNING, "the file " + name + " can not be read any more", e);
      cache.remove(name);
    }
  }

  private @Nullable Found find(String name) throws IOException {
    Path path = files.roots().find(name);
    if (path == null) {
      return null;
    }
    if (!Files.isDirectory(path)) {
      return file(name, name, path);
    }
    if (!name.isEmpty() && !name.endsWith("/")) {
      return new Found.Folder();
    }
    String index = name + files.index();
    Path page = files.roots().find(index);
    if (page != null && !Files.isDirectory(page)) {
      return file(name, index, page);
    }
    return files.lists() ? new Found.Listed(FileListing.page(path)) : null;
  }

  /** The file under a name, from memory where it is there as it is now. */
  private @Nullable Found file(String asked, String name, Path path) throws IOException {
    StoredFile plain = StoredFile.find(path);
    if (plain == null) {
      return null;
    }
    Map<String, StoredFile> stored = new LinkedHashMap<>();
    for (Beside kind : files.hasPrecompressed() ? BESIDE : List.<Beside>of()) {
      Path beside = files.roots().find(name + kind.ending());
      StoredFile packed = beside == null ? null : StoredFile.find(beside);
      if (packed != null) {
        stored.put(kind.coding(), packed);
      }
    }
    stored.put("", plain);
    FileEntry known = cache.get(asked);
    if (known != null && known.isOf(stored)) {
      return new Found.File(known);
    }
    List<FileVariant> variants = new ArrayList<>();
    for (Map.Entry<String, StoredFile> one : stored.entrySet()) {
      variants.add(
          FileVariant.of(one.getValue(), FileTypes.of(path), one.getKey(), files.directives(name)));
    }
    FileEntry entry = new FileEntry(variants);
    if (entry.inMemory()) {
      cache.put(asked, entry);
    }
    return new Found.File(entry);
  }
}
