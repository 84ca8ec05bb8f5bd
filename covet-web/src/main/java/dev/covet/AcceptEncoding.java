package dev.covet;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a client takes of codings (RFC 9110, section 12.5.3). */
final class AcceptEncoding {
  private AcceptEncoding() {}

  /**
   * The coding that a client likes best, the first of several alike; null if it takes none of them,
   * or likes none at least as well as no coding, where that is named. What is malformed is passed
   * over.
   *
   * @param fields the lines of the field
   * @param codings what there is, in lower case
   */
  static @Nullable String best(List<String> fields, List<String> codings) {
    double[] qualities = new double[codings.size()];
    Arrays.fill(qualities, -1);
    double identity = -1;
    double any = -1;
    for (String field : fields) {
      for (String element : field.split(",", -1)) {
        int end = element.indexOf(';');
        double quality = end < 0 ? 1 : quality(element.substring(end + 1));
        if (quality < 0) {
          continue;
        }
        String name = (end < 0 ? element : element.substring(0, end)).strip();
        String coding = name.toLowerCase(Locale.ROOT);
        int known = codings.indexOf(coding.equals("x-gzip") ? "gzip" : coding);
        if (known >= 0) {
          qualities[known] = quality;
        } else if (coding.equals("identity")) {
          identity = quality;
        } else if (coding.equals("*")) {
          any = quality;
        }
      }
    }
    int best = -1;
    for (int i = 0; i < qualities.length; i++) {
      qualities[i] = qualities[i] < 0 ? any : qualities[i];
      if (qualities[i] > (best < 0 ? 0 : qualities[best])) {
        best = i;
      }
    }
    return best >= 0 && qualities[best] >= identity ? codings.get(best) : null;
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
