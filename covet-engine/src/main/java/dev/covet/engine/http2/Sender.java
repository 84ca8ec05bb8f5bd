package dev.covet.engine.http2;

import dev.covet.engine.connection.Out;
import dev.covet.http.Headers;
import dev.covet.http.RequestEnd.Outcome;
import java.util.ArrayDeque;

/**
 * Puts the answers of all streams into the connection's output: the most urgent first, of equal
 * ones a frame each in turn, as windows allow, so that a large answer holds up no small one. Event
 * loop only.
 *
 * <p>A carried thread only tells that a stream is {@link #ready}; everything is encoded by the
 * loop's own thread. A carried thread may be unmounted wherever the JDK takes a lock, in the middle
 * of a header block too, and the next one would write into the same output.
 */
final class Sender {
  /** Bytes in the output from which nothing is added. */
  static final int HIGH = 64 << 10;

  final Out out = new Out(0);
  final FrameWriter frames = new FrameWriter(out);
  final HeaderEncoder encoder = new HeaderEncoder();
  private final Session session;
  private final Http2Context context;
  private final ReadyStreams queue = new ReadyStreams();

  /** Streams whose bytes wait for the connection's window. */
  private final ArrayDeque<Http2Stream> starved = new ArrayDeque<>();

  /** What we may send on all streams together. */
  private long window = Frame.DEFAULT_WINDOW;

  Sender(Session session, Http2Context context) {
    this.session = session;
    this.context = context;
  }

  /** A stream has something to send, or a wider window. */
  void ready(Http2Stream stream) {
    if (!stream.queued && !stream.closed) {
      stream.queued = true;
      queue.add(stream);
    }
  }

  /** The same for a stream that has just had its turn. */
  private void again(Http2Stream stream) {
    if (!stream.queued && !stream.closed) {
      stream.queued = true;
      queue.again(stream);
    }
  }

  /** Widens the connection's window; false if it would overflow. */
  boolean widen(int increment) {
    window += increment;
    if (window > Integer.MAX_VALUE) {
      return false;
    }
    starved.forEach(queue::add);
    starved.clear();
    return true;
  }

  /** Whether streams wait that could send. */
  boolean hasMore() {
    return !queue.isEmpty();
  }

  /** Sends of each stream in turn until the output is full or nothing can go on. */
  void pump() {
    assert !Thread.currentThread().isVirtual() : "frames are encoded by the loop's own thread";
    while (out.length < HIGH) {
      Http2Stream stream = queue.poll();
      if (stream == null) {
        return;
      }
      stream.queued = false;
      send(stream);
    }
  }

  /** Sends what one stream may send now: at most one DATA frame. */
  private void send(Http2Stream stream) {
    if (stream.closed) {
      return;
    }
    if (stream.input.updateDue()) {
      frames.windowUpdate(stream.id, stream.input.update());
    }
    StreamOutput output = stream.output;
    if (!output.pump()) {
      session.cut(stream);
      return;
    }
    if (output.headWaits() && head(stream)) {
      return;
    }
    if (!output.started()) {
      return;
    }
    data(stream);
  }

  /** Sends the head; true if that was all. */
  private boolean head(Http2Stream stream) {
    StreamOutput output = stream.output;
    boolean ends = output.endsWithBody() && output.waiting() == 0;
    int begin = frames.beginHeaders();
    encoder.status(out, output.status().code());
    fields(output.headers());
    if (output.contentLength() >= 0) {
      encoder.contentLength(out, output.contentLength());
    }
    frames.headers(begin, stream.id, ends);
    output.headSent();
    stream.clock.answered();
    if (ends) {
      session.sent(stream);
    }
    return ends;
  }

  /** Asks for the body: {@code 100 Continue}. */
  void goOn(Http2Stream stream) {
    int begin = frames.beginHeaders();
    encoder.status(out, 100);
    frames.headers(begin, stream.id, false);
  }

  private void fields(Headers headers) {
    Headers defaults = context.defaults.of(headers);
    String server = context.config.server();
    if (!server.isEmpty() && !headers.contains("server") && !defaults.contains("server")) {
      encoder.field(out, "server", server);
    }
    if (!headers.contains("date") && !defaults.contains("date")) {
      encoder.field(out, "date", context.date());
    }
    for (int i = 0; i < headers.size(); i++) {
      if (!belongsToEngine(headers.name(i))) {
        encoder.field(out, headers.name(i), headers.value(i));
      }
    }
    for (int i = 0; i < defaults.size(); i++) {
      if (!belongsToEngine(defaults.name(i)) && !headers.contains(defaults.name(i))) {
        encoder.field(out, defaults.name(i), defaults.value(i));
      }
    }
  }

  /** Framing is ours; the others have no place in HTTP/2 (RFC 9113, section 8.2.2). */
  private static boolean belongsToEngine(String name) {
    return switch (name.length()) {
      case 7 -> name.equalsIgnoreCase("upgrade");
      case 10 -> name.equalsIgnoreCase("connection") || name.equalsIgnoreCase("keep-alive");
      case 14 -> name.equalsIgnoreCase("content-length");
      case 16 -> name.equalsIgnoreCase("proxy-connection");
      case 17 -> name.equalsIgnoreCase("transfer-encoding");
      default -> false;
    };
  }

  private void data(Http2Stream stream) {
    StreamOutput output = stream.output;
    int waiting = output.waiting();
    if (waiting > 0) {
      int count =
          (int) Math.min(Math.min(waiting, Frame.MAX_PAYLOAD), Math.min(stream.sendWindow, window));
      if (count <= 0) {
        block(stream);
        return;
      }
      boolean ends = count == waiting && output.endsWithBody();
      frames.data(stream.id, output.bytes(), output.start(), count, ends);
      output.sent(count);
      stream.sentBytes += count;
      stream.sendWindow -= count;
      window -= count;
      stream.blocked = false;
      session.dataSent(count);
      if (ends) {
        session.sent(stream);
        return;
      }
      if (output.waiting() > 0
          || output.writing != null
          || output.tunnel != null
          || output.ended()) {
        again(stream);
      }
    } else if (output.ended()) {
      end(stream);
    }
  }

  /** Nothing waits, and END_STREAM was not sent with the last byte. */
  private void end(Http2Stream stream) {
    Headers trailers = stream.output.trailers();
    if (trailers.isEmpty()) {
      frames.header(0, Frame.DATA, Frame.END_STREAM, stream.id);
    } else {
      int begin = frames.beginHeaders();
      encoder.trailers(out);
      for (int i = 0; i < trailers.size(); i++) {
        if (!belongsToEngine(trailers.name(i))) {
          encoder.field(out, trailers.name(i), trailers.value(i));
        }
      }
      frames.headers(begin, stream.id, true);
    }
    session.sent(stream);
  }

  /** Whether a stream can only go on when the client widens a window. */
  boolean awaitsWindow(Http2Stream stream) {
    return stream.blocked && Math.min(stream.sendWindow, window) <= 0;
  }

  private void block(Http2Stream stream) {
    stream.blocked = true;
    if (session.isDeaf()) {
      session.abandon(stream, Outcome.ABORTED, "the client went away without taking the answer");
      return;
    }
    stream.clock.blocked();
    if (stream.sendWindow > 0 && !stream.queued) {
      stream.queued = true;
      starved.add(stream);
    }
  }
}
