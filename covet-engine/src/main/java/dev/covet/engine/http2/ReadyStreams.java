package dev.covet.engine.http2;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** Streams with something to send, the most urgent first (RFC 9218). Event loop only. */
final class ReadyStreams {
  @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
  private final @Nullable ArrayDeque<Http2Stream>[] levels = new ArrayDeque[Priority.LEVELS];

  /** A bit for each level that is not empty. */
  private int filled;

  /** Takes a stream in behind those that are as urgent. */
  void add(Http2Stream stream) {
    level(stream).addLast(stream);
  }

  /** Gives a stream that has just had its turn the next one, unless others shall have theirs. */
  void again(Http2Stream stream) {
    if (stream.priority.incremental()) {
      level(stream).addLast(stream);
    } else {
      level(stream).addFirst(stream);
    }
  }

  private ArrayDeque<Http2Stream> level(Http2Stream stream) {
    int urgency = stream.priority.urgency();
    filled |= 1 << urgency;
    ArrayDeque<Http2Stream> level = levels[urgency];
    if (level == null) {
      level = new ArrayDeque<>();
      levels[urgency] = level;
    }
    return level;
  }

  @Nullable Http2Stream poll() {
    if (filled == 0) {
      return null;
    }
    int urgency = Integer.numberOfTrailingZeros(filled);
    ArrayDeque<Http2Stream> level = levels[urgency];
    Http2Stream first = level == null ? null : level.pollFirst();
    if (level == null || level.isEmpty()) {
      filled &= ~(1 << urgency);
    }
    return first;
  }

  boolean isEmpty() {
    return filled == 0;
  }
}
