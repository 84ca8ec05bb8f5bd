package dev.covet.engine.http1;

import dev.covet.engine.connection.Out;
import dev.covet.http.Headers;

/**
 * Writes the fields of answers: the application's without those that only the engine may set, then
 * missing defaults.
 */
final class FieldWriter {
  private static final byte[] SEPARATOR = {':', ' '};
  private static final byte[] CRLF = {'\r', '\n'};

  private FieldWriter() {}

  static void write(Out out, Headers headers, Headers defaults) {
    for (int i = 0; i < headers.size(); i++) {
      if (!belongsToEngine(headers.name(i))) {
        line(out, headers.name(i), headers.value(i));
      }
    }
    for (int i = 0; i < defaults.size(); i++) {
      if (!belongsToEngine(defaults.name(i)) && !headers.contains(defaults.name(i))) {
        line(out, defaults.name(i), defaults.value(i));
      }
    }
  }

  static void line(Out out, String name, String value) {
    out.latin1(name);
    out.put(SEPARATOR);
    out.latin1(value);
    out.put(CRLF);
  }

  /**
   * Framing and the connection are the engine's: a second statement about them would be an attack
   * on the next proxy.
   */
  private static boolean belongsToEngine(String name) {
    return switch (name.length()) {
      case 7 -> name.equalsIgnoreCase("upgrade");
      case 10 -> name.equalsIgnoreCase("connection") || name.equalsIgnoreCase("keep-alive");
      case 14 -> name.equalsIgnoreCase("content-length");
      case 17 -> name.equalsIgnoreCase("transfer-encoding");
      default -> false;
    };
  }
}
