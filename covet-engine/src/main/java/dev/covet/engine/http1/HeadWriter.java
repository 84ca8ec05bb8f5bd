package dev.covet.engine.http1;

import dev.covet.engine.connection.DefaultFields;
import dev.covet.engine.connection.Out;
import dev.covet.http.Headers;
import dev.covet.http.HttpDate;
import dev.covet.http.Status;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes the heads of answers; one for each loop. Status line, {@code Server} and {@code Date} of
 * each status are one ready-made block that is renewed each second; the fields of Headers that come
 * again and again (the same immutable instance) are ready-made too. Event loop only.
 */
final class HeadWriter {
  private static final byte[] CRLF = latin1("\r\n");
  private static final byte[] CONTENT_LENGTH = latin1("Content-Length: ");
  private static final byte[] CHUNKED = latin1("Transfer-Encoding: chunked\r\n");
  private static final byte[] CLOSE = latin1("Connection: close\r\n");
  private static final byte[] KEEP_ALIVE = latin1("Connection: keep-alive\r\n");

  private final byte[] server;
  private final DefaultFields defaults;
  private final boolean defaultDate;
  private final boolean defaultServer;
  private final @Nullable StatusBlock[] blocks = new @Nullable StatusBlock[1000];
  private final Ready[] places = new Ready[64];

  /** The date line of {@link #second}. */
  private byte[] date = new byte[0];

  private long second = Long.MIN_VALUE;

  HeadWriter(String server, DefaultFields defaults) {
    this.server = server.isEmpty() ? new byte[0] : latin1("Server: " + server + "\r\n");
    this.defaults = defaults;
    this.defaultDate = defaults.contain("date");
    this.defaultServer = defaults.contain("server");
    Arrays.setAll(places, i -> new Ready());
  }

  /**
   * Writes a head.
   *
   * @param contentLength to announce, -1 for none
   * @param chunked whether to announce chunks
   * @param close whether the connection closes after the answer
   * @param keepAliveFor10 whether to tell a client of HTTP/1.0 that it does not
   * @param millis now, since the epoch
   */
  void write(
      Out out,
      Status status,
      Headers headers,
      long contentLength,
      boolean chunked,
      boolean close,
      boolean keepAliveFor10,
      long millis) {
    Ready ready = ready(headers);
    if (ready.ownDate || ready.ownServer) {
      rarely(out, status, ready, millis);
    } else {
      out.put(block(status, millis));
    }
    if (ready.bytes != null) {
      out.put(ready.bytes);
    } else {
      FieldWriter.write(out, headers, defaults.of(headers));
    }
    if (contentLength >= 0) {
      out.put(CONTENT_LENGTH);
      out.decimal(contentLength);
      out.put(CRLF);
    } else if (chunked) {
      out.put(CHUNKED);
    }
    if (close) {
      out.put(CLOSE);
    } else if (keepAliveFor10) {
      out.put(KEEP_ALIVE);
    }
    out.put(CRLF);
  }

  /** Writes the whole answer 101: the protocol changes after it. */
  void switching(Out out, String protocol, Headers headers, long millis) {
    out.put(block(Status.SWITCHING_PROTOCOLS, millis));
    FieldWriter.line(out, "Connection", "Upgrade");
    FieldWriter.line(out, "Upgrade", protocol);
    FieldWriter.write(out, headers, Headers.empty());
    out.put(CRLF);
  }

  private byte[] block(Status status, long millis) {
    StatusBlock block = blocks[status.code()];
    long now = Math.floorDiv(millis, 1000L);
    if (block == null
        || block.second != now
        || block.status != status && !block.status.equals(status)) {
      block = new StatusBlock(status, now, concat(statusLine(status), server, date(now)));
      blocks[status.code()] = block;
    }
    return block.bytes;
  }

  private byte[] date(long now) {
    if (now != second) {
      String field = "Date: " + HttpDate.format(Instant.ofEpochSecond(now)) + "\r\n";
      byte[] line = field.getBytes(StandardCharsets.ISO_8859_1);
      date = line;
      second = now;
      return line;
    }
    return date;
  }

  /** An application that sets Date or Server itself. */
  private void rarely(Out out, Status status, Ready ready, long millis) {
    out.put(statusLine(status));
    if (!ready.ownServer) {
      out.put(server);
    }
    if (!ready.ownDate) {
      out.put(date(Math.floorDiv(millis, 1000L)));
    }
  }

  /**
   * Makes bytes ready for fields that come the second time in a row in their place; most one-off
   * fields never do.
   */
  private Ready ready(Headers headers) {
    Ready place = places[headers.isEmpty() ? 0 : headers.value(0).hashCode() & places.length - 1];
    if (place.source != headers) {
      place.source = headers;
      place.bytes = null;
      place.ownDate = defaultDate || headers.contains("date");
      place.ownServer = defaultServer || headers.contains("server");
    } else if (place.bytes == null) {
      Out out = new Out();
      FieldWriter.write(out, headers, defaults.of(headers));
      place.bytes = Arrays.copyOf(out.array, out.length);
    }
    return place;
  }

  private static byte[] statusLine(Status status) {
    return latin1("HTTP/1.1 " + status.code() + " " + status.reason() + "\r\n");
  }

  private static byte[] concat(byte[] a, byte[] b, byte[] c) {
    byte[] all = new byte[a.length + b.length + c.length];
    System.arraycopy(a, 0, all, 0, a.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    System.arraycopy(c, 0, all, a.length + b.length, c.length);
    return all;
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private record StatusBlock(Status status, long second, byte[] bytes) {}

  /** Fields seen last in one place, and their bytes if they were seen there twice. */
  private static final class Ready {
    @Nullable Headers source;
    byte @Nullable [] bytes;
    boolean ownDate;
    boolean ownServer;
  }
}
