package dev.covet.test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Paths that try to leave a folder: every separator with every writing of two dots, deep and not.
 */
final class TraversalStrings {
  private static final List<String> DOTS =
      List.of(
          "..",
          "%2e%2e",
          ".%2e",
          "%2e.",
          "%252e%252e",
          "..;",
          "..;a=b",
          "%c0%ae%c0%ae",
          "%e0%80%ae%e0%80%ae",
          "...",
          "....",
          "..%00",
          "..%20",
          "..%09",
          ".%00.",
          "%uff0e%uff0e",
          "．．",
          "%ef%bc%8e%ef%bc%8e");

  private static final List<String> SEPARATORS =
      List.of(
          "/",
          "//",
          "\\",
          "%5c",
          "%2f",
          "%252f",
          "%255c",
          "/./",
          "%c0%af",
          "%e0%80%af",
          "/;/",
          "%ef%bc%8f");

  private static final List<String> OTHERS =
      List.of(
          "/.hidden",
          "/%2ehidden",
          "/docs/.git/config",
          "/docs/%2egit/config",
          "//etc/passwd",
          "/%2fetc/passwd",
          "/%5cetc%5cpasswd",
          "/C:/secret.txt",
          "/file:///etc/passwd",
          "/link-out",
          "/link-out-folder/secret.txt",
          "/link-to-hidden",
          "/loop",
          "/site.css/",
          "/site.css%00.txt",
          "/site.css/../../secret.txt",
          "/docs/..",
          "/~root",
          "/-/../secret.txt",
          "/..",
          "/.",
          "/...",
          "/docs/.",
          "/%",
          "/%2",
          "/%zz",
          "/%00",
          "/%ff",
          "/secret.txt",
          "/../public-not/secret.txt",
          "/%2e%2e/public-not/secret.txt",
          "-not/secret.txt",
          "/..%2fpublic-not%2fsecret.txt",
          "/site.css%20",
          "/site.css.",
          "/site.css::$DATA");

  private TraversalStrings() {}

  /** Paths below {@code /assets}, as they are sent. */
  static Stream<String> all() {
    List<String> paths = new ArrayList<>();
    for (String dots : DOTS) {
      for (String separator : SEPARATORS) {
        paths.add("/assets" + separator + dots + separator + "secret.txt");
        paths.add("/assets/docs" + (separator + dots).repeat(2) + separator + "secret.txt");
      }
    }
    OTHERS.forEach(other -> paths.add("/assets" + other));
    return paths.stream();
  }
}
