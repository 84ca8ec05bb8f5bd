package dev.covet;

/** Names of files that clients send. */
final class FileNames {
  private FileNames() {}

  /**
   * The last element of a path of any system, without control characters; {@code file} if nothing
   * is left of it, or only dots.
   */
  static String last(String name) {
    int cut = Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\'));
    StringBuilder last = new StringBuilder();
    name.substring(cut + 1)
        .codePoints()
        .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
        .forEach(last::appendCodePoint);
    String clean = last.toString().strip();
    return clean.isEmpty() || clean.chars().allMatch(c -> c == '.') ? "file" : clean;
  }
}
