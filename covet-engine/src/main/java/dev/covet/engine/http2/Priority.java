package dev.covet.engine.http2;

import org.jspecify.annotations.Nullable;

/**
 * What a client says about the order of its answers (RFC 9218). There are sixteen, all made
 * beforehand.
 *
 * @param urgency 0 to 7, the smaller is sent first
 * @param incremental whether parts are of use before the whole is there; others of the same urgency
 *     then get their turn after each frame
 */
record Priority(int urgency, boolean incremental) {
  /** The urgencies. */
  static final int LEVELS = 8;

  private static final int USUAL = 3;
  private static final Priority[] ALL = new Priority[2 * LEVELS];

  static {
    for (int i = 0; i < ALL.length; i++) {
      ALL[i] = new Priority(i >> 1, (i & 1) == 1);
    }
  }

  /**
   * Of a client that says nothing. The RFC would send its answers one after the other; in turns, a
   * large one does not hold up small ones that the client knows no better about.
   */
  static final Priority NONE = of(USUAL, true);

  private static Priority of(int urgency, boolean incremental) {
    return ALL[2 * urgency + (incremental ? 1 : 0)];
  }

  /**
   * Of a field's value, a dictionary of RFC 9651. What is not understood is passed over, as RFC
   * 9218, section 4 has it.
   */
  static Priority of(@Nullable String field) {
    if (field == null) {
      return NONE;
    }
    int urgency = USUAL;
    boolean incremental = false;
    int at = 0;
    while (at < field.length()) {
      int comma = field.indexOf(',', at);
      int to = comma < 0 ? field.length() : comma;
      int from = skipBlanks(field, at, to);
      int end = end(field, from, to);
      if (end == from + 3 && field.startsWith("u=", from)) {
        int digit = field.charAt(from + 2) - '0';
        urgency = digit >= 0 && digit < LEVELS ? digit : urgency;
      } else if (end == from + 1 && field.charAt(from) == 'i') {
        incremental = true;
      } else if (end == from + 4 && field.startsWith("i=?", from)) {
        incremental = field.charAt(from + 3) == '1';
      }
      at = to + 1;
    }
    return of(urgency, incremental);
  }

  private static int skipBlanks(String field, int from, int to) {
    int at = from;
    while (at < to && (field.charAt(at) == ' ' || field.charAt(at) == '\t')) {
      at++;
    }
    return at;
  }

  /** Where a member ends without its parameters and the blanks after it. */
  private static int end(String field, int from, int to) {
    int end = from;
    while (end < to && ";\t ".indexOf(field.charAt(end)) < 0) {
      end++;
    }
    return end;
  }
}
