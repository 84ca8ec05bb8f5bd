package dev.covet.engine.http1;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rules for chunked bodies once more, as slow and plain as possible: expressions over the whole
 * text. It knows neither limits of extensions nor of trailers, which the fuzz test keeps away from.
 *
 * @param verdict whether the body is complete, refused or needs more bytes
 * @param data of the chunks before the end or the fault
 * @param end index after a complete body, else 0
 */
record ReferenceChunks(ReferenceHead.Verdict verdict, String data, int end) {
  private static final String TCHAR = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]";
  private static final String TEXT = "[\\t -~\\x80-\\xff]";
  private static final String QUOTED = "\"(?:[\\t !#-\\[\\]-~\\x80-\\xff]|\\\\" + TEXT + ")*+\"";
  private static final Pattern SIZE =
      Pattern.compile("([0-9A-Fa-f]{1,15})(?:;(?:" + TCHAR + "|[;= \\t]|" + QUOTED + ")*+)?\r\n");
  private static final Pattern FIELD = Pattern.compile(TCHAR + "+:" + TEXT + "*\r\n");

  static ReferenceChunks of(byte[] bytes, long limit) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    StringBuilder data = new StringBuilder();
    long total = 0;
    int at = 0;
    while (true) {
      Matcher line = SIZE.matcher(text).region(at, text.length());
      if (!line.lookingAt()) {
        return end(line.hitEnd(), data);
      }
      long size = Long.parseLong(line.group(1), 16);
      at = line.end();
      if (size == 0) {
        return trailers(text, at, data);
      }
      if (size > limit - total) {
        return end(false, data);
      }
      total += size;
      int part = (int) Math.min(size, text.length() - at);
      data.append(text, at, at + part);
      at += part;
      String rest = text.substring(at, Math.min(text.length(), at + 2));
      if (part < size || rest.isEmpty() || rest.equals("\r")) {
        return end(true, data);
      }
      if (!rest.equals("\r\n")) {
        return end(false, data);
      }
      at += 2;
    }
  }

  private static ReferenceChunks trailers(String text, int from, StringBuilder data) {
    int at = from;
    while (true) {
      // A trailer is looked at line by line, so a fault shows when LF has come.
      int lf = text.indexOf('\n', at);
      if (lf < 0) {
        return end(true, data);
      }
      String line = text.substring(at, lf + 1);
      at = lf + 1;
      if (line.equals("\r\n")) {
        return new ReferenceChunks(ReferenceHead.Verdict.COMPLETE, data.toString(), at);
      }
      if (!FIELD.matcher(line).matches()) {
        return end(false, data);
      }
    }
  }

  private static ReferenceChunks end(boolean more, StringBuilder data) {
    return new ReferenceChunks(
        more ? ReferenceHead.Verdict.INCOMPLETE : ReferenceHead.Verdict.REFUSED,
        data.toString(),
        0);
  }
}
