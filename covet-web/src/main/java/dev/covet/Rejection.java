package dev.covet;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that is wrong with a request, as an entry of {@code errors} in the answer.
 *
 * @param failure what it amounts to
 * @param in the source
 * @param key {@code parameter} or {@code pointer}
 * @param name the parameter's name or the JSON pointer
 * @param subject what a sentence begins with
 * @param message the rest of the sentence
 * @param code for programs
 */
record Rejection(
    Failure failure,
    String in,
    String key,
    String name,
    String subject,
    String message,
    String code) {
  private static final int LONGEST_QUOTE = 60;

  static Rejection missing(ParamSource source, String name) {
    return of(Failure.MISSING_PARAMETER, source, name, "is missing", "missing");
  }

  /**
   * A parameter that can not be converted. What headers and cookies hold is not repeated: it may be
   * a secret, and answers are logged.
   */
  static Rejection malformed(ParamSource source, String name, String text, String expected) {
    String message = "must be " + expected;
    if (source != ParamSource.HEADER && source != ParamSource.COOKIE) {
      String shown = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
      message += ", not '" + shown + "'";
    }
    return of(Failure.WRONG_PARAMETER, source, name, message, "type");
  }

  /** A parameter that is of the right type, and not what is asked of it. */
  static Rejection constraint(ParamSource source, String name, String message, String code) {
    return new Rejection(
        Failure.WRONG_PARAMETER,
        source.in(),
        "parameter",
        name,
        source.words() + " '" + name + "' ",
        message,
        code);
  }

  /**
   * Parameters that do not fit together.
   *
   * @param in where they are: one place, or {@code request}
   * @param name what they are called together, perhaps empty
   */
  static Rejection together(String in, String name, String message, String code) {
    String subject = name.isEmpty() ? "the " + in + " " : "'" + name + "' ";
    return new Rejection(Failure.WRONG_PARAMETER, in, "parameter", name, subject, message, code);
  }

  private static Rejection of(
      Failure failure, ParamSource source, String name, String message, String code) {
    return new Rejection(
        source == ParamSource.PATH ? Failure.WRONG_PATH_PARAMETER : failure,
        source.in(),
        "parameter",
        name,
        source.words() + " '" + name + "' ",
        message,
        code);
  }

  static Rejection missingBody() {
    return new Rejection(
        Failure.MISSING_PARAMETER, "body", "pointer", "", "the body ", "is missing", "missing");
  }

  /**
   * Something in a body of well-formed JSON.
   *
   * @param pointer where (RFC 6901)
   * @param message the rest of a sentence about it
   * @param code for programs
   */
  static Rejection wrongBody(String pointer, String message, String code) {
    String subject = pointer.isEmpty() ? "the body " : pointer + " ";
    return new Rejection(Failure.WRONG_JSON, "body", "pointer", pointer, subject, message, code);
  }

  String sentence() {
    return subject + message;
  }

  Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>(8);
    map.put(key, name);
    map.put("in", in);
    map.put("message", message);
    map.put("code", code);
    return map;
  }
}
