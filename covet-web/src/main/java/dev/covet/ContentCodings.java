package dev.covet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The codings that there are: gzip always, the others where their library is on the class path. */
final class ContentCodings {
  /** All that are known, the best first. */
  static final List<String> TOKENS = List.of("zstd", "br", "gzip");

  private ContentCodings() {}

  /**
   * Finds one.
   *
   * @param token its name
   * @throws IllegalArgumentException if there is none, or its library is missing
   */
  static ContentCoding named(String token) {
    return switch (token.strip().toLowerCase(Locale.ROOT)) {
      case "gzip" -> new GzipCoding();
      case "br" -> {
        if (!hasBrotli()) {
          throw missing(
              token, "com.aayushatharva.brotli4j:brotli4j and its native-… of the system");
        }
        yield new BrotliCoding();
      }
      case "zstd" -> {
        if (!hasZstd()) {
          throw missing(token, "com.github.luben:zstd-jni");
        }
        yield new ZstdCoding();
      }
      default ->
          throw new IllegalArgumentException(
              "there is no coding '" + token.strip() + "'; there are " + String.join(", ", TOKENS));
    };
  }

  // A class that names types of a missing library can not even be linked.

  private static boolean hasBrotli() {
    try {
      return BrotliCoding.isThere();
    } catch (LinkageError e) {
      return false;
    }
  }

  private static boolean hasZstd() {
    try {
      return ZstdCoding.isThere();
    } catch (LinkageError e) {
      return false;
    }
  }

  private static IllegalArgumentException missing(String token, String library) {
    return new IllegalArgumentException(
        "the coding " + token.strip() + " needs a library: add " + library);
  }

  /**
   * Those of a setting.
   *
   * @param text {@code none}, or names with commas between
   */
  static List<ContentCoding> of(String text) {
    List<ContentCoding> codings = new ArrayList<>();
    if (!text.equals("none")) {
      for (String token : text.split(",", -1)) {
        codings.add(named(token));
      }
    }
    return List.copyOf(codings);
  }

  /** The one of a list with a name, {@code x-gzip} included; null if it is not there. */
  static @Nullable ContentCoding find(List<ContentCoding> codings, String token) {
    String name = token.toLowerCase(Locale.ROOT);
    String known = name.equals("x-gzip") ? "gzip" : name;
    for (ContentCoding coding : codings) {
      if (coding.token().equals(known)) {
        return coding;
      }
    }
    return null;
  }

  /** The value of Accept-Encoding for them (RFC 9110, section 12.5.3). */
  static String accepted(List<ContentCoding> codings) {
    return codings.isEmpty()
        ? "identity"
        : String.join(", ", codings.stream().map(ContentCoding::token).toList());
  }
}
