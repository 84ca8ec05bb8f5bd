package dev.covet;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Files of a folder, or of the class path, for {@link Router#files}. Immutable.
 *
 * <pre>{@code
 * app.files("/assets", StaticFiles.folder(Path.of("public"))
 *     .cache("*.{css,js}", "public, max-age=31536000, immutable"));
 * app.files("/", StaticFiles.classPath("/web").fallback("index.html"));
 * }</pre>
 *
 * <p>Answers have a type by the name's ending, a strong ETag, Last-Modified and {@code
 * Cache-Control: no-cache} (keep it, and ask whether it is still right) unless a rule says
 * otherwise; conditions and ranges are obeyed. Files of up to 64 KiB are kept in memory, 16 MiB in
 * all, and looked at again once a second. Nothing is served from outside the folder, also not
 * through symbolic links, and nothing whose name begins with a dot. File systems are touched
 * outside the event loops only.
 */
public final class StaticFiles {
  private final FileRoots roots;
  private final String index;
  private final @Nullable String fallback;
  private final boolean listing;
  private final boolean precompressed;
  private final List<CacheRule> rules;

  /** What caches are told of files whose name matches. */
  private record CacheRule(PathMatcher pattern, boolean wholePath, String directives) {}

  private StaticFiles(
      FileRoots roots,
      String index,
      @Nullable String fallback,
      boolean listing,
      boolean precompressed,
      List<CacheRule> rules) {
    this.roots = roots;
    this.index = index;
    this.fallback = fallback;
    this.listing = listing;
    this.precompressed = precompressed;
    this.rules = rules;
  }

  /**
   * {@return the files of a folder and its folders}
   *
   * @param folder the folder
   * @throws IllegalArgumentException if there is none
   */
  public static StaticFiles folder(Path folder) {
    return of(FileRoots.folder(folder));
  }

  /**
   * {@return the files of a folder of the class path} If several jars or folders have it, the first
   * that has a file wins.
   *
   * @param folder its name, as {@code /public}; it should hold nothing but what is to be served
   * @throws IllegalArgumentException if there is none
   */
  public static StaticFiles classPath(String folder) {
    return of(FileRoots.classPath(folder));
  }

  private static StaticFiles of(FileRoots roots) {
    return new StaticFiles(roots, "index.html", null, false, false, List.of());
  }

  /**
   * {@return these files with another name for what is served as a folder}
   *
   * @param name a name of a file; {@code index.html} is the default
   */
  public StaticFiles index(String name) {
    return new StaticFiles(roots, name, fallback, listing, precompressed, rules);
  }

  /**
   * {@return these files with a page for everything that is no file} For applications of one page
   * with routes of their own: it is served to GET requests that take HTML and whose last segment
   * has no dot; all else that is not there stays 404.
   *
   * @param name a name of a file, as {@code index.html}
   */
  public StaticFiles fallback(String name) {
    return new StaticFiles(roots, index, name, listing, precompressed, rules);
  }

  /** {@return these files with lists of what is in a folder without an index} */
  public StaticFiles listing() {
    return new StaticFiles(roots, index, fallback, true, precompressed, rules);
  }

  /**
   * {@return these files, sent as {@code name.br}, {@code name.zst} or {@code name.gz} to clients
   * that take it, where such a file lies beside {@code name}}
   */
  public StaticFiles precompressed() {
    return new StaticFiles(roots, index, fallback, listing, true, rules);
  }

  /**
   * {@return these files with a rule for caches} The first rule that matches counts.
   *
   * @param glob a pattern of {@link java.nio.file.FileSystem#getPathMatcher}: for the name of a
   *     file, or if it holds a slash for its path within the folder
   * @param directives the value of Cache-Control
   * @throws IllegalArgumentException if the pattern is malformed
   */
  public StaticFiles cache(String glob, String directives) {
    PathMatcher pattern = FileSystems.getDefault().getPathMatcher("glob:" + glob);
    List<CacheRule> all = new ArrayList<>(rules);
    all.add(new CacheRule(pattern, glob.indexOf('/') >= 0, directives));
    return new StaticFiles(roots, index, fallback, listing, precompressed, List.copyOf(all));
  }

  FileRoots roots() {
    return roots;
  }

  String index() {
    return index;
  }

  @Nullable String fallback() {
    return fallback;
  }

  boolean lists() {
    return listing;
  }

  boolean hasPrecompressed() {
    return precompressed;
  }

  /** What caches are told of a file. */
  String directives(String name) {
    Path path = Path.of(name);
    for (CacheRule rule : rules) {
      Path matched = rule.wholePath ? path : path.getFileName();
      if (matched != null && rule.pattern.matches(matched)) {
        return rule.directives;
      }
    }
    return "no-cache";
  }
}
