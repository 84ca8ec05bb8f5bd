package dev.covet.bridge.accesslog;

import dev.covet.http.RequestEnd.Outcome;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes lines of entries. The writer's thread only. */
final class LineFormat {
  private static final DateTimeFormatter COMMON =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss +0000", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final LogForm form;

  /** The text of {@link #second}. */
  private String time = "";

  private long second = Long.MIN_VALUE;

  LineFormat(LogForm form) {
    this.form = form;
  }

  /** Appends the line of a request. */
  void line(Entry entry, Lines to) {
    if (form == LogForm.JSON) {
      json(entry, to);
    } else {
      common(entry, to);
      if (form == LogForm.COMBINED) {
        to.put(' ').quoted(or(entry.referer(), "-"), false);
        to.put(' ').quoted(or(entry.userAgent(), "-"), false);
      }
    }
    to.put('\n');
  }

  /** {@code 192.0.2.1 - - [25/Nov/2026:21:51:40 +0000] "GET /a HTTP/1.1" 200 13}. */
  private void common(Entry entry, Lines to) {
    to.put(address(entry.client())).put(" - - [").put(time(entry.millis(), COMMON)).put("] ");
    if (entry.method() == null) {
      to.put("\"-\"");
    } else {
      String line = entry.method() + " " + entry.target() + " " + entry.version();
      to.quoted(line, false);
    }
    // As curl writes it; other programs expect a number.
    to.put(' ').put(entry.status() == 0 ? "000" : Integer.toString(entry.status())).put(' ');
    to.put(entry.bytesOut() == 0 ? "-" : Long.toString(entry.bytesOut()));
  }

  private void json(Entry entry, Lines to) {
    int millis = (int) Math.floorMod(entry.millis(), 1000L);
    to.put("{\"time\":\"").put(time(entry.millis(), ISO)).put('.');
    to.put((char) ('0' + millis / 100)).put((char) ('0' + millis / 10 % 10));
    to.put((char) ('0' + millis % 10)).put("Z\",\"client\":").quoted(address(entry.client()), true);
    member("method", entry.method() == null ? null : entry.method().name(), to);
    member("path", entry.target(), to);
    member("version", entry.version() == null ? null : entry.version().toString(), to);
    member("route", entry.route(), to);
    if (entry.status() != 0) {
      to.put(",\"status\":").put(entry.status());
    }
    to.put(",\"bytesIn\":").put(entry.bytesIn());
    to.put(",\"bytesOut\":").put(entry.bytesOut());
    to.put(",\"seconds\":");
    seconds(entry.nanos(), to);
    member("referer", entry.referer(), to);
    member("userAgent", entry.userAgent(), to);
    member("requestId", entry.id(), to);
    if (entry.outcome() != Outcome.COMPLETED) {
      member("ended", entry.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-'), to);
    }
    member("refused", entry.refusal(), to);
    to.put('}');
  }

  private static void member(String name, @Nullable String value, Lines to) {
    if (value != null) {
      to.put(",\"").put(name).put("\":").quoted(value, true);
    }
  }

  /** In microseconds. */
  private static void seconds(long nanos, Lines to) {
    long micros = nanos / 1000;
    to.put(micros / 1_000_000).put('.');
    for (long digit = 100_000; digit > 0; digit /= 10) {
      to.put((char) ('0' + micros / digit % 10));
    }
  }

  private String time(long millis, DateTimeFormatter formatter) {
    long now = Math.floorDiv(millis, 1000L);
    if (now != second) {
      second = now;
      time = formatter.format(Instant.ofEpochSecond(now));
    }
    return time;
  }

  private static String address(@Nullable SocketAddress client) {
    if (!(client instanceof InetSocketAddress inet)) {
      return "-";
    }
    return inet.getAddress() == null ? "-" : inet.getAddress().getHostAddress();
  }

  private static String or(@Nullable String text, String instead) {
    return text == null ? instead : text;
  }
}
