package dev.covet.engine.http2;

import dev.covet.engine.ExchangeHandler.Serving;
import io.netty.util.collection.IntObjectHashMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The streams of one connection, and what is to be remembered of closed ones. Event loop only. */
final class Streams {
  /** Streams reset by us whose last frames may be on their way still. */
  private static final int REMEMBERED = 256;

  private final int limit;
  private final IntObjectHashMap<Http2Stream> open = new IntObjectHashMap<>();
  private final List<Serving> running = new ArrayList<>();
  private int[] reset = {};
  private int resets;
  private int last;

  Streams(int limit) {
    this.limit = limit;
  }

  @Nullable Http2Stream get(int id) {
    return open.get(id);
  }

  void put(Http2Stream stream) {
    open.put(stream.id, stream);
  }

  void remove(Http2Stream stream) {
    open.remove(stream.id);
  }

  boolean isEmpty() {
    return open.isEmpty();
  }

  /** The open streams as they are now. */
  List<Http2Stream> all() {
    return List.copyOf(open.values());
  }

  /** The client has begun a stream, whatever becomes of it. */
  void opened(int id) {
    last = id;
  }

  /** The highest stream that the client has begun. */
  int last() {
    return last;
  }

  /** Whether a stream has not been begun. */
  boolean isIdle(int id) {
    return id > last || (id & 1) == 0;
  }

  void resetHere(int id) {
    if (resets == 0) {
      reset = new int[REMEMBERED];
    }
    reset[resets++ & REMEMBERED - 1] = id;
  }

  /** Whether we reset a stream not long ago: what comes on it was sent before the client knew. */
  boolean wasResetHere(int id) {
    for (int i = Math.min(resets, REMEMBERED) - 1; i >= 0; i--) {
      if (reset[i] == id) {
        return true;
      }
    }
    return false;
  }

  /** A stream is closed: its handler counts on until it has ended. */
  void stillRuns(Serving serving) {
    if (!serving.ended()) {
      running.add(serving);
    }
  }

  /** Whether neither a stream nor a handler may be added. */
  boolean full() {
    if (open.size() + running.size() >= limit && !running.isEmpty()) {
      running.removeIf(Serving::ended);
    }
    return open.size() + running.size() >= limit;
  }

  /** Whether the client itself holds too many streams open. */
  boolean overfull() {
    return open.size() >= limit;
  }
}
