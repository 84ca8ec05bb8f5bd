package dev.covet.engine.websocket;

import io.netty.util.concurrent.FastThreadLocal;
import java.util.ArrayDeque;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * The compressors of one event loop that no WebSocket is using, each with its native memory (about
 * 260 KiB and 40 KiB). Event loop only.
 */
final class Zlib {
  /** Beyond this they are freed. */
  private static final int KEPT = 8;

  /** Quick rather than small: a loop has others to serve. */
  private static final int LEVEL = 3;

  private static final FastThreadLocal<Zlib> OWN =
      new FastThreadLocal<>() {
        @Override
        protected Zlib initialValue() {
          return new Zlib();
        }
      };

  private final ArrayDeque<Deflater> deflaters = new ArrayDeque<>(KEPT);
  private final ArrayDeque<Inflater> inflaters = new ArrayDeque<>(KEPT);

  /** That of the calling loop. */
  static Zlib own() {
    return OWN.get();
  }

  Deflater deflater() {
    Deflater spare = deflaters.poll();
    return spare == null ? new Deflater(LEVEL, true) : spare;
  }

  void give(Deflater deflater) {
    if (deflaters.size() < KEPT) {
      deflater.reset();
      deflaters.push(deflater);
    } else {
      deflater.end();
    }
  }

  Inflater inflater() {
    Inflater spare = inflaters.poll();
    return spare == null ? new Inflater(true) : spare;
  }

  void give(Inflater inflater) {
    if (inflaters.size() < KEPT) {
      inflater.reset();
      inflaters.push(inflater);
    } else {
      inflater.end();
    }
  }
}
