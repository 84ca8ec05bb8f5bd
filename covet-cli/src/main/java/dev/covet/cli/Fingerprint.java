package dev.covet.cli;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The files of a project at one moment; equal to another one if nothing has changed in between.
 *
 * @param files each with what tells its versions apart
 */
record Fingerprint(Map<Path, Version> files) {
  /**
   * A version of a file.
   *
   * @param key the file system's own name of the file, which an editor that replaces it changes
   */
  record Version(long size, FileTime changed, @Nullable Object key) {}

  /** Takes one. What can not be read counts as not there. */
  static Fingerprint of(Project project) {
    Map<Path, Version> files = new HashMap<>();
    for (Path source : project.sources()) {
      // Beside a single file stands what it may use; below it may stand a whole home folder.
      int depth = Files.isDirectory(source) ? Integer.MAX_VALUE : 1;
      add(Project.folder(source), depth, Fingerprint::isSource, files);
    }
    for (Path folder : project.resources()) {
      add(folder, Integer.MAX_VALUE, Fingerprint::isResource, files);
    }
    for (Path file : project.watched()) {
      add(file, 1, any -> true, files);
    }
    return new Fingerprint(files);
  }

  private static boolean isSource(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".java") && !name.startsWith(".");
  }

  /** Editors keep their own files beside what they edit. */
  private static boolean isResource(Path file) {
    String name = file.getFileName().toString();
    return !name.startsWith(".") && !name.endsWith("~") && !name.startsWith("#");
  }

  private static void add(Path root, int depth, Predicate<Path> wanted, Map<Path, Version> files) {
    SimpleFileVisitor<Path> visitor =
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
            if (is.isRegularFile() && wanted.test(file)) {
              files.put(file, new Version(is.size(), is.lastModifiedTime(), is.fileKey()));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        };
    try {
      Files.walkFileTree(root, EnumSet.of(FileVisitOption.FOLLOW_LINKS), depth, visitor);
    } catch (IOException e) {
      throw new IllegalStateException("the visitor throws nothing", e);
    }
  }

  /** {@return what was added, removed or changed between this and another one} */
  Set<Path> differences(Fingerprint other) {
    Set<Path> all = new TreeSet<>(files.keySet());
    all.addAll(other.files.keySet());
    all.removeIf(
        file -> {
          Version here = files.get(file);
          return here != null && here.equals(other.files.get(file));
        });
    return all;
  }
}
