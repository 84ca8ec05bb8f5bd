package dev.covet;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The folders that files are served from, the first that has one wins. Nothing outside them is ever
 * found: names that begin with a dot are not, and the real path of a file, links followed, must lie
 * within the real path of its folder. All calls block: a file thread makes them.
 */
final class FileRoots {
  private final List<Path> roots;

  private FileRoots(List<Path> roots) {
    this.roots = roots;
  }

  static FileRoots folder(Path folder) {
    try {
      Path root = folder.toRealPath();
      if (Files.isDirectory(root)) {
        return new FileRoots(List.of(root));
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("there is no folder " + folder.toAbsolutePath(), e);
    }
    throw new IllegalArgumentException(folder.toAbsolutePath() + " is no folder");
  }

  static FileRoots classPath(String folder) {
    String name = folder.startsWith("/") ? folder.substring(1) : folder;
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = context == null ? ClassLoader.getSystemClassLoader() : context;
    List<Path> roots = new ArrayList<>();
    try {
      for (URL place :
          Collections.list(loader.getResources(name.endsWith("/") ? name : name + "/"))) {
        roots.add(path(place.toURI()));
      }
    } catch (IOException | URISyntaxException e) {
      throw new IllegalArgumentException("the folder " + folder + " of the class path", e);
    }
    if (roots.isEmpty()) {
      throw new IllegalArgumentException(
          "there is no folder "
              + folder
              + " on the class path (a jar needs entries for its folders)");
    }
    return new FileRoots(List.copyOf(roots));
  }

  /** Where a folder of the class path is; jars stay open as long as the JVM lives. */
  private static Path path(URI place) throws IOException {
    if (!place.getScheme().equals("jar")) {
      return Path.of(place).toRealPath();
    }
    String text = place.getRawSchemeSpecificPart();
    int inner = text.lastIndexOf("!/");
    Path jar = Path.of(URI.create(text.substring(0, inner)));
    FileSystem open = FileSystems.newFileSystem(jar);
    return open.getPath(URI.create(text.substring(inner + 1)).getPath()).toRealPath();
  }

  /**
   * Looks for what is served under a name.
   *
   * @param name a decoded path without a slash at its begin, perhaps with one at its end
   * @return the real path of a file or folder, or null
   */
  @Nullable Path find(String name) throws IOException {
    if (!isSafe(name)) {
      return null;
    }
    for (Path root : roots) {
      Path found = find(root, name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable Path find(Path root, String name) throws IOException {
    try {
      Path real = root.resolve(name).toRealPath();
      boolean folder = name.isEmpty() || name.endsWith("/");
      boolean inside = real.startsWith(root) && !isHidden(root.relativize(real));
      return inside && (!folder || Files.isDirectory(real, LinkOption.NOFOLLOW_LINKS))
          ? real
          : null;
    } catch (NoSuchFileException | InvalidPathException e) {
      return null;
    } catch (FileSystemException e) {
      if (e.getClass() == FileSystemException.class) { // "not a directory", "too many links" …
        return null;
      }
      throw e;
    }
  }

  private static boolean isHidden(Path inside) {
    for (Path part : inside) {
      if (part.toString().startsWith(".")) {
        return true;
      }
    }
    return false;
  }

  /** The router has refused what could be another name; this holds without it too. */
  private static boolean isSafe(String name) {
    int begin = 0;
    for (int i = 0; i <= name.length(); i++) {
      char c = i < name.length() ? name.charAt(i) : '/';
      if (c == '/') {
        boolean empty = i == begin && i < name.length();
        if (empty || begin < name.length() && name.charAt(begin) == '.') {
          return false;
        }
        begin = i + 1;
      } else if (c == '\\' || Character.isISOControl(c)) {
        return false;
      }
    }
    return true;
  }
}
