package files;

import dev.covet.HttpException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The files in a folder. All calls block on the disk. */
final class Shelf {
  private final Path folder;

  Shelf(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** Keeps what comes, in the place of a file of that name; half a file is never seen. */
  Stored put(String name, InputStream content) throws IOException {
    Path target = path(name);
    Path partial = Files.createTempFile(folder, ".partial", null);
    try {
      Files.copy(content, partial, StandardCopyOption.REPLACE_EXISTING);
      Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(partial);
    }
    return new Stored(name, Files.size(target));
  }

  List<Stored> list() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(path -> !path.getFileName().toString().startsWith("."))
          .map(path -> new Stored(path.getFileName().toString(), path.toFile().length()))
          .sorted((a, b) -> a.name().compareTo(b.name()))
          .toList();
    }
  }

  /** Names come from clients: only plain ones are taken. */
  Path path(String name) {
    if (!name.matches("[\\p{L}\\p{N}_()][\\p{L}\\p{N} _().-]{0,99}")) {
      throw new HttpException(422, "a name of at most 100 letters, digits and . _ - ( ) is needed");
    }
    return folder.resolve(name);
  }
}
