package dev.covet;

import java.util.List;
import java.util.Locale;

/** What a client takes of codings (RFC 9110, section 12.5.3). */
final class AcceptEncoding {
  private AcceptEncoding() {}

  /**
   * Whether gzip is taken, and at least as welcome as no coding where that is named. What is
   * malformed is passed over.
   */
  static boolean gzip(List<String> fields) {
    double gzip = -1;
    double identity = -1;
    double any = -1;
    for (String field : fields) {
      for (String element : field.split(",", -1)) {
        int end = element.indexOf(';');
        String name = (end < 0 ? element : element.substring(0, end)).strip();
        double quality = end < 0 ? 1 : quality(element.substring(end + 1));
        if (quality < 0) {
          continue;
        }
        switch (name.toLowerCase(Locale.ROOT)) {
          case "gzip", "x-gzip" -> gzip = quality;
          case "identity" -> identity = quality;
          case "*" -> any = quality;
          default -> {} // not spoken here
        }
      }
    }
    double taken = gzip < 0 ? any : gzip;
    return taken > 0 && taken >= identity;
  }

  /** From 0 to 1, or -1 if it is malformed. */
  private static double quality(String parameter) {
    String text = parameter.strip().toLowerCase(Locale.ROOT);
    if (!text.matches("q=(0(\\.\\d{0,3})?|1(\\.0{0,3})?)")) {
      return -1;
    }
    return Double.parseDouble(text.substring(2));
  }
}
