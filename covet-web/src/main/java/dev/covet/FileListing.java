package dev.covet;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What is in a folder, as a page: folders and files, without hidden ones and links. */
final class FileListing {
  private static final int MOST = 10_000;

  private FileListing() {}

  static String page(Path folder) throws IOException {
    List<Path> children;
    try (Stream<Path> all = Files.list(folder)) {
      children = all.filter(FileListing::isShown).limit(MOST).sorted().toList();
    }
    StringBuilder page =
        new StringBuilder("<!doctype html><meta charset=utf-8><title>Files</title><ul>");
    for (Path child : children) {
      String name = String.valueOf(child.getFileName());
      String end = Files.isDirectory(child) && !name.endsWith("/") ? "/" : "";
      // "./" so that a colon in a name makes no scheme of it (RFC 3986, section 4.2).
      page.append("\n<li><a href=\"./")
          .append(URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
          .append(end)
          .append("\">")
          .append(escaped(name))
          .append(end)
          .append("</a>");
    }
    return page.append("\n</ul>\n").toString();
  }

  private static boolean isShown(Path child) {
    boolean hidden = String.valueOf(child.getFileName()).startsWith(".");
    return !hidden
        && (Files.isRegularFile(child, LinkOption.NOFOLLOW_LINKS)
            || Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
