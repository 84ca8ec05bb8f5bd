package dev.covet;

import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Events as lines of a log. */
final class AuditLog implements Audit {
  private static final System.Logger LOG = System.getLogger("dev.covet.audit");
  private static final int LONGEST = 200;

  @Override
  public boolean takes(AuditEvent.Kind kind) {
    return LOG.isLoggable(level(kind));
  }

  @Override
  public void record(AuditEvent event) {
    LOG.log(level(event.kind()), line(event));
  }

  private static Level level(AuditEvent.Kind kind) {
    return kind == AuditEvent.Kind.AUTHENTICATED ? Level.DEBUG : Level.INFO;
  }

  static String line(AuditEvent event) {
    StringBuilder line = new StringBuilder(160).append(event.kind());
    add(line, "principal", event.principal());
    add(line, "scheme", event.scheme());
    add(line, "reason", event.reason());
    add(line, "route", event.route());
    add(line, "remote", event.remote());
    add(line, "request", event.requestId());
    return line.toString();
  }

  private static void add(StringBuilder line, String name, @Nullable String value) {
    if (value == null || value.isEmpty()) {
      return;
    }
    line.append(' ').append(name).append("=\"");
    int end = Math.min(value.length(), LONGEST);
    for (int i = 0; i < end; i++) {
      char c = value.charAt(i);
      if (c < ' ' || c >= 0x7f || c == '"' || c == '\\') {
        line.append(String.format("\\u%04x", (int) c));
      } else {
        line.append(c);
      }
    }
    line.append(value.length() > LONGEST ? "…\"" : "\"");
  }
}
